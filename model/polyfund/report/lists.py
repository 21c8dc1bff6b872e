"""A list: one named Excel table, its units in the row above the header."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from math import ceil

from xlsxwriter.format import Format

from polyfund.base.i18n import _, language
from polyfund.reading.plans.allocation import ELSEWHERE
from polyfund.report import styles as look
from polyfund.report.sheet_writer import Page

NARROWEST, WIDEST = 8, 46
LINES, LINE = 3, 15  # at most so many in a header, of so many points
WORD = re.compile(r"[!-~]+|\S")  # what a line break leaves whole: a word, or a Chinese sign
DECIMALS = re.compile(r"\.(0+)")  # of a number format
BUTTON = 5  # digits that the filter button takes
MEASURED = 5000  # rows that the width of a column is taken from


@dataclass(frozen=True)
class Field:
    """One column: ``figures`` is its number format, none for words; ``formula`` its live
    formula, of which ``values`` are the results; ``total`` tells whether it is added up."""

    head: str
    values: Sequence[object]
    figures: str = ""
    unit: str = ""
    note: str = ""
    formula: str = ""
    total: bool = False
    colour: str = look.BLUE
    widest: int = WIDEST

    @cached_property
    def width(self) -> float:
        """Wide enough for the values, and for the header with its button in three lines."""
        shown = set(map(self._plain, islice(self.values, MEASURED)))
        longest = max(map(look.width, shown), default=0)
        words = max(look.width(word) for word in WORD.findall(self.head))
        header = max(words + BUTTON, ceil(look.width(self.head) / LINES) + BUTTON + 1)
        return float(min(self.widest, max(NARROWEST, longest + 3, header)))

    @property
    def lines(self) -> int:
        """How many lines the header takes."""
        return min(LINES, ceil(1.15 * look.width(self.head) / (self.width - BUTTON)))

    def _plain(self, value: object) -> str:
        if value is None:
            return ""
        decimals = max(map(len, DECIMALS.findall(self.figures)), default=0)
        return f"{value:,.{decimals}f}" if self.figures and isinstance(value, float) else str(value)


def write_list(page: Page, name: str, fields: Sequence[Field], top: int = 0) -> int:
    """Units in row ``top``, the header below, then the rows, then the totals where there are any.

    ``name`` is the Excel table's name, the same in every language. A list that the sheet has
    no room for is left to files beside the workbook, and the sheet names them. Returns the
    row after it.
    """
    heads = [field.head for field in fields]
    if len(set(heads)) < len(heads):
        raise ValueError(f"two columns of the list {name} have one header, and one would be lost: {heads}")
    count = max(len(field.values) for field in fields)
    if count > page.rest.most_rows:
        return _write_where(page, name, fields, top, count)
    return _write_rows(page, name, fields, top, count)


def _write_rows(page: Page, name: str, fields: Sequence[Field], top: int, rows: int) -> int:
    first, count = top + 2, max(1, rows)
    shown = [page.formats.cell(field.figures) for field in fields]
    columns = [_declared(page, field, style) for field, style in zip(fields, shown, strict=True)]
    page.sheet.set_row(top + 1, 6 + LINE * max(field.lines for field in fields))
    page.table((top + 1, 0, first + count - 1, len(fields) - 1), name, columns)
    for column, (field, style) in enumerate(zip(fields, shown, strict=True)):
        page.widen(column, field.width)
        page.put(top, column, field.unit, page.formats.unit(right=bool(field.figures)))
        if field.note:
            page.note(top + 1, column, field.note)
        page.put(first, column, None, style)  # the one row of an empty table
        for row, value in enumerate(field.values, start=first):
            if field.formula:
                page.formula(row, column, f"={field.formula}", value, style)  # type: ignore[arg-type]
            else:
                page.put(row, column, value, style)
    if any(field.total for field in fields):
        _write_totals(page, name, fields, first + count)
        return first + count + 1
    return first + count


def _write_where(page: Page, name: str, fields: Sequence[Field], top: int, count: int) -> int:
    """Which files hold the rows, and how many there are."""
    files = page.rest.leave(name, {field.head: field.values for field in fields})
    told = _(
        "The rows are more than a sheet of Excel can hold; all of them are in {file}, beside this workbook."
    )
    where = [
        Field(ELSEWHERE["file"].label[language()], files),
        Field(ELSEWHERE["rows"].label[language()], [count] * len(files), look.COUNT),
    ]
    end = _write_rows(page, f"{name}Elsewhere", where, top, len(files))
    page.put(end, 0, told.format(file=files[0]), page.formats.note())
    return end + 1


def _declared(page: Page, field: Field, style: Format) -> dict[str, object]:
    """A column as XlsxWriter's tables take it."""
    head = page.formats.figure_head(field.colour) if field.figures else page.formats.head(field.colour)
    declared = {"header": field.head, "format": style, "header_format": head}
    return declared | ({"formula": f"={field.formula}"} if field.formula else {})


def _write_totals(page: Page, name: str, fields: Sequence[Field], row: int) -> None:
    """Sums of the rows in sight, right below the table."""
    for column, field in enumerate(fields):
        style = page.formats.total(field.figures)
        if field.total:
            value = sum(value for value in field.values if isinstance(value, int | float))
            page.formula(row, column, f"=SUBTOTAL(109,{name}[{field.head}])", value, style)
        else:
            page.put(row, column, _("total of the rows shown") if column == 0 else None, style)
