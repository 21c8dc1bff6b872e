"""Tables as they stand in the input, before anything is checked."""

from __future__ import annotations

from dataclasses import dataclass

from model.intake.case import TablePlace
from model.intake.table import Table


class Unreadable(Exception):
    """A cell or file that cannot be used: what is wrong with it, and the remedy."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.what, self.remedy = what, remedy


@dataclass(frozen=True)
class UnsavedFormula:
    """A formula whose result the file does not hold."""

    text: str


@dataclass(frozen=True)
class RawTable:
    """One table: each row is its number in the input and its cells by column key.

    A cell is None, str (also an error such as ``#DIV/0!``), int, float, bool, a date or
    time, or :class:`UnsavedFormula`; in a file all cells are str or None. Blank rows are
    left out. A column that the input lacks is in neither ``place.letters`` nor the rows.
    """

    table: Table
    place: TablePlace
    rows: tuple[tuple[int, dict[str, object]], ...]
