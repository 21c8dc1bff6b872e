"""Figures far apart: the same plan, prices and bounds as of the same program in ordinary units."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from pytest import approx
from scipy.sparse import csc_array

from polyfund.run import solve
from polyfund.solver.certificate import Certificate
from polyfund.solver.highs import Optimum, SolverFailed
from polyfund.solver.lexicographic import Solved, solve_linear
from polyfund.solver.leximin import Rounds
from polyfund.solver.matrix import Matrix
from polyfund.solver.observer import Listener
from polyfund.solver.payoff import bound_alone
from polyfund.solver.scaling import Scales, is_ordinary, scales_of
from polyfund.solver.stages import solve_stages
from tests.cases import case_of
from tests.solver.programs import INF, bounded_matrices, matrix_of


def in_units(matrix: Matrix, rows: list[float], columns: list[float], aims: list[float]) -> Matrix:
    """The program with its rows, columns and aims told in other units."""
    by_row, by_column = np.array(rows), np.array(columns)
    return replace(
        matrix,
        a=csc_array(matrix.a.toarray() * by_row[:, None] * by_column),
        row_lower=matrix.row_lower * by_row,
        row_upper=matrix.row_upper * by_row,
        lower=matrix.lower / by_column,
        upper=matrix.upper / by_column,
        costs=matrix.costs * by_column * np.array(aims)[:, None],
        offsets=matrix.offsets * np.array(aims),
    )


# Ten million over three grants, no more than six of each: most of the first, then of the second.
TEN = matrix_of(
    [[-2, -1, -1], [0, -1, 0], [1, 2, 3]], [[1, 1, 1]], [-INF], [10], upper=[6, 6, 6], offsets=[3, 0, 0]
)
FAR = in_units(TEN, [1e-3], [1e-6, 1e3, 1], [1e-8, 1, 1])


def test_what_is_ordinary_is_left_alone():
    assert is_ordinary(TEN)
    assert not is_ordinary(FAR)
    assert not is_ordinary(replace(TEN, costs=TEN.costs * 1e-6))


@pytest.mark.parametrize(
    ("entry", "cost", "ordinary"),
    [
        (1e-4, 1e-4, True),
        (0.9e-4, 1, False),
        (1, 0.9e-4, False),
        (-1, -1, True),
        (-0.9e-4, -1, False),
        (1e6, 1e6, True),
        (1.1e6, 1, False),
        (1, 1.1e6, False),
        (1, 0, True),  # asks for nothing
    ],
)
def test_what_is_ordinary_ends_somewhere(entry, cost, ordinary):
    """An objective is told by its greatest cost: a thousandth of that may be as small as it likes."""
    assert is_ordinary(matrix_of([[cost, cost / 1000]], [[entry, 1]], [-INF], [1])) is ordinary


@pytest.mark.parametrize(
    ("costs", "a", "sides", "ends", "rows", "columns", "aims"),
    [
        # 2^-20 and 2^10 are 2^15 from their middle 2^-5, and 1 with columns of 2^15 and 2^-15 in a row of
        # 2^5. Its side is then 2^3 * 2^5, so that columns take 2^8 more, and the row 2^-8 less.
        ([[-10, None]], [[-20, 10]], ([None], [3]), ([None] * 2, [None] * 2), [-3], [23, -7], [-13]),
        # Sides of 2^8 and, in their columns, 2^(20 - 15) and 2^(-10 + 15): the middle one is 2^5.
        ([[-10, None]], [[-20, 10]], ([None], [3]), ([None] * 2, [20, -10]), [0], [20, -10], [-10]),
        # Sides of 2, 16, 64, 256 on both sides of 0: their middle is 2^5.
        ([[0, 0]], [[0, 0]] * 2, ([1, None], [4, None]), ([6, None], [8, None]), [-5] * 2, [5] * 2, [-5]),
        # The least cost would be 1 if the greatest were not 2^30 then: a million is 2^20, nearly.
        ([[0, 30]], [[0, 0]], ([None], [0]), ([None] * 2, [None] * 2), [0], [0, 0], [-10]),
        (
            [[0, 19], [None, None], [-30, None]],
            [[0, 0]],
            ([None], [0]),
            ([None] * 2, [None] * 2),
            [0],
            [0, 0],
            [0, 0, 30],
        ),
        # No scale is beyond 2^60.
        ([[0, 0]], [[-140, 140]], ([None], [0]), ([None] * 2, [None] * 2), [0], [60, -60], [-40]),
    ],
)
def test_scales(costs, a, sides, ends, rows, columns, aims):
    """All figures are told by their powers of two; None is none, or no end."""

    def of(logs, none, sign=1.0):
        return [none if log is None else sign * 2.0**log for log in logs]

    scales = scales_of(
        matrix_of(
            [of(cost, 0.0, -1.0) for cost in costs],
            [of(row, 0.0) for row in a],
            of(sides[0], -INF, -1.0),
            of(sides[1], INF),
            lower=of(ends[0], 0.0, -1.0),
            upper=of(ends[1], INF),
        )
    )
    assert np.log2(scales.rows).tolist() == rows
    assert np.log2(scales.columns).tolist() == columns
    assert np.log2(scales.aims).tolist() == aims


def test_entries_that_can_all_be_brought_to_one_are():
    """2^-20, 2^6, 2^30 and 2^-9 beside 1, each in a row or a column of its own: within a factor of 2, as
    scales are powers of two."""
    a = np.array([[1, 2.0**-20, 0, 0], [2.0**6, 0, 2.0**30, 0], [0, 0, 1, 2.0**-9]])
    scales = scales_of(matrix_of([[1] * 4], a, [-INF] * 3, [1] * 3))
    scaled = (scales.rows[:, None] * a * scales.columns)[a > 0]
    assert scaled.min() >= 1 / 2
    assert scaled.max() <= 2


def test_the_plan_prices_values_and_bounds_are_in_the_programs_own_units():
    """6 and 4 of the first two, in their units; 2 * 6 + 4 - 3 = 13 of the first aim, at 1e-8 each. One
    more of the ten, a thousandth of which is the row's unit, is 1e-8 of the aim."""
    first, second, ties = solve_stages(FAR, (0.0, 0.0, 0.0), 60.0)
    assert_allclose(ties.optimum.x, [6e6, 4e-3, 0], rtol=1e-9, atol=1e-9)
    assert (first.value, first.bound) == (approx(-13e-8), approx(-13e-8))
    assert first.optimum.value == approx(-16e-8)  # without the constant of 3
    assert first.optimum.row_prices == approx([-1e-8 / 1e-3])
    assert first.optimum.reduced_costs == approx([-1e-8 * 1e-6, 0, 0], abs=1e-20)
    assert (second.value, first.certificate.holds) == (approx(-4), True)
    assert [bound_alone(FAR, objective, 60.0) for objective in (0, 1)] == [approx(-13e-8), approx(-6)]


