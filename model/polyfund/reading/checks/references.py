"""Cells that repeat the name of something else: every name must be known.

A name that is written otherwise, but cannot be taken for another, becomes the one that its
register has: in another case or width, with other blanks, or by its Chinese name or code.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property

from polyfund.base.i18n import _, language
from polyfund.reading.columns import NOTHING
from polyfund.reading.numbers import shorten
from polyfund.reading.rows import Problem, Typed
from polyfund.reading.values import SEPARATORS, key_of
from polyfund.schema.faults import Faults
from polyfund.schema.known_names import Known
from polyfund.schema.place_names import CITY, COUNTY, PREFECTURE
from polyfund.schema.registers import REGISTERS
from polyfund.schema.scope import ALL, EACH, EVERY, SCOPES, Dimension, Directory, UnknownName
from polyfund.schema.spelling import folded, same
from polyfund.schema.table import Column, Kind

MOST_SUGGESTIONS = 100  # finding the nearest of thousands of names takes time
LEVELS = {"counties.county": {COUNTY}, "counties.prefecture": {PREFECTURE, CITY}}  # of places in columns
JOINED = re.compile(rf"{SEPARATORS.pattern}|\s(?:and|&)\s|[和与及]")

Tables = Mapping[str, Typed]


class Suggestions:
    """What to do about unknown names; the one that was meant is sought once."""

    def __init__(self, directory: Directory) -> None:
        self._found: dict[str, str] = {}
        self._directory = directory

    @cached_property
    def _elsewhere(self) -> set[str]:
        """Every name of the case as it is compared: a word of these is no slip."""
        names = (*self._directory.members.values(), *self._directory.groups.values())
        return {same(str(name)) for some in names for name in some}

    def remedy(self, word: str, known: Known, table: str) -> str:
        meant = known.meant(word)
        if meant:
            return _("it is another name of {names}: write the one that is meant").format(
                names=", ".join(f"'{shorten(name)}'" for name in meant)
            )
        if word not in self._found and len(self._found) < MOST_SUGGESTIONS:
            near = None if same(word) in self._elsewhere else known.near(word)
            self._found[word] = _("did you mean '{near}'?").format(near=near) if near else ""
        return self._found.get(word) or _("use a name from {table}, or add it there").format(table=table)


class _Names:
    """The names of the registers, each kind of them gathered once."""

    def __init__(self, tables: Tables, directory: Directory) -> None:
        self.tables, self.directory = tables, directory
        self._known: dict[tuple[str, ...], Known] = {}

    def referred(self, column: Column) -> Known:
        """What a reference may repeat."""
        if column.refers not in self._known:
            words: dict[str, object] = {}
            for source in column.refers:
                typed, key = self._column(source)
                words |= typed.words(key) | dict.fromkeys(typed.doubtful(key))
            self._known[column.refers] = self._of(words, column.refers)
        return self._known[column.refers]

    def scoped(self, dimension: str) -> Known:
        """What a scope may name: members and groups."""
        if (dimension,) not in self._known:
            members, groups = self.directory.members[dimension], self.directory.groups[dimension]
            sources = (SCOPES[dimension].members, *SCOPES[dimension].groups)
            self._known[dimension,] = self._of((*map(str, members), *groups), sources)
        return self._known[dimension,]

    def find(self, dimension: Dimension, name: str) -> str | None:
        """The name that a scope writes without 'each'; of years the span."""
        if dimension.members:
            return self.scoped(dimension.key).find(name)
        span = folded(name)
        try:
            self.directory.find(dimension.key, span)
        except UnknownName:
            return None
        return span

    def _of(self, names: Iterable[str], sources: Iterable[str]) -> Known:
        """Names with what else they are called, and the places that they are names of."""
        others: dict[str, set[str]] = defaultdict(set)
        levels: dict[str, set[str]] = defaultdict(set)
        for source in sources:
            typed, key = self._column(source)
            for other in (one for each in SCOPES.values() if each.members == source for one in each.others):
                for name, word in zip(_cells(typed, key), _cells(*self._column(other)), strict=True):
                    if isinstance(name, str) and isinstance(word, str):
                        others[word].add(name)
            if source in LEVELS:
                for name in typed.words(key):
                    levels[name] |= LEVELS[source]
        return Known(names, others, levels)

    def _column(self, source: str) -> tuple[Typed, str]:
        table, _dot, key = source.partition(".")
        return self.tables[table], key

    def is_there(self, source: str) -> bool:
        """Whether the input has a column at all."""
        typed, key = self._column(source)
        return typed.has(key)


def _cells(typed: Typed, key: str) -> list[object]:
    """The cells of a column row by row, None for one that could not be read."""
    cells = typed.columns[key]
    return [None if code == NOTHING else cells.values[code] for code in cells.codes.tolist()]


def check_references(tables: Tables, directory: Directory, years_known: bool, faults: Faults) -> None:
    """Every reference and scope of every table; unknown ones make their rows unsound.

    References to a table or column that the input lacks are left out of later checks
    without a word, for the lack is told already.
    """
    names = _Names(tables, directory)
    for typed in tables.values():
        for column in typed.table.columns:
            if column.kind is Kind.REFERENCE:
                told = all(map(names.is_there, column.refers))
                _check_reference(typed, column, names, faults if told else Faults())
            elif column.kind is Kind.SCOPE and column.dimension == "years":
                _check_scope(typed, column, names, faults if years_known else Faults())
            elif column.kind is Kind.SCOPE:
                told = names.is_there(SCOPES[column.dimension].members)
                _check_scope(typed, column, names, faults if told else Faults())


def _check_reference(typed: Typed, column: Column, names: _Names, faults: Faults) -> None:
    known, suggestions = names.referred(column), Suggestions(names.directory)
    own = {choice.key: choice.label[language()] for choice in column.choices}
    targets = [source.partition(".") for source in column.refers]
    where = " / ".join(dict.fromkeys(names.tables[table].place.name for table, _dot, _key in targets))
    choices = [column, *(names.tables[table].table[key] for table, _dot, key in targets)]

    def is_known(word: str | None) -> bool:
        return word is None or word in known.names or word in own

    cells = typed.columns[column.key]
    for code, word in enumerate(cells.values):
        if not is_known(word):
            written = (*(key_of(one, word) for one in choices), known.find(word))
            cells.values[code] = next((one for one in written if one and is_known(one)), word)

    among = Known((*known.names, *own.values())) if own else known

    def told_of(word: str) -> Problem:
        return (
            _("{table} knows no '{word}'").format(table=where, word=shorten(word)),
            suggestions.remedy(word, among, where),
        )

    typed.blame(cells.where(lambda word: not is_known(word)), column.key, faults, told_of)


class _Unclear(Exception):
    """A scope that cannot be understood: what is wrong, and the remedy."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what)
        self.problem = what, remedy


