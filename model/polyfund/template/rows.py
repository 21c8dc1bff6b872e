"""The rows of a case as a template takes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

from polyfund.case.case import Case
from polyfund.reading.apostrophe import unguarded
from polyfund.reading.csv_folder import read_folder
from polyfund.reading.read import read_case
from polyfund.schema.faults import Faults
from polyfund.schema.table import Column, Table

Rows = dict[str, list[dict[str, object]]]


def case_rows(case: Case) -> Rows:
    """The typed rows of every table of a case, in the order of the input; blanks left out.

    Numbers are numbers, choices are keys, tags one text. A case keeps no sources of settings.
    """
    rows = {key: _rows(frame.sort_index()) for key, frame in case.tables.items()}
    record = [key for key, table in case.declared.items() if table.record]
    return rows | {key: [_present(case.settings)] for key in record}


def folder_rows(folder: Path, tables: Sequence[Table]) -> Rows:
    """The typed rows of a folder of CSV files, with the sources of its settings.

    Raises: InputFaults.
    """
    rows = case_rows(read_case(folder, tables))
    raws, _digest = read_folder(folder, tables, Faults())
    for table in tables:
        if table.record:
            keys = {word: column for column in table.columns for word in (column.key, *column.label.both)}
            for _number, cells in raws[table.key].rows:
                rows[table.key][0][source_of(keys[str(cells["setting"])])] = _meant(cells.get("source"))
    return rows


def _meant(cell: object) -> object:
    return unguarded(cell) if isinstance(cell, str) else cell


def source_of(column: Column) -> str:
    """The key under which a record's row holds the source of one setting."""
    return f"{column.key} source"


def _rows(frame: pd.DataFrame) -> list[dict[str, object]]:
    return [_present({str(key): value for key, value in row.items()}) for row in frame.to_dict("records")]


def _present(row: Mapping[str, object]) -> dict[str, object]:
    """Without blanks; several tags are one text."""
    return {
        key: "; ".join(map(str, value)) if isinstance(value, tuple | list) else value
        for key, value in row.items()
        if isinstance(value, tuple | list) or not pd.isna(value)  # type: ignore[call-overload]
    }
