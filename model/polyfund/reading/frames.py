"""From checked rows to the typed frames of a case."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from polyfund.reading.columns import Mask
from polyfund.reading.rows import Typed
from polyfund.schema.scope import Directory, UnknownName
from polyfund.schema.table import Column, Kind


def frame(typed: Typed, rows: Mask) -> pd.DataFrame:
    """Some rows, all of them good, as a frame: columns as declared, index the row in the input,
    sorted by what makes a row unique, or else by all that the row says: the order of the input's
    rows never matters. Scopes come last, for their words may stand in either language."""
    cells = {key: cells.of(rows) for key, cells in typed.columns.items()}
    said = sorted(typed.table.columns, key=lambda column: bool(column.dimension))
    keys = typed.table.unique or [column.key for column in said]
    order = np.lexsort([cells[key].ranks() for key in reversed(keys)])
    numbers = pd.Index(typed.numbers[rows][order])
    columns = {
        column.key: (cells[column.key].array(_dtype(column))[order], _dtype(column))
        for column in typed.table.columns
    }
    return pd.DataFrame(
        {key: pd.Series(values, numbers, dtype=dtype) for key, (values, dtype) in columns.items()}
    )


def _dtype(column: Column) -> str:
    if not column.numeric:
        return "object"
    whole = column.kind is Kind.INTEGER and (column.required or column.default is not None)
    return "int64" if whole else "float64"


def settled(tables: Mapping[str, Typed], directory: Directory) -> dict[str, Mask]:
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

    def holds(column: Column, value: Any) -> bool:
        if value is None:
            return True
        if column.refers:
            own = (choice.key for choice in column.choices)
            return value in own or any(value in known[source] for source in column.refers)
        return _selects(directory, column.dimension, value)

    settled = {}
    for key, typed in tables.items():
        settled[key] = typed.sound()
        for column in typed.table.columns:
            if column.refers or column.dimension:
                settled[key] &= typed.columns[column.key].where(partial(holds, column))
    return settled


def _good_words(tables: Mapping[str, Typed], source: str) -> set[Any]:
    table, _dot, key = source.partition(".")
    return set(tables[table].columns[key].of(tables[table].sound()).values)


def _selects(directory: Directory, dimension: str, text: str) -> bool:
    try:
        directory.select(dimension, text)
    except UnknownName:
        return False
    return True
