"""Colours, letters, figures and widths of the plan workbook."""

from __future__ import annotations

from typing import Any
from unicodedata import east_asian_width

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from polyfund.base.i18n import language

INK, GREY, LINE, PALE, WHITE = "#1F2933", "#6B7280", "#D9DDE2", "#F3F5F7", "#FFFFFF"
BLUE, TEAL, LINK = "#1F4E78", "#2A7F86", "#0563C1"
HEAT = "#7FB2D9"
GREEN, GREEN_PALE, RED, RED_PALE = "#1B5E20", "#D7EFD9", "#9B1C1C", "#F8D4D0"
AMBER, AMBER_PALE = "#8A5A00", "#FFF2CC"
SERIES = ("#1F4E78", "#D9822B", "#2A7F86", "#8C6BB1", "#B23A48", "#7A9E3B", "#5B6770", "#C9A227")

MONEY, PERSONS, SHARE, YEAR, COUNT = "#,##0.0", "#,##0", "0.0%", "0", "#,##0"
FIGURE = "#,##0.0###;-#,##0.0###;0"  # of any unit: shares as well as persons; Calc drops the minus of [<10]
PRICE = "#,##0.00;-#,##0.00;0"
FINE_SHARE = "0.00%"
FINE = "#,##0.000"  # of a million
GAP = "0.0000%;;0%"  # what is proved of an aim: never below 0
MORE, MORE_COUNT, MORE_SHARE = "+#,##0.0;-#,##0.0;0", "+#,##0;-#,##0;0", "+0.0%;-0.0%;0"  # what changed
MORE_PRICE, MORE_FINE = "+#,##0.00;-#,##0.00;0", "+#,##0.000;-#,##0.000;0"
SPARSE = "#,##0.0;-#,##0.0;"  # a matrix of money: no figure where there is no money

LETTERS = {"en": "Calibri", "zh": "Microsoft YaHei"}


def width(text: object) -> int:
    """How many digits wide a text is; Chinese signs take two."""
    signs = str(text)
    if signs.isascii():
        return len(signs)
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in signs)


class Formats:
    """The formats of one workbook; each is made once."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def __call__(self, **properties: Any) -> Format:
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            base = {"font_name": LETTERS[language()], "font_size": 11, "font_color": INK, "valign": "vcenter"}
            self._made[key] = self.book.add_format(base | properties)
        return self._made[key]

    def change(self, **properties: Any) -> Format:
        """What a condition changes of a cell's own format."""
        key = ("change", True), *sorted(properties.items())
        if key not in self._made:
            self._made[key] = self.book.add_format(properties)
        return self._made[key]

    def title(self) -> Format:
        return self(font_size=18, bold=True, font_color=BLUE)

    def heading(self) -> Format:
        return self(font_size=13, bold=True, font_color=BLUE)

    def note(self) -> Format:
        return self(font_size=9, italic=True, font_color=GREY, indent=1)

    def unit(self, *, right: bool = False) -> Format:
        side = {"align": "right"} if right else {"indent": 1}
        return self(font_size=9, italic=True, font_color=GREY, text_wrap=True, valign="bottom", **side)

    def head(self, colour: str = BLUE, **properties: Any) -> Format:
        sides = {} if "align" in properties else {"indent": 1}
        return self(bold=True, font_color=WHITE, bg_color=colour, text_wrap=True, **sides, **properties)

    def figure_head(self, colour: str = BLUE) -> Format:
        """The header of figures: right like them, with room for the filter button."""
        return self.head(colour, align="right", indent=2)

    def cell(self, figures: str = "", **properties: Any) -> Format:
        """A cell of a table; ``figures`` is its number format, none for words."""
        shown = {"num_format": figures} if figures else {"num_format": "@", "align": "left", "indent": 1}
        return self(**(shown | {"bottom": 1, "bottom_color": LINE} | properties))

    def total(self, figures: str = "") -> Format:
        """A cell of the line of totals below a table."""
        return self.cell(figures, bold=True, top=1, top_color=BLUE, bg_color=PALE)

    def sum(self, figures: str) -> Format:
        """A cell of the column of totals beside a table."""
        return self.cell(figures, bold=True, bg_color=PALE)
