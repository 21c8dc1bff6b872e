"""The sheets that compare: the plan beside other ways of spending."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl.workbook import Workbook
from pytest import approx

from polyfund.planning.answer import Answer
from polyfund.run import compare, solve
from tests.cases import case_of
from tests.report.plans import opened, rows, written
from tests.studies.test_baselines import CASE

NAMES = ["previous plan", "factor formula", "spread evenly", "going alone", "government only", "the plan"]


@pytest.fixture(scope="module")
def answer() -> Answer:
    return compare(solve(case_of(**CASE)))


@pytest.fixture(scope="module")
def english(answer: Answer, tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    return opened(written(answer, tmp_path_factory.mktemp("compared")), values=True)


def test_one_row_for_each_way(english: Workbook) -> None:
    """The plan: 12 million in West lift 48, 8 in East 80; alone both give East 10 where 10 do all."""
    found = {row["way"]: row for row in rows(english, "Compared", "Compared")}
    assert list(found) == NAMES
    figures = ("money given", "people lifted", "difference to the plan", "persons lifted per million")
    assert [found["the plan"][name] for name in figures] == approx([20, 128, 0, 6.4])
    assert [found["going alone"][name] for name in figures] == approx([20, 100, -28, 5])
    alone = found["going alone"]
    assert (alone["worst county"], alone["its poor lifted"]) == ("West", approx(0, abs=1e-9))
    # Shares 0.1 and 0 of as many poor: 0.5; of the plan 0.08 and 0.048: 0.032 / 4 / 0.064.
    assert (alone["Gini coefficient"], found["the plan"]["Gini coefficient"]) == (approx(0.5), approx(0.125))
    assert (alone["demands broken"], alone["of which rules"]) == (2, "Limits 2")
    previous = found["previous plan"]
    assert (previous["demands broken"], previous["of which rules"]) == (
        3,
        "Limits 2, budgets pay for all grants 1",
    )


def test_the_worst_gap_of_each_check(english: Workbook) -> None:
    """Lender gave 15 of its 10 million, and West 3 of its 4; Province none of its 8."""
    found = [row for row in rows(english, "Compared", "ComparedBroken") if row["way"] == "previous plan"]
    figures = ("demands of", "demands broken", "worst gap", "input cell", "whom", "unit of the gap")
    assert [tuple(row[name] for name in figures) for row in found] == [
        (
            "budgets pay for all grants",
            1,
            approx(5),
            "budgets.csv:3 [amount]",
            "Lender / infrastructure / 2016",
            "million yuan",
        ),
        ("Limits", 2, approx(8), "limits.csv:3 [amount]", "Province / West", "million yuan"),
    ]


def test_by_county_and_by_agency_with_differences_to_the_plan(english: Workbook) -> None:
    east, _nowhere, west = rows(english, "Compared by county", "ComparedCounties")
    figures = (
        "money (going alone)",
        "money (the plan)",
        "money less the plan (going alone)",
        "people lifted (going alone)",
        "people lifted less the plan (going alone)",
    )
    assert [east[name] for name in figures] == approx([20, 8, 12, 100, 20])
    assert [west[name] for name in figures] == approx([0, 12, -12, 0, -48])
    lender, province = rows(english, "Compared by agency", "ComparedAgencies")
    figures = ("money (previous plan)", "money (the plan)", "money less the plan (previous plan)")
    assert [lender[name] for name in figures] == approx([15, 10, 5])
    assert [province[name] for name in figures] == approx([0, 10, -10])


def test_differences_are_live(answer: Answer, tmp_path: Path) -> None:
    book = opened(written(answer, tmp_path), values=False)
    (difference, *_more) = [row["difference to the plan"] for row in rows(book, "Compared", "Compared")]
    assert str(difference).startswith("=ROUND(Compared[[#This Row],[people lifted]]-INDEX(")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "previous plan: this case has none; write it on the sheet Previous plan of the input"),
        ("zh", "原方案：本案例没有；请在输入工作簿的“原方案”表中填写"),
    ],
)
def test_what_is_missing_says_how_to_get_it(language: str, words: str, tmp_path: Path) -> None:
    book = opened(written(compare(solve(case_of())), tmp_path, language), values=True)
    notes = [row[0].value for row in book.worksheets[10].iter_rows()]
    assert words in notes
    assert any("polyfund solve --thorough" in str(note) for note in notes)


@pytest.mark.parametrize(("language", "name"), [("en", "West"), ("zh", "西县")])
def test_counties_are_called_as_in_the_language_in_use(language: str, name: str, tmp_path: Path) -> None:
    counties = "county,Chinese name,population,poor persons\nEast,东县,1000,100\nWest,西县,1000,300"
    book = opened(written(compare(solve(case_of(counties=counties))), tmp_path, language), values=True)
    head = {"en": "worst county", "zh": "最差县"}[language]
    assert {row[head] for row in rows(book, book.sheetnames[10], "Compared")} == {name}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_an_answer_not_compared_says_so(language: str, tmp_path: Path) -> None:
    book = opened(written(solve(case_of()), tmp_path, language), values=True)
    words = {"en": "Nothing was compared", "zh": "未作比较"}[language]
    for sheet in book.worksheets[10:13]:
        assert sheet["A1"].value.startswith(words)
