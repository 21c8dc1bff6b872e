"""One sheet of the report: every write is checked, text stays text, columns fit their words.

Rows and columns count from 0, as XlsxWriter does.
"""

from __future__ import annotations

from math import isfinite
from typing import Any

from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

from model.intake.template.look import lines, width
from model.report.look import Looks
from model.words import _
from model.writing import CannotWrite

Cell = str | float | int | None

NARROWEST, WIDEST = 8.0, 44.0
A4 = 9


class Sheet:
    """A worksheet of XlsxWriter with the styles of its workbook."""

    def __init__(self, page: Any, looks: Looks) -> None:
        self.page, self.looks, self.name = page, looks, str(page.get_name())
        self._widths: dict[int, float] = {}
        page.hide_gridlines(2)
        page.set_landscape()
        page.set_paper(A4)
        page.fit_to_pages(1, 0)
        page.set_margins(left=0.5, right=0.5)
        page.set_footer("&L&A&R&P / &N")

    def put(self, row: int, column: int, value: Cell, style: str = "text", *, fit: bool = True) -> None:
        """A text or a number; None and NaN leave a blank cell. ``fit`` lets it widen its column.

        Raises: CannotWrite, where a sheet cannot hold it.
        """
        look = self.looks[style]
        if isinstance(value, str):
            self._check(self.page.write_string(row, column, value, look), row, column)
        elif value is None or value != value:
            self._check(self.page.write_blank(row, column, None, look), row, column)
        elif isfinite(value):
            self._check(self.page.write_number(row, column, value, look), row, column)
        else:
            raise ValueError(f"{value} in {self.name}!{xl_rowcol_to_cell(row, column)}")
        if fit and value is not None:
            self._fit(column, value)

    def formula(
        self, row: int, column: int, formula: str, value: str | float, style: str = "million", *, fit: bool = True
    ) -> None:
        """A live formula with the value that it has now, for viewers that do not calculate."""
        done = self.page.write_formula(row, column, formula, self.looks[style], value)
        self._check(done, row, column)
        if fit:
            self._fit(column, value)

    def link(self, row: int, column: int, to: str, words: str) -> None:
        """A link to another sheet of this workbook."""
        done = self.page.write_url(row, column, f"internal:{quoted(to)}!A1", self.looks["link"], words)
        self._check(done, row, column)

    def wide(self, column: int, digits: float) -> None:
        """Sets a column's width, whatever it holds."""
        self._widths[column] = digits
        self.page.set_column(column, column, digits)

    def tall(self, row: int, text: str, digits: float, *, line: float = 15.0) -> None:
        """Makes a row tall enough for a wrapped text in ``digits`` of width."""
        self.page.set_row(row, 3 + line * lines(text, digits))

    def span(self, first: tuple[int, int], last: tuple[int, int]) -> str:
        """A range as formulas elsewhere write it, such as ``'Years'!$B$4:$F$4``."""
        return f"{quoted(self.name)}!{xl_range_abs(*first, *last)}"

    def _fit(self, column: int, value: str | float) -> None:
        shown = value if isinstance(value, str) else f"{value:,.2f}" if value % 1 else f"{value:,.0f}"
        needed = min(WIDEST, max(NARROWEST, width(shown) * 1.1 + 2))
        if needed > self._widths.get(column, 0.0):
            self._widths[column] = needed
            self.page.set_column(column, column, needed)

    def _check(self, done: int, row: int, column: int) -> None:
        if done != 0:
            cell = f"{self.name}!{xl_rowcol_to_cell(row, column)}"
            raise CannotWrite(
                _(
                    "cannot write {cell}: a sheet holds 1,048,576 rows and 16,384 columns, a cell 32,767 characters; "
                    "shorten the texts, or plan for fewer years, counties or agencies at a time"
                ).format(cell=cell)
            )


def quoted(name: str) -> str:
    """A sheet's name as formulas write it."""
    return "'" + name.replace("'", "''") + "'"


def spoken(words: str) -> str:
    """A text as formulas write it."""
    return '"' + words.replace('"', '""') + '"'


def criterion(cell: str, word: Cell) -> str:
    """What SUMIFS compares with a cell that holds ``word``: the word itself, never a pattern."""
    if isinstance(word, str) and any(sign in word for sign in "=<>*?~"):
        for sign in "~*?":
            cell = f'SUBSTITUTE({cell},"{sign}","~{sign}")'
        return f'"="&{cell}'
    return cell
