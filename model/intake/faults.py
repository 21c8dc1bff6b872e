"""Faults of the input: gathered in one pass, each with its place and its remedy."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches

UNSHOWN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")


def safely(text: str) -> str:
    """``text`` on one line, with a name for each sign that would steer a terminal or break a file."""
    return UNSHOWN.sub(lambda sign: sign[0].encode("unicode_escape").decode("ascii"), text)


@dataclass(frozen=True)
class Place:
    """Where something stands: a sheet's cell, or a line and column of a CSV file.

    ``row`` counts from 1 as Excel does (for a CSV file: the line); ``column`` is the
    letter of the sheet's column, or the header of the file's. Either may be missing.
    """

    table: str
    row: int | None = None
    column: str | None = None
    file: bool = False

    def __str__(self) -> str:
        if self.file:
            line = f":{self.row}" if self.row else ""
            return safely(f"{self.table}{line}" + (f" [{self.column}]" if self.column else ""))
        cell = f"{self.column or ''}{self.row or ''}"
        return safely(f"{self.table}!{cell}" if cell else self.table)


@dataclass(frozen=True)
class Fault:
    """One thing wrong with the input: ``place: what; remedy``, in words that are safe to show."""

    place: Place
    what: str
    remedy: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "what", safely(self.what))
        object.__setattr__(self, "remedy", safely(self.remedy))

    def __str__(self) -> str:
        return f"{self.place}: {self.what}; {self.remedy}"


class InputFaults(Exception):
    """The input cannot be used as it stands; ``faults`` says all that is wrong with it.

    ``waiting`` tells that some checks need what is faulty, and can only be made after it;
    ``warnings`` are what was noticed beside.
    """

    def __init__(
        self, faults: Iterable[Fault], *, waiting: bool = False, warnings: Iterable[Fault] = ()
    ) -> None:
        self.faults = tuple(faults)
        self.waiting = waiting
        self.warnings = tuple(warnings)
        super().__init__("\n".join(map(str, self.faults)))


@dataclass
class Faults:
    """Collects faults until the pass is over, and warnings: what may be meant, but rarely is."""

    found: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)

    def add(self, place: Place, what: str, remedy: str) -> None:
        self.found.append(Fault(place, what, remedy))

    def warn(self, place: Place, what: str, remedy: str) -> None:
        """Note what does not stop the input from being used; people are told of it."""
        self.warnings.append(Fault(place, what, remedy))

    def stop_if_any(self) -> None:
        """Raises: InputFaults, when anything was found."""
        if self.found:
            raise InputFaults(self.found, warnings=self.warnings)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like ``word``, or None when none is near."""
    lower = {name.casefold(): name for name in known}
    close = get_close_matches(word.casefold(), lower, n=1, cutoff=0.6)
    return lower[close[0]] if close else None
