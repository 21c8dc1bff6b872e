"""Finding the grants that a scope speaks of."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from polyfund.schema.scope import Scope

Positions = np.ndarray[Any, np.dtype[np.intp]]
Booleans = np.ndarray[Any, np.dtype[np.bool_]]

DIMENSIONS = {"agency": "agencies", "county": "counties", "programme": "programmes", "year": "years"}
MANY = 1 / 8  # of all rows: fewer are gathered member by member


def places_of_each(owners: Positions, count: int) -> list[Positions]:
    """The places of each of the first ``count`` owners, in order."""
    ends = np.cumsum(np.bincount(owners, minlength=count)[:count])
    return np.split(np.argsort(owners, kind="stable"), ends)[:count]


class Selection:
    """The rows of a frame by scope; of its columns agency, county, programme and year it has some.

    The rows of each member are listed once. Those of a scope are looked for among the rows of the
    dimension that names the fewest, so finding them takes time for these and not for the frame.
    """

    def __init__(self, frame: pd.DataFrame) -> None:
        self._all = np.arange(len(frame), dtype=np.intp)
        self._listed = [(DIMENSIONS[key], _Listed(frame[key])) for key in frame.columns if key in DIMENSIONS]

    def rows(self, scope: Scope) -> Positions:
        """Positions of the rows in the scope, in the order of the frame."""
        asked = [(listed, getattr(scope, dimension)) for dimension, listed in self._listed]
        named = [(listed.count(chosen), listed, chosen) for listed, chosen in asked if chosen is not None]
        if not named:
            return self._all
        (_fewest, listed, chosen), *others = sorted(named, key=lambda one: one[0])
        found = listed.rows(chosen)
        for _count, listed, chosen in others:
            found = found[listed.inside(chosen, found)]
        return found


class _Listed:
    """One column: the rows of each of its members."""

    def __init__(self, column: pd.Series) -> None:
        self._codes, members = pd.factorize(column)
        self._numbers = {member: number for number, member in enumerate(members.tolist())}
        self._counts = np.bincount(self._codes, minlength=len(self._numbers))
        self._by_member = np.argsort(self._codes, kind="stable")
        self._ends = np.cumsum(self._counts)
        self._sets: dict[frozenset[Any], tuple[int, Booleans]] = {}

    def count(self, chosen: frozenset[Any]) -> int:
        """How many rows the chosen members have."""
        return self._of_set(chosen)[0] if len(chosen) != 1 else len(self._of_one(*chosen))

    def rows(self, chosen: frozenset[Any]) -> Positions:
        """The rows of the chosen members, in the order of the frame."""
        if len(chosen) == 1:
            return self._of_one(*chosen)
        count, inside = self._of_set(chosen)
        if count > MANY * len(self._codes):
            return np.flatnonzero(inside[self._codes])
        return np.sort(np.concatenate([self._by_member[:0], *map(self._of_one, chosen)]))

    def inside(self, chosen: frozenset[Any], rows: Positions) -> Booleans:
        """Which of these rows are of a chosen member."""
        if len(chosen) == 1:
            (member,) = chosen
            return np.asarray(self._codes[rows] == self._numbers.get(member, -1))
        return self._of_set(chosen)[1][self._codes[rows]]

    def _of_one(self, member: Any) -> Positions:
        number = self._numbers.get(member)
        if number is None:
            return self._by_member[:0]
        return self._by_member[self._ends[number] - self._counts[number] : self._ends[number]]

    def _of_set(self, chosen: frozenset[Any]) -> tuple[int, Booleans]:
        """How many rows, and whether each member is chosen: looked up once for each set."""
        if chosen not in self._sets:
            inside = np.zeros(len(self._numbers), dtype=bool)
            inside[[self._numbers[member] for member in chosen if member in self._numbers]] = True
            self._sets[chosen] = int(self._counts[inside].sum()), inside
        return self._sets[chosen]
