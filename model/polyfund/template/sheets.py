"""One sheet of the template: a named table with units above and notes on its labels."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain

from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.table import Table as ExcelTable
from openpyxl.worksheet.table import TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from polyfund.base.i18n import _, language
from polyfund.schema.describe import accepts, blank, choice_words, default, meaning, unit
from polyfund.schema.scope import EACH
from polyfund.schema.table import Choice, Column, Kind, Table
from polyfund.template import styles as look
from polyfund.template.layout import BLANK_ROWS, FIRST_ROW, HEADER_ROW, UNITS_ROW, Layout, Row
from polyfund.template.lists import Lists
from polyfund.template.rows import source_of
from polyfund.template.validation import validation

NARROWEST, WIDEST, UNIT_WIDTH, SOURCE_WIDTH = 9, 48, 16, 40
ONE_LINE = 15  # points
TYPICAL = {Kind.TEXT: 16, Kind.REFERENCE: 18, Kind.SCOPE: 18, Kind.TAGS: 22, Kind.CHOICE: 10}


def table_name(table: Table) -> str:
    """The name of the Excel table, the same in both languages."""
    return "tbl_" + re.sub(r"\W", "", table.label.en.title())


def write_table(book: Workbook, table: Table, layout: Layout, lists: Lists, currency: str) -> None:
    """A register or rule sheet, with the given rows or with blank ones to fill."""
    sheet = look.new_sheet(book, table.label[language()], look.BLUE if table.needed else look.GREY)
    rows: Sequence[Row] = layout.filled(table.key) or [{}] * BLANK_ROWS
    last_row = FIRST_ROW + layout.room(table.key) - 1
    for number, column in enumerate(table.columns, start=1):
        letter = get_column_letter(number)
        _head(sheet, letter, column, layout, currency)
        for row, values in enumerate(rows, start=FIRST_ROW):
            enter(sheet, f"{letter}{row}", column, values.get(column.key))
        sheet.column_dimensions[letter].width = _width(column, rows)
        sheet.column_dimensions[letter].number_format = look.number_format(column)
        rule = validation(column, layout, lists, f"{letter}{FIRST_ROW}")
        if rule:
            rule.add(f"{letter}{FIRST_ROW}:{letter}{last_row}")
            sheet.add_data_validation(rule)
    _mark_missing(sheet, table, last_row)
    _finish(sheet, table, get_column_letter(len(table.columns)), FIRST_ROW + len(rows) - 1, currency)


def _head(sheet: Worksheet, letter: str, column: Column, layout: Layout, currency: str) -> None:
    """The unit, the label and the note of one column."""
    above = _units_line(column, currency)
    look.put(sheet, f"{letter}{UNITS_ROW}", above, look.font(9, look.GREY, italic=True))
    look.put(
        sheet,
        f"{letter}{HEADER_ROW}",
        column.label[language()],
        look.font(11, look.WHITE, bold=True),
        colour=look.BLUE,
        alignment=look.MIDDLE,
    )
    sheet[f"{letter}{HEADER_ROW}"].comment = _note(column, layout, currency)


def _units_line(column: Column, currency: str) -> str:
    return " · ".join(filter(None, (unit(column, currency), _("required") if column.required else "")))


def _note(column: Column, layout: Layout, currency: str) -> Comment:
    """Meaning, unit, what may be typed, and what a blank means; sized to its text."""
    counted = unit(column, currency)
    parts = (
        meaning(column, currency),
        _("Unit: {unit}").format(unit=counted) if counted else "",
        _("Accepts: {accepts}").format(accepts=accepts(column, layout.tables)),
        _("Blank: {blank}").format(blank=blank(column)),
    )
    text = "\n".join(filter(None, parts))
    return Comment(text, "polyfund", width=340, height=24 + 18 * look.lines(text, 46))


def enter(sheet: Worksheet, place: str, column: Column, value: object) -> Cell:
    """An input cell in its colours, with a value or blank; text is never taken for a formula."""
    cell: Cell = sheet[place]
    cell.fill = look.fill(look.REQUIRED if column.required else look.OPTIONAL)
    cell.border, cell.font = look.BOX, look.font()
    cell.number_format = look.number_format(column)
    if column.numeric:
        cell.alignment = Alignment(horizontal="right", indent=1)
    elif column.dimension == "years":
        cell.alignment = Alignment(horizontal="left")  # 2016 stands like 2016-2018
    if value is None or value != value:  # NaN is a blank number
        return cell
    cell.value = shown(column, value)  # type: ignore[assignment]
    if isinstance(cell.value, str):
        cell.data_type = "s"
        if look.width(cell.value) > _widest(column):  # cut at the cell's edge, whole in the formula bar
            cell.alignment = look.TOP
            sheet.row_dimensions[cell.row].height = ONE_LINE
    return cell


def shown(column: Column, value: object) -> object:
    """A typed value as the planner would have typed it, in the language in use."""
    if column.dimension == "years" and isinstance(value, str) and value.isdecimal():
        return int(value)
    if column.dimension and isinstance(value, str):
        return _translated_each(value)
    return _words(column.choices).get(value, value)


def _translated_each(scope: str) -> str:
    first, *rest = scope.split(maxsplit=1)
    return " ".join((EACH[language() == "zh"], *rest)) if first.casefold() in EACH else scope


def _words(choices: tuple[Choice, ...]) -> dict[object, str]:
    return dict(zip((choice.key for choice in choices), choice_words(choices), strict=True))


def _width(column: Column, rows: Sequence[Row]) -> float:
    """Wide enough for the label with its filter button, the unit in two lines and the values."""
    values = (shown(column, row[column.key]) for row in rows if row.get(column.key) is not None)
    texts = chain(values, choice_words(column.choices), (default(column),))
    widest = max(
        look.width(column.label[language()]) * 1.15 + 4,
        TYPICAL.get(column.kind, NARROWEST),
        SOURCE_WIDTH if column.key == "source" else 0,
        min(UNIT_WIDTH, look.width(_units_line(column, "yuan"))),
        *(look.width(_plain(text)) + 2 for text in texts),
    )
    return min(_widest(column), widest)


def _widest(column: Column) -> int:
    return SOURCE_WIDTH if column.key == "source" else WIDEST


def _plain(value: object) -> str:
    return f"{value:,.4g}" if isinstance(value, float) else str(value)


def _mark_missing(sheet: Worksheet, table: Table, last_row: int) -> None:
    """Required cells that are still blank in a row that has been begun turn red."""
    end = get_column_letter(len(table.columns))
    for number, column in enumerate(table.columns, start=1):
        if column.required:
            letter = get_column_letter(number)
            begun = f"AND(COUNTA($A{FIRST_ROW}:${end}{FIRST_ROW})>0,LEN({letter}{FIRST_ROW})=0)"
            look.colour_where(sheet, f"{letter}{FIRST_ROW}:{letter}{last_row}", begun)


def _finish(sheet: Worksheet, table: Table, end: str, last_row: int, currency: str) -> None:
    """The named table, the frozen panes, the heights and the print setup."""
    named = ExcelTable(displayName=table_name(table), ref=f"A{HEADER_ROW}:{end}{last_row}")
    named.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
    sheet.add_table(named)
    sheet.freeze_panes = f"B{FIRST_ROW}"
    heights = (
        look.lines(str(cell.value), sheet.column_dimensions[cell.column_letter].width)
        for cell in sheet[UNITS_ROW]
        if cell.value
    )
    sheet.row_dimensions[UNITS_ROW].height = 4 + 12.5 * max(heights, default=1)
    sheet.row_dimensions[HEADER_ROW].height = 20
    look.page(sheet, header_rows=f"1:{HEADER_ROW}")


def write_record(book: Workbook, table: Table, layout: Layout, lists: Lists, currency: str) -> None:
    """A sheet with one setting a row: only the values are to be filled in."""
    sheet = look.new_sheet(book, table.label[language()], look.BLUE)
    heads = layout.columns(table)
    for number, head in enumerate(heads, start=1):
        _head(sheet, get_column_letter(number), head, layout, currency)
    given: Row = next(iter(layout.filled(table.key)), {})
    value_letter = layout.letter(table.key, "value")
    source = heads[-1]
    for row, column in enumerate(table.columns, start=FIRST_ROW):
        texts = (
            (column.label[language()], look.font(bold=True)),
            (_units_line(column, currency), look.font(9, look.GREY, italic=True)),
            (f"{meaning(column, currency)} ({blank(column)})", look.font(10, look.GREY)),
        )
        for letter, (text, letters) in zip("ACD", texts, strict=True):
            look.put(sheet, f"{letter}{row}", text, letters)
            sheet[f"{letter}{row}"].border = look.BOX
        preset = given.get(column.key, _preset(column, currency))
        cell = enter(sheet, f"{value_letter}{row}", column, preset)
        if column.kind is Kind.NUMBER:
            cell.number_format = "General"
        cell.alignment = Alignment(horizontal="left", vertical="top", wrap_text=True)
        enter(sheet, f"E{row}", source, given.get(source_of(column))).alignment = look.TOP
        rule = validation(column, layout, lists, f"{value_letter}{row}")
        if rule:
            rule.add(f"{value_letter}{row}")
            sheet.add_data_validation(rule)
        if column.required:
            look.colour_where(sheet, f"{value_letter}{row}", f"LEN({value_letter}{row})=0")
        told = (look.lines(texts[2][0], 62), look.lines(str(sheet[f"E{row}"].value or ""), SOURCE_WIDTH))
        sheet.row_dimensions[row].height = 4 + look.LINE * max(told)
    widths = zip("ABCDE", (34, 30, 18, 62, SOURCE_WIDTH), strict=True)
    for letter, columns in widths:
        sheet.column_dimensions[letter].width = columns
    _finish(sheet, table, "E", FIRST_ROW + len(table.columns) - 1, currency)


def _preset(column: Column, currency: str) -> object:
    """Defaults stand in the cells, so that the planner sees what holds."""
    if column.key == "currency":
        return currency
    return (
        _(column.default) if column.kind is Kind.TEXT and isinstance(column.default, str) else column.default
    )
