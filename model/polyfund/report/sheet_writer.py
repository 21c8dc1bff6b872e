"""One sheet of the plan workbook, written so that nothing is cut or changed silently."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from math import isnan
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from polyfund.base.files import CannotWrite
from polyfund.base.i18n import _, language
from polyfund.reading.scan import LAST_ROW
from polyfund.report.rest import Rest
from polyfund.report.styles import Formats, width
from polyfund.schema.table import Label

DECIMALS = re.compile(r"\.([0#]+)")  # of a number format
NOTE_DIGITS = 44  # how wide a note is


@dataclass(frozen=True)
class Sheet:
    """A sheet as Contents names it: its title and what it answers."""

    label: Label
    meaning: Label

    @property
    def title(self) -> str:
        return self.label[language()]


@cache
def _decimals(shown: str) -> int:
    """How many decimals of a value its number format shows."""
    found = DECIMALS.search(shown)
    return (len(found[1]) if found else 0) + (2 if "%" in shown else 0)


def no_minus_nothing(value: Any, shown: str) -> Any:
    """0 for what is so little below it that its format would show -0.0."""
    if isinstance(value, float) and value <= 0 and round(value, _decimals(shown)) == 0:
        return 0.0
    return value


@dataclass(frozen=True)
class Page:
    """A worksheet with checked writes; rows and columns count from 0.

    Every write raises CannotWrite where Excel has no room for it.
    """

    sheet: Worksheet
    formats: Formats
    rest: Rest = field(default_factory=Rest)
    widths: dict[int, float] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return str(self.sheet.get_name())

    def at(self, row: int, column: int) -> str:
        """A cell as formulas of other sheets write it."""
        return f"{quote_sheetname(self.name)}!{xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True)}"

    def put(self, row: int, column: int, value: object, shown: Format) -> None:
        """A value: text stays text whatever it begins with; None and NaN are blank."""
        value = no_minus_nothing(value, str(shown.num_format))
        if value is None or (isinstance(value, float) and isnan(value)):
            code = self.sheet.write_blank(row, column, None, shown)
        elif isinstance(value, bool):
            code = self.sheet.write_boolean(row, column, value, shown)
        elif isinstance(value, int | float):
            code = self.sheet.write_number(row, column, value, shown)
        else:
            code = self.sheet.write_string(row, column, str(value), shown)
        self._must_fit(code, row, column)

    def formula(self, row: int, column: int, formula: str, value: float | str, shown: Format) -> None:
        """A live formula with the value that it has now; the value alone, where it is asked of a
        list that the workbook has no room for."""
        if self.rest.is_asked(formula):
            self.put(row, column, value, shown)
            return
        value = no_minus_nothing(value, str(shown.num_format))
        self._must_fit(self.sheet.write_formula(row, column, formula, shown, value), row, column)

    def link(self, row: int, column: int, target: Page, shown: Format) -> None:
        """A link that shows another sheet's name and leads there."""
        url = f"internal:{quote_sheetname(target.name)}!A1"
        self._must_fit(self.sheet.write_url(row, column, url, shown, target.name), row, column)

    def file_link(self, row: int, column: int, path: str, shown: Format) -> None:
        """A link to a file, by its path from this one."""
        self._must_fit(self.sheet.write_url(row, column, f"external:{path}", shown, path), row, column)

    def table(self, area: tuple[int, int, int, int], name: str, columns: list[dict[str, object]]) -> None:
        """A named Excel table with its filter buttons: first row and column, last row and column."""
        options = {"name": name, "columns": columns, "style": "Table Style Light 1", "banded_rows": False}
        code = self.sheet.add_table(*area, options)
        if code:
            raise ValueError(f"XlsxWriter refuses the table {name}: {code}")

    def note(self, row: int, column: int, text: str) -> None:
        """A note on a cell, sized to its text."""
        lines = sum(1 + width(line) // NOTE_DIGITS for line in text.split("\n"))
        size = {"width": 8 * NOTE_DIGITS, "height": 16 + 18 * lines, "author": "polyfund"}
        self._must_fit(self.sheet.write_comment(row, column, text, size), row, column)

    def _must_fit(self, code: int, row: int, column: int) -> None:
        if not code:
            return
        cell = f"{self.name}!{xl_rowcol_to_cell(row, column)}"
        if row >= LAST_ROW:
            raise CannotWrite(
                _(
                    "the plan has more rows than a sheet of Excel can hold ({cell}); plan for fewer at a time"
                ).format(cell=cell)
            )
        raise CannotWrite(_("the text at {cell} is longer than Excel can hold; shorten it").format(cell=cell))

    def widen(self, column: int, digits: float) -> None:
        """Make a column at least so many digits wide."""
        if digits > self.widths.get(column, 0.0):
            self.widths[column] = digits
            self.sheet.set_column(column, column, digits)

    def finish(
        self,
        *,
        header_row: int | None = None,
        header_column: int = 0,
        wide: bool = False,
        whole: bool = False,
    ) -> None:
        """Frozen panes and print setup.

        ``header_row`` is the last row that stays in sight; ``wide`` prints on A3, ``whole``
        on a single page.
        """
        if header_row is not None:
            self.sheet.freeze_panes(header_row + 1, header_column)
            self.sheet.repeat_rows(0, header_row)
        self.sheet.hide_gridlines(2)
        self.sheet.set_landscape()
        self.sheet.set_paper(8 if wide else 9)  # A3, A4
        self.sheet.fit_to_pages(1, 1 if whole else 0)
        self.sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        self.sheet.set_footer("&L&A&R&P / &N")

    def over_pages(self, columns: int) -> None:
        """Print over several pages across, the first columns on each."""
        self.sheet.set_paper(8)
        self.sheet.set_print_scale(60)
        self.sheet.repeat_columns(0, columns - 1)
