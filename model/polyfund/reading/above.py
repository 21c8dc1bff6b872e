"""What stands above the header of a table: titles, notes and units may, rows of data may not.

A sheet that was sorted together with its header, or a row that was inserted on top, must not
lose a figure without a word. A row above the header counts as data where it holds a figure, or
fills every column that a row needs with words that fit; as a title where it is one text, or one
merged over several columns; as the units where the template writes them so, or where a word
stands over figures. What is none of these is told, and need not be wrong.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from openpyxl.utils import get_column_letter

from polyfund.base.i18n import LANGUAGES, _, speaking
from polyfund.case.case import TablePlace
from polyfund.reading.columns import Line
from polyfund.reading.labels import year_of
from polyfund.reading.raw import Unreadable
from polyfund.reading.values import Reading, is_blank
from polyfund.reading.worded import is_figure
from polyfund.schema.faults import Faults, Place
from polyfund.schema.table import Column, Table

MOST_NAMED = 3  # rows in one message

Range = tuple[int, int, int, int]  # first column, first row, last column, last row
Rows = list[tuple[int, list[int]]]  # the number of each and the positions of its cells


def check_above(
    table: Table,
    by_position: Mapping[int, Column],
    unclear: Collection[int],
    lines: Sequence[Line],
    merged: Sequence[Range],
    place: TablePlace,
    faults: Faults,
) -> None:
    """Rows above the header that are data are a fault; those that may be are a warning.

    Years above columns that are ``unclear`` belong to their header, whose fault is told.
    """
    data: Rows = []
    doubtful: Rows = []
    units = _units(by_position.values())
    needed = {at for at, column in by_position.items() if column.required or table.record}
    for number, row in lines:
        cells = {at: cell for at, cell in enumerate(row[: max(by_position) + 1]) if not is_blank(cell)}
        covered = any(top <= number <= low and left - 1 in cells for left, top, _right, low in merged)
        heads = set(cells) & set(unclear)
        if heads and all(at in heads and _is_year(cell) for at, cell in cells.items()):
            continue
        if not cells or covered or all(_is_units(cell, units) for cell in cells.values()):
            continue
        found = _looks(cells, by_position, needed)
        if found:
            (data if found == "data" else doubtful).append((number, list(cells)))
    elsewhere = _("move it below the header, or to a sheet whose name begins with 'Notes'")
    if data:
        what = _("{cells} stands above the header and looks like data, which would be lost")
        faults.add(_first(data, place), what.format(cells=_named(data, place)), elsewhere)
    if doubtful:
        what = _("{cells} stands above the header and is not read")
        faults.warn(_first(doubtful, place), what.format(cells=_named(doubtful, place)), elsewhere)


def _looks(
    cells: Mapping[int, object], by_position: Mapping[int, Column], needed: Collection[int]
) -> str | None:
    """Whether cells are ``data``, ``doubtful``, or None for a title or units."""
    if any(is_figure(cell) for cell in cells.values()):
        return "data"
    if len(cells) == 1:  # a title, unless one cell is all that a row needs
        return "doubtful" if set(cells) & set(by_position) and set(cells) >= set(needed) else None
    if any(at in by_position and by_position[at].numeric and not _has_digit(cells[at]) for at in cells):
        return None
    fits = all(at in by_position and _fits(by_position[at], cell) for at, cell in cells.items())
    return "data" if fits and set(cells) >= set(needed) else "doubtful"


def _is_year(cell: object) -> bool:
    return year_of(str(cell), ()) is not None


def _has_digit(cell: object) -> bool:
    return any(sign.isdigit() for sign in str(cell))


def _fits(column: Column, cell: object) -> bool:
    """Whether a column could hold a cell; names are not looked up."""
    try:
        Reading(typed=True).value(column, cell)
    except Unreadable:
        return False
    return True


def _units(columns: Collection[Column]) -> re.Pattern[str]:
    """What the template writes above the labels, in either language and with any word for money."""
    words = {word for column in columns for word in column.unit.both if word}
    for language in LANGUAGES:
        with speaking(language):
            words.add(_("required"))
    kinds = (re.escape(word).replace(re.escape("{currency}"), ".+") for word in sorted(words))
    return re.compile("|".join(kinds))


def _is_units(cell: object, units: re.Pattern[str]) -> bool:
    return isinstance(cell, str) and all(units.fullmatch(part.strip()) for part in cell.split("·"))


def _first(rows: Rows, place: TablePlace) -> Place:
    number, cells = rows[0]
    return Place(place.name, number, None if place.file else get_column_letter(cells[0] + 1), place.file)


def _named(rows: Rows, place: TablePlace) -> str:
    """The cells of each row, or the lines of a file; of many the first ones."""
    named = [
        _("line {number}").format(number=number) if place.file else _span(number, cells)
        for number, cells in rows[:MOST_NAMED]
    ]
    more = len(rows) - len(named)
    return ", ".join(named) + (_(" and {count} more rows").format(count=more) if more else "")


def _span(number: int, cells: Sequence[int]) -> str:
    first, last = (f"{get_column_letter(at + 1)}{number}" for at in (cells[0], cells[-1]))
    return first if first == last else f"{first}:{last}"
