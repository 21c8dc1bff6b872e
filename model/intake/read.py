"""The way in: from a workbook or a folder of CSV files to a checked case."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from model.intake.case import Case, TablePlace
from model.intake.columns import Mask
from model.intake.cross import CHECKS, check_years, horizon
from model.intake.faults import Fault, Faults, InputFaults, Place, nearest
from model.intake.folder import read_folder
from model.intake.formula import check_formula
from model.intake.frames import frame, settled
from model.intake.names import check_names, directory
from model.intake.package import is_folder, is_there, read_bytes
from model.intake.raw import RawTable, Unreadable
from model.intake.references import check_references
from model.intake.registers import REGISTERS
from model.intake.returns import check_returns
from model.intake.rows import Row, Typed, check_keys, read_rows, read_settings
from model.intake.table import Table
from model.intake.values import Reading
from model.intake.workbook import read_workbook
from model.words import _, language

RuleCheck = Callable[[Case, Faults], None]


def read_case(path: str | Path, tables: Sequence[Table], checks: Iterable[RuleCheck] = ()) -> Case:
    """Reads and checks a case from a workbook or a folder of CSV files.

    ``tables`` are all that the input may hold; ``checks`` are those of the rules, which see
    the case made of the rows without a fault.

    Raises: InputFaults, with everything found, in the order of sheets, rows and columns.
    """
    path = Path(path)
    faults = Faults()
    try:
        raws, digest = _read_tables(path, tables, faults)
    except Unreadable as error:
        wrong = Fault(Place(path.name or str(path)), error.what, error.remedy)
        raise InputFaults([wrong], warnings=faults.warnings) from None
    typed = _typed(raws, tables, is_folder(path), faults)
    case = _checked(path, typed, digest, faults)
    for check in checks:
        check(case, faults)
    warnings = _in_order(faults.warnings, typed)
    if faults.found:
        raise InputFaults(_in_order(faults.found, typed), waiting=not case.whole, warnings=warnings)
    return replace(case, warnings=tuple(warnings))


def _read_tables(path: Path, tables: Sequence[Table], faults: Faults) -> tuple[dict[str, RawTable], str]:
    """The tables as they stand, and the SHA-256 of the input. Raises: Unreadable."""
    if path.name.startswith("~$"):
        raise Unreadable(
            _("this is the mark that Excel leaves beside an open workbook"),
            _("give {name} instead").format(name=path.name[2:]),
        )
    if is_folder(path):
        return read_folder(path, tables, faults)
    if not is_there(path):
        raise Unreadable(_("there is no such file"), _look_for(path))
    data = read_bytes(path)
    return read_workbook(path.name, data, tables, faults), sha256(data).hexdigest()


def _look_for(path: Path) -> str:
    siblings = [file.name for file in path.parent.iterdir()] if path.parent.is_dir() else []
    near = nearest(path.name, siblings)
    return _("did you mean '{near}'?").format(near=near) if near else _("check the name and the folder")


def _typed(
    raws: dict[str, RawTable], tables: Sequence[Table], in_files: bool, faults: Faults
) -> dict[str, Typed]:
    """Every declared table with its cells read; the ones that are not there have no rows.

    ``raws`` is emptied on the way: millions of raw cells are not held beside the read ones.
    """
    reading = Reading(typed=not in_files)
    typed = {}
    for table in sorted(tables, key=lambda table: not table.record):  # the currency stands in a record
        raw = raws.pop(table.key, None) or RawTable(table, _nowhere(table, in_files))
        if table.record:
            typed[table.key] = read_settings(raw, reading, faults)
            reading = Reading(
                reading.typed, str(typed[table.key].rows[0].values.get("currency", reading.currency))
            )
        else:
            typed[table.key] = read_rows(raw, reading, faults)
    return {table.key: typed[table.key] for table in tables}


def _nowhere(table: Table, in_files: bool) -> TablePlace:
    """The place of a table that the input lacks."""
    return TablePlace(f"{table.key}.csv" if in_files else table.label[language()], {}, in_files)


def _checked(path: Path, typed: Mapping[str, Typed], digest: str, faults: Faults) -> Case:
    """Checks everything between cells, and makes the case of the rows without a fault."""
    years, years_known = horizon(typed, faults)
    check_names(typed, faults)
    check_references(typed, directory(typed, years, good=False), years_known, faults)
    for table in typed.values():
        check_keys(table, faults)
    if years_known:
        check_years(typed, years, faults)
    for check in CHECKS:
        check(typed, faults)
    check_returns(typed, faults)
    check_formula(typed, faults)
    (settings,) = typed["settings"].rows
    sound = directory(typed, years, good=True)
    rows = settled(typed, sound)
    return Case(
        path.resolve().name if path.is_dir() else path.stem,
        _settings(typed["settings"].table, settings, years),
        {key: frame(typed[key], rows[key]) for key in typed},
        {key: table.place for key, table in typed.items()},
        sound,
        {key: table.table for key, table in typed.items()},
        digest,
        years_known and all(_is_whole(typed[table.key], rows[table.key]) for table in REGISTERS),
    )


def _is_whole(typed: Typed, rows: Mask) -> bool:
    """Whether a table has what it needs, and no row of it was left out."""
    return bool(rows.all()) and bool(len(rows) or not typed.table.needed)


def _settings(table: Table, row: Row, years: tuple[int, ...]) -> dict[str, object]:
    """The settings by key; defaults stand in for those with a fault."""
    values = {
        column.key: row[column.key] if row.sound(column.key) else column.default for column in table.columns
    }
    return {**values, "first_year": years[0], "last_year": years[-1]}


def _in_order(faults: Iterable[Fault], typed: Mapping[str, Typed]) -> list[Fault]:
    """The faults as a reader of the input meets them, each told once; those of no table first."""
    tables = {table.place.name: number for number, table in enumerate(typed.values())}
    headers = {
        (table.place.name, header): number
        for table in typed.values()
        for number, header in enumerate(table.place.letters.values())
        if table.place.file
    }

    def order(fault: Fault) -> tuple[int, int, int, int, str]:
        place = fault.place
        column = place.column or ""
        return (
            tables.get(place.table, -1),
            place.row or 0,
            headers.get((place.table, column), -1),
            len(column),
            column,
        )

    return sorted(dict.fromkeys(faults), key=order)
