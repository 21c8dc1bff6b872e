"""A new workbook."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError


@contextmanager
def new_book(path: Path, title: str) -> Iterator[Workbook]:
    """A workbook whose bytes depend on what is written alone. Raises: OSError."""
    book = Workbook(
        path, {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    book.set_properties({"title": title, "created": datetime(2000, 1, 1)})
    yield book
    try:
        book.close()
    except FileCreateError as refused:
        raise OSError(*refused.args) from refused
