"""Every aim on cases small enough to see through: what the best plan reaches, by arithmetic.

Province has 20 million in one year; roads lift 10 a million at once. East has 100 poor persons and
West 300; each needs 40 million, so the money is short everywhere.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from polyfund.case.eligible import GRANT_KEYS
from polyfund.cli.commands import main
from polyfund.evaluation.quantities import Figures
from polyfund.objectives.measures import MEASURES
from polyfund.planning.answer import Answer
from polyfund.run import solve
from polyfund.schema.faults import InputFaults
from polyfund.schema.registers.settings import MEASURES as CHOICES
from polyfund.schema.scope import Scope
from tests.cases import case_of

CASE = {
    "settings": "setting,value\nfirst year,2016\nlast year,2016",
    "counties": "county,prefecture,population,poor persons\nEast,A,1000,100\nWest,B,1000,300",
    "needs": "county,programme,need\nEast,roads,40\nWest,roads,40",
    "budgets": "agency,year,amount\nProvince,2016,20",
}
HEADER = "priority,measure,agencies,counties,programmes,weight,slack\n"
TWO = "priority,measure\n1,people lifted\n2,"
POOR_EAST = "county,programme,need\nEast,roads,2\nWest,roads,40\nNorth,roads,40"
NORTH = "county,prefecture,population,poor persons\nEast,A,1000,100\nWest,A,1000,300\nNorth,B,1000,100"


def best(aims: str, **change: str) -> Answer:
    return solve(case_of(**{**CASE, "aims": aims, **change}))


def finals(aims: str, **change: str) -> list[float]:
    return [round(stage.final, 4) for stage in best(aims, **change).stages]


def by_county(answer: Answer) -> dict[str, float]:
    return {
        county: round(money, 3)
        for county, money in answer.figures.grants.groupby("county")["amount"].sum().items()
    }


def test_every_measure_is_offered_and_has_its_formula() -> None:
    assert {choice.key for choice in CHOICES} == set(MEASURES)
    for measure in MEASURES.values():
        assert measure.of.__doc__ and measure.of.__name__ == measure.key


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_measure_is_explained(language: str) -> None:
    page = CliRunner().invoke(main, ["explain", "aims", "--lang", language]).output
    assert all(choice.label[language] in page for choice in CHOICES)


@pytest.mark.parametrize(
    ("measure", "reached"),
    [
        ("people lifted", 200),  # 20 x 10
        ("years out of poverty", 200),  # the same persons for the one year
        ("worst county's coverage of needs", 0.25),  # 20 of 80
        ("worst county's share of poor lifted", 0.5),  # 200 of 400
        ("worst-off counties first", 0.5),
        ("worst-off prefectures first", 0.5),
        ("spread between counties", 0),
        ("money used", 0),
        ("staff days", 0),
        ("cost of broken soft demands", 0),
        ("least satisfied agency", 1),  # there is only one
    ],
)
def test_alone(measure: str, reached: float) -> None:
    assert finals(f"priority,measure\n1,{measure}") == [reached]


def test_earlier_counts_for_longer() -> None:
    """A million of roads lifts 10 a year later, one of clinics 8 at once: over 2016 and 2017 that
    is 10 against 16 years. Most people: roads; most years: clinics."""
    programmes = "programme,sector,persons lifted per million,lag\nroads,works,10,1\nclinic,health,8,0"
    needs = "county,programme,need\nWest,roads,40\nWest,clinic,40"
    change = {"programmes": programmes, "needs": needs}
    assert finals("priority,measure\n1,people lifted", **change) == [200]
    assert finals("priority,measure\n1,years out of poverty\n2,people lifted", **change) == [320, 160]
    # only the second year counts: 10 against 8
    assert finals("priority,measure,years\n1,years out of poverty,2016", **change) == [160]


def test_the_worst_is_lifted_and_the_rest_goes_where_it_lifts_most() -> None:
    """East lifts 5 a million: x million there and 20 - x in West, 5x/100 = 10(20 - x)/300: x = 8."""
    weak = "county,programme,need,own effect\nEast,roads,40,5\nWest,roads,40,"
    aims = "priority,measure\n1,worst county's share of poor lifted\n2,people lifted"
    assert finals(aims, needs=weak) == [0.4, 160]


def test_in_rounds_nobody_is_left_behind_the_worst() -> None:
    """East needs 2 million, a fifth of its poor at most. 18 are left for 300 in West and 100 in
    North: 45 % each. The worst alone would leave them as they fall."""
    case = {"needs": POOR_EAST, "counties": NORTH}
    answer = best("priority,measure\n1,worst-off counties first", **case)
    assert answer.stages[0].final == pytest.approx(0.2)
    assert by_county(answer) == {"East": 2, "North": 4.5, "West": 13.5}
    # prefecture A is East and West: 180 of 500 poor lifted, if both prefectures get 40 %
    answer = best("priority,measure\n1,worst-off prefectures first", **case)
    assert answer.stages[0].final == pytest.approx(0.4)
    assert by_county(answer)["North"] == 4


def test_a_county_without_a_prefecture_counts_by_itself() -> None:
    """East can lift 20 of its 100, whatever West, without a prefecture too, can."""
    without = {"needs": POOR_EAST, "counties": NORTH.replace(",A,", ",,")}
    assert finals("priority,measure\n1,worst-off prefectures first", **without) == [0.2]


def test_the_spread_is_least_where_people_lifted_are_held() -> None:
    """East can lift 20 of its 100, West then 180 of 300: .25 x .75 x |.2 - .6| = .075."""
    narrow = "county,programme,need\nEast,roads,2\nWest,roads,40"
    assert finals(TWO + "spread between counties", needs=narrow) == [200, 0.075]
    assert finals(TWO + "spread between counties") == [200, 0]


def test_one_county_has_no_spread() -> None:
    answer = best("priority,measure,counties\n1,people lifted,\n2,spread between counties,East")
    assert [(round(stage.value, 4), round(stage.final, 4)) for stage in answer.stages] == [(200, 200), (0, 0)]


def test_a_spread_is_not_made_small_by_lifting_fewer_on_paper() -> None:
    """West must get 12 million, which lifts 120 of its 300; East's need lifts 10 of 100 at most.
    On paper West could lift as few as East. In truth .25 x .75 x |.4 - .1| is the least."""
    narrow = "county,programme,need\nEast,roads,1\nWest,roads,40"
    floor = "counties,sense,amount\nWest,at least,12"
    answer = best("priority,measure\n1,spread between counties", needs=narrow, limits=floor)
    assert answer.stages[0].final == answer.stages[0].value == pytest.approx(0.05625, abs=1e-5)
    assert by_county(answer) == {"East": 1, "West": 12}


def test_the_shortfall_of_targets() -> None:
    """At most 60 poor in East and 160 in West: 40 + 140 to lift, 200 can be. With 60 and 60,
    40 + 240 are asked and 80 persons are missing, wherever."""
    targets = "counties,years,at most,price\nEast,2016,{},0.001\nWest,2016,{},0.001"
    aims = "priority,measure\n1,shortfall of targets\n2,cost of broken soft demands"
    assert finals(aims, targets=targets.format(60, 160)) == [0, 0]
    assert finals(aims, targets=targets.format(60, 60)) == [80, 0.08]


def test_change_counts_what_is_taken_and_what_is_added() -> None:
    """Before, 12 in West and 4 in North, which needs no more than 3 now; 20 may be given now.
    Most people asks for 20: one is taken from North, five are added."""
    counties = CASE["counties"] + "\nNorth,B,1000,100"
    needs = CASE["needs"] + "\nNorth,roads,3"
    previous = "agency,county,programme,year,amount\nProvince,West,roads,2016,12\nProvince,North,roads,2016,4"
    case = {"counties": counties, "needs": needs, "previous_plan": previous}
    assert finals(TWO + "change from the previous plan", **case) == [200, 6]
    # least change alone takes the one away, and no more
    assert finals("priority,measure\n1,change from the previous plan", **case) == [1]
    # of West alone nothing need change
    only = "priority,measure,counties\n1,people lifted,\n2,change from the previous plan,West"
    assert finals(only, **case) == [200, 0]


def test_the_least_satisfied_agency() -> None:
    """Two with 10 million each want the same 10 million of roads (10 a million; alone 100 each);
    only Fund may build schools too (8). With r of roads by Fund: (80 + 2r) / 100 against
    (100 - 10r) / 100, equal at r = 5/3: five sixths."""
    case = {
        "agencies": "agency,kind\nProvince,provincial government\nFund,bank",
        "programmes": "programme,sector,persons lifted per million\nroads,works,10\nschool,welfare,8",
        "budgets": "agency,year,amount\nProvince,2016,10\nFund,2016,10",
        "needs": "county,programme,need\nWest,roads,10\nWest,school,10",
        "eligibility": "agency or kind,programmes\nProvince,roads",
    }
    assert finals("priority,measure\n1,least satisfied agency", **case) == [0.8333]
    # of Province alone: all roads are its own
    assert finals("priority,measure,agencies\n1,least satisfied agency,Province", **case) == [1]


@pytest.mark.parametrize(
    ("row", "reached"),
    [
        ("1,people lifted,,Nowhere,,1,0", 0),
        ("1,worst county's share of poor lifted,,Nowhere,,1,0", 0),
        ("1,worst-off counties first,,Nowhere,,1,0", 0),
        ("1,worst county's coverage of needs,,Nowhere,,1,0", 0),
        ("1,spread between counties,,Nowhere,,1,0", 0),
        ("1,money used,,Nowhere,,1,0", 0),
    ],
)
def test_nothing_in_scope_is_nothing_and_binds_no_later_aim(row: str, reached: float) -> None:
    """Nowhere has neither poor persons nor needs."""
    counties = CASE["counties"] + "\nNowhere,B,1000,0"
    assert finals(HEADER + row + "\n2,people lifted,,,,1,0", counties=counties) == [reached, 200]


def test_scopes() -> None:
    """Of the needs for roads alone, or in one county."""
    programmes = "programme,sector,persons lifted per million\nroads,works,10\nclinic,health,8"
    needs = CASE["needs"] + "\nEast,clinic,40\nWest,clinic,40"
    case = {"programmes": programmes, "needs": needs}
    worst = "1,worst county's coverage of needs,,{},{},1,0"
    assert finals(HEADER + worst.format("", ""), **case) == [0.125]  # 20 of 160
    assert finals(HEADER + worst.format("", "roads"), **case) == [0.25]
    assert finals(HEADER + worst.format("East", "health"), **case) == [0.5]


@pytest.mark.parametrize("slack", [0, 0.2, 1])
def test_slack_of_a_share(slack: float) -> None:
    """Half of each county's poor may be lifted: that is 5 and 15 million. A share given up frees
    so much of East's money for West, where each lifted person counts twice."""
    counties = "county,population,poor persons,weight\nEast,1000,100,1\nWest,1000,300,2"
    aims = f"1,worst county's share of poor lifted,,,,1,{slack}\n2,people lifted weighted by need,,,,1,0"
    east = 50 * (1 - slack)
    expected = [0.5 * (1 - slack), east + 2 * (200 - east)]
    assert finals(HEADER + aims, counties=counties) == pytest.approx(expected, abs=1e-4)


