"""The reader of data frames: the tables of a case as Python holds them.

The same columns and checks as for a workbook. A table is named by its key or its label in either
language, and so are its columns; a cell is told by its table, the row's label in the index, and the
column.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from datetime import date, time, timedelta
from numbers import Real

import numpy as np
import pandas as pd

from polyfund.base.i18n import _, language
from polyfund.case.case import Case, TablePlace
from polyfund.case.remade import Frame
from polyfund.reading.columns import gather
from polyfund.reading.grid import folded
from polyfund.reading.raw import RawTable
from polyfund.reading.sheets import match_tables
from polyfund.schema.faults import Faults, Place, nearest
from polyfund.schema.table import RECORD_COLUMNS, Table


def read_frames(
    name: str, frames: Mapping[str, Frame], tables: Sequence[Table], faults: Faults
) -> dict[str, RawTable]:
    """The tables as they stand, by key. Raises: Unreadable, when none of them is known."""
    found = match_tables({key: key for key in frames}, tables, Place(name), faults)
    return {
        table.key: raw_table(table, frames[found[table.key]], faults)
        for table in tables
        if table.key in found
    }


def kept_tables(case: Case) -> dict[str, RawTable]:
    """The tables of a case as if they were read again, each cell where it stood."""
    raws = {}
    for key, frame in case.tables.items():
        table, place = case.declared[key], case.places[key]
        if table.record:
            given = {setting: case.settings[setting] for setting in place.settings}
            rows = pd.DataFrame({"setting": list(given), "value": list(given.values())}, dtype=object)
            frame = rows.set_index(pd.Index([place.settings[setting] for setting in given]))
        raws[key] = replace(raw_table(table, frame, Faults()), place=place)
    return raws


def raw_table(table: Table, frame: Frame, faults: Faults) -> RawTable:
    """One table as it stands."""
    if table.record:
        frame = _settings(frame)
    if not isinstance(frame, pd.DataFrame):
        faults.add(
            Place(table.key, file=True),
            _("this is {kind}, not a data frame").format(kind=type(frame).__name__),
            _("give a pandas.DataFrame"),
        )
        return RawTable(table, TablePlace(table.key, {}, file=True))
    columns = _columns(table, frame, faults)
    place = TablePlace(table.key, {key: str(frame.columns[at]) for key, at in columns.items()}, file=True)
    if not _has_numbers(frame.index):
        faults.add(
            place.cell(),
            _("the rows of this table are not told apart by whole numbers, each once"),
            _("number them anew: frame.reset_index(drop=True)"),
        )
        return RawTable(table, place)
    numbers = frame.index.to_list()
    cells = {key: _cells(frame.iloc[:, at], place, key, faults) for key, at in columns.items()}
    grid = gather(zip(numbers, zip(*cells.values(), strict=True), strict=True), typed=True)
    if table.needed and not numbers:
        faults.add(place.cell(), _("the table has no rows yet"), _("give it at least one row"))
    return RawTable(table, place, np.array(numbers, np.int64), dict(zip(cells, grid.columns, strict=False)))


def _settings(frame: Frame) -> Frame:
    """One setting a row: of a mapping, or of one row with a column for each."""
    if isinstance(frame, pd.DataFrame):
        if len(frame) != 1 or any(folded(column) in ("setting", "设置项") for column in frame.columns):
            return frame
        frame = {str(key): frame[key].iloc[0] for key in frame.columns}
    return pd.DataFrame({"setting": list(frame), "value": pd.Series(list(frame.values()), dtype=object)})


def _has_numbers(index: pd.Index) -> bool:
    return index.is_unique and (pd.api.types.is_integer_dtype(index.dtype) or not len(index))


def _unknown(table: Table, there: Set[str]) -> str:
    """What to do with a column of another name: it may be one of figures side by side."""
    for across in table.side_by_side:
        if there.isdisjoint(across[:2]):
            return _(
                "give each figure a row of its own: frame.melt(id_vars=[...], var_name='{across}', "
                "value_name='{value}')"
            ).format(across=across.dimension, value=across.value)
    return _("leave it out of this frame")


def _columns(table: Table, frame: pd.DataFrame, faults: Faults) -> dict[str, int]:
    """Where each declared column stands; unknown ones may be there when they are blank."""
    columns, name = RECORD_COLUMNS if table.record else table.columns, table.key
    known = {folded(word): column for column in columns for word in (column.key, *column.label.both)}
    unknown = _unknown(table, {known[word].key for word in map(folded, frame.columns) if word in known})
    found: dict[str, int] = {}
    for at, word in enumerate(frame.columns):
        column, place = known.get(folded(word)), Place(name, None, str(word), file=True)
        if column is None:
            if not frame.iloc[:, at].isna().all():
                near = nearest(str(word), [one.label[language()] for one in columns])
                faults.add(
                    place,
                    _("no column of this table is called '{word}'").format(word=word),
                    _("did you mean '{near}'?").format(near=near) if near else unknown,
                )
        elif column.key in found:
            faults.add(
                place,
                _("the column '{word}' is already in {other}").format(
                    word=word, other=Place(name, None, str(frame.columns[found[column.key]]), file=True)
                ),
                _("give it once"),
            )
        else:
            found[column.key] = at
    for column in columns:
        if column.required and column.key not in found:
            faults.add(
                Place(name, file=True),
                _("the column '{column}' is missing").format(column=column.label[language()]),
                _("add it to the frame"),
            )
    return found


def _cells(column: pd.Series, place: TablePlace, key: str, faults: Faults) -> list[object]:
    """The cells as a workbook would hold them: None, words, Python's numbers, dates."""
    cells: list[object] = []
    for number, value in zip(column.index, column.astype(object), strict=True):
        if isinstance(value, tuple | list):
            cells.append("; ".join(map(str, value)))
        elif value is None or (np.ndim(value) == 0 and pd.isna(value)):
            cells.append(None)
        elif isinstance(value, np.generic):
            cells.append(value.item())
        elif isinstance(value, str | bool | int | float | date | time | timedelta):
            cells.append(value)
        elif isinstance(value, Real):
            cells.append(float(value))
        else:
            faults.add(
                place.cell(int(number), key),
                _("this is {kind}, neither words nor a number").format(kind=type(value).__name__),
                _("give words or a number"),
            )
            cells.append(None)
    return cells
