"""Faults of the input: gathered in one pass, each with its place and its remedy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher, get_close_matches
from typing import Any

from polyfund.base.i18n import safe
from polyfund.schema.together import Told, together

ABOUT_AS_NEAR = 0.1  # of the likeness of two words: "enterprise" is no more of one kind than of another


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
            return safe(f"{self.table}{line}" + (f" [{self.column}]" if self.column else ""))
        cell = f"{self.column or ''}{self.row or ''}"
        return safe(f"{self.table}!{cell}" if cell else self.table)


@dataclass(frozen=True)
class SideBySide:
    """Where the figures of a wide table stand: the keys of what heads them and of the figures, the
    row of the headers, and the letter of each column.

    The ``i``-th of ``n`` figures in row ``r`` of the input is row ``r * n + i`` of the table.
    """

    dimension: str
    value: str
    header: int
    letters: tuple[str, ...]

    def cell(self, row: int, column: str | None, letter: str | None) -> tuple[int, str | None]:
        """The row and the letter of a cell; ``letter`` is that of a column that all figures share."""
        row, at = divmod(row, len(self.letters))
        if column == self.dimension:
            return self.header, self.letters[at]
        return row, self.letters[at] if column == self.value else letter


@dataclass(frozen=True)
class Fault:
    """One thing wrong with the input: ``place: what; remedy``, in words that are safe to show."""

    place: Place
    what: str
    remedy: str
    many: str = ""  # the remedy for a whole column of such cells, where there is a shorter one

    def __post_init__(self) -> None:
        object.__setattr__(self, "what", safe(self.what))
        object.__setattr__(self, "remedy", safe(self.remedy))

    def __str__(self) -> str:
        return str(Told(str(self.place), self.what, self.remedy))


class InputFaults(Exception):
    """The input cannot be used as it stands; ``faults`` says all that is wrong with it.

    ``waiting`` tells that some checks need what is faulty, and can only be made after it;
    ``warnings`` are what was noticed beside; ``clashes`` tells that some faults are demands against
    each other: a check sees only two at a time, so others may show in solving. ``case`` is there
    where nothing else is wrong.
    """

    def __init__(
        self,
        faults: Iterable[Fault],
        *,
        waiting: bool = False,
        warnings: Iterable[Fault] = (),
        clashes: bool = False,
        case: Any = None,
    ) -> None:
        self.faults, self.warnings = tuple(faults), tuple(warnings)
        self.waiting, self.clashes, self.case = waiting, clashes, case
        super().__init__("\n".join(map(str, together(self.faults))))


@dataclass
class Faults:
    """Collects faults until the pass is over, and warnings: what may be meant, but rarely is;
    ``clashes`` are the faults that are demands against each other."""

    found: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)
    clashes: list[Fault] = field(default_factory=list)

    def add(self, place: Place, what: str, remedy: str, many: str = "") -> None:
        self.found.append(Fault(place, what, remedy, many))

    def warn(self, place: Place, what: str, remedy: str) -> None:
        """Note what does not stop the input from being used; people are told of it."""
        self.warnings.append(Fault(place, what, remedy))

    def clash(self, place: Place, what: str, remedy: str) -> None:
        """A demand goes against another one."""
        self.add(place, what, remedy)
        self.clashes.append(self.found[-1])

    def stop_if_any(self) -> None:
        """Raises: InputFaults, when anything was found."""
        if self.found:
            raise InputFaults(self.found, warnings=self.warnings)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like ``word``, or None when none is near, or several are about as near.

    For the program's own words. What the user has named, see :class:`polyfund.schema.known_names.Known`:
    there a word much like another may be a name of something else. Where ``known`` maps words to
    what they mean, words of one meaning do not stand against each other.
    """
    lower = {name.casefold(): name for name in known}
    asked = word.casefold()
    close = get_close_matches(asked, lower, n=max(len(lower), 1), cutoff=0.6)
    if not close:
        return None
    best, *others = (lower[name] for name in close)
    likeness = [SequenceMatcher(None, name, asked).ratio() for name in close]
    rivals = (
        other for other, like in zip(others, likeness[1:], strict=True) if like > likeness[0] - ABOUT_AS_NEAR
    )
    mean = known.__getitem__ if isinstance(known, Mapping) else str
    return best if all(mean(rival) == mean(best) for rival in rivals) else None
