"""A table by column, each as its distinct cells and which of them stands in each row.

Millions of cells repeat some thousands: what is said again is read and checked once, and a
row costs a few bytes instead of an object for each cell.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest
from typing import Any

import numpy as np

Codes = np.ndarray[Any, np.dtype[np.int32]]
Numbers = np.ndarray[Any, np.dtype[np.int64]]
Mask = np.ndarray[Any, np.dtype[np.bool_]]
Line = tuple[int, Sequence[object]]  # a row's number in the input and its cells

AT_ONCE = 128  # rows held as Python objects: few enough for the fastest cache
NOTHING = -1  # the code of a cell that could not be read


@dataclass
class Cells:
    """One column: the cell of row ``i`` is ``values[codes[i]]``, none where the code is ``NOTHING``."""

    values: list[Any]
    codes: Codes

    def __getitem__(self, row: int) -> Any:
        """Raises: KeyError, where nothing could be read."""
        if self.codes[row] == NOTHING:
            raise KeyError(row)
        return self.values[self.codes[row]]

    def where(self, test: Callable[[Any], bool]) -> Mask:
        """The rows whose cells pass a test, which each distinct cell takes once."""
        passed = np.fromiter(map(test, self.values), bool, len(self.values))
        return np.append(passed, False)[self.codes]  # NOTHING takes the last one

    def of(self, rows: Mask) -> Cells:
        """The cells of some rows, with no value that none of them holds."""
        codes = self.codes[rows]
        held = np.bincount(codes[codes != NOTHING], minlength=len(self.values)) > 0
        if held.all():
            return Cells(self.values, codes)
        moved = np.append(np.cumsum(held) - 1, NOTHING).astype(np.int32)
        return Cells(
            [value for value, is_held in zip(self.values, held, strict=True) if is_held], moved[codes]
        )

    def first_rows(self) -> dict[int, int]:
        """The first row of each code that stands anywhere, in the order of rows."""
        codes, rows = np.unique(self.codes, return_index=True)
        order = np.argsort(rows)
        return {int(codes[at]): int(rows[at]) for at in order if codes[at] != NOTHING}

    def ranks(self) -> Codes:
        """Of each row, how many distinct values are less: equal cells have equal ranks, blanks the lowest."""
        order = sorted(range(len(self.values)), key=lambda at: _order(self.values[at]))
        ranks = np.full(len(self.values) + 1, NOTHING, np.int32)
        before, rank = None, -1
        for at in order:
            value = _order(self.values[at])
            rank += value != before
            ranks[at], before = rank, value
        return ranks[self.codes]

    def array(self, kind: str) -> np.ndarray[Any, Any]:
        """The cells of all rows, each of them read, as NumPy's ``kind``."""
        return np.fromiter(self.values, kind, len(self.values))[self.codes]


def _order(value: Any) -> tuple[bool, Any]:
    """Sorts blanks first, and never compares them with words."""
    blank = value is None or value != value
    return not blank, "" if blank else value


@dataclass(frozen=True)
class Grid:
    """The rows of a sheet or file as they stand: the number of each, and its cells by position."""

    numbers: Numbers
    columns: Sequence[Cells]

    def lines(self, last: int) -> Iterator[Line]:
        """The rows up to number ``last``, cell by cell."""
        for row in range(int(np.searchsorted(self.numbers, last, side="right"))):
            yield int(self.numbers[row]), [column[row] for column in self.columns]


class _Codes(dict[Any, int]):
    """Numbers whatever is asked for in the order of its first mention."""

    def __missing__(self, key: object) -> int:
        self[key] = code = len(self)
        return code


class _Gathering:
    """One column while it is being read."""

    def __init__(self, *, typed: bool, rows: int) -> None:
        self._typed, self._known, self._codes = typed, _Codes(), array("i")
        self.add((None,) * rows)

    def add(self, cells: Sequence[object]) -> None:
        keys = zip(map(type, cells), cells, strict=True) if self._typed else cells
        self._codes.extend(map(self._known.__getitem__, keys))

    def cells(self) -> Cells:
        values = (key[1] for key in self._known) if self._typed else self._known
        return Cells([None if value == "" else value for value in values], np.array(self._codes, np.int32))


def gather(lines: Iterable[Line], *, typed: bool) -> Grid:
    """The rows by column; short ones are filled up with None, as are cells of no signs at all.

    ``typed`` tells that cells have types, so that TRUE is not taken for the 1 it equals.
    """
    columns: list[_Gathering] = []
    numbers = array("q")
    lines = iter(lines)
    while batch := list(islice(lines, AT_ONCE)):
        some, rows = zip(*batch, strict=True)
        across = list(zip_longest(*rows))
        columns += [_Gathering(typed=typed, rows=len(numbers)) for _new in range(len(columns), len(across))]
        across += [(None,) * len(batch)] * (len(columns) - len(across))
        for column, cells in zip(columns, across, strict=True):
            column.add(cells)
        numbers.extend(some)
    return Grid(np.array(numbers, np.int64), [column.cells() for column in columns])


def cells_of(values: Iterable[object]) -> Cells:
    """One column of values without blanks, of one type."""
    known = _Codes()
    codes = np.fromiter(map(known.__getitem__, values), np.int32)
    return Cells(list(known), codes)
