"""Columns that must be whole: chosen by rounding where that is proved, else by branch and bound."""

from __future__ import annotations

from dataclasses import replace
from time import monotonic
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest import approx

from polyfund.solver import highs
from polyfund.solver import integer as choices
from polyfund.solver.certified import ATTEMPTS
from polyfund.solver.highs import Gap, Infeasible, OutOfTime, SolverFailed, branch_and_bound
from polyfund.solver.integer import nearest_whole
from polyfund.solver.observer import Choices, Listener
from polyfund.solver.stages import solve_stages
from tests.solver.programs import INF, bounded_matrices, least, matrix_of, problem_of


def knapsack(*offsets: float):
    """Most worth of 5, 4 and 3 within a weight of 5, by whole pieces of 2, 3 and 1."""
    whole = [True, True, True]
    return matrix_of(
        [[-5, -4, -3], [1, 1, 1]],
        [[2, 3, 1]],
        [-INF],
        [5],
        upper=[1, 1, 1],
        integer=whole,
        offsets=offsets or None,
    )


def test_branch_and_bound_finds_what_rounding_cannot():
    """Relaxed: all of the first and the third, two thirds of the second: 10 2/3. Whole: the
    first and the second, 9; rounding all three up would weigh 6."""
    first, second = solve_stages(knapsack(), (0.0, 0.0), 60.0)
    assert (first.value, first.bound, first.proof) == (approx(-9), approx(-9), "branch and bound")
    assert first.gap == approx(0, abs=1e-6)
    assert (second.value, second.proof) == (approx(2), "choices held")


def test_the_values_are_those_of_the_optimum_and_not_what_the_solver_was_started_from():
    """One of the first and five of the second take 3 + 5 of 10 and are worth 3 + 45; two of the
    first would be one too many, and the others are worth nothing. From another plan HiGHS has told the optimum and given the plan back."""
    matrix = matrix_of(
        [[-3, -9, 1, 4, 2]],
        [[3, 1, 1, 2, 3]],
        [-INF],
        [10],
        upper=[5, 5, 1, 1, 5],
        integer=[True, False, True, True, False],
    )
    start = np.array([1, 5, 1, 0, 1 / 3])
    x, bound = branch_and_bound(problem_of(matrix), matrix.integer, start, Gap(1e-6, 1e-9, 8.0), 60.0)
    assert x == approx([1, 5, 0, 0, 0])
    assert bound == approx(-3 - 45 + 8)


def test_where_the_solver_refuses_its_optimum_by_rounding_its_own_tolerance_serves(monkeypatch):
    """What it lets pass is looked at when the choices are held, and proved."""
    branch, tried = highs._branch, []

    def refusing(problem, integer, start, options, *rest):
        tried.append(options.get("mip_feasibility_tolerance"))
        if tried[-1] is not None:
            raise SolverFailed("HiGHS refused the run: kError")
        return branch(problem, integer, start, options, *rest)

    monkeypatch.setattr(highs, "_branch", refusing)
    first, _second = solve_stages(knapsack(), (0.0, 0.0), 60.0)
    assert (first.value, first.certificate.holds) == (approx(-9), True)
    assert tried == [1e-9, None]


def test_a_choice_that_its_search_overrated_is_not_published(monkeypatch):
    """Branch and bound lets 10 pass that is not whole; rounded and held it is 7, of the second and third."""
    monkeypatch.setattr(choices, "branch_and_bound", lambda *_, **__: (np.array([0.4, 1.25, 1]), -10.0))
    with pytest.raises(SolverFailed, match="the whole choices reach -7, and -10 is not ruled out"):
        choices.solve_whole(knapsack(), (0.0, 0.0), monotonic() + 60, Listener(), ATTEMPTS, 0.0, {})


