"""The Lists sheet: what the dropdowns offer.

Words that never change stand there as text. Names that the planner types in a register are
offered live: a dropdown reads the register itself, or a column of formulas on this sheet
that gathers groups and names. Row 1 of such a column counts what it offers.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook import Workbook
from openpyxl.worksheet.formula import ArrayFormula

from polyfund.base.i18n import _, language
from polyfund.schema.describe import choice_words, referred
from polyfund.schema.scope import EACH, SCOPES
from polyfund.schema.table import Column, Kind
from polyfund.template.layout import FIRST_ROW, HEADER_ROW, LISTS, UNITS_ROW, Layout
from polyfund.template.styles import (
    BLUE,
    BOX,
    GREY,
    MIDDLE,
    PALE,
    WHITE,
    fill,
    font,
    new_sheet,
    page,
    put,
    width,
)

GROUP_ROOM = 100  # groups beyond these may still be typed
YEAR_ROOM = 50
PRINTED_ROWS = 100


@dataclass(frozen=True)
class Formula:
    """``text`` may name its own cell's column as {letter} and row as {row}, {above}."""

    text: str
    array: bool = False


@dataclass(frozen=True)
class ListColumn:
    header: str
    letter: str
    entries: tuple[str | Formula, ...]

    @property
    def span(self) -> str:
        return self._cells(FIRST_ROW)

    @property
    def count(self) -> str:
        """The cell that counts what is offered."""
        return f"{_lists()}!${self.letter}${UNITS_ROW}"

    @property
    def live(self) -> bool:
        return any(isinstance(entry, Formula) for entry in self.entries)

    def offered(self, skip: int = 0) -> str:
        """The cells for a dropdown, without the first ``skip`` and without empty ones."""
        if not self.live:
            return self._cells(FIRST_ROW + skip)
        first = f"{_lists()}!${self.letter}${FIRST_ROW + skip}"
        less = f"-{skip}" if skip else ""
        return f"OFFSET({first},0,0,MAX(1,{self.count}{less}),1)"

    def _cells(self, first: int) -> str:
        last = FIRST_ROW + len(self.entries) - 1
        return f"{_lists()}!${self.letter}${first}:${self.letter}${last}"


def _lists() -> str:
    return quote_sheetname(LISTS[language()])


@dataclass
class Lists:
    """Gathers the lists that the columns of a workbook ask for, each once."""

    layout: Layout
    columns: dict[object, ListColumn] = field(default_factory=dict)

    def source(self, column: Column) -> str | None:
        """The cells that a column's dropdown offers; None where it has no dropdown."""
        if column.kind is Kind.CHOICE:
            return self._words(column).offered()
        if column.kind is Kind.SCOPE:
            return self._scope(column.dimension).offered(skip=0 if column.each else 1)
        if column.kind is not Kind.REFERENCE:
            return None
        if len(column.refers) > 1:
            return self._scope(column.refers[0].split(".")[0]).offered(skip=1)
        table, key = column.refers[0].split(".")
        if column.choices:
            return self._words_and_names(column).offered()
        if self.layout.tables[table].unique != (key,):
            return self._groups(column.refers[0]).offered()
        span = self.layout.span(column.refers[0])
        return f"OFFSET({span.split(':')[0]},0,0,MAX(1,COUNTA({span})),1)"

    def _add(self, key: object, header: str, entries: tuple[str | Formula, ...]) -> ListColumn:
        return self.columns.setdefault(
            key, ListColumn(header, get_column_letter(len(self.columns) + 1), entries)
        )

    def _words(self, column: Column) -> ListColumn:
        words = tuple(choice_words(column.choices))
        return self._add(words, " / ".join(words) if len(words) < 4 else column.label[language()], words)

    def _groups(self, refers: str) -> ListColumn:
        """The different values of a register's column, in the order in which they stand."""
        span = self.layout.span(refers)
        formula = Formula(
            f"=IFERROR(INDEX({span},MATCH(0,COUNTIF({{letter}}${HEADER_ROW}:{{letter}}{{above}},{span})"
            f'+({span}=""),0)),"")',
            array=True,
        )
        return self._add(refers, referred(refers, self.layout.tables), (formula,) * GROUP_ROOM)

    def _words_and_names(self, column: Column) -> ListColumn:
        """The words that a column knows, and the different values of the register that it refers to."""
        groups = self._groups(column.refers[0])
        named = (f'=IFERROR(INDEX({groups.span},{place})&"","")' for place in range(1, GROUP_ROOM + 1))
        words = choice_words(column.choices)
        return self._add(column, column.label[language()], (*words, *map(Formula, named)))

    def _scope(self, dimension: str) -> ListColumn:
        """'each', the groups and the names of a dimension."""
        if dimension not in self.columns:
            entries = self._years() if dimension == "years" else self._names(dimension)
            each = EACH[language() == "zh"]
            self._add(dimension, SCOPES[dimension].label[language()], (each, *entries))
        return self.columns[dimension]

    def _years(self) -> tuple[Formula, ...]:
        first, last = self.layout.setting("first_year"), self.layout.setting("last_year")
        return tuple(
            Formula(f'=IF(AND({first}>0,{first}+{n}<={last}),{first}+{n},"")') for n in range(YEAR_ROOM)
        )

    def _names(self, dimension: str) -> tuple[str | Formula, ...]:
        scope, tables = SCOPES[dimension], self.layout.tables
        words: list[str] = []
        live: list[ListColumn] = []
        for refers in scope.groups:
            table, key = refers.split(".")
            column = tables[table][key]
            if column.kind is Kind.CHOICE:
                words += choice_words(column.choices)
            elif column.kind is Kind.TEXT:  # tags stand several in a cell: to be typed
                live.append(self._groups(refers))
        room = self.layout.room(scope.members.split(".")[0])
        names = self.layout.span(scope.members)
        return (*words, *(_stacked(place, live, names) for place in range(1, room + 1)))


