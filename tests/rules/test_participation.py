"""Participation: nobody does worse by its own lights than going alone.

Province and Fund have 10 million each. East needs 10 million of roads (10 persons a million)
and 10 of schools (8). Province may only build roads, so the best plan leaves the schools to
Fund: 100 + 80. Alone, Fund would build the roads and reach 100.
"""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from polyfund.case.standalone import Alone
from polyfund.formulation.build import build
from polyfund.objectives.aims import stages
from polyfund.planning.answer import Answer
from polyfund.planning.infeasibility import Conflict
from polyfund.rules import all_demands
from polyfund.rules.participation import demands
from polyfund.run import solve, with_alone
from polyfund.schema.faults import InputFaults
from tests.cases import case_of
from tests.rules.proofs import gaps, program_text

CASE = {
    "counties": "county,population,poor persons\nEast,9000,1000",
    "agencies": "agency,kind\nProvince,provincial government\nFund,bank",
    "programmes": "programme,sector,persons lifted per million\nroads,works,10\nschool,welfare,8",
    "budgets": "agency,year,amount\nProvince,2016,10\nFund,2016,10",
    "needs": "county,programme,need\nEast,roads,10\nEast,school,10",
    "eligibility": "agency or kind,counties,programmes\nProvince,,roads",
    "settings": "setting,value\nfirst year,2016\nlast year,2016",
}
ALONE = Alone({"Fund": 100.0}, {"Fund": 100.0}, pd.DataFrame())
PLAN = [("Fund", "East", "school", 2016, 10.0), ("Province", "East", "roads", 2016, 10.0)]
BELOW = "agency,kind\nProvince,provincial government\nFund,bank\nLender,bank"


def participation(*rows: str, **change: str) -> dict[str, str]:
    return CASE | {"participation": "agencies,gain,price\n" + "\n".join(rows)} | change


def lifted(**tables: str) -> float:
    return solve(case_of(**tables)).stages[0].final


def given(answer: Answer) -> dict[tuple[str, str], float]:
    frame = answer.figures.grants
    return {
        key: round(money, 3) for key, money in frame.groupby(["agency", "programme"])["amount"].sum().items()
    }


def test_lp_text() -> None:
    case = replace(case_of(**participation("Fund,-0.5,")), alone=ALONE)
    assert program_text(case, "participation") == [
        "50.0  <=  10.0*reach[Fund].own[East,roads,0] + 8.0*reach[Fund].own[East,school,0]"
    ]


def test_lp_text_of_what_is_reached() -> None:
    returns = "programme,tier,share of the need,factor on the effect\nschool,1,0.5,1\nschool,2,0.5,0.5"
    worth = "agency,kind,worth of one unit\nProvince,provincial government,1\nFund,bank,2"
    wishes = "agencies,counties,programmes,weight\nFund,,school,3\nFund,,roads,0"
    tables = participation("Fund,,7", returns=returns, agencies=worth, preferences=wishes)
    case = with_alone(case_of(**tables))
    # 10 million count as 20 and fill the school: 5 x 24 + 5 x 12 = 180
    assert case.alone is not None and case.alone.persons["Fund"] == pytest.approx(180)
    (text,) = program_text(replace(case, alone=replace(ALONE, persons={"Fund": 180.0})), "participation")
    assert text == (
        "180.0  <=  24.0*reach[Fund].own[East,school,0] + 12.0*reach[Fund].own[East,school,1]"
        " + participation.short[2,0]"
    )
    program = build(case, all_demands(case), stages(case, all_demands(case)))
    assert [str(row.expr) for row in program.model.reach["Fund"].filled.values()] == [
        "reach[Fund].own[East,school,0] + reach[Fund].own[East,school,1]  ==  2.0*grant[Fund,East,school,2016]"
    ]


@pytest.mark.parametrize(
    ("row", "gap"),
    [
        ("Fund,,", [20.0]),  # 100 - 10 x 8
        ("Fund,-0.1,", [10.0]),  # 0.9 x 100 - 80
        ("Fund,0.5,1", [70.0]),  # 1.5 x 100 - 80
        ("Fund,-1,", [0.0]),
        ("each,,", [20.0, 0.0]),  # Province builds roads as it would alone
        ("bank,,", [20.0]),
    ],
)
def test_gap_on_a_broken_plan(row: str, gap: list[float]) -> None:
    assert gaps(case_of(**participation(row)), "participation", *PLAN) == pytest.approx(gap, abs=1e-4)


def test_bites() -> None:
    """180 without the rule. Fund insists on the roads: 100. Giving up a tenth it builds 5 of
    each, 10 x 5 + 8 x 5 = 90, and Province the other roads: 140."""
    assert lifted(**CASE) == pytest.approx(180)
    assert lifted(**participation("Fund,,")) == pytest.approx(100, abs=1e-3)
    assert lifted(**participation("Fund,-0.1,")) == pytest.approx(140, abs=1e-3)


def test_who_would_rather_build_schools_agrees() -> None:
    """8 x 1.25 persons a million, as many as by roads."""
    wishes = "agencies,programmes,weight\nbank,school,1.25"
    assert lifted(**participation("Fund,,", preferences=wishes)) == pytest.approx(180, abs=1e-3)


def everybodys(*rows: str, **change: str) -> dict[str, str]:
    return CASE | {"participation": "agencies,counting,gain,price\n" + "\n".join(rows)} | change


def test_lp_text_of_everybodys_money() -> None:
    case = replace(case_of(**everybodys("Fund,everybody's money,0.5,")), alone=ALONE)
    assert program_text(case, "participation") == [
        "150.0  <=  done.persons[East,roads] + done.persons[East,school]"
    ]
    model = build(case, all_demands(case), stages(case, all_demands(case))).model
    assert [str(row.expr) for row in model.done.is_done.values()] == [
        "done.persons[East,roads]  ==  10.0*tier[East,roads,2016,0]",
        "done.persons[East,school]  ==  8.0*tier[East,school,2016,0]",
    ]


