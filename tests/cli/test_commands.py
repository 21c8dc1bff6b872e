"""The command from outside: how it ends, what it says, what it leaves behind."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from polyfund.cli import commands as cli
from polyfund.cli import inputs
from polyfund.studies.frontier import planner
from tests.commands import polyfund


def test_solve_writes_three_files(folder: Path) -> None:
    result = polyfund("solve", "case")
    assert result.exit_code == 0, result.output
    written = Path("outputs/case")
    assert {path.name for path in written.iterdir()} == {"plan.xlsx", "plan.csv", "run.json"}
    # 20 million at 10 a million; the order of ties is settled by the last stage.
    lines = (written / "plan.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "agency,county,programme,year,amount"
    assert sum(float(line.split(",")[-1]) for line in lines[1:]) == 20


def test_run_record(folder: Path) -> None:
    polyfund("solve", "case", "--out", "here")
    record = json.loads(Path("here/run.json").read_text(encoding="utf-8"))
    first = record["aims"][0]
    assert (record["status"], first["value"], first["published"]) == ("optimal", 200, 200)
    assert first["bound"] == pytest.approx(200)
    assert first["gap"] < 1e-6 and first["primal_violation"] < 1e-6 and first["dual_violation"] < 1e-6
    assert list(record["seconds"]) == [
        *("read", "build", "compile", "solve", "audit", "pay-off", "compare", "write"),
    ]
    assert len(record["input"]["sha256"]) == 64


def test_thorough_has_every_way_of_spending(folder: Path) -> None:
    for words, told in (((), False), (("--thorough",), True)):
        assert polyfund("solve", "case", *words).exit_code == 0
        sheet = load_workbook("outputs/case/plan.xlsx")["Compared"]
        heads = {cell.value for row in sheet.iter_rows() for cell in row}
        assert ("coordinated, no rules" in heads) is told


def test_the_same_bytes_twice(folder: Path) -> None:
    for out in ("one", "two"):
        assert polyfund("solve", "case", "--out", out).exit_code == 0
    assert Path("one/plan.csv").read_bytes() == Path("two/plan.csv").read_bytes()


def test_faults_end_with_3_and_a_marked_copy(folder: Path) -> None:
    (folder / "needs.csv").write_text("county,programme,need\nEastt,roads,8\n", encoding="utf-8")
    before = {path: path.read_bytes() for path in folder.iterdir()}
    result = polyfund("solve", "case")
    assert result.exit_code == 3
    assert "needs.csv:2 [county]" in result.output and "East" in result.output
    assert Path("outputs/case/faults.xlsx").exists()
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


def test_conflict_ends_with_4_and_says_by_how_much(folder: Path) -> None:
    """20 million are there, 25 are asked in West."""
    limits = "counties,at least / at most,amount\nWest,at least,25\n"
    (folder / "limits.csv").write_text(limits, encoding="utf-8")
    result = polyfund("solve", "case")
    assert result.exit_code == 4
    assert "limits.csv:2 [amount]: at least 25, broken by 5 million yuan" in result.output
    assert not Path("outputs").exists()


@pytest.mark.parametrize(
    "words",
    [
        ("solve",),
        ("explain", "nothing"),
        ("template", "case.txt"),
        ("template", "new.xlsx", "--rules", "limit"),
        ("frontier", "case"),
        ("frontier", "case", "--between", "people_lifted,happiness"),
        ("frontier", "case", "--between", "people_lifted,change"),  # from no previous plan
        ("frontier", "case", "--between", "people_lifted,worst_coverage", "--points", "1"),
        ("template", "new.xlsx", "--example", "eastern-yunnan"),
        ("template", "new.xlsx", "--example", "western-yunnan", "--from", "case"),
        ("template", "new.xlsx", "--rules", "limits", "--all"),
        ("template", "new.xlsx", "--example", "western-yunnan", "--rules", "limits"),  # it has targets
    ],
)
def test_usage_ends_with_2(words: tuple[str, ...], folder: Path) -> None:
    assert polyfund(*words).exit_code == 2


def test_a_template_never_overwrites(folder: Path) -> None:
    assert polyfund("template", "mine.xlsx").exit_code == 0
    before = Path("mine.xlsx").read_bytes()
    assert polyfund("template", "mine.xlsx").exit_code == 2
    assert Path("mine.xlsx").read_bytes() == before


@pytest.mark.parametrize(
    ("plan", "code", "words"),
    [
        ("Province,West,roads,2016,10\nProvince,West,roads,2017,10", 0, "That is as many people as the best"),
        ("Province,West,roads,2016,10", 0, "100.0 people fewer"),
        ("Province,West,roads,2016,12", 4, "budgets.csv:2 [amount]"),  # of 10
        (
            "Province,West,roads,2016,12",
            4,
            "That is 80.0 people fewer than the best plan on record",
        ),  # 120 of 200
        ("Province,West,roads,2016,15\nProvince,West,roads,2017,10", 4, "That is 50.0 people more"),
        ("Province,East,roads,2016,9\nProvince,West,roads,2017,10", 4, "needs.csv:2 [need]"),  # of 8
        ("Province,Nowhere,roads,2016,1", 3, "Nowhere"),
        ("Province,West,roads,2016,much", 3, "plan.csv:2"),
    ],
)
def test_audit(plan: str, code: int, words: str, folder: Path) -> None:
    polyfund("solve", "case")
    path = Path("outputs/case/plan.csv")
    path.write_text(f"agency,county,programme,year,amount\n{plan}\n", encoding="utf-8")
    result = polyfund("audit", "case", str(path))
    assert (result.exit_code, words in result.output) == (code, True), result.output


def test_audit_takes_the_folder_of_a_plan(folder: Path) -> None:
    polyfund("solve", "case")
    result = polyfund("audit", "case", "outputs/case")
    assert (result.exit_code, "as many people as the best" in result.output) == (0, True), result.output


def test_audit_says_what_an_edit_costs_only_by_a_record_of_this_input(folder: Path) -> None:
    polyfund("solve", "case")
    (folder / "budgets.csv").write_text("agency,year,amount\nProvince,2016,10\nProvince,2017,11\n")
    result = polyfund("audit", "case", "outputs/case")
    assert "the record beside this plan is of another input. polyfund solve writes one" in result.output
    Path("outputs/case/plan.csv").rename("alone.csv")
    result = polyfund("audit", "case", "alone.csv")
    assert "no record of a best plan stands beside this one. polyfund solve writes one" in result.output


def test_demands_against_each_other_hide_no_others(folder: Path) -> None:
    """A floor above a ceiling is seen at once; that 30 million were promised of 10 only in solving."""
    (folder / "limits.csv").write_text("counties,sense,amount\nEast,at least,7\nEast,at most,2\n")
    (folder / "commitments.csv").write_text(
        "agency,county,programme,year,amount\nProvince,West,roads,2016,30\n"
    )
    result = polyfund("check", "case")
    assert result.exit_code == 3
    assert (
        "limits.csv:2 [amount]: at least 7 is above the 'at most' 2 of limits.csv:3 [amount]" in result.output
    )
    assert "commitments.csv:2 [amount]: exactly 30, broken by 20 million yuan\n" in result.output
    (folder / "needs.csv").write_text("county,programme,need\nEast,roads,-8\nWest,roads,40\n")
    result = polyfund("check", "case")
    assert "limits.csv:2 [amount]" in result.output and "needs.csv:2 [need]" in result.output
    assert "Other demands may be against each other too; polyfund solve tells" in result.output


def test_parquet_is_refused_before_anything_is_read_without_pyarrow(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli, "can_write_parquet", lambda: False)
    result = polyfund("solve", "nowhere", "--parquet")
    assert (result.exit_code, "needs pyarrow" in result.output) == (2, True)


def test_a_case_too_long_for_sheets_stays_a_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "MOST_ROWS", 1)
    result = polyfund("template", "mine.xlsx", "--from", "case")
    assert (result.exit_code, "keep the case as a folder" in result.output) == (2, True)
    assert not Path("mine.xlsx").exists()


@pytest.mark.parametrize("plan", ["outputs/case", "outputs/case/plan.csv"])
def test_planned_again_with_the_first_year_spent(plan: str, folder: Path) -> None:
    """20 x 10 in West. Then the budget of 2017 falls to 4, and 2016 is spent as planned: 14 x 10."""
    polyfund("solve", "case")
    polyfund("template", "again.xlsx", "--from", "case", "--previous", plan)
    book = load_workbook("again.xlsx")
    settings = {row[0].value: row[1] for row in book["Settings"].iter_rows(min_row=3)}
    settings["spent until"].value = 2016
    budgets = {row[2].value: row[3] for row in book["Budgets"].iter_rows(min_row=3)}
    budgets[2017].value = 4
    book.save("again.xlsx")
    assert polyfund("solve", "again.xlsx").exit_code == 0
    assert json.loads(Path("outputs/again/run.json").read_text())["plan"]["people_lifted"] == 140
    moved = polyfund("diff", "outputs/case", "outputs/again").output
    assert "6.0" in moved


def test_chinese(folder: Path) -> None:
    result = polyfund("solve", "case", "--lang", "zh")
    assert result.exit_code == 0
    assert "贫困人口：期初" in result.output


@pytest.mark.parametrize(
    ("settings", "waits"),
    [("first year,2016\nlast year,soon", True), ("first year,2016\nlast year,2017", False)],
)
def test_checks_that_need_what_is_faulty_are_told_of(settings: str, waits: bool, folder: Path) -> None:
    (folder / "settings.csv").write_text(f"setting,value\n{settings}\n", encoding="utf-8")
    (folder / "targets.csv").write_text("counties,years,at most\nEast,2016,-5\n", encoding="utf-8")
    result = polyfund("check", "case")
    assert result.exit_code == 3
    assert ("Some checks need these first" in result.output) == waits


BETWEEN = ("--between", "people_lifted,worst_coverage", "--points", "3", "--jobs", "1")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("Point 03 is found: people lifted 200.0", "| 01 | 200 |", "there is nothing to give up")),
        ("zh", ("已求得第 03 点：脱贫人数 200.0", "| 01 | 200 |", "无须取舍")),
    ],
)
def test_frontier(language: str, words: tuple[str, ...], folder: Path) -> None:
    """Everybody's million lifts 10, wherever it goes: of the best plans for people one is best for coverage."""
    result = polyfund("frontier", "case", *BETWEEN, "--lang", language)
    assert result.exit_code == 0, result.output
    for part in words:
        assert part in result.output
    written = Path("outputs/case/frontier")
    assert {path.name for path in written.iterdir()} == {
        *("01", "03", "frontier.xlsx", "frontier.csv", "frontier.html", "run.json")
    }
    assert polyfund("audit", "case", str(written / "01/plan.xlsx")).exit_code == 0


