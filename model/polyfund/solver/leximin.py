"""Leximin: the least share as great as can be, then the next least, and so on.

A round makes most of the level that stands below all shares still free:

    level * base[i] <= amount[i]        for each free i

By complementary slackness a row with a price is tight in every plan that reaches the level, so
its share can never be greater: it is settled at the level, and so is one that has reached the
most there can be. What remains free goes on into the next round. The prices of the free rows
add up to 1 in units of the level, so each round settles one share at least.

Source: Ogryczak, Pioro, Tomaszewski (2005), Telecommunications network design and max-min
optimization problem, on conditional and sequential max-min.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from scipy.sparse import csc_array

from polyfund.solver.highs import Optimum, Problem, SolverFailed
from polyfund.solver.matrix import Vector

Positions = np.ndarray[Any, np.dtype[np.intp]]

PRICED = 1e-6  # of the level's own worth: less is rounding
REACHED = 1e-9  # of a share


@dataclass(frozen=True)
class Rounds:
    """The column of the level and the row of each share, ``base`` and ``most`` as in
    polyfund.rules.base.Part. ``settled`` is the share at which a row stands, NaN while it is free."""

    column: int
    rows: Positions
    base: Vector
    most: Vector
    settled: Vector

    @property
    def done(self) -> bool:
        return not np.isnan(self.settled).any()

    def settle(self, held: Problem, optimum: Optimum) -> tuple[Problem, Rounds]:
        """The optimal face ``held`` of a round, with what the round settles no longer below the
        level, and all others and the level itself free.

        Raises: SolverFailed, when it settles nothing.
        """
        free, level = np.isnan(self.settled), float(optimum.x[self.column])
        prices = np.abs(optimum.row_prices[self.rows]) * self.base
        highest = self.most / self.base
        now = free & ((prices > PRICED * prices[free].sum()) | (highest <= level + REACHED))
        if not now.any():
            raise SolverFailed("a round of the worst-off settled nobody")
        after = replace(self, settled=np.where(now, level, self.settled))
        sides = {name: getattr(held, name).copy() for name in ("row_lower", "row_upper", "lower", "upper")}
        sides["row_upper"][self.rows] = np.inf
        sides["row_lower"][self.rows[now]] += level * self.base[now]
        sides["lower"][self.column] = level if after.done else 0.0
        sides["upper"][self.column] = level if after.done else highest.max()
        return replace(held, a=_without(held.a, self.rows[now], self.column), **sides), after


def _without(a: csc_array, rows: Positions, column: int) -> csc_array:
    """The matrix without the entries of a column in these rows."""
    a = a.copy()
    entries = slice(a.indptr[column], a.indptr[column + 1])
    a.data[entries][np.isin(a.indices[entries], rows)] = 0.0
    a.eliminate_zeros()
    return a
