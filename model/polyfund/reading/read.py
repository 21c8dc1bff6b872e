"""The way in: from a workbook or a folder of CSV files to a checked case."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from polyfund.base.i18n import _, language
from polyfund.case.case import Case, TablePlace
from polyfund.case.remade import Frame, digest_of
from polyfund.reading.checks.cross import CHECKS, check_years, horizon
from polyfund.reading.checks.formula import check_formula
from polyfund.reading.checks.names import check_names, directory
from polyfund.reading.checks.references import check_references
from polyfund.reading.checks.returns import check_returns
from polyfund.reading.checks.totals import check_totals
from polyfund.reading.columns import Mask
from polyfund.reading.csv_folder import read_folder
from polyfund.reading.dataframes import kept_tables, raw_table, read_frames
from polyfund.reading.frames import frame, settled
from polyfund.reading.grid import folded
from polyfund.reading.package import is_folder, is_there, read_bytes
from polyfund.reading.raw import RawTable, Unreadable
from polyfund.reading.rows import Row, Typed, check_keys, read_rows, read_settings
from polyfund.reading.sheets import by_name, this_is_a_plan
from polyfund.reading.values import Reading
from polyfund.reading.xlsx import read_workbook
from polyfund.schema.faults import Fault, Faults, InputFaults, Place, nearest
from polyfund.schema.registers import REGISTERS
from polyfund.schema.table import Table

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
    name = path.resolve().name if is_folder(path) else path.stem
    return replace(_sound(name, typed, digest, checks, faults), path=str(path.absolute()))


def case_of_frames(
    name: str, frames: Mapping[str, Frame], tables: Sequence[Table], checks: Iterable[RuleCheck] = ()
) -> Case:
    """The same for data frames. Raises: InputFaults."""
    faults = Faults()
    try:
        raws = read_frames(name, frames, tables, faults)
    except Unreadable as error:
        raise InputFaults([Fault(Place(name), error.what, error.remedy)]) from None
    nowhere = {table.key: TablePlace(table.key, {}, file=True) for table in tables}
    absent = {key: RawTable(table, nowhere[key]) for key, table in _by_key(tables).items() if key not in raws}
    return _sound(name, _typed({**raws, **absent}, tables, False, faults), "", checks, faults)


def case_with_frame(
    case: Case, name: str, frame: Frame, tables: Sequence[Table], checks: Iterable[RuleCheck] = ()
) -> Case:
    """A case with another table. Raises: InputFaults, NotChecked."""
    faults = Faults()
    table = by_name(tables).get(folded(name))
    if table is None:
        place, near = Place(str(name)), nearest(str(name), [table.key for table in tables])
        remedy = _("did you mean '{near}'?").format(near=near) if near else _("name one of case.tables")
        raise InputFaults([Fault(place, _("no table is called '{name}'").format(name=name), remedy)])
    case.require_checked((table.key,))
    raws = kept_tables(case) | {table.key: raw_table(table, frame, faults)}
    return _sound(case.name, _typed(raws, tables, False, faults), "", checks, faults)


def _by_key(tables: Iterable[Table]) -> dict[str, Table]:
    return {table.key: table for table in tables}


def _sound(
    name: str, typed: Mapping[str, Typed], digest: str, checks: Iterable[RuleCheck], faults: Faults
) -> Case:
    """The case of tables whose cells have been read. Raises: InputFaults."""
    case = _checked(name, typed, digest, faults)
    for check in checks:
        check(case, faults)
    warnings = _in_order(faults.warnings, typed)
    if faults.found:
        only = case.whole and len(faults.clashes) == len(faults.found)
        raise InputFaults(
            _in_order(faults.found, typed),
            waiting=not case.whole,
            warnings=warnings,
            clashes=bool(faults.clashes),
            case=case if only else None,
        )
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
    if path.is_file() and path.name in ("plan.csv", "plan.parquet"):
        raise this_is_a_plan()
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


def _checked(name: str, typed: Mapping[str, Typed], digest: str, faults: Faults) -> Case:
    """Checks everything between cells, and makes the case of the rows without a fault."""
    years, years_known = horizon(typed, faults)
    check_names(typed, faults)
    check_totals(typed, faults)
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
    frames = {key: frame(typed[key], rows[key]) for key in typed}
    values = _settings(typed["settings"].table, settings, years)
    digests = {key: digest_of(values if key == "settings" else table) for key, table in frames.items()}
    return Case(
        name,
        values,
        frames,
        {key: table.place for key, table in typed.items()},
        sound,
        {key: table.table for key, table in typed.items()},
        digest or sha256("".join(digests.values()).encode()).hexdigest(),
        years_known and all(_is_whole(typed[table.key], rows[table.key]) for table in REGISTERS),
        digests=digests,
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


def _headers(place: TablePlace) -> Iterator[str]:
    yield from place.letters.values()
    yield from place.beside.letters if place.beside else ()


def _in_order(faults: Iterable[Fault], typed: Mapping[str, Typed]) -> list[Fault]:
    """The faults as a reader of the input meets them, each told once; those of no table first."""
    tables = {table.place.name: number for number, table in enumerate(typed.values())}
    headers = {
        (table.place.name, header): number
        for table in typed.values()
        for number, header in enumerate(_headers(table.place))
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