def test_ends_and_sides_are_in_the_programs_own_units():
    """One at least of the third, and ten in all: 6 and 3 are left for the first two, 12 + 3 + 1 - 3 = 13."""
    matrix = replace(TEN, lower=np.array([0.0, 0, 1]), row_lower=np.array([10.0]))
    far = in_units(matrix, [1e-3], [1e-6, 1e3, 1e-2], [1e-8, 1, 1])
    first, _second, ties = solve_stages(far, (0.0, 0.0, 0.0), 60.0)
    assert_allclose(ties.optimum.x, [6e6, 3e-3, 1e2], rtol=1e-9)
    assert first.value == approx(-13e-8)
    scaled = scales_of(far).of(far)
    assert_allclose(scaled.lower / scaled.upper, [0, 0, 1 / 6])
    assert_allclose(scaled.row_lower, scaled.row_upper)


def test_what_is_heard_is_in_the_programs_own_units():
    class Heard(Listener):
        def __init__(self):
            self.ended = []

        def ends(self, place, value, bound):
            self.ended.append((place.objective, approx(value), approx(bound)))

    heard = Heard()
    solve_stages(FAR, (0.0, 0.0, 0.0), 60.0, heard)
    assert heard.ended[:2] == [(0, -13e-8, -13e-8), (1, -4, -4)]


@given(bounded_matrices(objectives=2), st.data())
def test_any_units_give_the_same_plan(matrix, data):
    """Scaled by force, the least of both objectives is what it is unscaled."""
    some = st.sampled_from((1.0, 2.0**-20, 2.0**20))
    units = [data.draw(st.lists(some, min_size=n, max_size=n)) for n in (*matrix.a.shape, 2)]
    expected = solve_stages(matrix, (0.0, 0.0), 60.0)
    other = in_units(matrix, *units)
    found = solve_stages(other, (0.0, 0.0), 60.0)
    for one, stage, unit in zip(expected, found, units[2], strict=True):
        assert stage.value / unit == approx(one.value, rel=1e-6, abs=1e-6)


def test_whole_columns_keep_their_units():
    """Nothing, or at least 4e-6 of ten; a million of it lifts a millionth."""
    matrix = matrix_of(
        [[-1e-6, 0]], [[1e6, -4], [1e6, -10]], [0, -INF], [INF, 0], upper=[1e-5, 1], integer=[False, True]
    )
    scales = scales_of(matrix)
    assert scales.columns[1] == 1
    (first,) = solve_stages(matrix, (0.0,), 60.0)
    assert (first.value, first.optimum.x[1]) == (approx(-1e-11), approx(1))


