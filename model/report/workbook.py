"""``plan.xlsx``: the plan to read. This file is its table of contents."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError

from model.answer.plan import Answer
from model.report.grants import shown_grants
from model.report.look import Formats
from model.report.page import Page, Sheet
from model.report.sheets import allocation
from model.words import speaking

SHEETS: tuple[Sheet, ...] = (allocation.SHEET,)


def write_plan(answer: Answer, path: Path, language: str) -> None:
    """Write the whole workbook in ``language`` ("en" or "zh") to ``path``.

    Raises: CannotWrite, where Excel has no room for the plan; OSError.
    """
    with speaking(language), _workbook(path, answer) as book:
        formats = Formats(book)
        pages = {sheet: Page(book.add_worksheet(sheet.title), formats) for sheet in SHEETS}
        currency = str(answer.case.settings["currency"])
        allocation.write(pages[allocation.SHEET], shown_grants(answer), currency)


@contextmanager
def _workbook(path: Path, answer: Answer) -> Iterator[Workbook]:
    """A workbook whose bytes depend on what is written alone. Raises: OSError."""
    book = Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})
    book.set_properties({"title": str(answer.case.settings["title"]), "created": datetime(2000, 1, 1)})
    yield book
    try:
        book.close()
    except FileCreateError as refused:
        raise OSError(*refused.args) from refused