def _stacked(place: int, groups: list[ListColumn], names: str) -> Formula:
    """The entry at ``place`` (from 1) of all groups and, after them, the names."""
    taken = "".join(f"-{group.count}" for group in groups)
    text = f'INDEX({names},{place}{taken})&""'
    for number, group in reversed(list(enumerate(groups))):
        before = "".join(f"-{earlier.count}" for earlier in groups[:number])
        text = f"IF({place}{before}<={group.count},INDEX({group.span},{place}{before}),{text})"
    return Formula(f'=IFERROR({text},"")')


def write_lists(book: Workbook, lists: Lists) -> None:
    """The sheet itself, the last of the workbook."""
    sheet = new_sheet(book, LISTS[language()], GREY)
    for column in lists.columns.values():
        letter = column.letter
        count = sheet[f"{letter}{UNITS_ROW}"]
        count.value = (
            f"=SUMPRODUCT(--(LEN({column.span.split('!')[1]})>0))" if column.live else len(column.entries)
        )
        count.number_format = _('0 "entries"')
        count.font, count.alignment = font(9, GREY, italic=True), MIDDLE
        put(
            sheet,
            f"{letter}{HEADER_ROW}",
            column.header,
            font(11, WHITE, bold=True),
            colour=BLUE,
            alignment=MIDDLE,
        )
        for row, entry in enumerate(column.entries, start=FIRST_ROW):
            cell = sheet[f"{letter}{row}"]
            if isinstance(entry, Formula):
                text = entry.text.replace("{letter}", letter).replace("{above}", str(row - 1))
                cell.value = ArrayFormula(cell.coordinate, text) if entry.array else text
            else:
                cell.value, cell.data_type = entry, "s"
                cell.border, cell.fill = BOX, fill(PALE)
            cell.font = font()
        texts = [column.header, *(entry for entry in column.entries if isinstance(entry, str))]
        sheet.column_dimensions[letter].width = min(60, max(18, *map(width, texts)) + 2)
    sheet.row_dimensions[HEADER_ROW].height = 20
    sheet.freeze_panes = f"A{FIRST_ROW}"
    sheet.print_area = f"A1:{get_column_letter(len(lists.columns))}{PRINTED_ROWS}"
    page(sheet, header_rows=f"1:{HEADER_ROW}")