@pytest.mark.parametrize(
    ("row", "gap"),
    [
        ("Fund,everybody's money,0.5,", [0.0]),  # alone both build the same roads: 100; here 180
        ("Fund,everybody's money,1,", [20.0]),  # 2 x 100 - 180
        ("each,everybody's money,0.9,", [10.0, 10.0]),  # 1.9 x 100 - 180, for each
    ],
)
def test_gap_of_everybodys_money(row: str, gap: list[float]) -> None:
    assert gaps(case_of(**everybodys(row)), "participation", *PLAN) == pytest.approx(gap, abs=1e-4)


def test_everybodys_money_bites() -> None:
    """Fund cares for schools alone, where going alone would spend 10 x 8. Province's roads are
    none of its business; half the schools given up would do for the rule at a gain of -0.5."""
    wishes = "agencies,programmes,weight\nFund,roads,0"
    limit = "programmes,at least / at most,amount\nschool,at most,{}"

    def schools(amount: int, gain: float) -> dict[str, str]:
        row = f"Fund,everybody's money,{gain},"
        return everybodys(row, preferences=wishes, limits=limit.format(amount))

    assert lifted(**schools(5, -0.5)) == pytest.approx(140, abs=1e-3)
    with pytest.raises(Conflict):  # 0.6 x 80 asked, 5 x 8 possible
        solve(case_of(**schools(5, -0.4)))


def test_price_of_consent() -> None:
    """One person less: half a million moves from roads to schools, and Province fills in."""
    answer = solve(case_of(**participation("Fund,-0.1,")))
    assert answer.demand_prices["participation", 2, 0] == pytest.approx(4)
    assert given(answer) == {("Fund", "roads"): 5, ("Fund", "school"): 5, ("Province", "roads"): 5}


@pytest.mark.parametrize(("price", "people"), [(3, 180), (5, 100)])
def test_broken_where_consent_is_dearer_than_its_price(price: int, people: int) -> None:
    assert solve(case_of(**participation(f"Fund,,{price}"))).figures.reached("Fund") == pytest.approx(
        80 if people == 180 else 100, abs=1e-3
    )


def test_two_who_want_the_same_conflict() -> None:
    tables = participation("each,,", eligibility="agency or kind,programmes\nProvince,roads\nFund,roads")
    with pytest.raises(Conflict) as told:
        solve(case_of(**tables))
    assert sum(repair.breach for repair in told.value.repairs) == pytest.approx(100, abs=1e-3)


def test_a_kind_is_asked_for_one_by_one() -> None:
    budgets = "agency,year,amount\nProvince,2016,10\nFund,2016,10\nLender,2016,5"
    case = with_alone(case_of(**participation("bank,,", agencies=BELOW, budgets=budgets)))
    asked = [(demand.scope.label, round(demand.asked, 3)) for demand in demands(case)]
    assert asked == [("Fund", 100), ("Lender", 50)]


def test_who_reaches_nobody_alone_asks_nothing() -> None:
    case = with_alone(case_of(**participation("each,,", agencies=BELOW)))
    assert case.alone is not None and case.alone.persons["Lender"] == 0
    assert [demand.scope.label for demand in demands(case)] == ["Fund", "Province"]


@pytest.mark.parametrize(("persons", "asked"), [(0.0, []), (0.5, [0.25])])
def test_whoever_reaches_anybody_asks(persons: float, asked: list[float]) -> None:
    case = case_of(**participation("Fund,-0.5,"))
    alone = Alone({"Fund": persons}, {"Fund": persons}, pd.DataFrame())
    assert [demand.asked for demand in demands(replace(case, alone=alone))] == asked


def test_nothing_is_asked_before_it_is_known() -> None:
    assert not list(demands(case_of(**participation("each,,"))))


def test_more_than_alone_needs_a_price() -> None:
    with pytest.raises(InputFaults, match=r"participation\.csv:2 \[gain\].*more people together than alone"):
        case_of(**participation("Fund,0.1,"))


def test_who_cannot_give_cannot_ask() -> None:
    with pytest.raises(InputFaults, match=r"participation\.csv:2 \[agencies\].*nobody named here"):
        case_of(**participation("Lender,,", agencies=BELOW))


@pytest.mark.parametrize(
    ("weights", "fault"),
    [
        ((0.001, 0.001), False),  # a millionth
        ((0.001, 0.0009), True),
        ((100, 100, 100), False),  # a million
        ((100, 100, 100, 1.01), True),
        ((0, 0.0001), False),
    ],
)
def test_weights_at_the_edge(weights: tuple[float, ...], fault: bool) -> None:
    scopes = ("Fund,,", "Fund,East,", "Fund,,roads", "Fund,East,roads")
    rows = [f"{scope},{weight}" for scope, weight in zip(scopes, weights, strict=False)]
    tables = participation("Fund,,", preferences="\n".join(["agencies,counties,programmes,weight", *rows]))
    if fault:
        with pytest.raises(InputFaults, match=r"\[weight\].*for Fund come to"):
            case_of(**tables)
    else:
        assert case_of(**tables)


def test_weights_multiply_to_something_that_counts() -> None:
    wishes = "agencies,counties,weight\nFund,,0.0001\nFund,East,0.00001"
    with pytest.raises(InputFaults, match=r"preferences\.csv:\d \[weight\].*for Fund come to 0\.000000001"):
        case_of(**participation("Fund,,", preferences=wishes))
