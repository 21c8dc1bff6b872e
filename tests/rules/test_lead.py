"""Lead: in a county and sector no body gives more than the lead.

Province has 4 million in 2016, Lender 10, Twin 10; a million lifts 10.
"""

from __future__ import annotations

import pytest
from pytest import approx

from polyfund.run import solve
from polyfund.schema.faults import InputFaults
from tests.cases import case_of
from tests.rules.proofs import findings, gaps, program_text

CASE = {
    "settings": "setting,value\nfirst year,2016\nlast year,2016",
    "counties": "county,population,poor persons\nEast,9000,1000\nWest,9000,1000",
    "agencies": "agency,kind\nProvince,provincial government\nLender,bank\nTwin,paired province",
    "needs": "county,programme,need\nEast,roads,100\nWest,roads,100",
    "budgets": "agency,year,amount\nProvince,2016,4\nLender,2016,10\nTwin,2016,10",
}
PLAN = [("Province", "East", "roads", 2016, 4.0), ("Lender", "East", "roads", 2016, 6.0)]


def lead(*rows: str, **change: str) -> dict[str, str]:
    return CASE | {"lead": "agencies,counties,programmes,years,price\n" + "\n".join(rows)} | change


def test_lp_text() -> None:
    assert program_text(case_of(**lead("Province,East,infrastructure,,")), "lead") == [
        "grant[Lender,East,roads,2016] - grant[Province,East,roads,2016]  <=  0.0",
        "grant[Twin,East,roads,2016] - grant[Province,East,roads,2016]  <=  0.0",
    ]


@pytest.mark.parametrize(
    ("row", "gap"),
    [
        ("Province,East,,,", [2.0, 0.0]),  # Lender 6 - 4, Twin nothing
        ("Province,each,,,", [2.0, 0.0, 0.0, 0.0]),
        ("Twin,,,,", [6.0, 4.0]),  # Lender and Province beside nothing
        ("bank,East,,,", [0.0, 0.0]),
    ],
)
def test_gap_on_a_broken_plan(row: str, gap: list[float]) -> None:
    assert gaps(case_of(**lead(row)), "lead", *PLAN) == gap


def test_bites() -> None:
    """Free: 24 million lift 240. Nobody beyond the province's 4: 12 million lift 120."""
    free, bound = solve(case_of(**CASE)), solve(case_of(**lead("Province,each,,,")))
    assert (free.stages[0].final, bound.stages[0].final) == (approx(240), approx(120))


def test_each_demand_names_the_county_and_the_other_body() -> None:
    found = findings(case_of(**lead("Province,each,,,")), "lead", *PLAN)
    assert [finding.who for finding in found] == [
        "East / Lender",
        "East / Twin",
        "West / Lender",
        "West / Twin",
    ]


def test_a_lead_that_cannot_give_is_a_fault() -> None:
    eligibility = "agency or kind,counties\nProvince,West"
    with pytest.raises(InputFaults, match=r"lead\.csv:2 \[agencies\]: one side cannot get any money here"):
        case_of(**lead("Province,each,,,", eligibility=eligibility))
