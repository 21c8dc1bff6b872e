"""What all agencies together give to one programme of one county in one year, as a variable.

    given[c,p,t] = sum(a) grant[a,c,p,t]                                            million

Sums over everybody's grants are written with these: with so many times fewer terms as there are
agencies that may give to a cell.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
import pyomo.environ as pyo
from numpy.typing import NDArray

from model.intake.eligible import rows_of
from model.intake.scope import Scope
from model.intake.selection import Selection
from model.program.sums import total

KEYS = ["county", "programme", "year"]
LONG = 12  # terms of a sum


class Cells:
    """The cells of some eligible grants and their variables; rows ``given.is_given[c, p, t]``."""

    def __init__(self, model: Any, grants: pd.DataFrame, variables: NDArray[np.object_]) -> None:
        self._model, self._grants, self._variables = model, grants, variables

    @cached_property
    def _frame(self) -> pd.DataFrame:
        return self._grants[KEYS].drop_duplicates(ignore_index=True)

    @cached_property
    def _cells(self) -> list[tuple[Any, ...]]:
        return list(rows_of(self._frame, KEYS))

    @cached_property
    def _selection(self) -> Selection:
        return Selection(self._frame)

    def shorten(self, grants: int, scope: Scope) -> bool:
        """Whether a sum of so many grants, all of a scope that names no agencies, is shorter so."""
        return grants >= LONG and grants >= 2 * len(self._selection.rows(scope))

    def parts(self) -> Iterator[tuple[tuple[Any, ...], Any]]:
        """Each cell with what is given to it: one variable, or grant by grant where that is as short."""
        if self.shorten(len(self._grants), Scope()):
            yield from zip(self._cells, self._given, strict=True)
        else:
            yield from zip(rows_of(self._grants, KEYS), self._variables, strict=True)

    def money(self, scope: Scope) -> Any:
        """Million given in a scope that names no agencies."""
        return total(self._given[self._selection.rows(scope)])

    def received(self, scope: Scope) -> Any:
        """Million that arrives there: what fills the tiers."""
        return total(money for cell in self._selection.rows(scope) for money in self._tiers[cell])

    @cached_property
    def _tiers(self) -> list[list[Any]]:
        """The tiers of each cell."""
        tiers: dict[tuple[Any, ...], list[Any]] = defaultdict(list)
        for (county, programme, year, _tier), money in self._model.tier.items():
            tiers[county, programme, year].append(money)
        return [tiers[cell] for cell in self._cells]

    @cached_property
    def _given(self) -> NDArray[np.object_]:
        """The variables in the order of the frame, made when they are first asked for."""
        grants = self._grants.groupby(KEYS, sort=False).indices
        block = self._model.given = pyo.Block()
        block.money = pyo.Var(self._cells, bounds=(0, None))
        block.is_given = pyo.Constraint(
            self._cells, rule=lambda _, *cell: block.money[cell] == total(self._variables[grants[cell]])
        )
        return np.fromiter(block.money.values(), dtype=object, count=len(self._cells))
