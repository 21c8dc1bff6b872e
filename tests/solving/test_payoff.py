"""What each aim would reach on its own: the same beside the stages as in a process of its own."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from pytest import approx

from model.solving import payoff
from model.solving.payoff import Payoff, bounds_alone
from tests.rules.test_measures import best
from tests.solving.programs import INF, bounded_matrices, least, matrix_of, problem_of

# Ten over three grants of at most six: most of all, least of the second, least of nothing.
TEN = matrix_of(
    [[-1, -1, -1], [0, 1, -1], [0, 0, 0]], [[1, 1, 1]], [-INF], [10], upper=[6, 6, 6], offsets=[2, 5, 1]
)
NONE = matrix_of([[1, 0]], [[1, 1], [1, 1]], [5, -INF], [INF, 4])


@pytest.mark.parametrize("large", [10**6, 0])
def test_each_alone(large: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """-10 + 2, -6 + 5 and 0 + 1, whatever the order."""
    monkeypatch.setattr(payoff, "LARGE", large)
    with Payoff(TEN, (2, 0, 1), 60.0) as own:
        assert own.bounds() == [approx(1), approx(-8), approx(-1)]


@pytest.mark.parametrize("large", [10**6, 0])
@pytest.mark.parametrize(("matrix", "seconds"), [(TEN, 0.0), (NONE, 60.0)])
def test_what_is_not_found_is_not_known(matrix, seconds, large, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(payoff, "LARGE", large)
    with Payoff(matrix, (0,), seconds) as own:
        assert own.bounds() == [None]


def test_a_process_ends_with_its_block(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(payoff, "LARGE", 0)
    with Payoff(TEN, (0,), 60.0) as own:
        process = own._process
    assert process is not None and process.poll() is not None


@given(bounded_matrices())
def test_the_bound_is_the_least(matrix) -> None:  # type: ignore[no-untyped-def]
    problem = problem_of(matrix)
    assert bounds_alone(problem, [problem.cost], 60.0) == [approx(least(problem), abs=1e-5)]


def test_nothing_asked_is_nothing_begun() -> None:
    assert Payoff(TEN, (), 60.0).bounds() == []


def test_a_pay_off_process_that_dies_does_not_take_the_plan_along(monkeypatch: pytest.MonkeyPatch) -> None:
    """What it would have found is told as not known."""
    monkeypatch.setattr(payoff, "LARGE", 0)
    monkeypatch.setattr(sys, "executable", "/bin/false")
    names = [f"County {number}" for number in range(1000)]  # more than the pipe holds
    answer = best(
        "priority,measure\n1,people lifted\n2,money used",
        counties="county,population,poor persons\n" + "\n".join(f"{name},1000,100" for name in names),
        needs="county,programme,need\n" + "\n".join(f"{name},roads,4" for name in names),
    )
    assert answer.stages[1].alone is None
