"""The charts of the summary: money by year and by programme, in A and in B."""

from __future__ import annotations

from math import ceil
from typing import Any

from polyfund.base.i18n import _
from polyfund.report import styles as look
from polyfund.report.changes.totals import Block
from polyfund.report.charts import new_chart
from polyfund.report.sheet_writer import Page

ROW = 18  # points of a row beneath the charts
HIGH, WIDE, GAP = 460, (420, 620), 16  # pixels
ROWS = ceil(HIGH * 0.75 / ROW)  # that the charts cover: a pixel is 0.75 points
PLANS = (look.SERIES[0], look.SERIES[1])  # A and B


def draw(page: Page, top: int, left: int, years: Block, programmes: Block, unit: str) -> None:
    """Two charts, side by side, from a cell on."""
    drawn = (
        _both(page, "column", years, _("Money by year ({unit})").format(unit=unit)),
        _both(page, "bar", programmes, _("Money by programme ({unit})").format(unit=unit)),
    )
    across = 0
    for chart, wide in zip(drawn, WIDE, strict=True):
        chart.set_size({"width": wide, "height": HIGH})
        page.sheet.insert_chart(top, left, chart, {"x_offset": across, "object_position": 2})
        across += wide + GAP


def _both(page: Page, kind: str, block: Block, title: str) -> Any:
    """A beside B for each row of a list of totals; bars run from the top down."""
    chart = new_chart(page, {"type": kind}, title)
    for column, colour in zip((block.before, block.before + 1), PLANS, strict=True):
        chart.add_series(
            {
                "name": [block.page.name, block.first - 1, column],
                "categories": [block.page.name, block.first, 0, block.last, 0],
                "values": [block.page.name, block.first, column, block.last, column],
                "fill": {"color": colour},
                "gap": 50,
            }
        )
    chart.set_legend({"position": "bottom", "font": {"size": 9}})
    if kind == "bar":
        chart.set_y_axis(
            {
                "reverse": True,
                "num_font": {"size": 8},
                "major_gridlines": {"visible": False},
                "interval_unit": 1,
            }
        )
        grid = {"visible": True, "line": {"color": look.LINE, "width": 0.75}}
        along = {"num_format": "#,##0", "label_position": "high", "major_gridlines": grid, "min": 0}
        chart.set_x_axis(along)
    return chart
