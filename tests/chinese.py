"""A random case as a Chinese planner writes it: every word that is ours, none that is hers.

Names of counties, agencies and the like stay; the words come from the declared tables.
"""

from __future__ import annotations

from collections.abc import Iterable

from polyfund.rules import TABLES
from polyfund.schema.scope import EACH, SCOPES
from polyfund.schema.table import RECORD_COLUMNS, Column, Table
from tests.random_cases import Tables
from tests.random_rules import Rows

DECLARED = {table.key: table for table in TABLES}


def in_chinese(tables: Tables) -> Tables:
    """The tables by their Chinese names, with Chinese headers, settings and choices."""
    return {DECLARED[key].label.zh: _table(DECLARED[key], rows) for key, rows in tables.items()}


def _table(table: Table, rows: Rows) -> Rows:
    known = _by_word(RECORD_COLUMNS if table.record else table.columns)
    columns = [known[word] for word in rows[0]]
    header = tuple(column.label.zh for column in columns)
    if table.record:
        settings = _by_word(table.columns)
        return [
            header,
            *((settings[name].label.zh, _cell(settings[name], value)) for name, value in rows[1:]),
        ]
    return [header, *(tuple(map(_cell, columns, row)) for row in rows[1:])]


def _by_word(columns: Iterable[Column]) -> dict[str, Column]:
    return {word: column for column in columns for word in (column.key, column.label.en)}


def _cell(column: Column, text: str) -> str:
    """'each GROUP' and 'GROUP' where a scope is meant; a choice, or the name of one of another table."""
    each, chinese_each = EACH
    words = {word: choice.label.zh for source in _sources(column) for choice in source.choices
             for word in (choice.key, choice.label.en)}  # fmt: skip
    first, _space, rest = text.partition(" ")
    if column.dimension and first == each:
        return f"{chinese_each} {words.get(rest, rest)}".strip()
    return words.get(text, text)


def _sources(column: Column) -> list[Column]:
    """The column itself, and those whose words its cells may repeat."""
    groups = SCOPES[column.dimension].groups if column.dimension else ()
    places = [place.split(".") for place in (*column.refers, *groups)]
    return [column, *(DECLARED[table][key] for table, key in places)]