def _check_scope(typed: Typed, column: Column, names: _Names, faults: Faults) -> None:
    """Scopes become what the directory selects by."""
    cells, suggestions = typed.columns[column.key], Suggestions(names.directory)
    problems: dict[str | None, Problem] = {}
    for code, text in enumerate(cells.values):
        if text is None:
            continue
        try:
            cells.values[code] = _understood(text, column, names, suggestions)
        except _Unclear as unclear:
            problems[text] = unclear.problem
    typed.blame(cells.where(problems.__contains__), column.key, faults, problems.__getitem__)


def _understood(text: str, column: Column, names: _Names, suggestions: Suggestions) -> str | None:
    """What a scope means, in the words of the directory: a name, 'each' with or without one, or
    None for all together. A name comes before a word that asks for all. Raises: _Unclear."""
    dimension = SCOPES[column.dimension]
    name = names.find(dimension, text)
    if name:
        return name
    each = dimension.after(EVERY, text)
    group = names.find(dimension, each) if each else None
    first = text.split(maxsplit=1)[0]
    if each == "" or group or first.casefold() in EACH:
        if not column.each:
            raise _Unclear(
                _("'each' has no meaning in this column"),
                _("name one, or a group, or leave the cell blank for all together"),
            )
        if each == "" or group:
            return f"{first if first.casefold() in EACH else EACH[0]} {group or ''}".rstrip()
    everything = dimension.after(ALL, text)
    group = names.find(dimension, everything) if everything else None
    if everything == "" or group:
        return _together(text, group, column)
    raise _unknown(dimension.after(EACH, text) or text, column, names, suggestions)


def _together(text: str, group: str | None, column: Column) -> str | None:
    """What "all counties" or "all of a group" means: where it may mean each of them as well, it is
    not for us to say. Raises: _Unclear."""
    if not column.each and (group or not column.required):
        return group
    if group:
        remedy = _("write '{name}' for all of it together, or 'each {name}' for each of its members").format(
            name=shorten(group)
        )
    elif not column.required:
        remedy = _("leave the cell blank for all together, or write 'each' for one demand for each")
    elif column.each:
        remedy = _("name one, or a group, or write 'each' for one demand for each")
    else:
        remedy = _("name one, or a group")
    raise _Unclear(_no_such(text, column), remedy)


def _no_such(name: str, column: Column) -> str:
    return _("no '{name}' is among the names for '{column}'").format(
        name=shorten(name), column=column.label[language()]
    )


def _unknown(name: str, column: Column, names: _Names, suggestions: Suggestions) -> _Unclear:
    if column.dimension == "years":
        members = names.directory.members["years"]
        return _Unclear(
            _("'{name}' is not a year or span within the years of this case").format(name=shorten(name)),
            _("name a year from {first} to {last}, or a span such as {first}-{last}").format(
                first=members[0], last=members[-1]
            ),
        )
    what, known = _no_such(name, column), names.scoped(column.dimension)
    joined = next((each for each in EACH if name.casefold().startswith(each)), None)
    if joined and column.each:
        return _Unclear(what, _("put a space after '{each}'").format(each=joined))
    parts = [part.strip() for part in JOINED.split(name)]
    if len(parts) > 1 and all(map(known.find, parts)):
        return _Unclear(what, _("name one in each row, or give them a tag or group in common and name that"))
    return _Unclear(what, suggestions.remedy(name, known, _register(column)))


def _register(column: Column) -> str:
    """The sheet that names what a scope may name."""
    key = SCOPES[column.dimension].members.partition(".")[0]
    return next(table.label[language()] for table in REGISTERS if table.key == key)
