"""Proof that a vertex is optimal, recomputed from the matrix without the solver.

For the program  min c@x,  L <= A@x <= U,  l <= x <= u  any vector of row prices y bounds the
optimum from below (weak duality; Neumaier and Shcherbina 2004):

    c@x >= sum(i) (L[i] if y[i] > 0 else U[i]) * y[i] + sum(j) min over [l[j], u[j]] of d[j] * x[j]
    d = c - A.T@y

so if that sum comes within a millionth of c@x, without the objective's constant or with it, for the
solver's own y, nothing better exists. A column without an upper bound needs one here where its d[j] is
negative by rounding; it is taken from the rows, and from c@x itself, which nothing better exceeds (see
:func:`implied_upper`); it is never invented.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import csc_array, vstack

from polyfund.solver.highs import Optimum, Problem
from polyfund.solver.matrix import Vector

TOLERANCE = 1e-6


def size_of(value: float, constant: float) -> float:
    """What a distance from a value is relative to."""
    return max(1.0, abs(value), abs(value + constant))


@dataclass(frozen=True)
class Certificate:
    """``violation`` is the worst breach of a row or bound, relative to its size or 1;
    ``dual_violation`` the worst reduced cost of the wrong sign, relative to the largest cost;
    ``bound`` is the certified best value and ``gap`` its relative distance from ``value``. The
    objective's ``constant`` is in neither, but what people read is with it: of 646,900 poor 530 are
    left, and a person is a part of those who are lifted."""

    value: float
    bound: float
    violation: float
    dual_violation: float
    constant: float = 0.0

    @property
    def size(self) -> float:
        """What distances are relative to."""
        return size_of(self.value, self.constant)

    @property
    def gap(self) -> float:
        return max(0.0, self.value - self.bound) / self.size

    @property
    def holds(self) -> bool:
        apart = abs(self.value - self.bound)  # a value better than its bound is no proof either
        return apart <= TOLERANCE * self.size and self.violation <= TOLERANCE


def certify(problem: Problem, optimum: Optimum, known_upper: Vector, constant: float = 0.0) -> Certificate:
    """Recompute value, bound and violations of an optimum.

    ``known_upper`` holds for everything at least as good (see :func:`implied_upper`).
    """
    x, prices = optimum.x, _endless_priced(problem, optimum.row_prices, known_upper)
    priced = np.where(prices > 0, problem.row_lower, problem.row_upper)
    prices = np.where(np.isinf(priced), 0.0, prices)  # no price without a side
    reduced = problem.cost - problem.a.T @ prices
    sides = np.where(prices == 0, 0.0, prices * np.where(prices == 0, 0.0, priced))
    ends = np.where(reduced > 0, problem.lower, known_upper)
    reached = np.where(reduced == 0, 0.0, reduced * np.where(reduced == 0, 0.0, ends))
    wrong = np.where(np.isinf(np.where(reduced > 0, problem.lower, problem.upper)), np.abs(reduced), 0.0)
    return Certificate(
        value=float(problem.cost @ x),
        bound=float(np.sum(sides) + np.sum(reached)),
        violation=_violation(problem, x),
        dual_violation=float(wrong.max(initial=0.0)) / max(1.0, float(np.abs(problem.cost).max(initial=0.0))),
        constant=constant,
    )


def _endless_priced(problem: Problem, prices: Vector, known_upper: Vector) -> Vector:
    """Prices at which a column without an end, alone in its row, costs nothing where by rounding it
    would pay: such as the breach of a demand whose price does not count.

    Any prices give a bound; at price 1e-17 for what has no end there would be none.
    """
    a, reduced = problem.a, problem.cost - problem.a.T @ prices
    pays = ((reduced < 0) & np.isinf(known_upper)) | ((reduced > 0) & np.isinf(problem.lower))
    columns = np.flatnonzero(pays & (np.diff(a.indptr) == 1))
    entries = a.indptr[columns]
    settled = prices.copy()
    settled[a.indices[entries]] = problem.cost[columns] / a.data[entries]
    return settled


def _violation(problem: Problem, x: Vector) -> float:
    activity = problem.a @ x
    return max(
        _beyond(activity, problem.row_lower, problem.row_upper),
        _beyond(x, problem.lower, problem.upper),
    )


def violation_beside_terms(problem: Problem, x: Vector) -> float:
    """The worst breach of a row or bound, relative to its side, the greatest of its terms or 1: beside a
    term of 1e12 a sum is not known to a millionth."""
    a = problem.a
    terms = np.ones(a.shape[0])
    np.maximum.at(terms, a.indices, np.abs(a.data) * np.repeat(np.abs(x), np.diff(a.indptr)))
    return max(
        _beyond(a @ x, problem.row_lower, problem.row_upper, terms),
        _beyond(x, problem.lower, problem.upper),
    )


def _beyond(values: Vector, lower: Vector, upper: Vector, sizes: Vector | None = None) -> float:
    """The worst distance outside [lower, upper], relative to the side or to its size, 1 unless told."""
    worst, sizes = 0.0, np.ones(len(values)) if sizes is None else sizes
    for side, distance in ((lower, lower - values), (upper, values - upper)):
        finite = np.isfinite(side)
        relative = distance[finite] / np.maximum(sizes[finite], np.abs(side[finite]))
        worst = max(worst, float(relative.max(initial=0.0)))
    return worst


def implied_upper(problem: Problem, upper: Vector, value: float) -> Vector:
    """Upper ends that no x <= upper with c@x <= value can pass, propagated through the rows.

    In a row  sum(j) a[j]*x[j] <= U  with lower ends known for all other terms,
    x[j] <= (U - sum of the least other terms) / a[j]  for a[j] > 0; in >= rows likewise with
    the signs turned. The objective counts as one more row. After the first, rounds go on while some
    column has no end and another has found one: through a chain of years that is one round for each.
    """
    entries = csc_array(vstack([problem.a, csc_array(problem.cost.reshape(1, -1))]))
    most, least = np.append(problem.row_upper, value), np.append(-problem.row_lower, np.inf)
    lower, upper = problem.lower, np.minimum(problem.upper, upper)
    found = True
    while found:
        endless = np.isinf(upper)
        for factors, side in ((entries.data, most), (-entries.data, least)):
            upper = np.minimum(upper, _room(entries, factors, side, lower, upper))
        found = bool(np.isinf(upper).any() and np.isfinite(upper[endless]).any())
    return np.maximum(lower, upper)


def _room(a: csc_array, factors: Vector, side: Vector, lower: Vector, upper: Vector) -> Vector:
    """What each x can be at most by the rows  factors @ x <= side  that stand where those of ``a`` do."""
    row, counts = a.indices, np.diff(a.indptr)
    low, high = np.repeat(lower, counts), np.repeat(upper, counts)
    unknown = (factors < 0) & np.isinf(high)
    least = factors * np.where(factors > 0, low, np.where(unknown, 0.0, high))
    total = np.bincount(row, weights=least, minlength=len(side))
    unknowns = np.bincount(row[unknown], minlength=len(side))
    left = np.where((unknowns == 0) & np.isfinite(side), side - total, np.inf)
    with np.errstate(divide="ignore", invalid="ignore"):
        room = np.where(factors > 0, (left[row] + least) / factors, np.inf)
    found = np.full(len(lower), np.inf)
    some = counts > 0
    known = np.where(np.isnan(room), np.inf, room)  # a column without a lower end leaves no row any room
    found[some] = np.minimum.reduceat(known, a.indptr[:-1][some])
    return found
