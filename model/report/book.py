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
    """A worksheet that makes the same formula ready once, not anew in every row."""

    def _prepare_formula(self, formula: str, *how: Any, **so: Any) -> Any:
        key = formula, how, *so.items()
        if key not in self.__dict__.setdefault("_ready", {}):
            self._ready[key] = super()._prepare_formula(formula, *how, **so)
        return self._ready[key]


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
