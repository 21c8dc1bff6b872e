"""Minimum grants: nothing, or at least so much.

Province has 10 million in 2016; a million lifts 10 in East, where 4 million are needed, and 6
in West.
"""

from __future__ import annotations

import pytest
from pytest import approx

from polyfund.run import solve
from polyfund.schema.faults import InputFaults
from tests.cases import case_of
from tests.rules.proofs import gaps, given, program_text

CASE = {
    "settings": "setting,value\nfirst year,2016\nlast year,2016",
    "counties": "county,population,poor persons\nEast,9000,1000\nWest,9000,1000",
    "needs": "county,programme,need,own effect\nEast,roads,4,\nWest,roads,40,6",
    "budgets": "agency,year,amount\nProvince,2016,10",
}


def minimum(*rows: str, **change: str) -> dict[str, str]:
    header = "agencies,counties,programmes,years,at least,price\n"
    return CASE | {"minimum_grants": header + "\n".join(rows)} | change


@pytest.mark.parametrize(
    ("row", "text"),
    [
        # at most the need of 4 million
        (
            ",East,,,3,",
            [
                "0  <=  grant[Province,East,roads,2016] - 3.0*minimum_grants.chosen[2,0]",
                "grant[Province,East,roads,2016] - 4.0*minimum_grants.chosen[2,0]  <=  0",
            ],
        ),
        # at most the budget of 10 million; either breach is paid for
        (
            ",West,,,3,2",
            [
                "0  <=  grant[Province,West,roads,2016] + minimum_grants.short[2,0] - 3.0*minimum_grants.chosen[2,0]",
                "grant[Province,West,roads,2016] - minimum_grants.excess[2,0] - 10.0*minimum_grants.chosen[2,0]  <=  0",
            ],
        ),
    ],
)
def test_lp_text(row: str, text: list[str]) -> None:
    assert program_text(case_of(**minimum(row)), "minimum_grants", "demand", "ceiling") == text


@pytest.mark.parametrize(
    ("amount", "gap"),
    [(0.0, 0.0), (1.0, 1.0), (1.5, 1.5), (2.0, 1.0), (2.75, 0.25), (3.0, 0.0), (9.0, 0.0)],
)
def test_gap_on_a_broken_plan(amount: float, gap: float) -> None:
    """What has to go, or what is missing to 3 million, whichever is less."""
    plan = [("Province", "West", "roads", 2016, amount)] if amount else []
    assert gaps(case_of(**minimum(",each,each,each,3,")), "minimum_grants", *plan) == [0.0, gap]


def test_bites() -> None:
    """Free: 4 million lift 40 in East and 6 lift 36 in West. Nothing or at least 7 in each place:
    East's need is less, so West gets all 10 and 60 are lifted."""
    free, bound = solve(case_of(**CASE)), solve(case_of(**minimum(",each,,,7,")))
    assert (free.stages[0].final, given(free)) == (approx(76), {("East", 2016): 4, ("West", 2016): 6})
    assert (bound.stages[0].final, given(bound)) == (approx(60), {("West", 2016): 10})


def test_the_choice_is_the_better_one() -> None:
    """At least 7 in West: 7 there lift 42 and 3 in East lift 30; nothing there: 4 in East lift 40."""
    answer = solve(case_of(**minimum(",West,,,7,")))
    assert (answer.stages[0].final, given(answer)) == (approx(72), {("East", 2016): 3, ("West", 2016): 7})
    assert answer.demand_prices["minimum_grants", 2, 0] == approx(4)  # a million from West to East


def test_it_has_no_price_where_nothing_is_given() -> None:
    answer = solve(case_of(**minimum(",West,,,11,0.5", budgets="agency,year,amount\nProvince,2016,4")))
    assert given(answer) == {("East", 2016): 4}
    assert answer.demand_prices["minimum_grants", 2, 0] == 0


def test_a_soft_minimum_is_broken_where_that_is_worth_its_price() -> None:
    """6 million in West lift 36; 4 short of 10 at 2 persons each cost 8."""
    answer = solve(case_of(**minimum(",West,,,10,2")))
    assert (given(answer)["West", 2016], answer.figures.soft_cost()) == (6, approx(8))


@pytest.mark.parametrize("least", ["0.3", "0.30000000001"])
def test_a_minimum_of_all_money_is_none(least: str) -> None:
    """0.1 + 0.2 is 0.30000000000000004 for a computer, and 0.1 + 0.7 a little less than 0.8."""
    budgets = "agency,year,amount\nProvince,2016,0.1\nProvince,2017,0.2"
    years = "setting,value\nfirst year,2016\nlast year,2017"
    assert case_of(**minimum(f",,,,{least},", budgets=budgets, settings=years))
    assert case_of(**minimum(",,,,0.8,", budgets=budgets.replace("0.2", "0.7"), settings=years))
    with pytest.raises(InputFaults, match="more than all budgets"):
        case_of(**minimum(",,,,0.30000001,", budgets=budgets, settings=years))


def test_a_minimum_above_all_money_is_a_fault() -> None:
    with pytest.raises(
        InputFaults, match=r"minimum_grants\.csv:2 \[at least\]: 3,000,000 million is more than"
    ):
        case_of(**minimum(",,,,3000000,"))


@pytest.mark.parametrize("poor", [1_000, 12_000_000, 100_000_000])
def test_the_poor_beside_the_plan_do_not_count(poor: int) -> None:
    """Of 10 million, roads and water cost 6, the school 1, each all of it or nothing: 6 + 1 lift 70. Less
    money, 6 for 60 people, is no better plan."""
    answer = solve(
        case_of(
            counties=f"county,population,poor persons\nBig,200000000,{poor}",
            programmes="programme,sector,persons lifted per million\nroads,a,10\nwater,a,10\nschool,a,10",
            needs="county,programme,need\nBig,roads,6\nBig,water,6\nBig,school,1",
            budgets="agency,year,amount\nProvince,2016,10",
            minimum_grants="programmes,at least\nroads,6\nwater,6\nschool,1",
        )
    )
    assert [stage.final for stage in answer.stages] == [approx(70), approx(7)]
    assert answer.stages[0].gap <= 1e-6
    assert answer.audit.passes