def test_prices_are_in_the_first_aims_units() -> None:
    """One more million lifts 10 of 400: 2.5 % of each county's poor."""
    answer = best("priority,measure\n1,worst county's share of poor lifted")
    assert answer.line_prices == {2: pytest.approx(0.025)}


@pytest.mark.parametrize(
    ("aims", "told"),
    [
        ("1,change from the previous plan", r"aims\.csv:2 \[measure\].*no plan that a change"),
        ("1,shortfall of targets", r"aims\.csv:2 \[measure\].*no target may be missed"),
        (
            "1,worst-off counties first\n1,people lifted",
            r"aims\.csv:2 \[priority\].*cannot be added",
        ),
    ],
)
def test_aims_that_mean_nothing(aims: str, told: str) -> None:
    with pytest.raises(InputFaults, match=told):
        case_of(**CASE, aims="priority,measure\n" + aims)


@pytest.mark.parametrize(
    ("weights", "told"),
    [
        ((1e6, 1e-3), None),  # a billion times
        (
            (1e6, 0.99e-3),
            r"aims\.csv:2 \[weight\].*0.00099 is nothing beside the 1e\+06 of aims\.csv:3 \[weight\]",
        ),
    ],
)
def test_weights_so_far_apart_that_one_counts_for_nothing(weights, told) -> None:
    aims = f"priority,measure,weight\n1,staff days,{weights[1]}\n1,people lifted,{weights[0]}"
    if told is None:
        case_of(**CASE, aims=aims)
        return
    with pytest.raises(InputFaults, match=told):
        case_of(**CASE, aims=aims)


