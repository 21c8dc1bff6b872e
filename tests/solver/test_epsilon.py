"""Demands on objectives, against an independent solver."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from polyfund.solver.epsilon import in_order, with_ceilings
from polyfund.solver.highs import Infeasible
from polyfund.solver.stages import solve_stages
from tests.solver.programs import INF, bounded_matrices, least, matrix_of, problem_of, with_row


def test_rows_stand_below_the_others_and_count_the_constant() -> None:
    matrix = matrix_of([[-1, 0], [0, 2]], [[1, 1]], [-INF], [4], offsets=[0, 3])
    capped = with_ceilings(matrix, {1: 5})
    assert_allclose(capped.a.toarray(), [[1, 1], [0, 2]])
    assert_allclose(capped.row_upper, [4, 2])  # 2 x + 3 <= 5
    assert with_ceilings(matrix, {}) is matrix


def test_objectives_in_another_order() -> None:
    matrix = in_order(matrix_of([[1], [2], [3]], [[1]], [0], [1], offsets=[4, 5, 6]), (2, 0, 1))
    assert (matrix.costs.ravel().tolist(), matrix.offsets.tolist()) == ([3, 1, 2], [6, 4, 5])


@given(matrix=bounded_matrices(objectives=2), room=st.sampled_from((0.0, 0.25, 1.0)))
def test_the_best_under_a_demand_is_an_independent_solvers(matrix, room) -> None:
    """The demand lies between the best of the second objective and what x = 1 everywhere has."""
    best = least(problem_of(matrix, 1))
    most = best + room * (float(matrix.costs[1].sum()) - best)
    solved = solve_stages(with_ceilings(matrix, {1: most}), (0, 0), 60.0)
    expected = least(with_row(problem_of(matrix), matrix.costs[1], most + 1e-9))
    assert_allclose(solved[0].value, expected, rtol=1e-6, atol=1e-6)
    assert float(matrix.costs[1] @ solved[-1].optimum.x) <= most + 1e-6


def test_a_demand_beyond_the_best_has_no_plan() -> None:
    with pytest.raises(Infeasible):
        solve_stages(with_ceilings(matrix_of([[-1], [1]], [[1]], [2], [4]), {1: 1}), (0, 0), 60.0)
