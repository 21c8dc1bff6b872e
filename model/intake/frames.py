"""From checked rows to the typed frames of a case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from model.intake.rows import Row, Typed
from model.intake.scope import Directory, UnknownName
from model.intake.table import Column, Kind


def frame(typed: Typed, rows: list[Row]) -> pd.DataFrame:
    """The rows as a frame: columns as declared, index the row in the input, sorted by key, and
    then by all that the row says: the order of the input's rows never matters. Scopes come
    last, for their words may stand in either language."""
    said = sorted(typed.table.columns, key=lambda column: bool(column.dimension))
    keys = dict.fromkeys((*typed.table.unique, *(column.key for column in said)))
    ordered = sorted(rows, key=lambda row: [_order(row[key]) for key in keys])
    return pd.DataFrame(
        {
            column.key: pd.Series(
                [row[column.key] for row in ordered],
                index=[row.number for row in ordered],
                dtype=_dtype(column),
            )
            for column in typed.table.columns
        }
    )


def _order(value: Any) -> tuple[bool, Any]:
    """Sorts blanks first, and never compares them with words."""
    return value is not None, "" if value is None else value


def _dtype(column: Column) -> str:
    if not column.numeric:
        return "object"
    whole = column.kind is Kind.INTEGER and (column.required or column.default is not None)
    return "int64" if whole else "float64"


def settled(tables: Mapping[str, Typed], directory: Directory) -> dict[str, list[Row]]:
    """The good rows of every table that speak of nothing unsound.

    ``directory`` knows the good names only; a row that names a county whose own row has a
    fault is left out, so that the checks of the rules meet only what they can rely on.
    """
    known = {
        source: _good_words(tables, source)
        for typed in tables.values()
        for column in typed.table.columns
        for source in column.refers
    }
    selected: dict[tuple[str, str], bool] = {}

    def holds(column: Column, value: Any) -> bool:
        if value is None or not (column.refers or column.dimension):
            return True
        if column.refers:
            own = (choice.key for choice in column.choices)
            return value in own or any(value in known[source] for source in column.refers)
        if (column.dimension, value) not in selected:
            selected[column.dimension, value] = _selects(directory, column.dimension, value)
        return selected[column.dimension, value]

    return {
        key: [
            row
            for row in typed.good()
            if all(holds(column, row[column.key]) for column in typed.table.columns)
        ]
        for key, typed in tables.items()
    }


def _good_words(tables: Mapping[str, Typed], source: str) -> set[Any]:
    table, _dot, key = source.partition(".")
    return {row[key] for row in tables[table].good()}


def _selects(directory: Directory, dimension: str, text: str) -> bool:
    try:
        directory.select(dimension, text)
    except UnknownName:
        return False
    return True
