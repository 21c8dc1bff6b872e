"""``frontier.xlsx``, ``frontier.csv`` and ``frontier.html``: all of them, or none."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from model.report.files import write_table
from model.report.frontier.columns import columns
from model.report.frontier.picture import write_picture
from model.report.frontier.workbook import write_frontier
from model.studies.frontier import Frontier
from model.words import language
from model.writing import whole_file

DECIMALS = 9


def write(found: Frontier, folder: Path) -> list[Path]:
    """Write the three files beside the points' folders.

    Raises: CannotWrite.
    """
    paths = [folder / name for name in ("frontier.xlsx", "frontier.csv", "frontier.html")]
    # The workbook, which may be open in Excel, is replaced first: if it cannot be, none is.
    with whole_file(paths[2]) as picture, whole_file(paths[1]) as table, whole_file(paths[0]) as book:
        write_frontier(found, book, language())
        _write_table(found, table)
        write_picture(found, picture)
    return paths


def _write_table(found: Frontier, path: Path) -> None:
    """One row for each point; shares as fractions of 1, exchange rates in percentage points."""
    told = {column.key: column.values for column in columns(found)}  # no aim is named twice
    told["knee"] = ["yes" if place == found.knee else "no" for place in range(len(found.points))]
    plans = {"plan": [f"{point.name}/plan.xlsx" for point in found.points]}
    frame = pd.DataFrame(told | plans).round(DECIMALS)
    write_table(frame, path)
