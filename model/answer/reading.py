"""Any plan from a file: a plan workbook, also one edited by hand, or ``plan.csv``.

The same reader and the same checks as for a case, so a fault is told by its cell.
Without a case there is nothing to check names against: they are taken as they stand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

from model.answer.allocation import GRANTS, GRANTS_BY_SECTOR, SHEET
from model.intake.case import Case
from model.intake.columns import cells_of
from model.intake.cross import check_years
from model.intake.faults import Fault, Faults, InputFaults, Place
from model.intake.folder import read_file
from model.intake.frames import frame
from model.intake.package import read_bytes
from model.intake.raw import RawTable, Unreadable
from model.intake.references import check_references
from model.intake.rows import Typed, check_keys, read_rows
from model.intake.scope import NAMED
from model.intake.values import Reading
from model.intake.workbook import read_workbook
from model.words import _

PLAN_FILES = ("plan.xlsx", "plan.csv")  # of an output folder; the first of them may have been edited


def read_plan(path: Path, case: Case | None) -> pd.DataFrame:
    """The grants: agency, county, programme, year, amount (million), in the order of keys.

    Rows with an amount of 0 are no grants. Without a case there is a column sector too: what
    the file says beside a grant, None where it says nothing.
    Raises: InputFaults, with everything found.
    """
    faults = Faults()
    in_file = path.suffix.lower() == ".csv"
    try:
        raw = _read_file(path, faults) if in_file else _read_sheet(path, faults)
    except Unreadable as error:
        raise InputFaults([Fault(Place(path.name), error.what, error.remedy)]) from None
    table = GRANTS if case else GRANTS_BY_SECTOR
    reading = Reading(typed=not in_file, currency=case.said("currency") if case else _("yuan"))
    grants = read_rows(replace(raw, table=table), reading, faults)
    if case:
        check_references({table.key: grants, **_registers(case)}, case.directory, True, faults)
    check_keys(grants, faults)
    if case:
        check_years({table.key: grants}, case.years, faults)
    faults.stop_if_any()
    return frame(grants, grants.columns["amount"].where(bool)).reset_index(drop=True)


def read_plans(paths: Sequence[Path], case: Case | None) -> list[pd.DataFrame]:
    """Several plans, each a file or the output folder that holds it.

    Raises: InputFaults, with everything found in all of them, each told with its file.
    """
    plans, faults = [], Faults()
    for path in map(plan_file, paths):
        try:
            plans.append(read_plan(path, case))
        except InputFaults as wrong:
            faults.found += [replace(fault, place=_within(path, fault.place)) for fault in wrong.faults]
    faults.stop_if_any()
    return plans


def plan_file(path: Path) -> Path:
    """The file that holds a plan: ``path`` itself, or the first of ``PLAN_FILES`` in that folder."""
    if not path.is_dir():
        return path
    return next((path / name for name in PLAN_FILES if (path / name).is_file()), path / PLAN_FILES[0])


def _within(path: Path, place: Place) -> Place:
    """A place in one of several files: which one."""
    return replace(place, table=str(path) if place.table == path.name else f"{path} {place.table}")


def _read_file(path: Path, faults: Faults) -> RawTable:
    return read_file(path.name, _bytes(path), SHEET, faults)


def _read_sheet(path: Path, faults: Faults) -> RawTable:
    """The sheet Allocation; what is wrong with other sheets does not matter here."""
    found = Faults()
    raw = read_workbook(path.name, _bytes(path), (SHEET,), found)[SHEET.key]
    faults.found += [fault for fault in found.found if fault.place.table == raw.place.name]
    return raw


def _bytes(path: Path) -> bytes:
    if not path.is_file():
        raise Unreadable(
            _("there is no such file"), _("give the plan.xlsx or plan.csv that 'polyfund solve' has written")
        )
    return read_bytes(path)


def _registers(case: Case) -> dict[str, Typed]:
    """The names that a grant may use, as the case's sheets hold them."""
    return {
        register: Typed(
            case.declared[register],
            case.places[register],
            case.tables[register].index.to_numpy(),
            {column: cells_of(case.tables[register][column])},
            {column: np.zeros(len(case.tables[register]), dtype=bool)},
        )
        for register, column in NAMED.items()
    }
