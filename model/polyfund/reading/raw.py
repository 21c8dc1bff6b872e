"""Tables as they stand in the input, before anything is checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from polyfund.case.case import TablePlace
from polyfund.reading.columns import Cells, Numbers
from polyfund.schema.table import Table


class Unreadable(Exception):
    """A cell or file that cannot be used: what is wrong with it, and the remedy; ``many`` is the
    remedy for a whole column of such cells, where there is a shorter one. ``meant`` is the name that
    it can only be: other cells may repeat it without a fault of their own."""

    def __init__(self, what: str, remedy: str, many: str = "", meant: str | None = None) -> None:
        super().__init__(what)
        self.what, self.remedy, self.many, self.meant = what, remedy, many, meant


@dataclass(frozen=True)
class UnsavedFormula:
    """A formula whose result the file does not hold."""

    text: str


@dataclass(frozen=True)
class RawTable:
    """One table: the number of each row in the input, and its cells by column key.

    A cell is None, str (also an error such as ``#DIV/0!``), int, float, bool, a date or
    time, or :class:`UnsavedFormula`; in a file all cells are str or None. Blank rows are
    left out. A column that the input lacks is in neither ``place.letters`` nor ``columns``.
    ``header`` is the number of the header row.
    """

    table: Table
    place: TablePlace
    numbers: Numbers = field(default_factory=lambda: np.empty(0, np.int64))
    columns: Mapping[str, Cells] = field(default_factory=dict)
    header: int | None = None

    @property
    def rows(self) -> Iterator[tuple[int, dict[str, object]]]:
        """Each row's number and its cells; for tables of some rows."""
        for at, number in enumerate(self.numbers.tolist()):
            yield number, {key: cells[at] for key, cells in self.columns.items()}