def test_what_is_done_with_the_choices_is_told():
    """Rounding is tried first, in vain: all three together weigh 6."""
    told = []

    class Told(Listener):
        def begins(self, place):
            told.append((place.choices, place.number))

    solve_stages(knapsack(), (0.0, 0.0), 60.0, Told())
    relaxed, tried = [(Choices.OPEN, 1), (Choices.OPEN, 2)], [(Choices.HELD, 1)]
    assert told == [*relaxed, *tried, (Choices.SOUGHT, 1), (Choices.HELD, 1), (Choices.HELD, 2)]


def test_rounding_within_the_accepted_gap_is_proved_by_the_relaxation():
    """Nothing or at least 4 of a grant that 10 limit: the relaxed 10 is allowed as it is."""
    matrix = matrix_of(
        [[-1, 0]], [[1, -4], [1, -10]], [0, -INF], [INF, 0], upper=[10, 1], integer=[False, True]
    )
    (first,) = solve_stages(matrix, (0.0,), 60.0)
    assert (first.value, first.bound, first.proof) == (approx(-10), approx(-10), "relaxation certificate")


def test_an_accepted_gap_ends_the_search_early_and_is_told():
    """The relaxed bound is 10 2/3; with a gap of a fifth accepted, any plan above 8 8/9 will do."""
    (first, _) = solve_stages(knapsack(), (0.0, 0.0), 60.0, accepted_gap=0.2)
    assert first.value <= -8.5
    assert first.bound <= first.value
    assert first.gap <= 0.2 * 32 / 3 / 9 + 1e-6


@pytest.mark.parametrize("poor", [100, 12_000_000, 100_000_000])
@pytest.mark.parametrize("unit", [1.0, 1e-3])
def test_later_aims_take_nothing_of_what_is_small_beside_its_constant(poor, unit):
    """Of 10 million 6, 6 and 1 may be given, all of it or nothing, and a million lifts ten: 6 + 1 lift
    70 of the poor. The second aim, least money, would have 6 alone; a millionth of 12 million is 12.
    In thousandths of a person it is the same."""
    gives = [6, 6, 1, 0]
    matrix = matrix_of(
        [[0, 0, 0, 1], gives, [1, 2, 3, 0]],
        [[*(10 * unit * million for million in gives[:3]), 1], gives],
        [poor * unit, -INF],
        [poor * unit, 10],
        upper=[1, 1, 1, INF],
        integer=[True, True, True, False],
        offsets=[-poor * unit, 0, 0],
    )
    first, second, _ties = solve_stages(matrix, (0.0, 0.0, 0.0), 60.0)
    assert first.value == approx(-70 * unit, rel=1e-9)
    assert first.bound == approx(first.value, rel=2e-6)
    assert second.value == approx(7)


@pytest.mark.parametrize(("slack", "first_kept", "second_reached"), [(0.1, 90, 50.5), (0.2, 80, 55.5)])
def test_a_later_aim_may_choose_anew_within_the_slack_of_the_first_and_no_more(
    slack, first_kept, second_reached
):
    """One of two projects: 100 or 91 of the first aim, nothing or 50 of the second; and up to one million
    that takes 20 of the first for 10 of the second. With a tenth of slack 90 are to be kept: the other
    project, and a twentieth of the million for the 1 that is left; with a fifth 11 are left."""
    matrix = matrix_of(
        [[-100, -91, 20], [0, -50, -10], [1, 2, 3]],
        [[1, 1, 0]],
        [-INF],
        [1],
        upper=[1, 1, 1],
        integer=[True, True, False],
    )
    first, second, ties = solve_stages(matrix, (slack, 0.0, 0.0), 60.0)
    assert (first.value, first.bound) == (approx(-100), approx(-100))
    assert second.value == approx(-second_reached, rel=2e-6)
    assert matrix.costs[:2] @ ties.optimum.x == approx([-first_kept, -second_reached], rel=2e-6)


def test_the_gap_told_is_of_the_value_below_one_too():
    """0.3 where 0.6 is not ruled out is a gap of one."""
    solved = solve_stages(knapsack(), (0.0, 0.0), 60.0)[0]
    told = replace(solved, value=-0.3, bound=-0.6, proof="branch and bound")
    assert told.gap == approx(1)


