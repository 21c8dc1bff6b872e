"""From rows of cells to a raw table: finds the header, and loses no cell silently.

The same for a sheet and for a CSV file. Labels are accepted in either language, in any
order of columns; the header is the row with most known labels among the first ten.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from model.intake.case import TablePlace
from model.intake.faults import Faults, Place, nearest
from model.intake.numbers import shorten
from model.intake.raw import RawTable
from model.intake.table import RECORD_COLUMNS, Column, Table
from model.intake.values import is_blank
from model.words import _, language

HEADER_AMONG = 10  # rows

Line = tuple[int, Sequence[object]]  # a row's number in the input and its cells
Range = tuple[int, int, int, int]  # first column, first row, last column, last row


@dataclass(frozen=True)
class Header:
    """The header row: its number, its words, and the position of every known column."""

    row: int
    words: tuple[str, ...]
    positions: Mapping[str, int]


def read_grid(
    table: Table,
    name: str,
    lines: Sequence[Line],
    faults: Faults,
    *,
    file: bool = False,
    merged: Sequence[Range] = (),
) -> RawTable:
    """The rows of one sheet or file by column; faults tell what does not belong there."""
    columns = RECORD_COLUMNS if table.record else table.columns
    header = _find_header(columns, lines)
    if header is None:
        faults.add(Place(name, file=file), *_no_header(table, columns, bool(lines)))
        return RawTable(table, TablePlace(name, {}, file), ())
    letters = {key: _letter(header, position, file) for key, position in header.positions.items()}
    place = TablePlace(name, letters, file)
    body = [line for line in lines if line[0] > header.row]
    _check_header(columns, header, body, place, faults)
    _check_merged(header, merged, place, faults)
    rows = tuple(_rows(header, body))
    if table.needed and not rows:
        faults.add(
            place.cell(), _("the table has no rows yet"), _("fill in at least one row below the header")
        )
    return RawTable(table, place, rows)


def _rows(header: Header, body: Sequence[Line]) -> Iterator[tuple[int, dict[str, object]]]:
    for number, cells in body:
        row = {key: cells[at] if at < len(cells) else None for key, at in header.positions.items()}
        if not all(map(is_blank, row.values())):
            yield number, row


def folded(label: object) -> str:
    """A label as it is compared: case and white space do not count."""
    return " ".join(label.split()).casefold() if isinstance(label, str) else ""


def _by_label(columns: Sequence[Column]) -> dict[str, Column]:
    """The columns by each word that may head them."""
    return {folded(word): column for column in columns for word in (column.key, *column.label.both)}


def _find_header(columns: Sequence[Column], lines: Sequence[Line]) -> Header | None:
    known = _by_label(columns)
    best: Header | None = None
    for number, cells in lines:
        if number > HEADER_AMONG:
            break
        positions: dict[str, int] = {}
        for at, cell in enumerate(cells):
            column = known.get(folded(cell))
            if column:
                positions.setdefault(column.key, at)
        if positions and (best is None or len(positions) > len(best.positions)):
            words = tuple("" if cell is None else str(cell).strip() for cell in cells)
            best = Header(number, words, positions)
    return best


def _no_header(table: Table, columns: Sequence[Column], filled: bool) -> tuple[str, str]:
    labels = ", ".join(column.label[language()] for column in columns if column.required)
    remedy = _("write the labels of the columns in one row: {labels}").format(labels=labels)
    if filled:
        return _("no label of the table '{table}' is found").format(table=table.label[language()]), remedy
    return _("nothing is on this sheet"), remedy


def _letter(header: Header, position: int, file: bool) -> str:
    """How a column is named in messages: by its letter, or in a file by its header."""
    if not file:
        return get_column_letter(position + 1)
    word = header.words[position] if position < len(header.words) else ""
    return word or _("column {number}").format(number=position + 1)


def _check_header(
    columns: Sequence[Column], header: Header, body: Sequence[Line], place: TablePlace, faults: Faults
) -> None:
    """Columns that are missing, given twice, or unknown; a blank unknown one may stay."""
    known = _by_label(columns)
    missing = {label: c for c in columns if c.key not in header.positions for label in c.label.both}
    renamed = set()
    for at, row in _outside(header, known, body).items():
        letter = _letter(header, at, place.file)
        word = header.words[at] if at < len(header.words) else ""
        column = known.get(folded(word))
        near = nearest(word, missing) if word and not column else None
        if near:
            renamed.add(missing[near].key)
        first = place.cell(header.row, column.key) if column else None
        where = Place(place.name, header.row if word else row, letter, place.file)
        faults.add(where, *_outsider(shorten(word), first, near))
    for column in columns:
        if column.required and column.key not in header.positions and column.key not in renamed:
            faults.add(
                Place(place.name, header.row, None, place.file),
                _("the column '{column}' is missing").format(column=column.label[language()]),
                _("add it to the header row and fill it in"),
            )


def _outside(header: Header, known: Mapping[str, Column], body: Sequence[Line]) -> dict[int, int]:
    """The positions that are no column of the table but hold cells, with the first row that does.

    A label given twice counts as well, even with nothing below it.
    """
    inside = set(header.positions.values())
    found = {
        at: header.row for at, word in enumerate(header.words) if at not in inside and folded(word) in known
    }
    for number, cells in body:
        for at, cell in enumerate(cells):
            if at not in inside and at not in found and not is_blank(cell):
                found[at] = number
    return dict(sorted(found.items()))


def _outsider(word: str, first: Place | None, near: str | None) -> tuple[str, str]:
    """What is wrong with cells under ``word``, which is no column's label or one given twice."""
    if first:
        return _("the column '{word}' is already in {other}").format(word=word, other=first), _(
            "delete one of the two"
        )
    elsewhere = _("delete it, or move it to a sheet whose name begins with 'Notes'")
    if not word:
        return _("this cell stands outside the columns of the table"), elsewhere
    return (
        _("no column of this table is called '{word}'").format(word=word),
        _("did you mean '{near}'?").format(near=near) if near else elsewhere,
    )


def _check_merged(header: Header, merged: Sequence[Range], place: TablePlace, faults: Faults) -> None:
    """Merged cells hide all but one of their values; above the header they may stay."""
    last = max(header.positions.values()) + 1
    for left, top, right, bottom in sorted(merged, key=lambda area: (area[1], area[0])):
        if bottom >= header.row and left <= last:
            where = f"{get_column_letter(left)}{top}:{get_column_letter(right)}{bottom}"
            faults.add(
                Place(place.name, top, get_column_letter(left)),
                _("the cells {range} are merged").format(range=where),
                _("unmerge them and fill in each"),
            )
