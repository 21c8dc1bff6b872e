"""A new workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from io import FileIO
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.worksheet import Worksheet

from polyfund.base.files import MADE


class _Sheet(Worksheet):  # type: ignore[misc]
    """A worksheet that takes formulas as they are: XlsxWriter looks in each for thirty functions that
    came to Excel later, one by one, to mark them, and we write none of them."""

    def _prepare_formula(self, formula: str, *_how: Any, **_so: Any) -> str:
        return formula.removeprefix("=")


class _Sink(FileIO):
    """A file that takes everything: XlsxWriter and the ZIP file below it, once refused, refuse again when
    Python throws them away, where nobody can hear it. The first refusal is kept for us to raise."""

    refused: OSError | None = None

    def write(self, data: Any) -> int:
        if self.refused is None:
            try:
                return _whole(super().write, data)
            except OSError as refused:
                self.refused = refused
        return memoryview(data).nbytes


def _whole(write: Callable[[Any], int | None], data: Any) -> int:
    """A disk that is almost full takes a part first."""
    left = memoryview(data).cast("B")
    while left:
        left = left[write(left) or 0 :]
    return memoryview(data).nbytes


@contextmanager
def new_book(path: Path, title: str) -> Iterator[Workbook]:
    """A workbook whose bytes depend on what is written alone. Raises: OSError."""
    with _Sink(path, "w") as sink:
        book = Workbook(
            sink, {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        )
        book.set_properties({"title": title, "created": datetime(2000, 1, 1), "category": MADE})
        book.worksheet_class = _Sheet
        yield book
        try:
            book.close()
        except FileCreateError as refused:  # of the temporary files that it is put together from
            raise refused.args[0] from refused
    if sink.refused:
        raise sink.refused
