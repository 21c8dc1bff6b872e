"""The only reader of folders of CSV files: one file a table, UTF-8, commas."""

from __future__ import annotations

import csv
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from hashlib import sha256
from io import BytesIO, TextIOWrapper
from pathlib import Path

from polyfund.base.i18n import _, language
from polyfund.case.case import TablePlace
from polyfund.reading.columns import Line, gather
from polyfund.reading.grid import folded, read_grid
from polyfund.reading.package import read_bytes
from polyfund.reading.raw import RawTable, Unreadable
from polyfund.reading.sheets import by_name, is_free, match_tables
from polyfund.schema.faults import Faults, Place
from polyfund.schema.table import Table

# Endings of files that may well hold a table, but are not read as part of a folder.
OF_TABLES = (
    ".txt",
    ".tsv",
    ".tab",
    ".xlsx",
    ".xlsm",
    ".xlsb",
    ".xls",
    ".ods",
    ".et",
    ".parquet",
    ".gz",
    ".zip",
)
ALIKE = 0.8  # how near the name of a text file comes to a table's, to be told of


def read_folder(path: Path, tables: Sequence[Table], faults: Faults) -> tuple[dict[str, RawTable], str]:
    """The tables of a folder as they stand, by key, and the SHA-256 of its files together.

    Raises: Unreadable, when the folder as a whole cannot be used.
    """
    entries = _entries(path)
    files = {file.name: file for file in entries if file.suffix.lower() == ".csv"}
    if not files and any(file.suffix.lower() == ".xlsx" for file in entries):
        raise Unreadable(_("this folder holds a workbook but no CSV files"), _("give the workbook itself"))
    words = {name: file.stem for name, file in files.items()}
    found = match_tables(words, tables, Place(path.name, file=True), faults)
    _check_others([file for file in entries if file.name not in files], tables, found, faults)
    digest = sha256()
    raws = {}
    for table in sorted(
        (table for table in tables if table.key in found), key=lambda table: found[table.key]
    ):
        name = found[table.key]
        try:
            data = read_bytes(files[name])
            digest.update(name.encode() + b"\0" + data)
            raws[table.key] = read_file(name, data, table, faults)
        except Unreadable as error:
            faults.add(Place(name, file=True), error.what, error.remedy)
            raws[table.key] = RawTable(table, TablePlace(name, {}, file=True))
    return raws, digest.hexdigest()


def read_file(name: str, data: bytes, table: Table, faults: Faults) -> RawTable:
    """One CSV file as it stands. Raises: Unreadable."""
    _check_coding(data)
    widths: dict[int, array[int]] = {}
    raw = read_grid(table, name, gather(_lines(data, widths), typed=False), faults, file=True)
    _check_widths(name, widths, raw.header, faults)
    return raw


def _entries(path: Path) -> list[Path]:
    """What lies in a folder, but for what programs hide there. Raises: Unreadable."""
    try:
        return sorted(entry for entry in path.iterdir() if not entry.name.startswith((".", "~$")))
    except OSError as error:
        raise Unreadable(
            _("the folder cannot be read: {reason}").format(reason=error.strerror or type(error).__name__),
            _("copy it to a local disk and run again"),
        ) from None


def _check_others(
    others: Iterable[Path], tables: Sequence[Table], found: Mapping[str, str], faults: Faults
) -> None:
    """Files that are not read, but may be meant as a table: by their name, or by their ending."""
    known = by_name(tables)
    for entry in others:
        word = entry.name.partition(".")[0]
        table = known.get(folded(word))
        place = Place(entry.name, file=True)
        holds_table = entry.is_file() and entry.suffix.lower() in OF_TABLES
        if table and table.key in found:
            faults.warn(
                place,
                _("this is not read: {file} is the table '{table}'").format(
                    file=found[table.key], table=table.label[language()]
                ),
                _("keep it elsewhere, or let its name begin with 'Notes'"),
            )
        elif table:
            tell = faults.add if holds_table else faults.warn
            tell(
                place,
                _(
                    "this bears the name of the table '{table}', but only .csv files of a folder are read"
                ).format(table=table.label[language()]),
                _("save it as 'CSV UTF-8' under the name {file}, or let its name begin with 'Notes'").format(
                    file=f"{table.key}.csv"
                ),
            )
        elif holds_table and not is_free(word) and _may_be_table(entry, word, known):
            faults.warn(
                place,
                _("this is not read: only .csv files of a folder are"),
                _("save it as 'CSV UTF-8' under the name of its table, or let its name begin with 'Notes'"),
            )


def _may_be_table(entry: Path, word: str, known: Iterable[str]) -> bool:
    """A text file is told of only where it is nearly called like a table."""
    return entry.suffix.lower() != ".txt" or bool(get_close_matches(folded(word), known, 1, ALIKE))


def _lines(data: bytes, widths: dict[int, array[int]]) -> Iterator[Line]:
    """The records of a file by the line they begin on; ``widths`` gathers, by the number of its cells,
    the line of each that holds anything. Raises: Unreadable."""
    reader = csv.reader(TextIOWrapper(BytesIO(data), encoding="utf-8-sig", newline=""), strict=True)
    start = 1
    try:
        for cells in reader:
            if any(map(str.strip, cells)):
                if not widths:
                    _check_commas(cells)
                widths.setdefault(len(cells), array("q")).append(start)
            yield start, cells
            start = reader.line_num + 1
    except csv.Error as error:
        raise Unreadable(
            _("from line {line} on this is no CSV: {reason}").format(line=start, reason=error),
            _("save it again as 'CSV UTF-8'"),
        ) from None


def _check_commas(first: Sequence[str]) -> None:
    """Raises: Unreadable, when other marks part the cells of the first record."""
    if len(first) == 1 and any(mark in first[0] for mark in ";\t"):
        raise Unreadable(
            _("the cells of this file are not parted by commas"),
            _("save it again as 'CSV UTF-8 (comma delimited)'"),
        )


def _check_widths(name: str, widths: Mapping[int, Sequence[int]], header: int | None, faults: Faults) -> None:
    """Every line below the header has as many cells as it."""
    if header is None:  # which is told already
        return
    width = next(count for count, lines in widths.items() if header in lines)
    for count, lines in widths.items():
        if count == width:
            continue
        what = _("this line has {count} cells, the header {width}").format(count=count, width=width)
        remedy = _("put quotation marks around cells that hold a comma, and keep all commas")
        many = remedy
        if count > width:
            many = _(
                "put quotation marks around cells that hold a comma; where every line ends with commas too many, "
                "end the header with as many"
            )
        for line in lines:
            if line > header:
                faults.add(Place(name, line, file=True), what, remedy, many)


def _check_coding(data: bytes) -> None:
    """All is UTF-8 text, with or without the mark that Excel writes. Raises: Unreadable."""
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Unreadable(
            _("line {line} is not written in UTF-8").format(line=line),
            _("save it again as 'CSV UTF-8 (comma delimited)'"),
        ) from None
