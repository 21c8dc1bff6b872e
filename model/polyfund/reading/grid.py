"""From rows of cells to a raw table: finds the header, and loses no cell silently.

The same for a sheet and for a CSV file. Labels are accepted in either language, in any
order of columns; the header is the row with most known labels among the first ten, or further
below where none of these names every column that is needed. What stands above it is looked at
(:mod:`polyfund.reading.above`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from openpyxl.utils import get_column_letter

from polyfund.base.i18n import _, language
from polyfund.case.case import TablePlace
from polyfund.reading.above import Range, check_above
from polyfund.reading.columns import Cells, Grid, Line, Mask
from polyfund.reading.labels import is_remark
from polyfund.reading.numbers import shorten
from polyfund.reading.raw import RawTable
from polyfund.reading.values import is_blank
from polyfund.reading.wide import Headed, Unclear, Wide, side_by_side, unclear
from polyfund.schema import spelling
from polyfund.schema.faults import Faults, Place, nearest
from polyfund.schema.table import RECORD_COLUMNS, Column, Table

HEADER_AMONG = 10  # rows


@dataclass(frozen=True)
class Header:
    """The header row: its number, its words, and the position of every known column."""

    row: int
    words: tuple[str, ...]
    positions: Mapping[str, int]


def read_grid(
    table: Table,
    name: str,
    grid: Grid,
    faults: Faults,
    *,
    file: bool = False,
    merged: Sequence[Range] = (),
) -> RawTable:
    """The rows of one sheet or file by column; faults tell what does not belong there."""
    columns = RECORD_COLUMNS if table.record else table.columns
    header = _find_header(columns, grid)
    if header is None:
        faults.add(Place(name, file=file), *_no_header(table, columns, bool(_held(grid.columns, grid).any())))
        return RawTable(table, TablePlace(name, {}, file))
    letters = {key: _letter(header, position, file) for key, position in header.positions.items()}
    place = TablePlace(name, letters, file)
    outside = _outside(header, columns, grid)
    headed = _headed(header, table, outside, grid, file) if outside else None
    wide = side_by_side(headed) if headed else None
    beside = wide or (unclear(headed) if headed else None)
    _check_header(columns, header, outside, beside, place, faults)
    by_position = {at: known for known in columns for key, at in header.positions.items() if key == known.key}
    by_position |= dict.fromkeys(beside.at, table[beside.across.value]) if beside else {}
    _check_merged(header, max(by_position) + 1, merged, place, faults)
    above = list(grid.lines(header.row - 1))
    check_above(
        table, by_position, beside.at if isinstance(beside, Unclear) else (), above, merged, place, faults
    )
    raw = _below(header, table, place, grid, wide)
    if table.needed and not len(raw.numbers):
        faults.add(
            place.cell(), _("the table has no rows yet"), _("fill in at least one row below the header")
        )
    return raw


def _headed(header: Header, table: Table, outside: Iterable[int], grid: Grid, file: bool) -> Headed:
    below = grid.numbers > header.row
    columns = [cells.of(below) for cells in grid.columns]
    words = [*header.words, *[""] * (len(columns) - len(header.words))]
    known = _by_label(table.columns)
    again = {at: known[folded(words[at])].key for at in outside if folded(words[at]) in known}
    return Headed(table, words, header.positions, tuple(outside), again, columns, not file)


def _below(header: Header, table: Table, place: TablePlace, grid: Grid, wide: Wide | None) -> RawTable:
    """The rows below the header that hold anything."""
    known = {key: grid.columns[at] for key, at in header.positions.items()}
    beside = [grid.columns[at] for at in wide.at] if wide else []
    held = _held([*known.values(), *beside], grid) & (grid.numbers > header.row)
    numbers, cells = grid.numbers[held], {key: cells.of(held) for key, cells in known.items()}
    if wide:
        numbers, cells = wide.in_rows(numbers, cells, [one.of(held) for one in beside])
        place = wide.place(place, header.row, [_letter(header, at, place.file) for at in wide.at])
    return RawTable(table, place, numbers, cells, header.row)


def _held(columns: Iterable[Cells], grid: Grid) -> Mask:
    """The rows that hold anything in some of the columns."""
    held = np.zeros(len(grid.numbers), dtype=bool)
    for cells in columns:
        held |= ~cells.where(is_blank)
    return held


def folded(label: object) -> str:
    """A label as it is compared: case, width, white space and unseen signs do not count."""
    return spelling.folded(label) if isinstance(label, str) else ""


def _by_label(columns: Sequence[Column]) -> dict[str, Column]:
    """The columns by each word that may head them."""
    return {folded(word): column for column in columns for word in (column.key, *column.label.both)}


def _find_header(columns: Sequence[Column], grid: Grid) -> Header | None:
    """The row with most known labels: a sheet may have been sorted together with its header."""
    known = _by_label(columns)
    best = _best_header(known, grid.lines(HEADER_AMONG))
    if best and all(column.key in best.positions for column in columns if column.required):
        return best
    labels = np.zeros(len(grid.numbers), np.int64)
    for cells in grid.columns:
        labels += cells.where(lambda cell: folded(cell) in known)
    if not len(labels) or labels.max() < 2:  # one label alone may be any word
        return best
    fullest = int(labels.argmax())
    line = int(grid.numbers[fullest]), [cells[fullest] for cells in grid.columns]
    further = _best_header(known, [line])
    if best is None or (further and len(further.positions) > len(best.positions)):
        return further
    return best


def _best_header(known: Mapping[str, Column], lines: Iterable[Line]) -> Header | None:
    best: Header | None = None
    for number, cells in lines:
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
    columns: Sequence[Column],
    header: Header,
    outside: Mapping[int, int],
    beside: Wide | Unclear | None,
    place: TablePlace,
    faults: Faults,
) -> None:
    """Columns that are missing, given twice, or unknown; a blank unknown one may stay, and remarks."""
    known = _by_label(columns)
    here = {*header.positions, *(beside.given if beside else ())}
    missing = {label: c for c in columns if c.key not in here for label in c.label.both}
    renamed = set()
    if isinstance(beside, Unclear):
        letter = _letter(header, beside.at[0], place.file)
        faults.add(Place(place.name, header.row, letter, place.file), beside.what, beside.remedy)
    for at, row in outside.items():
        if (beside and at in beside.at) or is_remark(header.words[at]):
            continue
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
        if column.required and column.key not in here and column.key not in renamed:
            faults.add(
                Place(place.name, header.row, None, place.file),
                _("the column '{column}' is missing").format(column=column.label[language()]),
                _("add it to the header row and fill it in"),
            )


def _outside(header: Header, columns: Sequence[Column], grid: Grid) -> dict[int, int]:
    """The positions that are no column of the table but hold cells, with the first row that does.

    A label given twice counts as well, even with nothing below it.
    """
    inside, known = set(header.positions.values()), _by_label(columns)
    found = {}
    for at, cells in enumerate(grid.columns):
        if at in inside:
            continue
        if folded(header.words[at]) in known:
            found[at] = header.row
            continue
        held = grid.numbers[_held((cells,), grid) & (grid.numbers > header.row)]
        if len(held):
            found[at] = int(held[0])
    return found


def _outsider(word: str, first: Place | None, near: str | None) -> tuple[str, str]:
    """What is wrong with cells under ``word``, which is no column's label or one given twice."""
    if first:
        return (
            _("the column '{word}' is already in {other}").format(word=word, other=first),
            _(
                "each row holds one: give further ones rows of their own; or let the header of one begin with "
                "'Notes', and it stays unread"
            ),
        )
    if not word:
        return (
            _("this cell stands outside the columns of the table"),
            _("write the column's label above it; below a header that begins with 'Notes' it stays unread"),
        )
    return (
        _("no column of this table is called '{word}'").format(word=word),
        _("did you mean '{near}'?").format(near=near)
        if near
        else _("correct the label; where it begins with 'Notes', the column stays unread"),
    )


def _check_merged(
    header: Header, last: int, merged: Sequence[Range], place: TablePlace, faults: Faults
) -> None:
    """Merged cells hide all but one of their values; above the header they may stay, and beyond the
    ``last`` column that is read."""
    for left, top, right, bottom in sorted(merged, key=lambda area: (area[1], area[0])):
        if bottom >= header.row and left <= last:
            where = f"{get_column_letter(left)}{top}:{get_column_letter(right)}{bottom}"
            faults.add(
                Place(place.name, top, get_column_letter(left)),
                _("the cells {range} are merged").format(range=where),
                _("unmerge them and fill in each"),
            )
