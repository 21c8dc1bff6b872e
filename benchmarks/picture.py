"""The table as a picture: seconds by stage, and the core program by tool, case by case."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from benchmarks.peers import PEERS
from benchmarks.whole import STAGES

# Okabe and Ito's colours, told apart by everyone.
COLOURS = (
    "#0072B2", "#56B4E9", "#009E73", "#F0E442", "#D55E00", "#CC79A7", "#999999", "#E69F00", "#332288", "#000000"
)  # fmt: skip
Results = Mapping[str, Mapping[str, Any]]


def draw(results: Results, path: Path) -> None:
    """Write an SVG file, the same bytes for the same results."""
    with mpl.rc_context({"svg.hashsalt": "polyfund", "font.size": 9}):
        figure = Figure(figsize=(9, 1.8 + 0.6 * len(results)), layout="constrained")
        left, right = figure.subplots(1, 2, sharey=True)
        _stages(left, results)
        _peers(right, results)
        left.invert_yaxis()
        for axes in (left, right):
            axes.spines[["top", "right"]].set_visible(False)
        figure.legend(*left.get_legend_handles_labels(), loc="outside lower left", ncols=4, frameon=False)
        figure.legend(*right.get_legend_handles_labels(), loc="outside lower right", ncols=3, frameon=False)
        figure.savefig(path, format="svg", metadata={"Date": None})


def _stages(axes: Axes, results: Results) -> None:
    """A bar for each case, its stages end to end."""
    ends = [0.0] * len(results)
    for stage, colour in zip(STAGES, COLOURS, strict=True):
        widths = [float(result.get(f"{stage}, s", 0)) for result in results.values()]
        axes.barh(list(results), widths, left=ends, color=colour, label=stage, height=0.6)
        ends = [end + width for end, width in zip(ends, widths, strict=True)]
    axes.set_title("One run by stage, seconds", loc="left")


def _peers(axes: Axes, results: Results) -> None:
    """For each case a bar for each tool: to write and solve the core program; hatched: out of time."""
    height = 0.8 / len(PEERS)
    for number, (name, colour) in enumerate(zip(PEERS, COLOURS[::2], strict=False)):
        solved = [str(result.get(f"core, {name}: solve, s", 0)) for result in results.values()]
        written = [float(result.get(f"core, {name}: write, s", 0)) for result in results.values()]
        places = [place - 0.4 + height * (number + 0.5) for place in range(len(results))]
        widths = [float(text.split()[0]) + more for text, more in zip(solved, written, strict=True)]
        hatches = ["//" if "out of time" in text else "" for text in solved]
        axes.barh(places, widths, height, color=colour, label=name, hatch=hatches)
    axes.set_title("Core program, seconds (hatched: out of time)", loc="left")
