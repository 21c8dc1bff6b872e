"""Previous plan: what is spent is held, what has a price is kept where it is worth it.

Province has 10 million a year and roads lift 10 a million in East (8 million of need) and West (40).
"""

from __future__ import annotations

import pytest

from polyfund.planning.infeasibility import Conflict
from polyfund.rules.previous_plan import demands
from polyfund.run import solve
from polyfund.schema.faults import InputFaults
from tests.cases import case_of
from tests.rules.proofs import gaps, given, lifted, program_text

HEADER = "agency,county,programme,year,amount,price\n"
SETTINGS = "setting,value\nfirst year,2016\nlast year,2017\nspent until,{}"
PLAN = [("Province", "West", "roads", 2016, 10.0), ("Province", "West", "roads", 2017, 10.0)]
SLOW_EAST = "county,programme,need,own effect\nEast,roads,8,4\nWest,roads,40,"


def previous(*rows: str, until: object = "", **change: str) -> dict[str, str]:
    return {"previous_plan": HEADER + "\n".join(rows), "settings": SETTINGS.format(until)} | change


def test_lp_text() -> None:
    spent = previous("Province,East,roads,2016,6,", "Province,East,roads,2017,5,", until=2016)
    assert program_text(case_of(**spent), "previous_plan") == ["grant[Province,East,roads,2016]  ==  6.0"]
    kept = previous("Province,East,roads,2016,6,3", "Province,East,roads,2017,5,")
    assert program_text(case_of(**kept), "previous_plan") == [
        "grant[Province,East,roads,2016] + previous_plan.short[2,0] - previous_plan.excess[2,0]  ==  6.0"
    ]


@pytest.mark.parametrize(
    ("row", "until", "gap"),
    [
        ("Province,West,roads,2016,7,", 2016, [3.0]),  # 10 given where 7 are spent
        ("Province,East,roads,2016,7,", 2016, [7.0]),  # nothing given where 7 are spent
        ("Province,West,roads,2016,10,", 2016, [0.0]),
        ("Province,West,roads,2017,4,5", "", [6.0]),
        ("Province,West,roads,2017,4,", "", []),  # compared with, not asked
    ],
)
def test_gap_on_a_broken_plan(row: str, until: object, gap: list[float]) -> None:
    assert gaps(case_of(**previous(row, until=until)), "previous_plan", *PLAN) == gap


def test_bites() -> None:
    """All in West: 20 x 10. Six of 2016 are spent in East, where a million lifts 4, and the other
    four of that year are lost, for nothing else was spent: 6 x 4 + 10 x 10."""
    free = case_of(needs=SLOW_EAST)
    spent = case_of(**previous("Province,East,roads,2016,6,", until=2016, needs=SLOW_EAST))
    assert (lifted(free), lifted(spent)) == (200, 124)
    assert given(solve(spent)) == {("East", 2016): 6, ("West", 2017): 10}


@pytest.mark.parametrize(("price", "east"), [(5, 0), (7, 6)])
def test_kept_where_leaving_costs_more_than_it_gains(price: int, east: float) -> None:
    """A million moved from East to West lifts 6 more."""
    answer = solve(case_of(**previous(f"Province,East,roads,2017,6,{price}", needs=SLOW_EAST)))
    assert given(answer).get(("East", 2017), 0) == east


def test_what_was_spent_beyond_the_budget_is_a_conflict() -> None:
    with pytest.raises(Conflict) as told:
        solve(case_of(**previous("Province,West,roads,2016,12,", until=2016)))
    (repair,) = told.value.repairs
    assert (repair.place.row, repair.breach) == (2, pytest.approx(2))


def test_others_give_way_before_what_is_spent() -> None:
    """Ten are spent in West in 2016, where a limit allows three: the limit must give way."""
    limit = "counties,years,sense,amount\nWest,2016,at most,3"
    with pytest.raises(Conflict) as told:
        solve(case_of(**previous("Province,West,roads,2016,10,", until=2016, limits=limit)))
    assert [(one.demand.rule, one.breach) for one in told.value.repairs] == [("limits", pytest.approx(7))]


@pytest.mark.parametrize(
    ("rows", "people"),
    [
        (["Province,East,roads,2016,0,"], 100),  # nothing was spent: only 2017's 10 million lift 10 each
        (["Province,East,roads,2016,0,", "Province,West,roads,2016,6,"], 160),
        (["Province,East,roads,2016,0,", "Province,East,roads,2017,8,"], 100),
    ],
)
def test_a_row_of_zero_says_that_nothing_was_spent(rows: list[str], people: float) -> None:
    answer = solve(case_of(**previous(*rows, until=2016)))
    assert answer.stages[0].final == pytest.approx(people)
    assert answer.audit.passes


def test_a_row_without_money_asks_nothing_of_later_years() -> None:
    assert not list(demands(case_of(**previous("Province,East,roads,2017,0,"))))


@pytest.mark.parametrize(
    ("row", "until", "told"),
    [
        ("Province,East,roads,2016,6,3", 2016, r"previous_plan\.csv:2 \[price\].*taken back at a price"),
        ("Province,East,roads,2017,6,", 2016, r"settings\.csv:4 \[value\].*it is not said what was spent"),
        ("Province,East,roads,2016,6,", 2017, r"settings\.csv:4 \[value\].*leaves no plan to make"),
        ("Province,North,roads,2016,6,", "", r"previous_plan\.csv:2 \[county\].*knows no 'North'"),
    ],
)
def test_what_cannot_be_meant(row: str, until: object, told: str) -> None:
    with pytest.raises(InputFaults, match=told):
        case_of(**previous(row, until=until))


@pytest.mark.parametrize("limit", [0, 0.001])
def test_a_ban_gives_way_before_what_is_spent(limit: float) -> None:
    """However much of its own figure that is: ten million of nothing, or of a thousand."""
    limits = f"counties,years,sense,amount\nWest,2016,at most,{limit}"
    with pytest.raises(Conflict) as told:
        solve(
            case_of(
                settings=SETTINGS.format(2016),
                previous_plan=HEADER + "Province,West,roads,2016,10,",
                limits=limits,
            )
        )
    assert [one.demand.rule for one in told.value.repairs] == ["limits"]
