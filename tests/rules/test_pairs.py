"""Pairs: an agency spends at least this share of its money in its partner counties.

Twin has 10 million in 2016 and 10 in 2017; a million lifts 10 in East and 4 in West.
"""

from __future__ import annotations

import pytest
from pytest import approx

from polyfund.run import solve
from polyfund.schema.faults import InputFaults
from tests.cases import case_of
from tests.rules.proofs import gaps, program_text

CASE = {
    "counties": "county,population,poor persons\nEast,9000,1000\nWest,9000,1000",
    "agencies": "agency,kind\nTwin,paired province",
    "needs": "county,programme,need,own effect\nEast,roads,100,\nWest,roads,100,4",
    "budgets": "agency,year,amount\nTwin,2016,10\nTwin,2017,10",
}
PLAN = [("Twin", "East", "roads", 2016, 8.0), ("Twin", "West", "roads", 2017, 4.0)]


def pairs(*rows: str, **change: str) -> dict[str, str]:
    return CASE | {"pairs": "agencies,counties,years,share,basis,price\n" + "\n".join(rows)} | change


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ("Twin,West,2016,0.5,,", "5.0  <=  grant[Twin,West,roads,2016]"),
        (
            "Twin,West,2016,0.25,of its spending,",
            "0.0  <=  grant[Twin,West,roads,2016] - "
            "0.25*(grant[Twin,East,roads,2016] + grant[Twin,West,roads,2016])",
        ),
    ],
)
def test_lp_text(row: str, text: str) -> None:
    assert program_text(case_of(**pairs(row)), "pairs") == [text]


@pytest.mark.parametrize(
    ("row", "gap"),
    [
        ("Twin,West,,0.5,,", [0.3]),  # 0.5 - 4 / 20
        ("Twin,West,each,0.5,,", [0.5, 0.1]),  # 0.5 - 0 / 10 and 0.5 - 4 / 10
        ("Twin,West,,0.5,of its spending,", [2.0]),  # 0.5 x 12 - 4
        ("Twin,East,2016,,of its spending,", [0.0]),
        ("Twin,East,,,of its spending,", [4.0]),  # all of 12 - 8
    ],
)
def test_gap_on_a_broken_plan(row: str, gap: list[float]) -> None:
    assert gaps(case_of(**pairs(row)), "pairs", *PLAN) == gap


def test_bites() -> None:
    """Free: 20 million in East lift 200. Half of it in West: 100 and 40."""
    free, bound = solve(case_of(**CASE)), solve(case_of(**pairs("Twin,West,,0.5,,")))
    assert (free.stages[0].final, bound.stages[0].final) == (approx(200), approx(140))
    # a share of 1 less moves 20 million from West to East: 20 x (10 - 4)
    assert bound.demand_prices["pairs", 2, 0] == approx(120)


def test_all_it_gives_goes_to_its_partners() -> None:
    answer = solve(case_of(**pairs("Twin,West,,,of its spending,")))
    assert set(answer.figures.grants["county"]) == {"West"}


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("Twin,West,,0.5,,", r"pairs\.csv:2 \[counties\]: the agency cannot give anything to these partners"),
        ("Twin,West,,0.5,of its spending,", r"\[counties\]: the agency cannot give anything to these"),
        ("Twin,East,2018,0.5,,", r"pairs\.csv:2 \[agencies\]: there is no money in Budgets for this agency"),
    ],
)
def test_faults(row: str, message: str) -> None:
    years = "setting,value\nfirst year,2016\nlast year,2018"
    with pytest.raises(InputFaults, match=message):
        case_of(**pairs(row, eligibility="agency or kind,counties\nTwin,East", settings=years))


def test_of_spending_a_year_without_money_keeps_nothing_in() -> None:
    years = "setting,value\nfirst year,2016\nlast year,2018"
    assert case_of(**pairs("Twin,West,each,,of its spending,", settings=years))