def test_an_aim_without_a_tie_break_after_it_is_chosen_for_too():
    """Nothing or 3, at most 2, at least 1 of the first: the first aim has nothing to say, the second has
    the least broken: the first's own minimum by 1 of 3, and nobody else's."""
    breach = [0, 0, 0, 1, 1, 1, 0, 0, 0]
    nothing_or = [
        [
            *(float(i == j) for j in range(3)),
            *(-float(i == j) for j in range(3)),
            *(-10.0 * (i == j) for j in range(3)),
        ]
        for i in range(3)
    ]
    least = [
        [
            *(float(i == j) for j in range(3)),
            *(float(i == j) for j in range(3)),
            *(-3.0 * (i == j) for j in range(3)),
        ]
        for i in range(3)
    ]
    matrix = matrix_of(
        [[0] * 9, breach, [1] * 9],
        [*nothing_or, *least],
        [-INF] * 3 + [0] * 3,
        [0] * 3 + [INF] * 3,
        lower=[1, 0, 0] + [0] * 6,
        upper=[2, 2, 2] + [INF] * 3 + [1] * 3,
        integer=[False] * 6 + [True] * 3,
    )
    _spent, broken = solve_stages(matrix, (0.0, 0.0), 60.0)
    assert broken.value == approx(1)


@pytest.mark.parametrize(("amount", "chosen"), [(0.0, 0), (1.9, 0), (2.0, 1), (4.0, 1), (7.0, 1)])
def test_a_grant_is_made_where_it_is_half_the_least_or_more(amount, chosen):
    problem = problem_of(matrix_of([[-1, 0]], [[1, -4], [1, -10]], [0, -INF], [INF, 0], upper=[10, 1]))
    whole = nearest_whole(problem, np.array([False, True]), np.array([amount, amount / 10]))
    assert list(whole) == [0, chosen]


@given(bounded_matrices(), st.data())
def test_an_independent_solver_agrees(matrix, data):
    whole = data.draw(st.lists(st.booleans(), min_size=len(matrix.lower), max_size=len(matrix.lower)))
    matrix.integer[:] = whole
    best = least(problem_of(matrix), matrix.integer)
    assert best is not None  # x = 1 everywhere is a plan
    (first,) = solve_stages(matrix, (0.0,), 60.0)
    assert first.value == approx(best, abs=1e-5)
    assert first.bound <= first.value + 1e-5
    x = first.optimum.x[matrix.integer]
    assert x == approx(np.round(x), abs=1e-9)


@pytest.mark.parametrize(
    ("value", "bound", "gap", "within"),
    [
        (-200, -200 - 1.9e-4, 0.0, True),  # a millionth of 200 whatever gap is accepted
        (-200, -200 - 2.1e-4, 0.0, False),
        (-200, -200 - 1.9e-4, 1e-9, True),
        (-200, -201.9, 0.01, True),  # a hundredth of 200
        (-200, -202.1, 0.01, False),
        (-1e-4, -1.09e-3, 1.0, True),  # of a thousandth at least
        (-1e-4, -1.11e-3, 1.0, False),
        (-200, -100, 0.0, True),  # better than what it is compared with
    ],
)
def test_a_choice_is_good_enough_within_the_accepted_gap(value, bound, gap, within):
    assert choices._within(value, bound, gap) is within


def reached(*values):
    return [SimpleNamespace(value=value, bound=value) for value in values]


@pytest.mark.parametrize(
    ("found", "relaxed", "good"),
    [
        ((-99.1, -50), (-100, -50), True),  # a hundredth of what is found is accepted
        ((-98.9, -50), (-100, -50), False),
        ((-100, -49.6), (-100, -50), True),
        ((-100, -49.4), (-100, -50), False),
        ((-99.9, -1), (-100, -50), True),  # after an aim that fell short nothing is compared
        ((-100 + 0.9e-4, -1), (-100, -50), False),  # a millionth is no falling short
        ((-100 + 1.1e-4, -1), (-100, -50), True),
    ],
)
def test_a_choice_is_as_good_as_the_relaxed_plan_aim_by_aim(found, relaxed, good):
    assert choices._as_good(reached(*found), reached(*relaxed), 0.01) is good


