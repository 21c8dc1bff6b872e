"""``plan.xlsx``: the plan to read. This file is its table of contents."""

from __future__ import annotations

from pathlib import Path

import xlsxwriter

from model.answer.plan import Answer
from model.words import speaking


def write_plan(answer: Answer, path: Path, language: str) -> None:
    """Write the whole workbook in ``language`` to ``path``."""
    with speaking(language), xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Allocation")
        for at, row in enumerate(answer.figures.grants.itertuples(index=False)):
            sheet.write_row(at, 0, row)
