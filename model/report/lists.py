"""A list on a sheet: units in row 1, a named Excel table from row 2 on, one thing a row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xlsxwriter.utility import xl_rowcol_to_cell

from model.intake.template.look import lines, width
from model.report.sheet import NARROWEST, WIDEST, Cell, Sheet

UNITS, HEAD, FIRST = 0, 1, 2  # rows, from 0
UNIT_WIDTH = 16


@dataclass(frozen=True)
class Field:
    """One column of a list: its head, unit, style, and a formula if every row has the same."""

    head: str
    unit: str = ""
    style: str = "text"
    formula: str = ""
    note: str = ""
    later: bool = False


def write_list(
    sheet: Sheet,
    table: str,
    fields: Sequence[Field],
    rows: Sequence[Sequence[Cell]],
    styles: Sequence[str] = (),
    freeze: int = 1,
) -> None:
    """Write the rows as the Excel table ``table``; a field with a formula gives its value now.

    ``styles`` may add a style for each row's last cell. At least one row must be given.
    """
    last = FIRST + len(rows) - 1
    sheet.page.add_table(
        HEAD,
        0,
        last,
        len(fields) - 1,
        {
            "name": table,
            "style": "Table Style Light 1",
            "columns": [
                {
                    "header": field.head,
                    "header_format": sheet.looks["head later_head" if field.later else "head"],
                    **({"formula": field.formula} if field.formula else {}),
                }
                for field in fields
            ],
        },
    )
    for column, field in enumerate(fields):
        _write_head(sheet, column, field)
    for at, row in enumerate(rows, start=FIRST):
        for column, (field, value) in enumerate(zip(fields, row, strict=True)):
            _write_cell(sheet, at, column, field, value)
    for at, style in enumerate(styles, start=FIRST):
        sheet.put(at, len(fields) - 1, rows[at - FIRST][-1], f"{fields[-1].style} {style}")
    sheet.page.set_row(UNITS, 4 + 12.5 * max(lines(field.unit, UNIT_WIDTH) for field in fields))
    sheet.page.set_row(HEAD, 32)
    sheet.page.freeze_panes(FIRST, freeze)
    sheet.page.repeat_rows(UNITS, HEAD)


def _write_head(sheet: Sheet, column: int, field: Field) -> None:
    """The unit above, the room for the head with its filter button, and a note on it."""
    sheet.put(UNITS, column, field.unit or None, "unit", fit=False)
    longest = max(width(word) for word in field.head.split()) if field.head.isascii() else width(field.head)
    room = max(longest, width(field.head) / 2) * 1.15 + 4
    sheet.wide(column, min(WIDEST, max(NARROWEST, room, min(UNIT_WIDTH, width(field.unit)))))
    if field.note:
        options = {"author": "polyfund", "width": 380, "height": 24 + 18 * lines(field.note, 50)}
        sheet.page.write_comment(xl_rowcol_to_cell(HEAD, column), field.note, options)


def _write_cell(sheet: Sheet, row: int, column: int, field: Field, value: Cell) -> None:
    style = f"{field.style} later" if field.later else field.style
    if field.formula and value is not None:
        sheet.formula(row, column, this_row(field.formula), value, style)
    else:
        sheet.put(row, column, value, style)


def this_row(formula: str) -> str:
    """``=[@amount]*2`` as files write it; the table's name may be left out inside the table."""
    return formula.replace("[@", "[[#This Row],[").replace("]", "]]") if "[@" in formula else formula