@pytest.mark.parametrize(
    ("one", "other", "no_worse"),
    [
        ((-100, -50), (-100, -50), True),
        ((-100 + 0.9e-7, -50), (-100, -50), True),  # a billionth of 100 apart is equal
        ((-100 + 1.1e-7, -50), (-100, -50), False),
        ((-100 + 0.9e-7, -49), (-100, -50), False),  # so the next aim decides
        ((-100 - 1.1e-7, -49), (-100, -50), True),  # and does not where the first is better
    ],
)
def test_a_choice_is_no_worse_aim_by_aim(one, other, no_worse):
    assert choices._no_worse(reached(*one), reached(*other)) is no_worse


@pytest.mark.parametrize(
    ("rows", "lower", "upper", "x", "whole"),
    [
        ([[1, -4]], [0], [INF], [6, 0.1], 1),  # 6 >= 4 * c leaves up to 1.5, of which 1 is there
        ([[1, -4]], [0], [INF], [1.9, 0.1], 0),  # 1.9 leaves up to 0.475
        ([[1, -10]], [-INF], [0], [6, 0.1], 1),  # 6 <= 10 * c asks for 0.6
        ([[1, -20]], [-INF], [0], [6, 0.9], 1),  # 0.3 is asked for, and all of 1 allowed
        ([[1, -4], [1, -10]], [0, -INF], [INF, 0], [1.9, 0.19], 0),
    ],
)
def test_a_choice_is_the_most_that_its_rows_leave_it(rows, lower, upper, x, whole):
    problem = problem_of(matrix_of([[0, 0]], rows, lower, upper, upper=[10, 1]))
    assert nearest_whole(problem, np.array([False, True]), np.array(x, dtype=float)).tolist() == [0, whole]


def test_no_whole_values_at_all_are_infeasible():
    matrix = matrix_of([[1]], [[2]], [1], [1], upper=[3], integer=[True])  # 2x = 1
    with pytest.raises(Infeasible):
        solve_stages(matrix, (0.0,), 60.0)


def test_no_time_and_nothing_found():
    with pytest.raises(OutOfTime):
        branch_and_bound(
            problem_of(knapsack()), np.array([True] * 3), None, Gap(0.0, 0.0, 0.0), time_limit=0.0
        )


def program_of(*costs, slacks, constant=0.0):
    """The knapsack with these objectives, of which the first has a constant."""
    offsets = np.array([constant, *[0.0] * (len(costs) - 1)])
    matrix = replace(knapsack(), costs=np.array(costs, dtype=float), offsets=offsets)
    return choices._Program(matrix, slacks, monotonic() + 60, ATTEMPTS, {}, Listener())


def searched(monkeypatch, program, answers, **given):
    """What is made of these answers of branch and bound, and what each was asked with."""
    asked, left = [], iter(answers)

    def answer(problem, integer, start, gap, *, time_limit, listener):
        asked.append(SimpleNamespace(problem=problem, start=start, gap=gap, time_limit=time_limit))
        x = next(left)
        if x is OutOfTime:
            raise OutOfTime
        return np.array(x[0], dtype=float), x[1]

    monkeypatch.setattr(choices, "branch_and_bound", answer)
    monkeypatch.setattr(choices, "left_of", lambda _end: 100.0)
    found = None if "found" not in given else [SimpleNamespace(optimum=SimpleNamespace(x=given["found"]))]
    relaxed = [SimpleNamespace(bound=-32 / 3)]
    made = choices._search(program, relaxed, found, given.get("gap", 0.0), given.get("reserved", 0.0))
    return made, asked


WORTH, PIECES, TIES = (-5, -4, -3), (1, 1, 1), (1, 2, 3)


