"""Faults of the input: gathered in one pass, each with its place and its remedy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any


@dataclass(frozen=True)
class Place:
    """Where something stands: a sheet's cell, or a line and column of a CSV file.

    ``row`` counts from 1 as Excel does (for a CSV file: the line; for a data frame: the index);
    ``column`` is the letter of the sheet's column, or the header of the file's. Either may be missing.
    """

    table: str
    row: int | None = None
    column: str | None = None
    file: bool = False

    def __str__(self) -> str:
        if self.file:
            line = "" if self.row is None else f":{self.row}"
            return f"{self.table}{line}" + (f" [{self.column}]" if self.column else "")
        cell = f"{self.column or ''}{self.row or ''}"
        return f"{self.table}!{cell}" if cell else self.table


@dataclass(frozen=True)
class Fault:
    """One thing wrong with the input: ``place: what; remedy``."""

    place: Place
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.place}: {self.what}; {self.remedy}"


class InputFaults(Exception):
    """The input cannot be used as it stands; ``faults`` says all that is wrong with it.

    ``waiting`` tells that some checks need what is faulty, and can only be made after it;
    ``clashes`` that some faults are demands against each other: a check sees only two at a time, so
    others may show in solving. ``case`` is there where nothing else is wrong.
    """

    def __init__(
        self, faults: Iterable[Fault], *, waiting: bool = False, clashes: bool = False, case: Any = None
    ) -> None:
        self.faults = tuple(faults)
        self.waiting, self.clashes, self.case = waiting, clashes, case
        super().__init__("\n".join(map(str, self.faults)))


@dataclass
class Faults:
    """Collects faults until the pass is over; ``clashes`` are those of demands against each other."""

    found: list[Fault] = field(default_factory=list)
    clashes: list[Fault] = field(default_factory=list)

    def add(self, place: Place, what: str, remedy: str) -> None:
        self.found.append(Fault(place, what, remedy))

    def clash(self, place: Place, what: str, remedy: str) -> None:
        """A demand goes against another one."""
        self.add(place, what, remedy)
        self.clashes.append(self.found[-1])

    def stop_if_any(self) -> None:
        """Raises: InputFaults, when anything was found."""
        if self.found:
            raise InputFaults(self.found)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like ``word``, or None when none is near."""
    lower = {name.casefold(): name for name in known}
    close = get_close_matches(word.casefold(), lower, n=1, cutoff=0.6)
    return lower[close[0]] if close else None