@pytest.mark.parametrize(("effect", "sound"), [(0.001, True), (0.0009, False)])
@pytest.mark.parametrize("aim", ["worst-off counties first", "spread between counties"])
def test_a_share_of_the_poor_too_small_to_be_computed_with(aim: str, effect: float, sound: bool) -> None:
    """Of a billion poor a million lifts a thousandth: a share of 1e-12."""
    tables = {
        "counties": "county,population,poor persons\nEast,1000000000,1000000000\nWest,1000,100",
        "needs": f"county,programme,need,own effect\nEast,roads,8,{effect}\nWest,roads,8,10",
        "programmes": "programme,sector,persons lifted per million\nroads,works,10",
        "aims": f"priority,measure\n1,{aim}",
    }
    if sound:
        assert solve(case_of(**tables)).audit.passes
        return
    with pytest.raises(InputFaults, match=r"counties\.csv:2 \[poor persons\].*no share that can be computed"):
        case_of(**tables)


def test_rounds_take_no_slack_and_no_prices() -> None:
    rounds = "worst-off counties first"
    with pytest.raises(InputFaults, match=r"aims\.csv:2 \[slack\].*no one value"):
        case_of(**CASE, aims=f"priority,measure,slack\n1,{rounds},0.1")
    limit = "counties,sense,amount,price\nWest,at least,1,3"
    with pytest.raises(InputFaults, match=r"aims\.csv:2 \[measure\].*prices of soft demands"):
        case_of(**CASE, aims=f"priority,measure\n1,{rounds}", limits=limit)
    placed = f"priority,measure\n1,{rounds}\n2,cost of broken soft demands"
    assert finals(placed, limits=limit) == [0.5, 0]


