"""Faults of one kind told as one: the cells of a column, or of a row, that are wrong alike.

Two faults are of one kind where their words were made of the same patterns. Up to ``FEW``
different values are told one by one, each with all its cells; more of them in one line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from string import Formatter
from typing import TYPE_CHECKING, Any, NamedTuple

from openpyxl.utils import column_index_from_string

from polyfund.base.i18n import Message, _

if TYPE_CHECKING:
    from polyfund.schema.faults import Fault, Place

FEW = 3  # different values of one kind in a column; and cells of a row that make it one cause
MOST_SHOWN = 5  # values, and ranges of cells, in one line
QUOTES = {"'": "'", "“": "”", "「": "」"}

Kind = tuple[object, ...]


class Told(NamedTuple):
    """One line: where something is wrong, what, and the remedy."""

    where: str
    what: str
    remedy: str

    def __str__(self) -> str:
        return _("{where}: {what}; {remedy}").format(**self._asdict())


def together(faults: Iterable[Fault]) -> list[Told]:
    """The lines that tell these faults, in the order of their first ones."""
    groups = [
        part
        for group in _alike(([fault] for fault in faults), _in_column)
        for part in ([group] if _as_one(group) else _alike(([one] for one in group), _word_for_word))
    ]
    return [_told(group) for group in _rows_as_one(groups)]


def _alike(groups: Iterable[list[Fault]], kind: Callable[[Fault], Kind]) -> list[list[Fault]]:
    """The groups joined where their first faults are of one kind."""
    found: dict[Kind, list[Fault]] = {}
    for group in groups:
        found.setdefault(kind(group[0]), []).extend(group)
    return list(found.values())


def _rows_as_one(groups: list[list[Fault]]) -> list[list[Fault]]:
    """Single cells of one row that are wrong alike make one group where they are many."""
    single = {
        id(group[0]): _in_row(group[0]) for group in groups if len(group) == 1 and group[0].place.column
    }
    count = Counter(single.values())

    def kind(fault: Fault) -> Kind:
        alike = single.get(id(fault), ())
        return alike if count[alike] > FEW else (id(fault),)

    return _alike(groups, kind)


def _in_column(fault: Fault) -> Kind:
    place = fault.place
    return place.table, place.column, *_patterns(fault)


def _in_row(fault: Fault) -> Kind:
    place = fault.place
    return place.table, place.row, *_patterns(fault)


def _word_for_word(fault: Fault) -> Kind:
    return str(fault.what), str(fault.remedy)


def _patterns(fault: Fault) -> tuple[str, str]:
    return _pattern(fault.what), _pattern(fault.many or fault.remedy)


def _pattern(words: str) -> str:
    return getattr(words, "pattern", words)


def _as_one(group: Sequence[Fault]) -> bool:
    """Whether the faults of a column need one line, and not one for each different value: there are
    many, or they stand in a single cell, which a row of figures side by side has in common."""
    different = {_word_for_word(fault) for fault in group}
    if len({fault.place for fault in group}) == 1:
        return group[0].place.column is not None
    return bool(group[0].many) or len(different) > FEW


def _told(group: Sequence[Fault]) -> Told:
    places = list(dict.fromkeys(fault.place for fault in group))
    one = len(places) == 1
    remedies = [fault.remedy if one else fault.many or fault.remedy for fault in group]
    where = str(places[0]) if one else _where(places)
    return Told(where, _words([fault.what for fault in group]), _words(remedies))


def _words(messages: Sequence[str]) -> str:
    """What several messages of one pattern say: the values in which they differ side by side."""
    different = list(dict.fromkeys(messages))
    filled = [one for one in different if isinstance(one, Message) and hasattr(one, "values")]
    if len(different) == 1 or len(filled) < len(different):
        return different[0]
    varying = [
        key for key, value in filled[0].values.items() if any(value != one.values[key] for one in filled)
    ]
    if len(varying) != 1:
        return _("{first}, and others like it").format(first=different[0])
    parts: list[str] = []
    more = ""
    for literal, key, form, _conversion in Formatter().parse(filled[0].pattern):
        end = 1 if more and parts[-2][-1:] in QUOTES else 0
        parts += [literal[:end], more, literal[end:]]
        more = ""
        if key:
            values: list[Any] = [one.values[key] for one in filled]
            shown = list(dict.fromkeys(format(value, form or "") for value in values))
            left = literal[-1:] if literal[-1:] in QUOTES else ""
            between = QUOTES.get(left, "") + _(", ") + left
            parts.append(between.join(shown[:MOST_SHOWN]))
            more = _(", ") + "..." if len(shown) > MOST_SHOWN else ""
    return "".join((*parts, more))


def _where(places: Sequence[Place]) -> str:
    """Several cells of one column, or of one row, of a sheet or file."""
    first = places[0]
    if len({place.column for place in places}) > 1:
        return _in_a_row(places)
    rows = sorted(place.row for place in places if place.row is not None)
    column = "" if first.file else first.column or ""
    spans = _spans(rows, lambda row: f"{column}{row}", "-" if first.file else ":")
    if not first.file:
        return _("{table}!{cells} ({count:,} cells)").format(table=first.table, cells=spans, count=len(rows))
    spans += f" [{first.column}]" if first.column else ""
    return _("{table}:{lines} ({count:,} lines)").format(table=first.table, lines=spans, count=len(rows))


def _in_a_row(places: Sequence[Place]) -> str:
    first, count = places[0], len(places)
    columns = [place.column for place in places if place.column]
    if not first.file:
        by_number = {column_index_from_string(column): column for column in columns}
        spans = _spans(sorted(by_number), lambda number: f"{by_number[number]}{first.row}", ":")
        return _("{table}!{cells} ({count:,} cells)").format(table=first.table, cells=spans, count=count)
    shown = ", ".join(columns[:MOST_SHOWN]) + (", ..." if len(columns) > MOST_SHOWN else "")
    return f"{first.table}:{first.row} [{shown}]"


def _spans(numbers: Sequence[int], name: Callable[[int], str], mark: str) -> str:
    """Numbers in order as spans: B3:B42, B45."""
    breaks = [at for at, (one, other) in enumerate(pairwise(numbers), start=1) if other > one + 1]
    spans = [
        name(numbers[start]) + (f"{mark}{name(numbers[end - 1])}" if end - start > 1 else "")
        for start, end in zip([0, *breaks], [*breaks, len(numbers)], strict=True)
    ]
    return ", ".join(spans[:MOST_SHOWN]) + (", ..." if len(spans) > MOST_SHOWN else "")
