"""Finding the grants that a scope speaks of."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from model.intake.scope import Scope

Positions = np.ndarray[Any, np.dtype[np.intp]]


class Selection:
    """The rows of a frame of grants (agency, county, programme, year) by scope.

    What was looked up once is kept: the demands of one row ask for the same names again.
    """

    def __init__(self, grants: pd.DataFrame) -> None:
        self._grants = grants
        self._found: dict[tuple[str, frozenset[Any]], np.ndarray[Any, np.dtype[np.bool_]]] = {}

    def rows(self, scope: Scope) -> Positions:
        """Positions of the grants in the scope, in the order of the frame."""
        inside = np.ones(len(self._grants), dtype=bool)
        for column, chosen in (
            ("agency", scope.agencies),
            ("county", scope.counties),
            ("programme", scope.programmes),
            ("year", scope.years),
        ):
            if chosen is not None:
                if (column, chosen) not in self._found:
                    self._found[column, chosen] = self._grants[column].isin(list(chosen)).to_numpy()
                inside &= self._found[column, chosen]
        return np.flatnonzero(inside)
