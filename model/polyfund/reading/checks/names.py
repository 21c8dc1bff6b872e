"""The names of a case: its directory, and that no name can be taken for another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from polyfund.base.i18n import _, language
from polyfund.reading.columns import NOTHING, Mask
from polyfund.reading.rows import Row, Typed
from polyfund.schema.faults import Faults, Place
from polyfund.schema.scope import EACH, SCOPES, Dimension, Directory
from polyfund.schema.spelling import same
from polyfund.schema.table import Column


def directory(tables: Mapping[str, Typed], years: Iterable[int], *, good: bool) -> Directory:
    """All names that scopes may use; with ``good`` only those of rows without a fault."""
    members: dict[str, tuple[str | int, ...]] = {"years": tuple(years)}
    groups: dict[str, dict[str, frozenset[str]]] = {"years": {}}
    for key, dimension in SCOPES.items():
        if not dimension.members:
            continue
        table, _dot, name = dimension.members.partition(".")
        typed = tables[table]
        rows = typed.sound() if good else typed.columns[name].codes != NOTHING
        members[key] = tuple(sorted(set(typed.columns[name].of(rows).values)))
        groups[key] = _groups(dimension, typed, rows, good)
    return Directory(members, groups)


def _groups(dimension: Dimension, typed: Typed, rows: Mask, good: bool) -> dict[str, frozenset[str]]:
    name = dimension.members.partition(".")[2]
    columns = [typed.table[group.partition(".")[2]] for group in dimension.groups]
    found: dict[str, set[str]] = defaultdict(set)
    for column in columns if not good else ():
        for key in typed.doubtful(column.key):
            found.update((word, set()) for word in _group_words(column, key))
    members = typed.columns[name].of(rows).array("object")
    for column in columns:
        cells = typed.columns[column.key].of(rows)
        words = [*(_group_words(column, value) for value in cells.values), ()]  # none for NOTHING
        for member, code in zip(members, cells.codes.tolist(), strict=True):
            for word in words[code]:
                found[word].add(member)
    return {word: frozenset(found[word]) for word in sorted(found)}


def _group_words(column: Column, value: str | tuple[str, ...] | None) -> tuple[str, ...]:
    """The names of the groups that a cell puts its row into; a choice has one in each language."""
    if not value:
        return ()
    if isinstance(value, tuple):
        return value
    choice = next((choice for choice in column.choices if choice.key == value), None)
    return tuple(dict.fromkeys((value, *choice.label.both))) if choice else (value,)


class _Named(NamedTuple):
    """One use of a name: the word, its column, and where it stands."""

    word: str
    column: Column
    place: Place
    row: Row
    member: bool


def check_names(tables: Mapping[str, Typed], faults: Faults) -> None:
    """No name is a word of the scope language, or another name but for case and spaces.

    A member and a group, or two groups, may share a name where it means the same members either
    way: a sector whose only programme is its namesake.
    """
    for dimension in filter(lambda one: one.members, SCOPES.values()):
        seen: dict[str, _Named] = {}
        meant = _Meant(dimension, tables)
        for named in _names(dimension, tables):
            first = seen.setdefault(same(named.word), named)
            if first is named:
                problem = _reserved(named)
            else:
                problem = None if meant.alike(first, named) else _clash(first, named)
            if problem:
                faults.add(named.place, *problem)
                named.row.blame(named.column.key)


class _Meant:
    """The members that each name of a dimension means, by the column that it stands in."""

    def __init__(self, dimension: Dimension, tables: Mapping[str, Typed]) -> None:
        table, _dot, self._key = dimension.members.partition(".")
        self._typed = tables[table]
        self._found: dict[str, dict[str, set[str]]] = {}

    def alike(self, first: _Named, second: _Named) -> bool:
        """Whether two names in columns of their own mean the same members."""
        if first.column is second.column:
            return False
        return self._members(first) == self._members(second)

    def _members(self, named: _Named) -> set[str]:
        if named.column.key not in self._found:
            self._found[named.column.key] = self._by_name(named.column)
        return self._found[named.column.key][same(named.word)]

    def _by_name(self, column: Column) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        cells, members = self._typed.columns[column.key], self._typed.columns[self._key]
        for code, member in zip(cells.codes.tolist(), members.codes.tolist(), strict=True):
            if NOTHING not in (code, member):
                for word in _group_words(column, cells.values[code]):
                    found[same(word)].add(members.values[member])
        return found


def _names(dimension: Dimension, tables: Mapping[str, Typed]) -> Iterator[_Named]:
    """Every name once for each column: the members first, then the groups."""
    for source in filter(None, (dimension.members, *dimension.groups)):
        table, _dot, key = source.partition(".")
        column = tables[table].table[key]
        for value, row in tables[table].words(key).items():
            place = tables[table].place.cell(row.number, key)
            for word in _group_words(column, value):
                yield _Named(word, column, place, row, source == dimension.members)


def _reserved(named: _Named) -> tuple[str, str] | None:
    first = named.word.casefold().split(maxsplit=1)[0]
    if first in EACH:
        return _("the word '{word}' begins a scope and cannot begin a name").format(word=first), _(
            "choose another name"
        )
    return None


def _clash(first: _Named, second: _Named) -> tuple[str, str] | None:
    words = {
        "word": second.word,
        "other": first.word,
        "place": first.place,
        "column": first.column.label[language()],
    }
    if first.column is not second.column:
        return (
            _("'{word}' is also the {column} '{other}' in {place}").format(**words),
            _("give one of the two another name, so that a scope can tell them apart"),
        )
    if first.word != second.word and first.row.number != second.row.number:
        return (
            _("'{word}' differs from '{other}' in {place} only by case or spaces").format(**words),
            _("write both alike, or choose another name"),
        )
    return None
