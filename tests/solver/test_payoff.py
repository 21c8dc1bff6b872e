"""What each aim would reach on its own."""

from __future__ import annotations

import pytest
from hypothesis import given
from pytest import approx

import polyfund.run
from polyfund.solver import matrix, payoff
from polyfund.solver.certified import ATTEMPTS, MIDDLE
from polyfund.solver.highs import Infeasible, OutOfTime, SolverFailed, solve
from polyfund.solver.payoff import bound_alone
from tests.cases import case_of
from tests.solver.programs import INF, bounded_matrices, least, matrix_of, problem_of

# Ten over three grants of at most six: most of all, least of the second, least of nothing.
TEN = matrix_of(
    [[-1, -1, -1], [0, 1, -1], [0, 0, 0]], [[1, 1, 1]], [-INF], [10], upper=[6, 6, 6], offsets=[2, 5, 1]
)
NONE = matrix_of([[1, 0]], [[1, 1], [1, 1]], [5, -INF], [INF, 4])


def test_each_alone() -> None:
    """-10 + 2, -6 + 5 and 0 + 1, whatever the order."""
    assert [bound_alone(TEN, objective, 60.0) for objective in (2, 0, 1)] == approx([1, -8, -1])


@pytest.mark.parametrize(("matrix", "seconds", "why"), [(TEN, 0.0, OutOfTime), (NONE, 60.0, Infeasible)])
def test_what_is_not_found_is_told(matrix, seconds, why) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(why):
        bound_alone(matrix, 0, seconds)


@given(bounded_matrices())
def test_the_bound_is_the_least(matrix) -> None:  # type: ignore[no-untyped-def]
    assert bound_alone(matrix, 0, 60.0) == approx(least(problem_of(matrix)), abs=1e-5)


@pytest.mark.parametrize(("large", "thorough", "told"), [(10**6, False, 0), (0, False, None), (0, True, 0)])
def test_a_large_program_has_it_when_asked(large, thorough, told, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    """The least money is none."""
    monkeypatch.setattr(matrix, "LARGE", large)
    case = case_of(aims="priority,measure\n1,people lifted\n2,money used")
    first, second = polyfund.run.solve(case, thorough=thorough).stages
    assert first.alone == approx(first.bound)
    assert second.alone == (told if told is None else approx(told, abs=1e-9))


def test_interior_point_that_would_never_end_is_ended_and_the_next_attempt_tells(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert all(options["ipm_iteration_limit"] > 0 for options in (MIDDLE, ATTEMPTS[0]))
    stuck = {**MIDDLE, "ipm_iteration_limit": 0, "presolve": "off"}
    with pytest.raises(SolverFailed, match="Iteration limit"):
        solve(problem_of(TEN), stuck)
    monkeypatch.setattr(payoff, "MIDDLE", stuck)
    assert [bound_alone(TEN, objective, 60.0) for objective in (2, 0, 1)] == approx([1, -8, -1])
