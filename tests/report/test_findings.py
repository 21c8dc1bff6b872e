"""Whom a demand speaks of, in words."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from polyfund.base.i18n import use
from polyfund.case.case import Case
from polyfund.case.eligible import GRANT_KEYS
from polyfund.cli import messages as telling
from polyfund.evaluation.evaluation import Judgement
from polyfund.planning.answer import judge
from polyfund.report.findings import Who
from polyfund.rules import all_demands
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


TWO_SECTORS = {
    "programmes": BASE["programmes"].rstrip() + "\n        farms,industry,10\n",
    "needs": "county,programme,need\nEast,roads,20\nEast,farms,20\nWest,roads,20",
    "settings": "setting,value\nfirst year,2016\nlast year,2017",
}
LINES = "agency,sector,year,amount,transferable share,carry-over years\n"


@pytest.mark.parametrize(
    ("lines", "grants", "told"),
    [
        # 26 for roads and 6 for farms, of one line of 30 that may spare 6: 2 too much, of either.
        (
            "Province,infrastructure,2016,30,0.2,",
            {("East", "roads", 2016): 20, ("West", "roads", 2016): 6, ("East", "farms", 2016): 6},
            ["budgets.csv:2 [amount] Province / infrastructure, industry / 2016: at most 30, given 32"],
        ),
        # Roads leave 20 of 30, but only a fifth may be spared: 6 of 8.
        (
            "Province,infrastructure,2016,30,0.2,",
            {("East", "roads", 2016): 10, ("East", "farms", 2016): 8},
            [
                "budgets.csv:2 [amount] Province / industry / 2016: at most 6, given 8"
                " (6 of the 30 in budgets.csv:2 [amount])"
            ],
        ),
        # Their own 3 and the 6: 9 of 10.
        (
            "Province,infrastructure,2016,30,0.2,\nProvince,industry,2016,3,,",
            {("East", "roads", 2016): 10, ("East", "farms", 2016): 10},
            [
                "budgets.csv:2 [amount] Province / industry / 2016: at most 9, given 10"
                " (6 of the 30 in budgets.csv:2 [amount]; budgets.csv:3 [amount] holds 3)"
            ],
        ),
        # What 2016 leaves is carried to 2017: 4 of 5.
        (
            "Province,,2016,10,,1",
            {("East", "roads", 2016): 6, ("East", "farms", 2017): 5},
            ["budgets.csv:2 [amount] Province / infrastructure 2016, industry 2017: at most 10, given 11"],
        ),
        # There is no line at all for them.
        (
            "Province,infrastructure,2016,30,,",
            {("East", "farms", 2017): 1},
            ["budgets.csv Province / industry / 2017: at most 0, given 1 (no line may pay for it)"],
        ),
    ],
)
def test_what_is_overspent_is_told_by_the_line_that_is(
    lines: str, grants: dict[tuple[str, str, int], float], told: list[str]
) -> None:
    case = case_of(**TWO_SECTORS, budgets=LINES + lines)
    assert findings(case, "budgets", grants) == told


@pytest.mark.parametrize(
    ("rule", "row", "told"),
    [
        # 20,000 yuan for each of 100 poor persons are 2 million.
        (
            "limits",
            "counties,sense,amount,basis\nEast,at least,20000,per poor person",
            ["limits.csv:2 [amount] East: at least 20,000, given 10,000"],
        ),
        (
            "limits",
            "counties,sense,amount\nEast,at least,1234567.25",
            ["limits.csv:2 [amount] East: at least 1,234,567.25, given 1"],
        ),
        (
            "shares",
            "agencies,counties,sense,share\nProvince,East,at most,0.25",
            ["shares.csv:2 [share] Province / East: at most 0, given 0.75 (the cell holds 0.25)"],
        ),
        # A tenth of the 2 million of the plan before may change; 1 went and 1 came.
        (
            "changes",
            "agencies,counties,programmes,years,at most,basis\n,,,,0.1,share of the previous plan",
            ["changes.csv:2 [at most] all together: at most 0.2, given 2 (the cell holds 0.1)"],
        ),
        (
            "smoothing",
            "counties,up\nWest,0.5",
            ["smoothing.csv:2 [up] West / 2017: at most 0, given 1 (the cell holds 0.5)"],
        ),
    ],
)
def test_a_figure_that_is_not_the_cells_own_says_what_the_cell_holds(
    rule: str, row: str, told: list[str]
) -> None:
    previous = "agency,county,programme,year,amount\nProvince,East,roads,2016,2"
    case = case_of(**{rule: row}, previous_plan=previous)
    grants = {("East", "roads", 2016): 1, ("West", "roads", 2017): 1}
    assert findings(case, rule, grants) == told


def findings(case: Case, check: str, grants: dict[tuple[str, str, int], float]) -> list[str]:
    """What is broken, as the terminal tells it, without the gap."""
    rows = [("Province", *spot, amount) for spot, amount in grants.items()]
    plan = pd.DataFrame(rows, columns=[*GRANT_KEYS, "amount"])
    figures, audit = judge(case, plan, all_demands(case))
    words = (
        telling.finding_words(one, Judgement(figures, audit), Who(case))
        for one in audit.broken
        if one.check == check
    )
    return [re.sub(", broken by [^(]*[^( ]", "", line) for line in words]
