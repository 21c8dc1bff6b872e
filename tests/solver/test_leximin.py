"""The worst-off first, in rounds: by hand, and against trying every share one by one."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from polyfund.solver.highs import Optimum, SolverFailed
from polyfund.solver.leximin import Rounds
from polyfund.solver.matrix import Matrix
from polyfund.solver.stages import solve_stages
from tests.solver.programs import INF, bounded_matrices, least, matrix_of, problem_of


def shares(
    a: list[list[float]], upper: list[float], most: list[float], base: list[float], *costs: list[float]
) -> tuple[Matrix, Rounds]:
    """Amounts x with  a @ x <= upper,  x <= most;  the last column is the level below x / base."""
    count = len(most)
    floors = [[float(i == j) for j in range(count)] + [-base[i]] for i in range(count)]
    highest = max(m / b for m, b in zip(most, base, strict=True))
    matrix = matrix_of(
        [[0.0] * count + [-1.0], *costs],
        [*([*row, 0.0] for row in a), *floors],
        [-INF] * len(a) + [0.0] * count,
        [*upper, *[INF] * count],
        upper=[*most, highest],
    )
    rows = np.arange(len(a), len(a) + count)
    return matrix, Rounds(count, rows, np.array(base), np.array(most), np.full(count, np.nan))


def settled(matrix: Matrix, rounds: Rounds) -> np.ndarray:
    stages = solve_stages(matrix, [0.0] * len(matrix.costs), 60.0, rounds={0: rounds})
    found = stages[0].settled
    assert found is not None
    # the plan keeps what the rounds have settled, also through later aims
    assert (stages[-1].optimum.x[: len(found)] / rounds.base >= found - 1e-7).all()
    return found


@pytest.mark.parametrize(
    ("a", "upper", "most", "base", "expected"),
    [
        # 12 over three that take at most 2, 6 and 9: the first gets its 2, the others 5 each
        ([[1, 1, 1]], [12], [2, 6, 9], [1, 1, 1], [2, 5, 5]),
        # 15: 2, 6, and the last what is left
        ([[1, 1, 1]], [15], [2, 6, 9], [1, 1, 1], [2, 6, 7]),
        # more than all can take
        ([[1, 1, 1]], [99], [2, 6, 9], [1, 1, 1], [2, 6, 9]),
        # per head of 1, 2 and 3: 12 is 2 a head
        ([[1, 1, 1]], [12], [9, 9, 9], [1, 2, 3], [2, 2, 2]),
        # nothing to share out
        ([[1, 1, 1]], [0], [9, 9, 9], [1, 2, 3], [0, 0, 0]),
        # two that share 4, and one that has 5 to itself
        ([[1, 1, 0], [0, 0, 1]], [4, 5], [9, 9, 9], [1, 1, 1], [2, 2, 5]),
        # the second takes three of what the first takes one of
        ([[1, 3, 0]], [8], [9, 9, 7], [1, 1, 1], [2, 2, 7]),
    ],
)
def test_by_hand(a, upper, most, base, expected):
    assert_allclose(settled(*shares(a, upper, most, base)), expected, atol=1e-7)


def test_later_aims_choose_among_what_is_left():
    """4 and 4 of eight to share; a third amount is free, and the second aim makes least of it."""
    matrix, rounds = shares([[1, 1]], [8], [9, 9], [1, 1])
    with_third = replace(
        matrix_of(
            [[0, 0, -1, 0], [0, 0, 0, -1]],
            np.column_stack([matrix.a.toarray(), [0, 0, 0]]).tolist(),
            matrix.row_lower.tolist(),
            matrix.row_upper.tolist(),
            upper=[9, 9, 9, 3],
        )
    )
    stages = solve_stages(with_third, [0.0, 0.0], 60.0, rounds={0: rounds})
    assert_allclose(stages[0].settled, [4, 4])
    assert_allclose(stages[1].optimum.x[[0, 1, 3]], [4, 4, 3])
    assert (stages[0].value, stages[0].bound) == (pytest.approx(-4), pytest.approx(-4))


def one_by_one(matrix: Matrix, rounds: Rounds) -> np.ndarray:
    """Leximin by an independent solver: at each level every free share is tried on its own."""
    problem, count = problem_of(matrix), len(rounds.base)
    free, levels = set(range(count)), np.zeros(count)
    floors = problem.row_lower.copy()
    a = problem.a.toarray()
    while free:
        level = -least(replace(problem, a=problem.a.__class__(a), row_lower=floors))
        tried = {}
        for i in free:
            held = a.copy()
            lower = floors.copy()
            for j in free:  # all of them at the level, and this one as high as can be
                held[rounds.rows[j], rounds.column] = 0.0
                lower[rounds.rows[j]] = (level - 1e-7) * rounds.base[j]
            cost = np.zeros(len(problem.cost))
            cost[i] = -1 / rounds.base[i]
            tried[i] = -least(replace(problem, a=problem.a.__class__(held), row_lower=lower, cost=cost))
        for i in [i for i in free if tried[i] <= level + 1e-6] or list(free):
            levels[i] = level
            a[rounds.rows[i], rounds.column] = 0.0
            floors[rounds.rows[i]] = (level - 1e-7) * rounds.base[i]
            free.remove(i)
    return levels


@given(
    bounded_matrices(),
    st.lists(st.sampled_from((1.0, 2.0, 3.0)), min_size=6, max_size=6),
)
def test_as_trying_every_share(matrix, bases):
    count = len(matrix.upper)
    base = bases[:count]
    program, rounds = shares(
        matrix.a.toarray().tolist(), matrix.row_upper.tolist(), matrix.upper.tolist(), base
    )
    assert_allclose(np.sort(settled(program, rounds)), np.sort(one_by_one(program, rounds)), atol=2e-5)


@pytest.mark.parametrize(
    ("prices", "base", "most", "settled"),
    [
        # a millionth of the level's worth of 1 is rounding
        ([-1, -0.9e-6], [1, 1], [9, 9], [2, np.nan]),
        ([-1, -1.1e-6], [1, 1], [9, 9], [2, 2]),
        # in units of the level: 0.3e-6 * 4 is more than a millionth, 0.2e-6 * 4 is not
        ([-1, -0.3e-6], [1, 4], [9, 9], [2, 2]),
        ([-1, -0.2e-6], [1, 4], [9, 9], [2, np.nan]),
        # what can have no more is settled too: 2 a head, within a billionth
        ([-1, 0], [1, 4], [9, 8 + 3.9e-9], [2, 2]),
        ([-1, 0], [1, 4], [9, 8 + 4.1e-9], [2, np.nan]),
        ([0, -1], [1, 4], [2, 9], [2, 2]),
    ],
)
def test_what_a_round_settles(prices, base, most, settled):
    """A level of 2 below two shares: those with a price, and those that have all they can have."""
    matrix, rounds = shares([[1, 1]], [12], most, base)
    found = Optimum(np.array([2.0, 8.0, 2.0]), np.array([0.0, *prices]), np.zeros(3), -2.0, 0)
    _, after = rounds.settle(problem_of(matrix), found)
    assert_allclose(after.settled, settled)
    assert after.done is not bool(np.isnan(settled).any())


def test_a_settled_share_has_its_level_for_a_floor_and_the_others_a_level_of_their_own():
    """Per head of 1 and 4, at a level of 2 settled for the first: its floor is 2, the second's is the
    level still, which may rise to 9 / 4 of it."""
    matrix, rounds = shares([[1, 1]], [12], [9, 9], [1, 4])
    found = Optimum(np.array([2.0, 8.0, 2.0]), np.array([0.0, -1.0, 0.0]), np.zeros(3), -2.0, 0)
    left, after = rounds.settle(problem_of(matrix), found)
    assert_allclose(left.a.toarray(), [[1, 1, 0], [1, 0, 0], [0, 1, -4]])
    assert_allclose(left.row_lower, [-INF, 2, 0])
    assert_allclose(left.row_upper, [12, INF, INF])
    assert (left.lower[2], left.upper[2]) == (0, 9)  # the first could have 9 a head
    last, done = after.settle(left, replace(found, row_prices=np.array([0.0, 0.0, -1.0])))
    assert done.done
    assert_allclose(last.row_lower, [-INF, 2, 8])
    assert (last.lower[2], last.upper[2]) == (2, 2)


def test_a_round_without_prices_is_a_failure():
    matrix, rounds = shares([[1, 1]], [8], [9, 9], [1, 1])
    (stage,) = solve_stages(matrix, [0.0], 60.0)
    unpriced = replace(stage.optimum, row_prices=np.zeros(3))
    with pytest.raises(SolverFailed, match="settled nobody"):
        rounds.settle(problem_of(matrix), unpriced)
