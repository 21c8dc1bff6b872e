"""Where everything stands in the template: sheets, columns and rows.

Row 1 holds the units, row 2 the labels, the values begin in row 3.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from openpyxl.utils import get_column_letter, quote_sheetname

from polyfund.base.i18n import language
from polyfund.schema.table import RECORD_COLUMNS, Column, Label, Table

ABOUT, CONTENTS, LISTS = Label("About", "说明"), Label("Contents", "目录"), Label("Lists", "列表")
BESIDES = (ABOUT, CONTENTS, LISTS)  # sheets that hold no table

UNITS_ROW, HEADER_ROW, FIRST_ROW = 1, 2, 3
BLANK_ROWS = 20
ROOM = 1000  # dropdowns and checks reach this far, and twice as far as what is filled in

Row = Mapping[str, object]


@dataclass(frozen=True)
class Layout:
    """The tables of one workbook and the rows that fill them."""

    tables: Mapping[str, Table]
    rows: Mapping[str, Sequence[Row]]

    def columns(self, table: Table) -> tuple[Column, ...]:
        """The columns of the sheet: a record has one setting a row instead."""
        return RECORD_COLUMNS if table.record else table.columns

    def sheet(self, table: str) -> str:
        """The sheet's name as formulas write it."""
        return quote_sheetname(self.tables[table].label[language()])

    def filled(self, table: str) -> Sequence[Row]:
        return self.rows.get(table, ())

    def room(self, table: str) -> int:
        """How many rows the dropdowns and checks of a table reach."""
        return max(ROOM, ROOM * ceil(2 * len(self.filled(table)) / ROOM))

    def span(self, refers: str) -> str:
        """The cells of a column, such as ``'Counties'!$A$3:$A$1002``."""
        table, key = refers.split(".")
        letter = self.letter(table, key)
        last = FIRST_ROW + self.room(table) - 1
        return f"{self.sheet(table)}!${letter}${FIRST_ROW}:${letter}${last}"

    def letter(self, table: str, key: str) -> str:
        keys = [column.key for column in self.columns(self.tables[table])]
        return get_column_letter(keys.index(key) + 1)

    def setting(self, key: str) -> str:
        """The cell of a setting's value, such as ``'Settings'!$B$5``."""
        table = self.tables["settings"]
        row = FIRST_ROW + [column.key for column in table.columns].index(key)
        return f"{self.sheet('settings')}!${self.letter('settings', 'value')}${row}"
