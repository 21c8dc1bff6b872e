"""Whom a demand speaks of, in words."""

from __future__ import annotations

import pytest

from model.report.findings import Who
from model.rules import all_demands
from model.words import use
from tests.cases import BASE, case_of

CASE = {
    "agencies": "agency,Chinese name,kind\nProvince,省,provincial government\nLender,银行甲,bank\nTwin,沪,paired province",
    "programmes": BASE["programmes"].rstrip() + "\n        farms,industry,10\n",
    "needs": BASE["needs"].rstrip() + "\n        East,farms,8\n",
    "budgets": "agency,year,amount\nProvince,2016,5\nLender,2016,5\nTwin,2016,5",
}


@pytest.mark.parametrize(
    ("rule", "rows", "words"),
    [
        ("lead", "agencies,counties\nbank,East", ["Province / East", "Twin / East"]),  # not the lead
        ("limits", "agencies,sense,amount\nbank,at most,5", ["bank"]),
        ("limits", "agencies,counties,sense,amount\neach bank,East,at most,5", ["Lender / East"]),
        (
            "prerequisites",
            "counties,programmes,years,after\nEast,farms,each,roads",
            ["East / farms / 2016", "East / farms / 2016-2017"],
        ),
        ("limits", "years,sense,amount\n2016-2017,at most,5", ["2016-2017"]),
    ],
)
def test_words(rule: str, rows: str, words: list[str]) -> None:
    case = case_of(**CASE, **{rule: rows})
    assert [Who(case)(demand) for demand in all_demands(case)[rule]] == words


def test_in_chinese() -> None:
    case = case_of(
        **CASE, lead="agencies,counties\nbank,East", limits="agencies,sense,amount\nbank,at most,5"
    )
    use("zh")
    found = [Who(case)(demand) for rule in ("lead", "limits") for demand in all_demands(case)[rule]]
    assert found == ["省 / East", "沪 / East", "银行"]
