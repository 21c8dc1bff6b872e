"""The audit on plans that break one thing each."""

from __future__ import annotations

import pandas as pd
import pytest

from model.answer.audit import Audit
from model.answer.plan import judge
from model.intake.eligible import GRANT_KEYS
from model.rules import all_demands
from model.run import solve
from tests.cases import case_of

Grant = tuple[str, str, int, float]

CASE = {
    "counties": "county,population,poor persons,management days\nEast,1000,100,12\nWest,1000,300,",
    "agencies": """
        agency,kind,staff days,staff days per million
        Province,provincial government,20,2
        Village,community organisation,,
        """,
    "programmes": """
        programme,sector,persons lifted per million,management days per million
        roads,infrastructure,10,3
        """,
    "budgets": "agency,year,amount\nProvince,2016,10\nProvince,2017,10\nVillage,2016,9",
    "eligibility": "agency or kind,counties\nVillage,East",
}


def audit(*grants: Grant) -> Audit:
    case = case_of(**CASE)
    rows = [(agency, county, "roads", year, amount) for agency, county, year, amount in grants]
    return judge(case, pd.DataFrame(rows, columns=[*GRANT_KEYS, "amount"]), all_demands(case))[1]


@pytest.mark.parametrize(
    ("grants", "broken"),
    [
        ([("Province", "West", 2016, 10)], []),
        ([("Province", "West", 2016, 10.00005)], []),  # fifty yuan are rounding
        ([("Province", "West", 2016, 10.001)], [("budgets", 0.001)]),
        ([("Province", "West", 2016, 11)], [("budgets", 1), ("staff", 2)]),  # 11 x 2 - 20 days
        ([("Village", "West", 2016, 1)], [("eligibility", 1)]),
        ([("Village", "East", 2017, 1)], [("eligibility", 1), ("budgets", 1)]),  # no money that year
        ([("Province", "West", 2016, -1)], [("eligibility", 1)]),
        ([("Village", "East", 2016, 4.5)], [("management", 1.5)]),  # 4.5 x 3 - 12 days
        (
            [("Province", "East", 2016, 4), ("Province", "East", 2017, 4), ("Village", "East", 2016, 0.5)],
            [("needs", 0.5), ("management", 1.5)],  # 8.5 of 8; 4.5 x 3 - 12
        ),
    ],
)
def test_what_breaks(grants: list[Grant], broken: list[tuple[str, float]]) -> None:
    found = [(finding.check, round(finding.gap, 6)) for finding in audit(*grants).broken]
    assert found == broken


def test_a_finding_names_the_cell_that_bounds_it() -> None:
    (finding,) = audit(("Village", "East", 2016, 4.5)).broken
    assert str(finding.place) == "counties.csv:2 [management days]"


def test_a_price_excuses() -> None:
    case = case_of(limits="counties,at least / at most,amount,price\nEast,at least,5,1")
    _, judged = judge(case, pd.DataFrame([], columns=[*GRANT_KEYS, "amount"]), all_demands(case))
    (finding,) = (finding for finding in judged.findings if finding.check == "limits")
    assert (finding.gap, finding.met, finding.broken, judged.passes) == (5, False, False, True)


def test_rounding_alone_breaks_nothing() -> None:
    """A million lifts 700,000 here, so half a yuan of rounding is a third of a person."""
    case = case_of(
        counties="county,population,poor persons\nEast,9000,1001\nWest,9000,3011",
        programmes="programme,sector,persons lifted per million\nroads,infrastructure,700000",
        targets="counties,years,at most\neach,2017,0",
    )
    assert solve(case).audit.passes


def test_a_grant_that_may_not_be_is_broken_however_small() -> None:
    assert [finding.check for finding in audit(("Village", "West", 2016, 0.00005)).broken] == ["eligibility"]
