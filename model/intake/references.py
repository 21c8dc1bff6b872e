"""Cells that repeat the name of something else: every name must be known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from model.intake.faults import Faults, nearest
from model.intake.numbers import shorten
from model.intake.registers import REGISTERS
from model.intake.rows import Problem, Typed
from model.intake.scope import EACH, SCOPES, Directory, UnknownName
from model.intake.table import Column, Kind
from model.intake.values import SEPARATORS, key_of
from model.words import _, language

MOST_SUGGESTIONS = 100  # finding the nearest of thousands of names takes time


class Suggestions:
    """The nearest known name for an unknown one; each is sought once."""

    def __init__(self) -> None:
        self._found: dict[str, str] = {}

    def remedy(self, word: str, known: Iterable[str], table: str) -> str:
        if word not in self._found and len(self._found) < MOST_SUGGESTIONS:
            near = nearest(word, known)
            self._found[word] = _("did you mean '{near}'?").format(near=near) if near else ""
        return self._found.get(word) or _("use a name from {table}, or add it there").format(table=table)


def check_references(
    tables: Mapping[str, Typed], directory: Directory, years_known: bool, faults: Faults
) -> None:
    """Every reference and scope of every table; unknown ones make their rows unsound.

    References to a table or column that the input lacks are left out of later checks
    without a word, for the lack is told already.
    """
    for typed in tables.values():
        for column in typed.table.columns:
            if column.kind is Kind.REFERENCE:
                _check_reference(typed, column, tables, faults)
            elif column.kind is Kind.SCOPE:
                told = (
                    years_known
                    if column.dimension == "years"
                    else _is_there(SCOPES[column.dimension].members, tables)
                )
                _check_scope(typed, column, directory, faults if told else Faults())


def _is_there(source: str, tables: Mapping[str, Typed]) -> bool:
    table, _dot, key = source.partition(".")
    return tables[table].has(key)


def _check_reference(typed: Typed, column: Column, tables: Mapping[str, Typed], faults: Faults) -> None:
    told = all(_is_there(source, tables) for source in column.refers)
    targets = [(tables[source.partition(".")[0]], source.partition(".")[2]) for source in column.refers]
    known = {word for target, key in targets for word in (*target.words(key), *target.doubtful(key))}
    own = {choice.key: choice.label[language()] for choice in column.choices}
    where = " / ".join(dict.fromkeys(target.place.name for target, _key in targets))
    cells, suggestions = typed.columns[column.key], Suggestions()
    for code, word in enumerate(cells.values):
        if word is None or word in known or word in own:
            continue
        choices = [key_of(column, word), *(key_of(target.table[key], word) for target, key in targets)]
        cells.values[code] = next((one for one in choices if one in known or one in own), word)
    unknown = cells.where(lambda word: word is not None and word not in known and word not in own)

    def told_of(word: str) -> Problem:
        return (
            _("{table} knows no '{word}'").format(table=where, word=shorten(word)),
            suggestions.remedy(word, {*known, *own.values()}, where),
        )

    typed.blame(unknown, column.key, faults if told else Faults(), told_of)


def _check_scope(typed: Typed, column: Column, directory: Directory, faults: Faults) -> None:
    cells, suggestions = typed.columns[column.key], Suggestions()
    problems = {
        text: _scope_problem(text, column, directory, suggestions)
        for text in cells.values
        if text is not None
    }
    wrong = {text: problem for text, problem in problems.items() if problem}
    typed.blame(cells.where(wrong.__contains__), column.key, faults, wrong.__getitem__)


def _scope_problem(
    text: str, column: Column, directory: Directory, suggestions: Suggestions
) -> Problem | None:
    if text.split(maxsplit=1)[0].casefold() in EACH and not column.each:
        return (
            _("'each' has no meaning in this column"),
            _("name one, or a group, or leave the cell blank for all together"),
        )
    try:
        directory.select(column.dimension, text)
    except UnknownName as unknown:
        return _unknown(unknown, column, directory, suggestions)
    return None


def _unknown(unknown: UnknownName, column: Column, directory: Directory, suggestions: Suggestions) -> Problem:
    name = unknown.name
    if column.dimension == "years":
        members = directory.members["years"]
        return (
            _("'{name}' is not a year or span within the years of this case").format(name=shorten(name)),
            _("name a year from {first} to {last}, or a span such as {first}-{last}").format(
                first=members[0], last=members[-1]
            ),
        )
    what = _("no '{name}' is among the names for '{column}'").format(
        name=shorten(name), column=column.label[language()]
    )
    joined = next((each for each in EACH if name.casefold().startswith(each)), None)
    if joined and column.each:
        return what, _("put a space after '{each}'").format(each=joined)
    parts = [part.strip() for part in SEPARATORS.split(name)]
    if len(parts) > 1 and all(part in unknown.known for part in parts):
        return what, _("name one in each row, or give them a tag or group in common and name that")
    return what, suggestions.remedy(name, unknown.known, _register(column))


def _register(column: Column) -> str:
    """The sheet that names what a scope may name."""
    key = SCOPES[column.dimension].members.partition(".")[0]
    return next(table.label[language()] for table in REGISTERS if table.key == key)
