"""The optimal face of a solved problem: what is left for later aims to choose from.

By complementary slackness every optimal x has each column with a nonzero reduced cost at its bound and
each row with a nonzero price at its side, and every feasible x that has them is optimal. So these
are held and nothing else.

A vertex names prices that are as good as many others, and has none for some of what binds in every
optimal plan. A point in the middle of the face has a price for all that binds (strict
complementarity; Goldman and Tucker 1956), so its face has fewer plans that only rounding tells apart.
There hardly anything is quite at its bound, and no price is quite 0, but of each column and row one
of the two is far smaller than the other. So they fall into two heaps by

    |price| / distance

and the widest gap between two such ratios is where the one heap ends and the other begins. The ratio
knows nothing of units, so what it holds must stand at its bound: in the middle of a face nothing is
near a bound from which some plan of the face is far. Who goes on with the same aim need not know so
exactly, and may hold no more than what surely binds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from polyfund.solver.highs import Optimum, Problem, SolverFailed
from polyfund.solver.matrix import Booleans, Vector

HELD = 1e-9  # a price above this is nonzero
BETWEEN = (-7.0, 3.0)  # decades of persons by money for money, or the like, between which the heaps part
CLEAR = 1.0  # decades at least from heap to heap
NEAR = 3e-7  # of a side or 1: less than is published; what stands farther from its bound is not held
EXACT = 1e-10  # nearer than this to its bound nothing is told from another
SURE = 1e3  # a ratio above this is of what binds, wherever the heaps part


def optimal_face(problem: Problem, found: Optimum) -> Problem:
    """The problem with only those plans left that are as good as an optimal one.

    Raises: SolverFailed, where it is not clear which they are.
    """
    sides = _all_sides(problem, found)
    if found.basis is not None:
        return _held(problem, sides, 0.0)
    least = _parting(np.concatenate([ratio for ratio, _near in sides]))
    if any(((ratio > least) & ~near).any() for ratio, near in sides):
        raise SolverFailed("what would be held is not at its bound")
    return _held(problem, sides, least)


def around_optimum(problem: Problem, middle: Optimum) -> Problem:
    """The problem with all of the plans left that are as good as an optimal one, and few others."""
    sides = [(np.where(near, ratio, 0.0), near) for ratio, near in _all_sides(problem, middle)]
    return _held(problem, sides, SURE)


class Glass(NamedTuple):
    """A problem around an optimum, with a cost that shows what is left to tell apart: what remains of
    its own with ``prices`` taken from it, ``unit`` of which is 1 here."""

    problem: Problem
    prices: Vector
    unit: float


def under_glass(problem: Problem, middle: Optimum) -> Glass:
    """The problem around its optimum, seen nearer.

    In rows that are held a price may be taken from the cost: that changes it by a constant. With the
    prices of the middle there is left of it what reduced costs are of columns that do not surely bind:
    so small that a solver takes them for none. Here the largest is 1.

    Source: Gleixner, Steffy, Wolter (2016), Iterative refinement for linear programming.
    """
    around = around_optimum(problem, middle)
    prices = np.where(around.row_lower == around.row_upper, middle.row_prices, 0.0)
    left = problem.cost - problem.a.T @ prices
    left[around.lower == around.upper] = 0.0
    unit = max(HELD, float(np.abs(left).max(initial=0.0)))
    return Glass(replace(around, cost=left / unit), prices, unit)


def without_glass(problem: Problem, glass: Glass, seen: Optimum) -> Optimum:
    """An optimum under the glass as one of the problem itself: with the prices of both."""
    prices = glass.prices + glass.unit * seen.row_prices
    reduced = problem.cost - problem.a.T @ prices
    return replace(
        seen, row_prices=prices, reduced_costs=reduced, value=float(problem.cost @ seen.x), basis=None
    )


def _held(problem: Problem, sides: Sequence[Side], least: float) -> Problem:
    """The problem with all held that binds by a ratio above ``least``."""
    up, down, row_up, row_down = (ratio > least for ratio, _near in sides)
    return replace(
        problem,
        upper=np.where(up, problem.lower, problem.upper),
        lower=np.where(down, problem.upper, problem.lower),
        row_upper=np.where(row_up, problem.row_lower, problem.row_upper),
        row_lower=np.where(row_down, problem.row_upper, problem.row_lower),
    )


Side = tuple[Vector, Booleans]  # how clearly each binds there, 0 without a price; and whether it is near


def _all_sides(problem: Problem, found: Optimum) -> tuple[Side, Side, Side, Side]:
    """The lower and the upper ends of the columns, then those of the rows."""
    return (
        *_sides(found.x, problem.lower, problem.upper, found.reduced_costs),
        *_sides(problem.a @ found.x, problem.row_lower, problem.row_upper, found.row_prices),
    )


def _sides(values: Vector, lower: Vector, upper: Vector, prices: Vector) -> tuple[Side, Side]:
    """The lower and the upper ends."""
    prices = np.where(lower < upper, prices, 0.0)
    return _side(prices, lower, values - lower), _side(-prices, upper, upper - values)


def _side(prices: Vector, side: Vector, distance: Vector) -> Side:
    priced = (prices > HELD) & np.isfinite(side)
    ratio = np.divide(prices, np.maximum(distance, EXACT), out=np.zeros_like(prices), where=priced)
    return ratio, distance <= NEAR * np.maximum(1.0, np.abs(side))


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
