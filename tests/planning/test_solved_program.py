"""From stages to an answer: choices that serve every aim, bounds that hold, nothing told on paper only."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
from pytest import approx

from polyfund.planning.solved_program import Course, true_course
from polyfund.solver.highs import SolverFailed
from tests.objectives.test_measures import CASE, HEADER, best

PREVIOUS = "agency,county,programme,year,amount\n"
ROUNDS = "worst-off counties first"
WITH_NORTH = CASE["counties"] + "\nNorth,B,1000,50"  # has poor persons, and no need that money could fill


class OfOneAim(Course):
    """A course of one aim alone, that the money of any plan brings to ``true``."""

    def __init__(
        self, told: float, true: float, *, sign: int = 1, both_ways: bool = True, slack: float = 0.1
    ):
        aim = SimpleNamespace(
            sign=sign, scale=10.0, slack=slack, both_ways=both_ways, value=lambda figures: figures
        )
        matrix = SimpleNamespace(costs=np.array([[-sign * 10.0]] * 2), offsets=np.full(2, -sign * 10.0 * 5))
        x = np.array([told - 5.0])  # beside a constant of 5
        solved = SimpleNamespace(optimum=SimpleNamespace(x=x), value=-sign * 10.0 * told)
        program = true
        super().__init__(program, matrix, {}, (aim, aim), (solved, solved), (), None, None)  # type: ignore[arg-type]

    def _figures(self, x):
        return self.program


@pytest.mark.parametrize(
    ("told", "true", "sign", "overstates"),
    [
        (200 + 1.9e-3, 200, 1, False),  # a hundred-thousandth of 200 is rounding
        (200 + 2.1e-3, 200, 1, True),
        (200 - 2.1e-3, 200, 1, False),  # less than the money does is no boast
        (200 - 2.1e-3, 200, -1, True),  # unless less is better
        (200 - 1.9e-3, 200, -1, False),
        (0.9e-9, 0, 1, False),
        (1.1e-9, 0, 1, True),
        (-200 + 1.9e-3, -200, 1, False),
        (-200 + 2.1e-3, -200, 1, True),
    ],
)
def test_what_is_told_on_paper_only_and_what_is_rounding(told, true, sign, overstates):
    course = OfOneAim(told, true, sign=sign)
    assert course.overstates() is overstates
    assert not OfOneAim(told, true, sign=sign, both_ways=False).overstates()
    # and so is what a later aim takes away
    assert course._gave_up(1) == ((approx(abs(told - true)),) if overstates else (0.0,))
    assert OfOneAim(told, true, sign=sign, slack=0.0)._gave_up(1) == (0.0,)


def test_a_course_that_overstates_is_run_once_more_with_exact_outcomes():
    exactly, asked = {False: OfOneAim(201, 200), True: OfOneAim(200, 200)}, []

    def run(exact):
        asked.append(exact)
        return exactly[exact]

    assert true_course(run) is exactly[True]
    assert true_course(lambda exact: exactly[True]) is exactly[True]
    assert asked == [False, True]
    with pytest.raises(SolverFailed, match="looks better in the program"):
        true_course(lambda exact: exactly[False])


@pytest.mark.parametrize(
    "first",
    [ROUNDS, "worst county's share of poor lifted", "cost of broken soft demands"],
)
def test_an_indifferent_first_aim_does_not_choose_for_the_others(first: str) -> None:
    """North cannot be lifted, so the first aim is 0 whatever is given. Grants are nothing or at
    least 12 of 20 million: 20 to West lift 200."""
    grants = "agencies,counties,programmes,years,at least\neach,each,each,each,12"
    aims = HEADER + f"1,{first},,,,1,0\n2,people lifted,,,,1,0"
    answer = best(aims, counties=WITH_NORTH, minimum_grants=grants)
    assert answer.stages[1].final == pytest.approx(200)


def test_rounds_go_on_to_the_second_worst_where_choices_are_whole() -> None:
    """North is the worst with 0. The first 4 million of a need lift 5 a million, the rest 10:
    East and West can both reach .4."""
    answer = best(
        HEADER + f"1,{ROUNDS},,,,1,0\n2,people lifted,,,,1,0",
        counties=WITH_NORTH,
        settings=CASE["settings"] + "\nincreasing returns allowed,yes",
        returns="programme,tier,share,factor\nroads,1,0.1,0.5\nroads,2,0.9,1",
    )
    # 4 + x in East, 4 + y in West, x + y = 12: (20 + 10x) / 100 = (20 + 10y) / 300: 2 and 10
    assert answer.stages[1].final == pytest.approx(160, abs=1e-2)


@pytest.mark.parametrize("first", ["people lifted,,West", "money used,,"])
def test_no_plan_passes_its_bound(first: str) -> None:
    """The road is funded whole (5) or not at all; nothing is given, nothing is broken: cost 0."""
    joint = "project,agencies,counties,programmes,years,amount,funded,price\n"
    joint += "Road,Province,East,roads,2016,5,whole,1"
    answer = best(HEADER + f"1,{first},,1,0\n2,cost of broken soft demands,,,,1,0", joint=joint)
    cost = answer.stages[1]
    assert cost.bound <= cost.final + 1e-6
    assert cost.value == pytest.approx(cost.final)


@pytest.mark.parametrize("earlier", ["worst county's share of poor lifted", ROUNDS])
def test_rounds_over_nobody_after_another_level(earlier: str) -> None:
    """An aim that nobody is in the scope of has no level of its own."""
    aims = f"1,{earlier},,,,1,0\n2,{ROUNDS},,Nowhere,,1,0\n3,people lifted,,,,1,0"
    answer = best(HEADER + aims, counties=CASE["counties"] + "\nNowhere,B,1000,0")
    assert [round(stage.final, 4) for stage in answer.stages] == [0.5, 0, 200]


def test_what_was_given_up_is_what_the_money_gives_up() -> None:
    """Third aim: 10 in East (before: 10) and 9 in West (most change: 9), lifting 190 of 200: 10 given
    up, as in the plan published. On paper that vertex may lift 160."""
    answer = best(
        HEADER + "1,people lifted,,,,1,0.2\n2,change from the previous plan,,,,1,0.5\n"
        "3,worst county's share of poor lifted,,,,1,0",
        previous_plan=PREVIOUS + "Province,East,roads,2016,10",
    )
    assert answer.stages[0].final == pytest.approx(190)
    assert answer.stages[2].gave_up[0] == pytest.approx(10, abs=0.1)


def test_a_spread_with_slack_is_not_told_on_paper() -> None:
    """East 10 of 100, West 120 of 300 by its 12 million: .05625 is the least there is. On paper West
    lifts 100, the target: .04375, and the slack would be counted from that (180, not 200)."""
    answer = best(
        HEADER + "1,spread between counties,,,,1,1\n2,people lifted,,,,1,0",
        needs="county,programme,need\nEast,roads,1\nWest,roads,40",
        limits="counties,sense,amount\nWest,at least,12",
        targets="counties,years,at most\nWest,2016,200",
    )
    assert answer.stages[0].value == pytest.approx(0.05625, abs=1e-5)
    assert answer.stages[1].final == pytest.approx(200)  # .1125 allowed, .1 at 19 million in West


def test_a_small_spread_is_not_told_on_paper() -> None:
    """Shares of millions of poor are small: on paper 0, with nothing in East 7.5e-6; 12 in West and 1
    in East come to 5.6e-6."""
    answer = best(
        "priority,measure\n1,spread between counties",
        counties="county,population,poor persons\nEast,9000000,1000000\nWest,9000000,3000000",
        needs="county,programme,need\nEast,roads,1\nWest,roads,40",
        limits="counties,sense,amount\nWest,at least,12",
    )
    assert answer.stages[0].final == pytest.approx(answer.stages[0].value, rel=1e-2)


def test_no_value_passes_its_bound() -> None:
    """1e-8 persons alone: the level's row holds to 1e-7 only."""
    answer = best(
        "priority,measure\n1,least satisfied agency",
        programmes="programme,sector,persons lifted per million\nroads,works,0.001",
        needs="county,programme,need\nEast,roads,0.00001",
    )
    assert answer.stages[0].value <= answer.stages[0].bound + 1e-5


def test_the_spread_of_a_hundred_counties() -> None:
    """The distances need ends of their own, or a reduced cost of -1e-17 leaves them without a bound."""
    counties = "\n".join(f"C{i},100000,{100 + 7 * i % 90}" for i in range(100))
    needs = "\n".join(f"C{i},roads,{1 + i % 5}" for i in range(100))
    answer = best(
        "priority,measure\n1,people lifted\n2,spread between counties",
        counties="county,population,poor persons\n" + counties,
        needs="county,programme,need\n" + needs,
    )
    assert answer.stages[0].final == pytest.approx(200)
