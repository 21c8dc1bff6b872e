"""The only reader of folders of CSV files: one file a table, UTF-8, commas."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from hashlib import sha256
from io import BytesIO, TextIOWrapper
from pathlib import Path

from model.intake.case import TablePlace
from model.intake.columns import Line, gather
from model.intake.faults import Faults, Place
from model.intake.grid import read_grid
from model.intake.package import read_bytes
from model.intake.raw import RawTable, Unreadable
from model.intake.sheets import match_tables
from model.intake.table import Table
from model.words import _


def read_folder(path: Path, tables: Sequence[Table], faults: Faults) -> tuple[dict[str, RawTable], str]:
    """The tables of a folder as they stand, by key, and the SHA-256 of its files together.

    Raises: Unreadable, when the folder as a whole cannot be used.
    """
    files = {file.name: file for file in sorted(path.iterdir()) if _is_csv(file)}
    if not files and any(file.suffix.lower() == ".xlsx" for file in path.iterdir()):
        raise Unreadable(_("this folder holds a workbook but no CSV files"), _("give the workbook itself"))
    words = {name: file.stem for name, file in files.items()}
    found = match_tables(words, tables, Place(path.name, file=True), faults)
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
    return read_grid(table, name, gather(_lines(name, data, faults), typed=False), faults, file=True)


def _is_csv(file: Path) -> bool:
    return file.is_file() and file.suffix.lower() == ".csv" and not file.name.startswith((".", "~$"))


def _lines(name: str, data: bytes, faults: Faults) -> Iterator[Line]:
    """The records of a file by the line they begin on. Raises: Unreadable."""
    reader = csv.reader(TextIOWrapper(BytesIO(data), encoding="utf-8-sig", newline=""), strict=True)
    width, start = 0, 1
    try:
        for cells in reader:
            if len(cells) != width and any(map(str.strip, cells)):
                if not width:
                    width = len(cells)
                    _check_commas(cells)
                else:
                    faults.add(Place(name, start, file=True), *_of_other_width(len(cells), width))
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


def _of_other_width(count: int, width: int) -> tuple[str, str]:
    return (
        _("this line has {count} cells, the first one {width}").format(count=count, width=width),
        _("put quotation marks around cells that hold a comma, and keep all commas"),
    )


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
