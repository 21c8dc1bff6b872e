"""The optimal face of a solved problem: what is left for later aims to choose from.

By complementary slackness every optimal x has each column with a nonzero reduced cost at its bound and
each row with a nonzero price at its side, and every feasible x that has them is optimal. So these
are held and nothing else.

A vertex names prices that are as good as many others, and has none for some of what binds in every
optimal plan. A point in the middle of the face has a price for all that binds (strict
complementarity; Goldman and Tucker 1956), so its face has fewer plans that only rounding tells apart.
There nothing is quite at its bound, and no price is quite 0, but of each column and row one of the
two is far smaller than the other. So they fall into two heaps by

    |price| / distance

and the widest gap between two such ratios is where the one heap ends and the other begins. Who goes on
with the same aim need not know so exactly, and may hold no more than what surely binds.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from model.solving.highs import Optimum, Problem, SolverFailed
from model.solving.matrix import Vector

HELD = 1e-9  # a price above this is nonzero
BETWEEN = (-7.0, 3.0)  # decades of persons by money for money, or the like, between which the heaps part
CLEAR = 1.0  # decades at least from heap to heap
SURE = 1e3  # a ratio above this is of what binds, wherever the heaps part


def optimal_face(problem: Problem, found: Optimum) -> Problem:
    """The problem with only those plans left that are as good as an optimal one.

    Raises: SolverFailed, where it is not clear which they are.
    """
    return _held(problem, found, None if found.basis is None else 0.0)


def around_optimum(problem: Problem, middle: Optimum) -> Problem:
    """The problem with all of the plans left that are as good as an optimal one, and few others."""
    return _held(problem, middle, SURE)


def _held(problem: Problem, found: Optimum, least: float | None) -> Problem:
    """What binds held, by a ratio above ``least``: where none is given, that between the heaps."""
    columns = _binding(found.x, problem.lower, problem.upper, found.reduced_costs)
    rows = _binding(problem.a @ found.x, problem.row_lower, problem.row_upper, found.row_prices)
    if least is None:
        least = _parting(np.concatenate([*columns, *rows]))
    (up, down), (row_up, row_down) = ([ratio > least for ratio in both] for both in (columns, rows))
    return replace(
        problem,
        upper=np.where(up, problem.lower, problem.upper),
        lower=np.where(down, problem.upper, problem.lower),
        row_upper=np.where(row_up, problem.row_lower, problem.row_upper),
        row_lower=np.where(row_down, problem.row_upper, problem.row_lower),
    )


def _binding(values: Vector, lower: Vector, upper: Vector, prices: Vector) -> tuple[Vector, Vector]:
    """How clearly each is at its lower and at its upper end; 0 where it has no price to be there."""
    free = lower < upper
    return (
        _ratio(np.where(free, prices, 0.0), values - lower),
        _ratio(np.where(free, -prices, 0.0), upper - values),
    )


def _ratio(prices: Vector, distance: Vector) -> Vector:
    """price / distance; 0 for no price, and for no end there, infinite at the end itself."""
    priced = (prices > HELD) & np.isfinite(distance)
    with np.errstate(divide="ignore"):
        return np.divide(prices, np.maximum(distance, 0.0), out=np.zeros_like(prices), where=priced)


def _parting(ratios: Vector) -> float:
    """The ratio in the middle of the widest gap. Raises: SolverFailed, where no gap is wide."""
    with np.errstate(divide="ignore"):
        decades = np.sort(np.clip(np.log10(ratios[ratios > 0]), *BETWEEN))
    ends = np.concatenate([BETWEEN[:1], decades, BETWEEN[1:]])
    gaps = np.diff(ends)
    widest = int(gaps.argmax())
    if gaps[widest] < CLEAR:
        raise SolverFailed("what binds cannot be told from what does not")
    return float(10 ** (ends[widest] + gaps[widest] / 2))
