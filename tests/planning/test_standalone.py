"""Going alone, by hand arithmetic and on random cases."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from pytest import approx

from polyfund.case.case import Case
from polyfund.evaluation.quantities import Figures
from polyfund.objectives.measures import MARGIN
from polyfund.planning.answer import judge
from polyfund.planning.standalone import Alone, go_alone
from polyfund.rules import IN_FORCE
from polyfund.run import solve
from tests.cases import case_of
from tests.random_cases import cases, read

AGENCIES = "agency,kind,worth of one unit,staff days,staff days per million\nProvince,other,{},{},2"
RETURNS = "programme,tier,share of the need,factor on the effect\nroads,1,0.25,1\nroads,2,0.75,0.5"
WISHES = "agencies,counties,weight\nProvince,West,0"
DAYS = "programme,sector,persons lifted per million,management days per million\nroads,works,10,2"
COUNTIES = "county,population,poor persons,management days\nEast,1000,100,4\nWest,1000,300,"


def alone(case: Case, *agencies: str) -> Alone:
    return go_alone(case, agencies or case.agencies, 60)


@pytest.mark.parametrize(
    ("change", "persons", "money"),
    [
        ({}, 200, 20),  # 20 million x 10
        ({"returns": RETURNS}, 160, 20),  # the first 2 + 10 million x 10, the other 8 x 5
        ({"preferences": WISHES}, 80, 8),  # nothing counts but East's 8 million
        ({"agencies": AGENCIES.format(0.5, "")}, 100, 20),  # 20 million that count half
        ({"agencies": AGENCIES.format(1, 10)}, 100, 10),  # 5 million a year by its staff
        ({"programmes": DAYS, "counties": COUNTIES, "preferences": WISHES}, 40, 4),  # 2 a year by East's
        ({"eligibility": "agency or kind,counties\nProvince,East"}, 80, 8),
        ({"limits": "counties,at least / at most,amount\n,at most,1"}, 200, 20),  # no rule binds it
    ],
)
def test_best_by_its_own_lights_with_least_money(
    change: dict[str, str], persons: float, money: float
) -> None:
    found = alone(case_of(**change))
    assert found.persons == {"Province": approx(persons, rel=1e-6)}
    assert found.grants["amount"].sum() == approx(money)


def test_ten_millionths_are_taken_off() -> None:
    """So that to be asked for what it reaches is no matter of rounding; the aim of the least satisfied
    leaves room for as much."""
    reached = alone(case_of()).persons["Province"]
    assert reached == approx(200 * (1 - 1e-7), rel=1e-9)
    assert reached * MARGIN > 200


def test_poor_persons_are_not_counted() -> None:
    """What money could reach counts, also beyond the 5 who are poor."""
    counties = "county,population,poor persons\nEast,1000,5\nWest,1000,0"
    assert alone(case_of(counties=counties)).persons["Province"] == approx(200)


def test_each_has_all_needs_to_itself() -> None:
    agencies = "agency,kind\nProvince,other\nFund,bank\nTwin,bank"
    budgets = "agency,year,amount\nProvince,2016,10\nFund,2017,90"
    case = case_of(agencies=agencies, budgets=budgets)
    found = alone(case)
    assert found.persons == {"Fund": approx(480), "Province": approx(100), "Twin": 0}
    assert list(found.grants["agency"].unique()) == ["Fund", "Province"]
    assert alone(case, "Fund").persons == {"Fund": approx(480)}


def test_nobody_gives_nothing() -> None:
    found = go_alone(case_of(), (), 60)
    assert found.persons == {} and found.grants.empty


@settings(max_examples=25, deadline=None)
@given(cases(soft=False))
def test_the_plan_keeps_the_registers_and_reaches_what_is_told(tables) -> None:
    case = read(tables)
    nothing = {room.TABLE.key: [] for room in IN_FORCE}
    for agency in case.agencies:
        found = alone(case, agency)
        figures, audit = judge(case, found.grants.astype({"year": int, "amount": float}), nothing)
        assert audit.passes
        assert figures.reached(agency) == approx(found.persons[agency], rel=1e-5, abs=2e-3)


def test_money_of_others_reaches_nobody_for_it() -> None:
    agencies = "agency,kind\nProvince,other\nFund,bank"
    budgets = "agency,year,amount\nProvince,2016,10\nFund,2016,10"
    case = case_of(agencies=agencies, budgets=budgets, returns=RETURNS)
    rows = [("Fund", "East", "roads", 2016, 2.0), ("Province", "East", "roads", 2016, 3.0)]
    plan = pd.DataFrame(rows, columns=["agency", "county", "programme", "year", "amount"])
    figures = Figures(case, plan, {})
    # each fills the first tier of 2 million as if it were alone
    assert (figures.reached("Fund"), figures.reached("Province")) == (approx(20), approx(25))


CARRIED = {
    "settings": "setting,value\nfirst year,2016\nlast year,2017\nspent until,2016",
    "budgets": "agency,sector,year,amount,carry-over years\nProvince,,2016,10,1\nProvince,,2017,10,0",
    "needs": "county,programme,need,own effect\nEast,roads,8,4\nWest,roads,40,",
    "previous_plan": "agency,county,programme,year,amount\nProvince,East,roads,2016,6",
}


def test_the_only_agency_does_as_well_as_alone_though_money_is_spent() -> None:
    """Six million are spent in East, four of 2016 are carried over: 6 x 4 + 14 x 10, alone or not."""
    answer = solve(case_of(**CARRIED, participation="agencies,gain\neach,0"))
    assert answer.stages[0].final == pytest.approx(164)


def test_the_only_agency_is_wholly_satisfied_though_money_is_spent() -> None:
    answer = solve(case_of(**CARRIED, aims="priority,measure\n1,least satisfied agency"))
    assert answer.stages[0].final == pytest.approx(1, abs=1e-5)


def test_programs_side_by_side_are_apart() -> None:
    """Fund and Province alone, and both at once: the same plans, though both want the county's days."""
    agencies = "agency,kind\nProvince,other\nFund,bank"
    budgets = "agency,year,amount,carry-over years\nProvince,2016,10,1\nFund,2016,10,0"
    counties = "county,population,poor persons,management days\nEast,1000,100,4\nWest,1000,300,6"
    case = case_of(agencies=agencies, budgets=budgets, counties=counties, programmes=DAYS)
    both, apart = alone(case), [alone(case, agency) for agency in case.agencies]
    assert both.persons == {"Fund": approx(50), "Province": approx(100)}  # 10 days, 2 a million: 5 a year
    assert both.persons == {agency: persons for one in apart for agency, persons in one.persons.items()}
    pd.testing.assert_frame_equal(both.grants, pd.concat([one.grants for one in apart], ignore_index=True))
