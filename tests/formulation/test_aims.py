"""The aims in their order, on a case small enough to see through.

10 million a year for two years; West lifts 10 a million, East 5 or as the test says; East has
100 poor persons and a need of 8 million, West 300 and 40.
"""

from __future__ import annotations

import pytest

from polyfund.objectives import aims
from polyfund.report.aims import taken_words
from polyfund.report.record import run_record
from polyfund.run import solve
from polyfund.schema.faults import InputFaults
from tests.cases import case_of

WEAK_EAST = "county,programme,need,own effect\nEast,roads,8,5\nWest,roads,40,"
WEIGHTED = "county,population,poor persons,weight\nEast,1000,100,3\nWest,1000,300,1"
HEADER = "priority,measure,counties,weight,slack\n"


def finals(aims: str, **change: str) -> list[float]:
    """What the published plan reaches on each aim."""
    return [round(stage.final, 3) for stage in solve(case_of(aims=HEADER + aims, **change)).stages]


@pytest.mark.parametrize(
    ("aims", "expected"),
    [
        # All in West: 20 x 10.
        ("1,people lifted,,1,0", [200]),
        # Weighted 3 a person, East counts 15 a million: 8 x 15 + 12 x 10.
        ("1,people lifted weighted by need,,1,0", [240]),
        # Most people first leaves East nothing.
        ("1,people lifted,,1,0\n2,people lifted weighted by need,,1,0", [200, 200]),
        # A tenth of 200 may be given up: 4 million go to East (20 x 3), 16 to West.
        ("1,people lifted,,1,0.1\n2,people lifted weighted by need,,1,0", [180, 220]),
        # All of it may be given up.
        ("1,people lifted,,1,1\n2,people lifted weighted by need,,1,0", [160, 240]),
        # Only East counts, then least money.
        ("1,people lifted,East,1,0\n2,money used,,1,0", [40, 8]),
        # Least money first: nothing is given.
        ("1,money used,,1,0\n2,people lifted,,1,0", [0, 0]),
        # Blended: a million costs 7, so only West's 10 are worth it.
        ("1,people lifted,,1,0\n1,money used,,7,0", [60]),  # 20 x 10 - 20 x 7
        # Equal aims change nothing.
        ("1,people lifted,,1,0\n2,people lifted,,1,0", [200, 200]),
    ],
)
def test_order(aims: str, expected: list[float]) -> None:
    assert finals(aims, needs=WEAK_EAST, counties=WEIGHTED) == expected


def test_without_aims_most_people_then_least_money() -> None:
    """East's 8 million and 12 in West lift all that can be; with 100 million no more is used."""
    rich = "agency,year,amount\nProvince,2016,100"
    stages = solve(case_of(budgets=rich)).stages
    # East: 8 million for 80 persons; West: 30 million for all 300.
    assert [round(stage.final, 3) for stage in stages] == [380, 38]


def test_the_tie_break_gives_sooner_rather_than_later() -> None:
    """One year's budget would do; the first year is taken."""
    small = "county,programme,need\nEast,roads,6"
    assert set(solve(case_of(needs=small)).figures.grants["year"]) == {2016}


@pytest.mark.parametrize(
    ("aims", "place"),
    [
        ("1,cost of broken soft demands,East,1,0", r"aims\.csv:2 \[counties\]"),
        ("1,people lifted,,1,0\n1,money used,,1,0.5", r"aims\.csv:3 \[slack\]"),
        ("0,people lifted,,1,0", r"aims\.csv:2 \[priority\]"),
    ],
)
def test_faults(aims: str, place: str) -> None:
    with pytest.raises(InputFaults, match=place):
        case_of(aims=HEADER + aims)


@pytest.mark.parametrize(("most", "fault"), [(2, False), (1, True)])
def test_a_spread_is_of_so_many_counties_at_most(
    monkeypatch: pytest.MonkeyPatch, most: int, fault: bool
) -> None:
    """East and West have poor persons."""
    monkeypatch.setattr(aims, "MOST_PAIRED", most)
    if fault:
        with pytest.raises(InputFaults, match=r"aims\.csv:2 \[measure\]: every two counties are compared"):
            case_of(aims=HEADER + "1,spread between counties,,1,0")
    else:
        assert case_of(aims=HEADER + "1,spread between counties,,1,0")


def test_a_stage_says_what_it_adds_and_subtracts() -> None:
    (stage,) = solve(case_of(aims=HEADER + "1,money used,,7,0\n1,people lifted,,1,0")).stages
    assert stage.stage.title == "people lifted - 7 x money used"


def test_an_aim_names_its_scope_and_what_it_took_is_told_aim_by_aim() -> None:
    """20 million lift 200; East's 8 of them 80. West, whose 12 lift 120, may take a tenth of the
    80, and then money a tenth of what is left of both: two aims of one measure, told apart."""
    aims = "1,people lifted,East,1,0.1\n2,people lifted,West,1,0.1\n3,money used,,1,0"
    answer = solve(case_of(aims=HEADER + aims))
    record = run_record(answer)["aims"]
    assert [one["aim"] for one in record] == ["people lifted (East)", "people lifted (West)", "money used"]
    assert [list(one["gave_up"]) for one in record] == [[], ["1"], ["1", "2"]]
    assert record[1]["gave_up"]["1"] == pytest.approx(8)
    assert taken_words(answer.stages, answer.stages[1]) == "8.0 of people lifted (East)"


@pytest.mark.parametrize("slack", [0.1, 1])
def test_slack_that_no_later_aim_uses_is_not_given_up(slack: float) -> None:
    assert finals(f"1,people lifted,,1,{slack}") == [200]
    assert finals(f"1,people lifted,,1,{slack}\n2,staff days,,1,0") == [200, 0]


def test_a_weight_alone_changes_no_unit() -> None:
    """Values, prices and soft prices stay in persons: 200 lifted, ten by one more million."""
    answer = solve(case_of(aims=HEADER + "1,people lifted,,3,0"))
    assert (answer.stages[0].final, answer.line_prices) == (200, {2: 10, 3: 10})


def test_each_aim_on_its_own_and_what_it_took() -> None:
    """West lifts 200 of 20 million; weighted, 8 in East count 120 and 12 in West 120. A tenth of
    the 200 may be given up: 20 persons go. Least money on its own is none."""
    aims = "1,people lifted,,1,0.1\n2,people lifted weighted by need,,1,0\n3,money used,,1,0"
    people, weighted, money = solve(case_of(aims=HEADER + aims, needs=WEAK_EAST, counties=WEIGHTED)).stages
    assert (people.alone, weighted.alone, money.alone) == pytest.approx((200, 240, 0), abs=1e-4)
    assert (people.gave_up, weighted.gave_up) == ((), (pytest.approx(20),))
    assert money.gave_up == (pytest.approx(20), 0)
