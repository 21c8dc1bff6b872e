"""The columns that must be whole: which values they take, and how good that is at most.

    1. relax: let them lie between, and solve with proof. Its certified bound holds for every
       choice (a bound of the relaxed program is one of the program).
    2. round each to what the rest of the relaxed plan comes nearest to, hold it, and solve
       again. Within the accepted gap of the bound, that is the choice: proved without
       anyone's word.
    3. otherwise branch and bound; its bound is the solver's word, and told as such.

The choice is held from there on, so prices and later aims are those of a linear program.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from time import monotonic

import numpy as np

from model.solving.highs import Infeasible, Options, Problem, SolverFailed, branch_and_bound
from model.solving.matrix import Booleans, Vector
from model.solving.prove import NEW_BOUNDS, Proved, Start, left_of, prove

RESERVED = 10.0  # times the relaxation's seconds are kept for the stages after the choice


@dataclass(frozen=True)
class Choice:
    """``whole`` holds the values of the columns that ``integer`` marks; no plan is better than
    ``bound``, without the objective's constant. ``proof`` is "relaxation certificate" or
    "branch and bound". ``proved`` is the best plan with the choice held, where it is known."""

    integer: Booleans
    whole: Vector
    bound: float
    proof: str
    proved: Proved | None = None

    def hold(self, problem: Problem) -> Problem:
        """The problem with these columns held at their values."""
        return replace(
            problem,
            lower=np.where(self.integer, self.whole, problem.lower),
            upper=np.where(self.integer, self.whole, problem.upper),
        )


def choose(
    problem: Problem,
    integer: Booleans,
    offset: float,
    slack: float,
    accepted_gap: float,
    end: float,
    attempts: Sequence[Options],
) -> Choice:
    """Whole values for the columns that ``integer`` marks, within the accepted gap if time allows.

    Raises: Infeasible (a claim), OutOfTime, SolverFailed.
    """
    started = monotonic()
    relaxed, certificate, _upper = prove(problem, problem.upper, slack, offset, end, attempts, feasible=False)
    reserved = RESERVED * (monotonic() - started)
    whole = nearest_whole(problem, integer, relaxed.x)
    rounded = Choice(integer, whole, certificate.bound, "relaxation certificate")
    accepted = max(1e-6, accepted_gap * max(1.0, abs(certificate.value + offset)))
    tried = _tried(rounded, problem, slack, offset, end, attempts, Start(relaxed, NEW_BOUNDS))
    if tried is not None and tried[1].value - certificate.bound <= accepted:
        return replace(rounded, proved=tried)
    start = None if tried is None else tried[0].x
    budget = left_of(end)
    x, bound = branch_and_bound(
        problem, integer, start, accepted, time_limit=max(budget / 2, budget - reserved)
    )
    whole = np.where(integer, np.round(x), 0.0)
    return Choice(integer, whole, max(bound, certificate.bound), "branch and bound")


def _tried(
    choice: Choice,
    problem: Problem,
    slack: float,
    offset: float,
    end: float,
    attempts: Sequence[Options],
    start: Start,
) -> Proved | None:
    """The best plan with the choice held; None where there is none."""
    held = choice.hold(problem)
    try:
        return prove(held, held.upper, slack, offset, end, attempts, feasible=False, start=start)
    except (Infeasible, SolverFailed):
        return None


def nearest_whole(problem: Problem, integer: Booleans, x: Vector) -> Vector:
    """Each marked column rounded from the middle of what its rows leave it, the others as in x.

    A choice that only the ends of its rows hold lies anywhere between them: a grant of g that
    is nothing or at least m has  g / most <= chosen <= g / m,  and is made where g / m is a
    half or more.
    """
    activity = problem.a @ x
    whole = np.zeros_like(x)
    for column in np.flatnonzero(integer):
        span = slice(problem.a.indptr[column], problem.a.indptr[column + 1])
        rows, factors = problem.a.indices[span], problem.a.data[span]
        others = activity[rows] - factors * x[column]
        ends = np.stack([problem.row_lower[rows] - others, problem.row_upper[rows] - others]) / factors
        highest = min(float(ends.max(axis=0).min(initial=np.inf)), float(problem.upper[column]))
        lowest = max(float(ends.min(axis=0).max(initial=-np.inf)), float(problem.lower[column]))
        whole[column] = np.floor(max(highest, lowest) + 0.5)
    return whole
