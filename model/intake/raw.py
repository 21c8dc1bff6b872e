"""Tables as they stand in the input, before anything is checked."""

from __future__ import annotations

from dataclasses import dataclass

from model.intake.case import TablePlace
from model.intake.table import Table


@dataclass(frozen=True)
class ErrorCell:
    """A cell that holds an error such as ``#DIV/0!``."""

    text: str


@dataclass(frozen=True)
class UnsavedFormula:
    """A formula whose result the file does not hold."""

    text: str


@dataclass(frozen=True)
class RawTable:
    """One table: each row is its number in the input and its cells by column key.

    A cell is None, str, int, float, bool, a datetime, :class:`ErrorCell` or
    :class:`UnsavedFormula`; in a file all cells are str or None. Blank rows are left out.
    """

    table: Table
    place: TablePlace
    rows: tuple[tuple[int, dict[str, object]], ...]
