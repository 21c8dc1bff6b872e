"""How the report looks: letters, colours and number formats, each made once for a workbook."""

from __future__ import annotations

from typing import Any

from model.intake.template.look import BLUE, GREY, INK, LINK, PALE, WHITE
from model.words import language

GREEN, RED, AMBER = "1E7B4F", "B42318", "B54708"
GREEN_PALE, RED_PALE, LATER = "DDF3E4", "FDE2E0", "EAEFF5"
HEAT = ("FFFFFF", "7FB2DD")  # from nothing to most
SERIES = ("1F4E78", "E08E45", "4C9F70", "B65C8D", "7A7FBC", "C9B037", "5AA9B8", "8C6D5A", "9AA5B1", "D1605E")

FONTS = {"en": "Calibri", "zh": "Microsoft YaHei"}

_BOXED = {"border": 1, "border_color": "D9DDE2", "valign": "vcenter"}

STYLES: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 18, "font_color": BLUE},
    "section": {"bold": True, "font_size": 13, "font_color": BLUE},
    "note": {"font_size": 10, "font_color": GREY},
    "unit": {"font_size": 9, "italic": True, "font_color": GREY, "text_wrap": True, "valign": "top"},
    "link": {"font_color": LINK, "underline": 1},
    "head": {**_BOXED, "bold": True, "font_color": WHITE, "bg_color": BLUE, "text_wrap": True},
    "turned": {"rotation": 90, "valign": "bottom", "align": "center", "text_wrap": False},
    "centred": {"align": "center"},
    "right": {"align": "right"},
    "text": _BOXED,
    "wrap": {**_BOXED, "text_wrap": True, "valign": "top"},
    "million": {**_BOXED, "num_format": "#,##0.0"},
    "grant": {**_BOXED, "num_format": "#,##0.000"},
    "heat": {**_BOXED, "num_format": '#,##0.0;-#,##0.0;"·"', "align": "right"},
    "persons": {**_BOXED, "num_format": "#,##0"},
    "figure": {**_BOXED, "num_format": "#,##0.0##"},
    "share": {**_BOXED, "num_format": "0.0%"},
    "gap": {**_BOXED, "num_format": "0.0E+00"},
    "year": {**_BOXED, "num_format": "0"},
    "seconds": {**_BOXED, "num_format": "0.00"},
    "total": {"bold": True, "bg_color": PALE},
    "later": {"bg_color": LATER},
    "later_head": {"bg_color": GREY},
    "bold": {"bold": True},
    "good": {"font_color": GREEN},
    "warn": {"font_color": AMBER},
    "bad": {"font_color": RED, "bold": True},
    "verdict": {**_BOXED, "bold": True, "font_size": 14, "align": "center"},
    "passed": {"font_color": GREEN, "bg_color": GREEN_PALE},
    "failed": {"font_color": RED, "bg_color": RED_PALE},
}


def letters() -> dict[str, Any]:
    """What every cell has unless its style says otherwise."""
    return {"font_name": FONTS[language()], "font_size": 11, "font_color": INK}


class Looks:
    """The formats of one workbook: ``looks["million total"]`` mixes two styles, the later wins."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[str, Any] = {}

    def __getitem__(self, names: str) -> Any:
        if names not in self._made:
            mixed = {key: value for name in names.split() for key, value in STYLES[name].items()}
            self._made[names] = self._book.add_format({**letters(), **mixed})
        return self._made[names]
