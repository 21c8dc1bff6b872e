"""``frontier.xlsx``, ``frontier.csv``, ``frontier.html`` and their record: all of them, or none."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from polyfund.base.i18n import language
from polyfund.base.progress import Tell, silent
from polyfund.base.run_folder import write_whole
from polyfund.planning.plan_files import write_record, write_table
from polyfund.planning.run_files import FRONTIER, output_of
from polyfund.report.frontier.columns import columns
from polyfund.report.frontier.picture import write_picture
from polyfund.report.frontier.workbook import write_frontier
from polyfund.studies.frontier.record import frontier_record
from polyfund.studies.frontier.search import Frontier

DECIMALS = 9


def write(found: Frontier, folder: Path, tell: Tell = silent) -> list[Path]:
    """Write the three files beside the points' folders.

    Raises: CannotWrite.
    """
    book, table, picture = FRONTIER[:3]

    def make(draft: Path, folder: Path) -> None:
        write_frontier(found, draft / book, language())
        _write_table(found, draft / table)
        write_picture(found, draft / picture)
        write_record(frontier_record(found.case, found.keys, found.count, folder), draft)

    return write_whole(folder, output_of(found.case, FRONTIER, siblings=False), make, tell)


def _write_table(found: Frontier, path: Path) -> None:
    """One row for each point; shares as fractions of 1, exchange rates in percentage points."""
    told = {column.key: column.values for column in columns(found)}  # no aim is named twice
    told["knee"] = ["yes" if place == found.knee else "no" for place in range(len(found.points))]
    plans = {"plan": [f"{point.name}/plan.xlsx" for point in found.points]}
    frame = pd.DataFrame(told | plans).round(DECIMALS)
    write_table(frame, path)
