"""What all agencies together give to one programme of one county in one year, as a variable.

    given[c,p,t] = sum(a) grant[a,c,p,t]                                            million

Sums over everybody's grants are written with these: with so many times fewer terms as there are
agencies that may give to a cell.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import Any

import pandas as pd
import pyomo.environ as pyo

from polyfund.case.eligible import rows_of
from polyfund.case.selection import Positions, Selection
from polyfund.formulation.sums import Family, places_by, total
from polyfund.schema.scope import Scope

KEYS = ["county", "programme", "year"]
LONG = 12  # terms of a sum


class Cells:
    """The cells of some eligible grants and their variables; rows ``given.is_given[c, p, t]``."""

    def __init__(self, model: Any, grants: pd.DataFrame, family: Family) -> None:
        self._model, self._grants, self._family = model, grants, family

    @cached_property
    def _frame(self) -> pd.DataFrame:
        return self._grants[KEYS].drop_duplicates(ignore_index=True)

    @cached_property
    def _cells(self) -> list[tuple[Any, ...]]:
        return list(rows_of(self._frame, KEYS))

    @cached_property
    def _selection(self) -> Selection:
        return Selection(self._frame)

    def instead(self, grants: int, scope: Scope) -> Positions | None:
        """The cells of a scope that names no agencies, where a sum of its so many grants is shorter so."""
        if grants < LONG:
            return None
        cells = self._selection.rows(scope)
        return cells if grants >= 2 * len(cells) else None

    def parts(self) -> tuple[pd.DataFrame, Family]:
        """What is given: cell by cell, or grant by grant where that is as short."""
        if self.instead(len(self._grants), Scope()) is None:
            return self._grants, self._family
        return self._frame, self._given

    def money(self, cells: Positions) -> Any:
        """Million given to these cells."""
        return self._given.total(cells)

    def received(self, cells: Positions) -> Any:
        """Million that arrives there: what fills the tiers."""
        return total(money for cell in cells.tolist() for money in self._tiers[cell])

    @cached_property
    def _tiers(self) -> list[list[Any]]:
        """The tiers of each cell."""
        tiers: dict[tuple[Any, ...], list[Any]] = defaultdict(list)
        for (county, programme, year, _tier), money in self._model.tier.items():
            tiers[county, programme, year].append(money)
        return [tiers[cell] for cell in self._cells]

    @cached_property
    def _given(self) -> Family:
        """The variables in the order of the frame, made when they are first asked for."""
        grants = places_by(self._grants, KEYS)
        block = self._model.given = pyo.Block()
        cells = pyo.SetOf(self._cells)
        block.money = pyo.Var(cells, bounds=(0, None))
        block.is_given = pyo.Constraint(
            cells, rule=lambda _, *cell: block.money[cell] == self._family.total(grants[cell])
        )
        return Family(block.money.values())