def test_people_that_are_lifted_by_little_money_are_so_in_the_programs_own_units_too():
    """A million for three counties: 40 poor at 600 a million, 800 at 400,000 a million, which takes a
    500th of it, and the rest where it lifts hardly anybody."""
    effects, poor = [7e-6, 600, 4e5], [7000, 40, 800]
    grants, lifted = np.eye(6)[:3], np.eye(6)[3:]
    matrix = matrix_of(
        [[0, 0, 0, -1, -1, -1], [1, 2, 3, 0, 0, 0]],
        [*(lifted[i] - effects[i] * grants[i] for i in range(3)), [1, 1, 1, 0, 0, 0]],
        [-INF] * 4,
        [0, 0, 0, 1],
        upper=[2e5, 2e5, 3e4, *poor],
    )
    first, ties = solve_stages(matrix, (0.0, 0.0), 60.0)
    assert first.value == approx(-840, rel=1e-6)
    assert effects[1:] * ties.optimum.x[1:3] == approx([40, 800], rel=1e-6)


def test_what_is_proved_in_other_units_only_is_no_plan():
    """A row of 1e-7 there may be a person of two here."""
    scales = Scales(np.array([1e-9]), np.ones(1), np.ones(1))
    matrix = matrix_of([[-1]], [[1]], [-INF], [2], upper=[9])
    proof = Certificate(-3.0, -3.0, 1e-9, 0.0)
    x = Optimum(np.array([3.0]), np.zeros(1), np.zeros(1), -3.0, 0)
    with pytest.raises(SolverFailed, match=r"violation 3\.3e-01"):
        scales.back(matrix, [Solved(x, proof, -3.0, -3.0, 0.0)], {})


def test_shares_met_in_rounds():
    """Four million for three who need 2, 2 and 8; the third can have no more than 1, an eighth. The
    others share the 3 that are left: three quarters each."""
    base = np.array([2.0, 2.0, 8.0])
    rows = [[1, 0, 0, -base[0]], [0, 1, 0, -base[1]], [0, 0, 1, -base[2]], [1, 1, 1, 0]]
    plain = matrix_of(
        [[0, 0, 0, -1], [1, 2, 3, 0]], rows, [0, 0, 0, -INF], [INF] * 3 + [4], upper=[2, 2, 1, 4]
    )
    rounds = Rounds(3, np.arange(3), base, np.array([2.0, 2.0, 1.0]), np.full(3, np.nan))
    expected = solve_linear(plain, (0.0, 0.0), INF, rounds={0: rounds})[0].settled
    units = [2.0**-10] * 3 + [1.0], [2.0**-18] * 3 + [2.0**12], [1.0, 1.0]
    other = in_units(plain, *units)
    rounds = replace(rounds, base=base * 2.0**-10 * 2.0**12, most=rounds.most * 2.0**-10)
    (first, _ties) = solve_stages(other, (0.0, 0.0), 60.0, rounds={0: rounds})
    assert not is_ordinary(other)
    assert first.settled * 2.0**12 == approx(expected)
    assert expected == approx([0.75, 0.75, 0.125])


def test_shares_in_other_units():
    """Rows times 2 and 4, and the level told in eights: a level of a half is one of a sixteenth."""
    scales = Scales(np.array([2.0, 4, 1]), np.array([16.0, 8]), np.ones(1))
    rounds = Rounds(1, np.arange(2), np.array([3.0, 5]), np.array([6.0, 7]), np.array([0.5, np.nan]))
    scaled = scales.of_rounds({0: rounds})[0]
    assert (scaled.base.tolist(), scaled.most.tolist()) == ([3 * 2 * 8, 5 * 4 * 8], [6 * 2, 7 * 4])
    assert_allclose(scaled.settled, [1 / 16, np.nan])


@pytest.mark.parametrize(("effect", "worth"), [(1e-6, 1e-3), (1e-6, 1e-6), (1e4, 1)])
def test_a_lawful_case_of_any_size_has_its_plan(effect: float, worth: float) -> None:
    """Ten million, worth a part of it, in each of two years, for needs of 8 and 40: lifted is what arrives
    times the effect, but no more than the 400 poor."""
    answer = solve(
        case_of(
            agencies=f"agency,kind,worth\nProvince,provincial government,{worth}",
            programmes=f"programme,sector,persons lifted per million\nroads,works,{effect}",
        )
    )
    lifted = min(400.0, effect * min(48, 20 * worth))
    assert answer.stages[0].value == approx(lifted, rel=1e-6)
    assert answer.stages[0].final == approx(lifted, rel=1e-5)
    assert answer.audit.passes
