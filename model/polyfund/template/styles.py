"""Colours, letters and widths of the template."""

from __future__ import annotations

from math import ceil
from unicodedata import east_asian_width

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.workbook import Workbook
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from polyfund.base.i18n import language
from polyfund.schema.describe import is_year
from polyfund.schema.table import Column, Kind

INK, GREY, PALE, WHITE = "1F2933", "6B7280", "F3F5F7", "FFFFFF"
BLUE, LINK = "1F4E78", "0563C1"
REQUIRED, OPTIONAL, MISSING, FAULTY = "FFF2CC", "FFFBF0", "F8CBAD", "F4B084"

_EDGE = Side(style="thin", color="D9DDE2")
BOX = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
TOP = Alignment(vertical="top", wrap_text=True)
MIDDLE = Alignment(vertical="center")
LINE = 16.0  # points of one line of text


def fill(colour: str) -> PatternFill:
    return PatternFill("solid", fgColor=colour)


def font(
    size: float = 11, colour: str = INK, *, bold: bool = False, italic: bool = False, mono: bool = False
) -> Font:
    """The letters of the language in use, present on every machine with Excel."""
    name = "Consolas" if mono else {"en": "Calibri", "zh": "Microsoft YaHei"}[language()]
    return Font(name=name, size=size, color=colour, bold=bold, italic=italic)


def width(text: object) -> int:
    """How many digits wide a text is; Chinese signs take two."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in str(text))


def lines(text: str, columns: float) -> int:
    """How many lines a text takes in a wrapped cell so many digits wide."""
    return sum(max(1, ceil(width(line) / columns)) for line in text.split("\n"))


def number_format(column: Column) -> str:
    """How Excel shows the values; words stay words, so that 1-2 never turns into a date."""
    if is_year(column):
        return "0"
    if column.dimension == "years":
        return "General"
    return {Kind.NUMBER: "#,##0.0##", Kind.INTEGER: "#,##0", Kind.SHARE: "0.0#%"}.get(column.kind, "@")


def colour_where(sheet: Worksheet, cells: str, missing: str) -> None:
    """Colour the cells for which the formula ``missing`` (written for the first of them) is true."""
    paint = PatternFill(
        "solid", fgColor=MISSING, bgColor=MISSING
    )  # Excel shows the one, LibreOffice the other
    rule = Rule("expression", dxf=DifferentialStyle(fill=paint), formula=[missing])
    sheet.conditional_formatting.add(cells, rule)


def page(sheet: Worksheet, *, landscape: bool = True, header_rows: str | None = None) -> None:
    """Print as wide as the page, with the sheet's name and the page number."""
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    sheet.oddFooter.left.text, sheet.oddFooter.right.text = "&A", "&P / &N"  # type: ignore[union-attr]
    if header_rows:
        sheet.print_title_rows = header_rows


def new_sheet(book: Workbook, title: str, tab: str) -> Worksheet:
    """A sheet without grid lines; ``tab`` is the colour of its tab."""
    sheet: Worksheet = book.create_sheet(title)
    sheet.sheet_properties.tabColor = tab
    sheet.sheet_view.showGridLines = False
    return sheet


def put(
    sheet: Worksheet,
    cell: str,
    text: str,
    letters: Font,
    *,
    colour: str | None = None,
    link: str | None = None,
    alignment: Alignment = TOP,
) -> None:
    """A text cell; ``link`` leads to another place of the workbook (``'Sheet'!A1``)."""
    target = sheet[cell]
    target.value, target.data_type = text, "s"
    target.font, target.alignment = letters, alignment
    if colour:
        target.fill = fill(colour)
    if link:
        target.hyperlink = Hyperlink(ref=cell, location=link)
        target.font = Font(name=letters.name, size=letters.size, color=LINK, underline="single")