def test_each_aim_is_searched_among_the_choices_that_are_best_for_those_before(monkeypatch):
    """The first two are worth 9 and with a constant of 3 less 6, of which a tenth may be given up; the
    second search begins there."""
    program = program_of(WORTH, PIECES, TIES, slacks=(0.1, 0.0, 0.0), constant=3.0)
    made, asked = searched(monkeypatch, program, [([1, 1, 0], -6), ([1, 0, 1], 2)])
    assert [whole.tolist() for whole in made.choices] == [[1, 1, 0], [1, 0, 1]]
    assert (made.bound, made.ended, asked[0].gap.constant) == (-6, True, 3.0)
    assert [one.start if one.start is None else one.start.tolist() for one in asked] == [None, [1, 1, 0]]
    assert asked[1].problem.cost.tolist() == list(PIECES)
    assert asked[1].problem.a.toarray()[1].tolist() == list(WORTH)
    assert asked[1].problem.row_upper[1] == approx(-9 + 0.1 * 6 + 1e-6 * 6, rel=1e-9)


@pytest.mark.parametrize(
    ("reserved", "limits"),
    [
        (30.0, [70 / 2, 70]),  # of 100 seconds; the second search has what the first leaves
        (80.0, [50 / 2, 50]),  # half of the time at least
    ],
)
def test_the_time_of_a_search(monkeypatch, reserved, limits):
    program = program_of(WORTH, PIECES, TIES, slacks=(0.0, 0.0, 0.0))
    _, asked = searched(monkeypatch, program, [([1, 1, 0], -9), ([1, 1, 0], 2)], reserved=reserved)
    assert [one.time_limit for one in asked] == limits


@pytest.mark.parametrize(("gap", "share"), [(0.0, 1e-6), (0.01, 0.01)])
def test_the_gap_of_a_search(monkeypatch, gap, share):
    """The accepted one, or a millionth; of an aim of nothing a millionth of a thousandth."""
    program = program_of(WORTH, PIECES, slacks=(0.0, 0.0))
    _, asked = searched(monkeypatch, program, [([1, 1, 0], -9)], gap=gap)
    assert asked[0].gap == (share, approx(1e-9), 0.0)


def test_the_better_of_two_bounds_is_told(monkeypatch):
    """Relaxed no plan is better than 10 2/3; a search that time ended says no more than 12."""
    program = program_of(WORTH, PIECES, slacks=(0.0, 0.0))
    made, _ = searched(monkeypatch, program, [([0, 1, 1], -12)])
    assert (made.bound, made.ended) == (-32 / 3, False)


def test_a_search_that_finds_nothing_in_time_leaves_what_rounding_found(monkeypatch):
    program = program_of(WORTH, PIECES, slacks=(0.0, 0.0))
    made, asked = searched(monkeypatch, program, [OutOfTime], found=np.array([0, 1 - 1e-9, 1]))
    assert [whole.tolist() for whole in made.choices] == [[0, 1, 1]]
    assert (made.bound, made.ended) == (-32 / 3, False)
    assert asked[0].start.tolist() == [0, 1 - 1e-9, 1]
    with pytest.raises(OutOfTime):
        searched(monkeypatch, program, [OutOfTime])


def test_later_aims_take_the_choice_as_it_is_where_time_is_out(monkeypatch):
    program = program_of(WORTH, PIECES, TIES, slacks=(0.0, 0.0, 0.0))
    made, _ = searched(monkeypatch, program, [([1, 1, 0], -9), OutOfTime])
    assert ([whole.tolist() for whole in made.choices], made.ended) == ([[1, 1, 0]], True)