def gini(shares: np.ndarray, weights: np.ndarray) -> float:
    """Half the mean absolute difference of two persons drawn at random, over the mean."""
    everybody = np.repeat(shares, weights)
    return float(np.abs(everybody[:, None] - everybody[None, :]).mean() / 2 / everybody.mean())


@settings(max_examples=30)
@given(st.tuples(*[st.integers(0, 40)] * 3), st.tuples(*[st.integers(1, 9)] * 3))
def test_the_spread_is_the_gini_coefficient_times_the_mean(amounts, poor) -> None:  # type: ignore[no-untyped-def]
    """A million lifts one in ten of a county of ten: counties of so many tens of poor persons."""
    names = ("East", "North", "West")
    rows = "\n".join(f"{name},9000,{10 * n}" for name, n in zip(names, poor, strict=True))
    case = case_of(
        counties="county,population,poor persons\n" + rows,
        needs="county,programme,need\n" + "\n".join(f"{name},roads,40" for name in names),
    )
    grants = [
        ("Province", name, "roads", 2016, amount / 10) for name, amount in zip(names, amounts, strict=True)
    ]
    plan = Figures(case, pd.DataFrame(grants, columns=[*GRANT_KEYS, "amount"]), {})
    lifted = np.array([plan.lifted(Scope(counties=frozenset((name,)))) for name in names])
    shares, weights = lifted / (10 * np.array(poor)), 10 * np.array(poor)
    spread = MEASURES["spread"].of(plan, Scope())
    mean = lifted.sum() / weights.sum()
    if mean:
        assert spread / mean == pytest.approx(gini(shares, weights), abs=1e-9)
    else:
        assert spread == 0


def test_an_aim_is_made_most_or_least_of() -> None:
    """By its sign alone: a factor beside it would be told with its value."""
    assert {measure.sign for measure in MEASURES.values()} == {1, -1}
