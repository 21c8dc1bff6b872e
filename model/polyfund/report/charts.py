"""Charts: native ones, which follow the figures; those of the summary, two by two."""

from __future__ import annotations

from math import ceil
from typing import Any, NamedTuple

from polyfund.base.i18n import _
from polyfund.report import styles as look
from polyfund.report.matrix import Block
from polyfund.report.sheet_writer import Page
from polyfund.report.sheets.years import Blocks

ROW = 18  # points of a row beneath the charts
WIDE, GAP = 850, 20  # pixels
HIGH = (320, 400)  # pixels of the upper and the lower charts

Range = list[str | int]


class Ranking(NamedTuple):
    """The counties that get most: their names and their money."""

    names: Range
    money: Range


def draw(page: Page, top: int, blocks: Blocks, ranking: Ranking, currency: str) -> None:
    """Four charts, two by two, from row ``top`` on."""
    unit = _("million {currency}").format(currency=currency)
    drawn = (
        _people(page, blocks.people, blocks.years),
        _stacked(page, blocks.sectors, _("Money by sector and year ({unit})").format(unit=unit)),
        bars(
            page,
            blocks.kinds.labels(),
            blocks.kinds.totals(),
            _("Money by kind of agency ({unit})").format(unit=unit),
            look.TEAL,
        ),
        bars(
            page,
            ranking.names,
            ranking.money,
            _("Counties that get most ({unit})").format(unit=unit),
            look.BLUE,
        ),
    )
    for number, chart in enumerate(drawn):
        down, across = divmod(number, 2)
        chart.set_size({"width": WIDE, "height": HIGH[down]})
        place = {"x_offset": across * (WIDE + GAP), "object_position": 2}
        row = top + down * ceil((HIGH[0] + GAP) * 0.75 / ROW)  # a pixel is 0.75 points
        page.sheet.insert_chart(row, 0, chart, place)


def new_chart(page: Page, kind: dict[str, str], title: str) -> Any:
    """A chart with a title, without a legend; its upright axis begins at zero, which Excel does not
    do of itself where the figures lie near each other."""
    chart = page.formats.book.add_chart(kind)
    chart.set_title(
        {"name": title, "overlay": False, "name_font": {"size": 12, "bold": True, "color": look.INK}}
    )
    chart.set_legend({"none": True})
    chart.set_chartarea({"border": {"color": look.LINE}})
    chart.set_y_axis({"num_format": "#,##0", "line": {"none": True}, "major_gridlines": _grid(), "min": 0})
    return chart


def _grid() -> dict[str, Any]:
    return {"visible": True, "line": {"color": look.LINE, "width": 0.75}}


def _people(page: Page, people: Block, years: int) -> Any:
    """Poor persons at the end of each year; the years after the last in another colour."""
    chart = new_chart(
        page, {"type": "column"}, _("Poor persons at the end of the year; green: after the plan")
    )
    count = people.last_column - people.first_column + 1
    chart.add_series(
        {
            "name": _("poor at the end of the year"),
            "categories": people.heads(),
            "values": people.row(people.first_row),
            "fill": {"color": look.BLUE},
            "points": [
                {"fill": {"color": look.BLUE if number < years else look.TEAL}} for number in range(count)
            ],
            "gap": 60,
            "data_labels": {"value": True, "num_format": "#,##0", "font": {"size": 8}},
        }
    )
    return chart


def _stacked(page: Page, sectors: Block, title: str) -> Any:
    chart = new_chart(page, {"type": "column", "subtype": "stacked"}, title)
    for number, row in enumerate(range(sectors.first_row, sectors.last_row + 1)):
        chart.add_series(
            {
                "name": [sectors.page.name, row, 0],
                "categories": sectors.heads(),
                "values": sectors.row(row),
                "fill": {"color": look.SERIES[number % len(look.SERIES)]},
                "gap": 60,
            }
        )
    chart.set_legend({"position": "right", "font": {"size": 9}})
    return chart


def bars(
    page: Page, names: Range, values: Range, title: str, colour: str, figures: str = look.PERSONS
) -> Any:
    """Bars from the top down in the order of the rows."""
    chart = new_chart(page, {"type": "bar"}, title)
    chart.add_series(
        {
            "name": title,
            "categories": names,
            "values": values,
            "fill": {"color": colour},
            "gap": 40,
            "data_labels": {"value": True, "num_format": figures, "font": {"size": 8}},
        }
    )
    chart.set_y_axis(
        {"reverse": True, "num_font": {"size": 8}, "major_gridlines": {"visible": False}, "interval_unit": 1}
    )
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}, "min": 0})
    return chart
