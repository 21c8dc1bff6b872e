"""``frontier.xlsx``: the points as a list with their chart, and the way to each plan."""

from __future__ import annotations

from math import ceil, floor, log10
from pathlib import Path
from typing import Any

from polyfund.base.i18n import _, speaking
from polyfund.report import styles as look
from polyfund.report.charts import new_chart
from polyfund.report.frontier.columns import Column, columns, shown, unit_of
from polyfund.report.frontier.words import knee_words, subtitle, title, ways
from polyfund.report.lists import Field, write_list
from polyfund.report.sheet_writer import Page, Sheet
from polyfund.report.styles import Formats
from polyfund.report.workbook_format import new_book
from polyfund.schema.table import Label
from polyfund.studies.frontier.search import Frontier

SHEET = Sheet(
    Label("Frontier", "权衡前沿"),
    Label("What more of one aim costs in the other", "一个目标的提高要以另一目标的多少为代价"),
)
TABLE = "Frontier"
TOP = 5  # the row of units
WIDE, HIGH, GAP = 760, 420, 20  # pixels
STEPS = 8  # of an axis, at most


def write_frontier(found: Frontier, path: Path, language: str) -> None:
    """Write the workbook in ``language`` ("en" or "zh") to ``path``.

    Raises: CannotWrite, where Excel has no room for it; OSError.
    """
    with speaking(language), new_book(path, title(found)) as book:
        page = Page(book.add_worksheet(SHEET.title), Formats(book))
        page.put(0, 0, title(found), page.formats.title())
        page.sheet.set_row(0, 30)
        page.put(1, 0, subtitle(found), page.formats(font_color=look.GREY))
        page.put(2, 0, knee_words(found), page.formats(bold=True, font_color=look.AMBER))
        page.put(3, 0, ways(found), page.formats.note())
        told = columns(found)
        end = write_list(page, TABLE, [*map(_field, told), _plans(found)], TOP)
        for row, point in enumerate(found.points, start=TOP + 2):
            page.file_link(row, len(told), f"{point.name}/plan.xlsx", _link(page))
        if found.knee is not None:
            _mark(page, TOP + 2 + found.knee, len(told))
        for other in range(1, len(found.stages)):
            chart = _chart(page, found, told, other)
            place = {"x_offset": (other - 1) * (WIDE + GAP), "object_position": 2}
            page.sheet.insert_chart(end + 1, 0, chart, place)
        page.finish(header_row=TOP + 1, header_column=1, wide=True, whole=True)


def _field(column: Column) -> Field:
    return Field(column.head, column.values, column.figures, column.unit, column.note)


def _plans(found: Frontier) -> Field:
    return Field(_("its plan"), [f"{point.name}/plan.xlsx" for point in found.points])


def _mark(page: Page, row: int, last: int) -> None:
    """Colour a row, whatever formats its cells have."""
    style = page.formats.change(bg_color=look.AMBER_PALE)
    page.sheet.conditional_format(
        row, 0, row, last, {"type": "formula", "criteria": "=TRUE", "format": style}
    )


def _link(page: Page) -> Any:
    return page.formats.cell(font_color=look.LINK, underline=1)


def _chart(page: Page, found: Frontier, told: list[Column], other: int) -> Any:
    """The first aim against another; of two aims the points are joined."""
    first, second = (found.stages[aim].title for aim in (0, other))
    title = _("{first} against {other}").format(first=first, other=second)
    chart = new_chart(page, {"type": "scatter", "subtype": "straight_with_markers"}, title)
    joined = {"color": look.BLUE, "width": 1.75} if len(found.stages) == 2 else {"none": True}
    rows = TOP + 2, TOP + 1 + len(found.points)
    chart.add_series(_series(page, rows, other, first) | {"marker": _dots(look.BLUE, 7), "line": joined})
    if found.knee is not None:
        at = TOP + 2 + found.knee, TOP + 2 + found.knee
        dot = {"marker": _dots(look.SERIES[1], 12), "line": {"none": True}}
        chart.add_series(_series(page, at, other, _("knee")) | dot)
        chart.set_legend({"position": "bottom", "font": {"size": 9}})
    for axis, aim in ((chart.set_x_axis, other), (chart.set_y_axis, 0)):
        values = told[1 + aim].values
        axis(
            {
                "name": f"{found.stages[aim].title} ({unit_of(found, aim)})",
                "name_font": {"size": 9, "color": look.GREY, "bold": False},
                "major_gridlines": {"visible": True, "line": {"color": look.LINE, "width": 0.75}},
                "label_position": "low",
                **_ticks(min(values), max(values), shown(found, aim)),
            }
        )
    chart.set_size({"width": WIDE, "height": HIGH})
    return chart


def _ticks(low: float, high: float, figures: str) -> dict[str, Any]:
    """A round step, about so many of them, and ends just beyond the points, for zero may be far away."""
    if high == low:
        return {"num_format": figures}
    size = 10.0 ** floor(log10((high - low) / STEPS))
    step = next(times * size for times in (1, 2, 5, 10) if times * size * STEPS >= high - low)
    least, most = (round(turn(end / step) * step, 12) for turn, end in ((floor, low), (ceil, high)))
    ends = {"min": least, "max": most, "major_unit": step}
    whole = figures != look.FINE_SHARE and step >= 1
    return {"num_format": look.COUNT if whole else figures, **ends}


def _series(page: Page, rows: tuple[int, int], other: int, name: str) -> dict[str, Any]:
    """The first aim over another, from one row of the list to another."""
    first, last = rows
    return {
        "name": name,
        "categories": [page.name, first, 1 + other, last, 1 + other],
        "values": [page.name, first, 1, last, 1],
    }


def _dots(colour: str, size: int) -> dict[str, Any]:
    fill, border = {"color": colour}, {"color": look.WHITE}
    return {"type": "circle", "size": size, "fill": fill, "border": border}
