"""The only reader of workbooks.

The package is unpacked and outlined first (:mod:`polyfund.reading.package`,
:mod:`polyfund.reading.scan`); openpyxl then reads stored values only, within the outline.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from io import BytesIO
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ExpatError

import openpyxl
from defusedxml import DefusedXmlException
from openpyxl.utils.exceptions import CellCoordinatesException, InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from polyfund.base.i18n import _
from polyfund.case.case import TablePlace
from polyfund.reading.columns import Grid, Line, gather
from polyfund.reading.grid import read_grid
from polyfund.reading.package import as_xlsx, entities, open_package
from polyfund.reading.raw import RawTable, Unreadable, UnsavedFormula
from polyfund.reading.scan import ADDRESS, Damaged, Outline, StrictFormat, outlines
from polyfund.reading.sheets import match_tables
from polyfund.reading.unseen import check_hidden, check_results
from polyfund.schema.faults import Faults, Place
from polyfund.schema.table import Table

MOST_ROWS, MOST_COLUMNS = 500_000, 256  # of a sheet; a cell beyond them is a stray, unless rows are full
# What openpyxl is known to raise over parts that are XML but no workbook.
UNREADABLE = (
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    OverflowError,
    OSError,
    ParseError,
    CellCoordinatesException,
    InvalidFileException,
)


def read_workbook(name: str, data: bytes, tables: Sequence[Table], faults: Faults) -> dict[str, RawTable]:
    """The tables of a workbook as they stand, by key; absent ones are left out.

    Raises: Unreadable, when the file as a whole cannot be used.
    """
    if not openpyxl.DEFUSEDXML:
        raise Unreadable(
            _("openpyxl would read this file without its guard against XML bombs"),
            _("install defusedxml and unset OPENPYXL_DEFUSEDXML"),
        )
    sheets = outlined(data)
    blank = {sheet for sheet, outline in sheets.items() if not outline.last_row}
    found = match_tables({sheet: sheet for sheet in sheets}, tables, Place(name), faults, blank)
    near = {sheet: sheets[sheet] for sheet in found.values() if _has_no_stray(sheet, sheets[sheet], faults)}
    calculated = any(outline.results > len(outline.zeros) for outline in sheets.values())
    for title, outline in near.items():
        check_results(title, outline, calculated, faults)
        check_hidden(title, outline, faults)
    grids = _grids(data, near)
    raws = {}
    for table in tables:
        sheet = found.get(table.key)
        if sheet in grids and (sheet not in blank or table.needed):
            raws[table.key] = read_grid(table, sheet, grids[sheet], faults, merged=sheets[sheet].merged)
        elif sheet:
            raws[table.key] = RawTable(table, TablePlace(sheet, {}))
    return raws


def outlined(data: bytes) -> dict[str, Outline]:
    """What the sheets of a workbook look like from afar, by name. Raises: Unreadable."""
    try:
        with open_package(data) as package:
            return outlines(package)
    except StrictFormat:
        raise Unreadable(_("this workbook was saved as 'Strict Open XML'"), as_xlsx()) from None
    except DefusedXmlException:
        raise Unreadable(*entities()) from None
    except (Damaged, ExpatError, ParseError, LookupError, ValueError) as error:
        raise Unreadable(*_damaged(error)) from None


def _grids(data: bytes, outlined: dict[str, Outline]) -> dict[str, Grid]:
    """The cells of each sheet, blank rows left out. Raises: Unreadable."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of features that openpyxl drops and nobody needs here
            book = openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
            grids = {
                sheet: gather(_lines(book[sheet], outline), typed=True) for sheet, outline in outlined.items()
            }
            book.close()
    except UNREADABLE as error:
        raise Unreadable(*_damaged(error)) from None
    return grids


def _damaged(error: Exception) -> tuple[str, str]:
    return _("the file is damaged: {part}").format(part=error), _("open it in Excel, repair and save it")


def _lines(sheet: Worksheet, outline: Outline) -> Iterator[Line]:
    """The rows that hold anything, with a marker where a formula has no stored result."""
    if not outline.last_row:
        return
    rows = sheet.iter_rows(max_row=outline.last_row, max_col=outline.last_column, values_only=True)
    unsaved: dict[int, dict[int, UnsavedFormula]] = {}
    for (row, column), formula in outline.unsaved.items():
        unsaved.setdefault(row, {})[column - 1] = UnsavedFormula(formula)
    for number, cells in enumerate(rows, start=1):
        if number in unsaved:
            yield number, [unsaved[number].get(at, cell) for at, cell in enumerate(cells)]
        elif any(cell is not None for cell in cells):
            yield number, cells


def _has_no_stray(sheet: str, outline: Outline, faults: Faults) -> bool:
    """Whether the content ends where a table can; a stray cell is told by its address."""
    for cell, far in (
        (outline.lowest, outline.last_row > MOST_ROWS and outline.last_row > 2 * outline.rows),
        (outline.rightmost, outline.last_column > MOST_COLUMNS),
    ):
        if far:
            found = ADDRESS.fullmatch(cell)
            assert found is not None
            faults.add(
                Place(sheet, int(found[2]), found[1]),
                _("a stray cell stands far away from the table"),
                _("move it next to the table, or to a sheet whose name begins with 'Notes'"),
            )
            return False
    return True
