"""polyfund diff from outside: what is told and written, in both languages, and what is refused."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from polyfund.cli.commands import main
from polyfund.cli.diff import SHOWN
from tests.cases import write_case
from tests.report.plans import LIBREOFFICE, assert_calculates_the_same, rows

SHEETS = {
    "en": ["Summary", "Moves", "Grants", "By agency", "By county", "By programme", "By year", "Why"],
    "zh": ["概览", "调动", "逐笔变化", "按机构", "按县", "按项目", "按年份", "缘由"],
}
# 2017 brings 4 instead of 10, and West must get 13 of the 14.
LATER = {
    "budgets": "agency,year,amount\nProvince,2016,10\nProvince,2017,4",
    "limits": "counties,at least / at most,amount\nWest,at least,13",
}


@pytest.fixture(scope="module")
def solved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case and what became of it a year later, both solved, in a folder."""
    folder = tmp_path_factory.mktemp("diff")
    changes: dict[str, dict[str, str]] = {"case": {}, "later": LATER}
    for name, change in changes.items():
        (folder / name).mkdir()
        write_case(folder / name, **change)
        done = polyfund("solve", folder / name, "--out", folder / "out" / name)
        assert done.exit_code == 0, done.output
    return folder


@pytest.fixture
def folder(solved: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(solved)
    return solved


def polyfund(*words: object) -> Result:
    return CliRunner().invoke(main, [*map(str, words)])


def plan(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(("agency,county,programme,year,amount", *lines)) + "\n", encoding="utf-8")
    return path


def test_the_moves_are_told_with_their_reasons(folder: Path) -> None:
    """A: East 8 and West 2 in 2017, West 10 in 2016. B must give West 13: East loses 7, of which
    1 goes to West and 6 are gone with the budget."""
    result = polyfund("diff", "out/case", "out/later", "--case", "later")
    assert result.exit_code == 0
    for line in (
        "plan A: out/case/plan.xlsx: 3 grants give 20.0 million yuan",
        "People lifted: 200 in plan A, 140 in plan B: -60",
        "Worst county: West with 40.0% of its poor lifted in plan A, East with 10.0% in plan B",
        "Demands of later broken: 2 by plan A, 0 by plan B",
        "  another county: 1.000 (moves: 1)",
        "  no longer given: 6.000 (moves: 1)",
        "  6.000  Province: no longer given to East / roads / 2017",
        "plan A breaks budgets.csv:3 [amount] (Province / infrastructure / 2017: at most 4 million yuan): "
        "it gives 10, plan B 4",
        "  1.000  Province: from East / roads / 2017 to West / roads / 2017",
        "plan A breaks limits.csv:2 [amount] (West: at least 13 million yuan): it gives 12, plan B 13",
    ):
        assert line in result.output


def test_without_a_case_names_stand_as_they_are(folder: Path, tmp_path: Path) -> None:
    a = plan(tmp_path / "a.csv", "Anyone,Somewhere,wells,2016,3")
    result = polyfund("diff", a, plan(tmp_path / "b.csv", "Anyone,Somewhere,wells,2018,3"))
    assert result.exit_code == 0
    assert "3.000  Anyone: from Somewhere / wells / 2016 to Somewhere / wells / 2018" in result.output
    assert "--case IN" in result.output and "People lifted" not in result.output


def test_the_same_plan(folder: Path) -> None:
    result = polyfund("diff", "out/case/plan.xlsx", "out/case/plan.csv", "--case", "case", "--out", "same")
    assert (result.exit_code, "The two plans are the same." in result.output) == (0, True)
    book = openpyxl.load_workbook("same/diff.xlsx", data_only=True)
    assert book["Moves"]["A3"].value is None


def test_no_more_than_the_largest_are_told(folder: Path, tmp_path: Path) -> None:
    years = range(1990, 1990 + SHOWN + 3)
    a, b = (
        plan(tmp_path / f"{county}.csv", *(f"Fund,{county},wells,{year},{year}" for year in years))
        for county in ("East", "West")
    )
    assert "  ... and 3 more" in polyfund("diff", a, b).output


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_workbook(folder: Path, language: str) -> None:
    result = polyfund(
        "diff", "out/case", "out/later", "--case", "later", "--out", language, "--lang", language
    )
    assert result.exit_code == 0
    book = openpyxl.load_workbook(Path(language) / "diff.xlsx", data_only=True)
    assert book.sheetnames == SHEETS[language]
    moves, why = (rows(book, SHEETS[language][at], name) for at, name in ((1, "Moves"), (7, "Why")))
    assert [list(row.values()) for row in moves] == [
        [1, *(("no longer given", "不再投入")[language == "zh"], "Province"), "East", "roads", 2017, None, None, None, 6],
        [2, *(("another county", "换县")[language == "zh"], "Province"), "East", "roads", 2017, "West", "roads", 2017, 1],
    ]  # fmt: skip
    assert [row[{"en": "input cell", "zh": "输入单元格"}[language]] for row in why] == [
        "budgets.csv:3 [amount]",
        "limits.csv:2 [amount]",
    ]


def test_figures_and_totals(folder: Path) -> None:
    polyfund("diff", "out/case", "out/later", "--case", "later", "--out", "figures")
    book = openpyxl.load_workbook("figures/diff.xlsx", data_only=True)
    summary = {row[0]: row[1:4] for row in book["Summary"].iter_rows(min_row=7, max_row=12, values_only=True)}
    assert summary["money given"] == (20, 14, -6)
    assert summary["people lifted"] == (200, 140, -60)
    assert summary["poor at the end of 2017"] == (200, 260, 60)
    assert summary["demands broken"] == (2, 0, -2)
    heads = ("county", "plan A", "plan B", "change", "more people lifted")
    assert [tuple(row[head] for head in heads) for row in rows(book, "By county", "By_county")] == [
        ("East", 8, 1, -7, -70),
        ("West", 12, 13, 1, 10),
    ]
    (programme,) = rows(book, "By programme", "By_programme")
    assert (programme["sector"], programme["change"]) == ("infrastructure", -6)
    (only,) = (row for row in rows(book, "By year", "By_year") if row["change"])
    assert (only["year"], only["change"]) == (2017, -6)


def test_sectors_come_from_the_sheet_without_a_case(folder: Path) -> None:
    assert polyfund("diff", "out/case", "out/later", "--out", "plain").exit_code == 0
    book = openpyxl.load_workbook("plain/diff.xlsx", data_only=True)
    assert book.sheetnames == SHEETS["en"][:-1]
    (programme,) = rows(book, "By programme", "By_programme")
    assert programme["sector"] == "infrastructure"


def test_faults_of_both_plans_are_told_at_once_with_their_file(folder: Path, tmp_path: Path) -> None:
    a = plan(tmp_path / "a.csv", "Province,East,roads,2016,much")
    b = plan(tmp_path / "b.csv", "Province,Eastt,roads,2016,1")
    result = polyfund("diff", a, b, "--case", "case", "--out", "refused")
    assert result.exit_code == 3
    assert f"{a}:2 [amount]: 'much' is not a number" in result.output
    assert f"{b}:2 [county]: " in result.output and "did you mean 'East'?" in result.output
    assert not Path("refused").exists()


def test_a_folder_without_a_plan(folder: Path, tmp_path: Path) -> None:
    result = polyfund("diff", tmp_path, "out/case")
    assert result.exit_code == 3
    assert f"{tmp_path / 'plan.xlsx'}: there is no such file; give the plan.xlsx" in result.output


def test_a_place_that_refuses(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    result = polyfund("diff", "out/case", "out/later", "--out", tmp_path / "file" / "below")
    assert (result.exit_code, "cannot write" in result.output) == (7, True)
    assert polyfund("diff", "out/case").exit_code == 2


@pytest.mark.slow
@LIBREOFFICE
@pytest.mark.parametrize("language", ["en", "zh"])
def test_libreoffice_calculates_the_same(folder: Path, tmp_path: Path, language: str) -> None:
    words = ("diff", "out/case", "out/later", "--case", "later", "--out", tmp_path, "--lang", language)
    assert polyfund(*words).exit_code == 0
    assert_calculates_the_same(tmp_path / "diff.xlsx", tmp_path)


def test_a_budget_that_binds_is_not_told_with_what_is_given_as_if_its_cell_held_that(
    folder: Path, tmp_path: Path
) -> None:
    """In B the 10 million of 2016 are in West, so East's 8 could not come back from 2017."""
    a = plan(tmp_path / "a.csv", "Province,East,roads,2016,8", "Province,West,roads,2017,2")
    b = plan(tmp_path / "b.csv", "Province,West,roads,2016,10", "Province,East,roads,2017,8")
    assert (
        "it lifts no more, but without it plan B would break budgets.csv:2 [amount] "
        "(Province / infrastructure / 2016: the lines that may pay for it are used up)"
    ) in polyfund("diff", a, b, "--case", "case").output