@pytest.mark.parametrize(
    ("held", "bound", "tried", "kept"),
    [
        # what was found for the third, second and first aim: two aims' values when held, or why there are none
        ([(-9, 2), (-9, 1), (-9, 0)], -9, 1, 0),  # nothing better is possible
        ([(-9 + 0.8e-5, 2), (-9, 1)], -9, 1, 0),  # nor by more than a millionth
        ([(-9 + 1e-5, 2), (-9, -20)], -9, 2, 1),
        ([(-7, -20), (-9, 1), (-8, 0)], -10, 3, 1),  # the best for the first aim, whatever the second
        ([(-7, 2), (-6, 1), (-5, 0)], -10, 3, 0),
        ([(-7, 2), (-7 - 0.6e-5, 1)], -10, 2, 0),  # a millionth of 7 is no better
        ([(-7, 2), (-7 - 0.8e-5, 1)], -10, 2, 1),
        ([None, (-8, 1), (-7, 0)], -10, 3, 1),
        ([(-7, 2), OutOfTime, (-9, 0)], -10, 2, 0),
        ([OutOfTime, (-9, 0)], -10, 1, OutOfTime),
        ([None, None], -10, 2, SolverFailed),
    ],
)
def test_the_best_of_what_was_found_is_held(monkeypatch, held, bound, tried, kept):
    numbers = []

    def hold(_program, whole, _near):
        numbers.append(int(whole[0]))
        answer = held[numbers[-1]]
        if answer is OutOfTime:
            raise OutOfTime
        return answer and reached(*answer)

    monkeypatch.setattr(choices, "_tried", hold)
    monkeypatch.setattr(choices, "_without_needless", lambda _program, best: best)
    found = choices._Searched([np.array([number]) for number in reversed(range(len(held)))], bound, True)
    if isinstance(kept, int):
        assert [stage.value for stage in choices._best_held(None, found, [])] == list(held[kept])
    else:
        with pytest.raises(kept):
            choices._best_held(None, found, [])
    assert numbers == list(range(tried))


def test_ten_times_what_the_relaxed_stages_took_is_kept_for_those_after_the_search(monkeypatch):
    clock, kept = iter((100.0, 103.0)), []

    def search(*given):
        kept.append(given[-1])
        raise OutOfTime

    monkeypatch.setattr(choices, "monotonic", lambda: next(clock))
    monkeypatch.setattr(choices, "_search", search)
    with pytest.raises(OutOfTime):
        choices.solve_whole(knapsack(), (0.0, 0.0), INF, Listener(), ATTEMPTS, 0.0, {})
    assert kept == [30.0]


def test_the_first_aim_took_its_stage_before_the_choice_and_after(monkeypatch):
    solve, seconds = choices.solve_linear, iter(((1.0, 2.0), (10.0, 20.0)))

    def timed(*given):
        stages = solve(*given)
        return [replace(one, seconds=took) for one, took in zip(stages, next(seconds), strict=True)]

    monkeypatch.setattr(choices, "solve_linear", timed)
    first, second = solve_stages(replace(knapsack(), row_upper=np.array([6.0])), (0.0, 0.0), 60.0)
    assert (first.seconds, second.seconds) == (11.0, 20.0)
    assert (first.bound, second.bound) == (approx(-12), approx(3))  # all three weigh 6


@pytest.mark.parametrize(
    ("again", "other", "kept"),
    [
        ([1, 0], [(-9, 1)], "found"),  # the same choice
        ([0, 0], [(-9, 1)], "other"),  # no worse
        ([0, 0], [(-8, 1)], "found"),
        ([0, 0], [None], "found"),  # allows no plan
        ([0, 0], [OutOfTime], "found"),
    ],
)
def test_a_choice_that_the_plan_does_not_need_is_not_held(monkeypatch, again, other, kept):
    (answer,) = other
    program = SimpleNamespace(
        matrix=SimpleNamespace(integer=np.array([True, False])),
        nearest=lambda _found: np.array(again, dtype=float),
    )
    x = SimpleNamespace(x=np.array([1 - 1e-9, 5]))
    found = [SimpleNamespace(value=value, optimum=x) for value in (-9, 2)]

    def hold(*_):
        if answer is OutOfTime:
            raise OutOfTime
        return answer and reached(*answer)

    monkeypatch.setattr(choices, "_tried", hold)
    values = [stage.value for stage in choices._without_needless(program, found)]
    assert values == ([-9, 2] if kept == "found" else [-9, 1])
