"""``frontier.html``: the points to look at, in any browser and without the internet."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

import plotly.graph_objects as go

from polyfund.base.i18n import language
from polyfund.report import styles as look
from polyfund.report.frontier.columns import columns, shown, unit_of
from polyfund.report.frontier.words import knee_words, subtitle, title, ways
from polyfund.studies.frontier.search import Frontier

TICKS = {look.FINE_SHARE: ".1~%", look.PERSONS: ",.3~f", look.MONEY: ",.3~f"}
FONT = "'Segoe UI', 'Helvetica Neue', 'Microsoft YaHei', 'Noto Sans CJK SC', Arial, sans-serif"

UNWANTED = ["sendChartToCloud", "lasso2d", "select2d"]  # the first would send the figures away

PAGE = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ font-family: {font}; color: {ink}; margin: 2rem auto; max-width: 1200px; padding: 0 1rem; }}
h1 {{ color: {blue}; font-size: 1.5rem; margin: 0; }}
p {{ margin: .3rem 0; color: {grey}; }}
p.knee {{ color: {amber}; font-weight: bold; }}
.wide {{ overflow-x: auto; }}
table {{ border-collapse: collapse; font-size: .85rem; margin-top: 1rem; }}
th {{ background: {blue}; color: white; text-align: left; padding: .4rem .6rem; vertical-align: bottom; }}
td {{ border-bottom: 1px solid {line}; padding: .3rem .6rem; }}
th.figure, td.figure {{ text-align: right; font-variant-numeric: tabular-nums; }}
th small {{ display: block; font-weight: normal; }}
tr.knee td {{ background: {pale}; }}
</style>
</head>
<body>
<h1>{title}</h1>
<p>{subtitle}</p>
<p class="knee">{knee}</p>
<p>{ways}</p>
{chart}
<div class="wide">{table}</div>
</body>
</html>
"""


def write_picture(found: Frontier, path: Path) -> None:
    """Raises: OSError."""
    chart = _figure(found).to_html(
        full_html=False,
        include_plotlyjs=True,
        div_id="frontier",
        config={"displaylogo": False, "responsive": True, "modeBarButtonsToRemove": UNWANTED},
    )
    page = PAGE.format(
        language=language(),
        title=escape(title(found)),
        subtitle=escape(subtitle(found)),
        knee=escape(knee_words(found)),
        ways=escape(ways(found)),
        chart=chart,
        table=_table(found),
        font=FONT,
        ink=look.INK,
        blue=look.BLUE,
        grey=look.GREY,
        amber=look.AMBER,
        line=look.LINE,
        pale=look.AMBER_PALE,
    )
    path.write_text(page, encoding="utf-8", newline="\n")


def _figure(found: Frontier) -> go.Figure:
    """Two aims joined in a plane; three as points in space."""
    second, first, *third = _along(found)
    marks = {
        "size": [14 if place == found.knee else 9 for place in range(len(found.points))],
        "color": [look.SERIES[1] if place == found.knee else look.BLUE for place in range(len(found.points))],
        "line": {"color": look.WHITE, "width": 1},
        "opacity": 1,
    }
    told: dict[str, Any] = {"hovertext": _hover(found), "hoverinfo": "text", "marker": marks}
    if third:
        drawn = go.Scatter3d(x=second, y=third[0], z=first, mode="markers", **told)
        scene = {"xaxis": _axis(found, 1), "yaxis": _axis(found, 2), "zaxis": _axis(found, 0)}
        figure = go.Figure(drawn, {"scene": scene, "height": 640})
    else:
        drawn = go.Scatter(x=second, y=first, mode="lines+markers", line={"color": look.BLUE}, **told)
        figure = go.Figure(drawn, {"xaxis": _axis(found, 1), "yaxis": _axis(found, 0), "height": 520})
    figure.update_layout(
        template="plotly_white",
        font={"family": FONT, "color": look.INK},
        margin={"l": 20, "r": 20, "t": 30, "b": 20},
        hoverlabel={"align": "left"},
    )
    return figure


def _along(found: Frontier) -> list[list[float]]:
    """The values of the second aim, the first, and the third if there is one."""
    values = [[point.published[aim] for point in found.points] for aim in range(len(found.stages))]
    return [values[1], values[0], *values[2:]]


def _axis(found: Frontier, aim: int) -> dict[str, Any]:
    name = f"{found.stages[aim].title} ({unit_of(found, aim)})"
    return {"title": {"text": escape(name)}, "tickformat": TICKS[shown(found, aim)]}


def _hover(found: Frontier) -> list[str]:
    """All that is known of each point; what a user typed is never taken for markup."""
    told = columns(found)
    return [
        "<br>".join(
            escape(f"{column.head}: {column.words(place)} {column.unit if '%' not in column.figures else ''}")
            for column in told
            if column.words(place)
        )
        for place in range(len(found.points))
    ]


def _table(found: Frontier) -> str:
    told = columns(found)
    sides = [' class="figure"' if column.figures else "" for column in told]
    heads = "".join(
        f"<th{side}>{escape(column.head)}<small>{escape(column.unit)}</small></th>"
        for column, side in zip(told, sides, strict=True)
    )
    lines = [
        ('<tr class="knee">' if place == found.knee else "<tr>")
        + "".join(
            f"<td{side}>{escape(column.words(place))}</td>" for column, side in zip(told, sides, strict=True)
        )
        + f'<td><a href="{point.name}/plan.xlsx">plan.xlsx</a></td></tr>'
        for place, point in enumerate(found.points)
    ]
    return f"<table><thead><tr>{heads}<th></th></tr></thead><tbody>{''.join(lines)}</tbody></table>"