def test_frontier_of_demands_that_conflict_ends_with_4(folder: Path) -> None:
    limits = "counties,at least / at most,amount\nWest,at least,25\n"
    (folder / "limits.csv").write_text(limits, encoding="utf-8")
    result = polyfund("frontier", "case", *BETWEEN)
    assert result.exit_code == 4
    assert "limits.csv:2 [amount]: at least 25, broken by 5 million yuan" in result.output


def test_an_interrupted_frontier_says_that_it_goes_on(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(planner, "solve_stages", stop)
    result = polyfund("frontier", "case", *BETWEEN)
    assert result.exit_code == 130
    assert "Run the same command again to go on" in result.output


@pytest.mark.parametrize("plan", ["outputs/case", "outputs/case/plan.xlsx", "outputs/case/plan.csv"])
@pytest.mark.parametrize("command", ["check", "solve"])
def test_a_plan_is_no_case(plan: str, command: str, folder: Path) -> None:
    polyfund("solve", "case")
    if plan == "outputs/case":
        Path("outputs/case/plan.xlsx").unlink()
    result = polyfund(command, plan)
    assert result.exit_code == 3
    assert "1 to mend in the input" in result.output
    assert "this is a plan, not a case that one could be made for" in result.output


def test_a_template_of_registers_alone(folder: Path) -> None:
    assert polyfund("template", "new.xlsx", "--rules", "none").exit_code == 0
    sheets = load_workbook("new.xlsx").sheetnames
    assert "Aims" in sheets and "Needs" in sheets
    assert not {"Limits", "Targets", "Previous plan"} & set(sheets)


def test_one_of_anything_is_not_told_as_many(folder: Path) -> None:
    assert "case has no faults: 1 agency, 2 counties, 1 programme\n" in polyfund("check", "case").output
