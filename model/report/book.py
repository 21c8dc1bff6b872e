"""A new workbook."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.worksheet import Worksheet


class _Sheet(Worksheet):  # type: ignore[misc]
    """A worksheet that takes formulas as they are: XlsxWriter looks in each for thirty functions that
    came to Excel later, one by one, to mark them, and we write none of them."""

    def _prepare_formula(self, formula: str, *_how: Any, **_so: Any) -> str:
        return formula.removeprefix("=")


@contextmanager
def new_book(path: Path, title: str) -> Iterator[Workbook]:
    """A workbook whose bytes depend on what is written alone. Raises: OSError."""
    book = Workbook(
        path, {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    book.set_properties({"title": title, "created": datetime(2000, 1, 1)})
    book.worksheet_class = _Sheet
    yield book
    try:
        book.close()
    except FileCreateError as refused:
        raise OSError(*refused.args) from refused
