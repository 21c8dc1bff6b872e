"""Any plan from a file: a plan workbook, also one edited by hand, ``plan.csv`` or ``plan.parquet``.

The same reader and the same checks as for a case, so a fault is told by its cell.
Without a case there is nothing to check names against: they are taken as they stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from io import BytesIO
from itertools import chain
from pathlib import Path

import numpy as np
import pandas as pd

from polyfund.base.i18n import _
from polyfund.case.case import Case
from polyfund.reading.checks.cross import check_years
from polyfund.reading.checks.references import check_references
from polyfund.reading.checks.totals import check_totals
from polyfund.reading.columns import cells_of, gather
from polyfund.reading.csv_folder import read_file
from polyfund.reading.frames import frame
from polyfund.reading.grid import read_grid
from polyfund.reading.package import is_folder, is_there, read_bytes
from polyfund.reading.plans.allocation import ELSEWHERE, GRANTS, GRANTS_BY_SECTOR, MOST_ROWS, SHEET
from polyfund.reading.raw import RawTable, Unreadable
from polyfund.reading.rows import Typed, check_keys, read_rows
from polyfund.reading.values import Reading
from polyfund.reading.xlsx import read_workbook
from polyfund.schema.faults import Fault, Faults, InputFaults, Place
from polyfund.schema.scope import NAMED, SCOPES

PLAN_FILES = ("plan.xlsx", "plan.csv", "plan.parquet")  # of an output folder; the first may have been edited


def read_plan(path: Path, case: Case | None, noticed: list[Fault] | None = None) -> pd.DataFrame:
    """The grants: agency, county, programme, year, amount (million), in the order of keys.

    Rows with an amount of 0 are no grants. Without a case there is a column sector too: what
    the file says beside a grant, None where it says nothing. ``noticed`` gathers what need not be
    wrong, such as hidden rows. Raises: InputFaults, with everything found.
    """
    faults = Faults()
    kind = path.suffix.lower()
    try:
        raw = READERS.get(kind, _read_sheet)(path, faults)
    except Unreadable as error:
        raise InputFaults([Fault(Place(path.name), error.what, error.remedy)]) from None
    table = GRANTS if case else GRANTS_BY_SECTOR
    reading = Reading(typed=kind != ".csv", currency=case.said("currency") if case else _("yuan"))
    grants = read_rows(replace(raw, table=table), reading, faults)
    tables = {table.key: grants, **(_registers(case) if case else {})}
    check_totals(tables, faults)
    if case:
        check_references(tables, case.directory, True, faults)
    check_keys(grants, faults)
    if case:
        check_years({table.key: grants}, case.years, faults)
    faults.stop_if_any()
    if noticed is not None:
        noticed += faults.warnings
    return frame(grants, grants.columns["amount"].where(bool)).reset_index(drop=True)


def read_plans(
    paths: Sequence[Path], case: Case | None, noticed: list[Fault] | None = None
) -> list[pd.DataFrame]:
    """Several plans, each a file or the output folder that holds it; see :func:`read_plan`.

    Raises: InputFaults, with everything found in all of them, each told with its file.
    """
    plans, faults = [], Faults()
    for path in map(plan_file, paths):
        warnings: list[Fault] = []
        try:
            plans.append(read_plan(path, case, warnings))
        except InputFaults as wrong:
            faults.found += _in_file(path, wrong.faults)
            warnings = list(wrong.warnings)
        faults.warnings += _in_file(path, warnings)
    faults.stop_if_any()
    if noticed is not None:
        noticed += faults.warnings
    return plans


def _in_file(path: Path, faults: Iterable[Fault]) -> list[Fault]:
    return [replace(fault, place=_within(path, fault.place)) for fault in faults]


def plan_file(path: Path) -> Path:
    """The file that holds a plan: ``path`` itself, or the first of ``PLAN_FILES`` in that folder;
    not the workbook, where the grants are more than a sheet holds."""
    if not is_folder(path):
        return path
    workbook, text = path / "plan.xlsx", path / "plan.csv"
    if workbook.is_file() and text.is_file() and _lines(text) - 1 > MOST_ROWS:
        return text
    return next((path / name for name in PLAN_FILES if (path / name).is_file()), workbook)


def _lines(path: Path) -> int:
    with path.open("rb") as file:
        return sum(piece.count(b"\n") for piece in iter(partial(file.read, 2**20), b""))


def _within(path: Path, place: Place) -> Place:
    """A place in one of several files: which one."""
    return replace(place, table=str(path) if place.table == path.name else f"{path} {place.table}")


def _read_file(path: Path, faults: Faults) -> RawTable:
    return read_file(path.name, _bytes(path), SHEET, faults)


def _read_columns(path: Path, faults: Faults) -> RawTable:
    """A Parquet file as if its columns stood below their names in row 1."""
    data = _bytes(path)
    try:
        from pyarrow import ArrowException, parquet, types  # only who has such files needs it
    except ImportError:
        raise Unreadable(
            _("this is a Parquet file, and pyarrow is not installed"),
            _("give plan.csv instead, or install pyarrow"),
        ) from None
    try:
        table = parquet.read_table(BytesIO(data), page_checksum_verification=True)
        names = table.column_names
    except (ArrowException, OSError, UnicodeDecodeError) as error:  # Arrow tells of damage as of a disk
        raise Unreadable(
            _("this is no sound Parquet file: {reason}").format(reason=error), _("give plan.csv instead")
        ) from None
    sound = types.is_primitive, types.is_string, types.is_large_string, types.is_string_view, types.is_null
    for name, field in zip(names, table.schema, strict=True):
        kind = field.type.value_type if types.is_dictionary(field.type) else field.type
        if not any(fits(kind) for fits in sound):
            raise Unreadable(
                _("the column '{column}' holds neither words nor numbers, but {kind}").format(
                    column=name, kind=kind
                ),
                _("give plan.csv instead"),
            )
    try:
        columns = [column.to_pylist() for column in table.columns]
    except (ArrowException, UnicodeDecodeError, ValueError, OverflowError) as error:
        raise Unreadable(
            _("this is no sound Parquet file: {reason}").format(reason=error), _("give plan.csv instead")
        ) from None
    lines = enumerate(chain((tuple(names),), zip(*columns, strict=True)), start=1)
    return read_grid(SHEET, path.name, gather(lines, typed=True), faults, file=True)


def _read_sheet(path: Path, faults: Faults) -> RawTable:
    """The sheet Allocation; what is wrong with other sheets does not matter here."""
    found = Faults()
    raw = read_workbook(path.name, _bytes(path), (SHEET,), found)[SHEET.key]
    if not raw.place.letters:
        _check_elsewhere(path)
    faults.found += [fault for fault in found.found if fault.place.table == raw.place.name]
    faults.warnings += [fault for fault in found.warnings if fault.place.table == raw.place.name]
    return raw


def _check_elsewhere(path: Path) -> None:
    """Raises: Unreadable, when the workbook had no room for the grants."""
    where = read_workbook(path.name, _bytes(path), (ELSEWHERE,), Faults())[ELSEWHERE.key]
    for _row, cells in where.rows:
        raise Unreadable(
            _("the {count} grants of this plan are in {file}, for a sheet has no room for them").format(
                count=cells.get("rows"), file=cells.get("file")
            ),
            _("give {file} instead").format(file=path.with_name(str(cells.get("file")))),
        )


READERS = {".csv": _read_file, ".parquet": _read_columns}


def _bytes(path: Path) -> bytes:
    if is_folder(path) or not is_there(path):
        raise Unreadable(
            _("there is no such file"), _("give the plan.xlsx or plan.csv that 'polyfund solve' has written")
        )
    return read_bytes(path)


def _registers(case: Case) -> dict[str, Typed]:
    """The names that a grant may use, as the case's sheets hold them."""
    return {key: _register(case, key) for key in NAMED}


def _register(case: Case, key: str) -> Typed:
    frame, dimension = case.tables[key], SCOPES[key]
    columns = [source.partition(".")[2] for source in (dimension.members, *dimension.others)]
    return Typed(
        case.declared[key],
        case.places[key],
        frame.index.to_numpy(),
        {column: cells_of(frame[column]) for column in columns},
        {column: np.zeros(len(frame), dtype=bool) for column in columns},
    )
