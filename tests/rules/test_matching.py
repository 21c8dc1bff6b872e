"""Matching: what one body or programme gets is matched by another.

State has 10 million, Province 6; a million lifts 10 in East by roads and 4 by schools.
"""

from __future__ import annotations

import pytest
from pytest import approx

from polyfund.run import solve
from polyfund.schema.faults import InputFaults
from tests.cases import case_of
from tests.rules.proofs import gaps, program_text

CASE = {
    "settings": "setting,value\nfirst year,2016\nlast year,2016",
    "counties": "county,population,poor persons\nEast,9000,1000\nWest,9000,1000",
    "agencies": "agency,kind\nState,central government\nProvince,provincial government",
    "programmes": "programme,sector,persons lifted per million\nroads,works,10\nschools,education,4",
    "needs": "county,programme,need\nEast,roads,100\nEast,schools,100\nWest,schools,100",
    "budgets": "agency,year,amount\nState,2016,10\nProvince,2016,6",
}
PLAN = [("State", "East", "roads", 2016, 8.0), ("Province", "East", "schools", 2016, 3.0)]


def matching(*rows: str, **change: str) -> dict[str, str]:
    header = "agencies,counties,programmes,years,matched agencies,matched programmes,sense,ratio,price\n"
    return CASE | {"matching": header.replace("sense", "at least / at most") + "\n".join(rows)} | change


def test_lp_text() -> None:
    case = case_of(**matching("Province,East,roads,,State,,at least,0.5,"))
    assert program_text(case, "matching") == [
        "0.0  <=  grant[Province,East,roads,2016] - 0.5*grant[State,East,roads,2016]"
    ]


@pytest.mark.parametrize(
    ("row", "gap"),
    [
        ("Province,,,,State,,at least,0.5,", [1.0]),  # 0.5 x 8 - 3
        ("Province,,,,State,,at most,0.25,", [1.0]),  # 3 - 0.25 x 8
        ("Province,each,,,State,,at least,0.25,", [0.0, 0.0]),  # 3 - 2 in East, nothing in West
        (",,schools,,,roads,at least,0.5,", [1.0]),  # 0.5 x 8 - 3
        ("Province,,schools,,State,roads,at least,1,", [5.0]),  # 8 - 3
        ("Province,East,,,State,schools,at most,1,", [3.0]),  # of schools the state gives nothing
    ],
)
def test_gap_on_a_broken_plan(row: str, gap: list[float]) -> None:
    assert gaps(case_of(**matching(row)), "matching", *PLAN) == gap


def test_bites() -> None:
    """Free: 16 million of roads lift 160. A million of schools for each of roads: 8 lift 80 and 8
    lift 32, together 112."""
    free = solve(case_of(**CASE))
    bound = solve(case_of(**matching(",,schools,,,roads,at least,1,")))
    assert (free.stages[0].final, bound.stages[0].final) == (approx(160), approx(112))


def test_price() -> None:
    """With a match of 1, one million missed moves half a million from schools to roads: 0.5 x 6."""
    answer = solve(case_of(**matching(",,schools,,,roads,at least,1,")))
    assert answer.demand_prices["matching", 2, 0] == approx(3)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (",,roads,,,,at least,1,", r"matching\.csv:2 \[matched agencies\]: this row would match itself"),
        ("Province,,,,Province,,at least,2,", r"\[matched agencies\]: this row would match itself"),
        ("each,,,,State,,at least,2,", r"\[matched agencies\]: this row would match itself"),
        ("Province,West,,,State,,at least,1,", r"\[ratio\]: one side cannot get any money here"),
    ],
)
def test_faults(row: str, message: str) -> None:
    eligibility = "agency or kind,counties\nState,\nProvince,East"
    with pytest.raises(InputFaults, match=message):
        case_of(**matching(row, eligibility=eligibility))
