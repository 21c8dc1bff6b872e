"""Saves a workbook so that the same content always gives the same file."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl.workbook import Workbook
from openpyxl.writer.excel import ExcelWriter

from polyfund.base.files import whole_file

LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip file can tell


class _Timeless(ZipFile):
    """A zip file whose entries all bear the same time."""

    def writestr(self, name, data, compress_type=None, compresslevel=None):  # type: ignore[no-untyped-def]
        entry = ZipInfo(str(name), LONG_AGO)
        entry.compress_type, entry.external_attr = ZIP_DEFLATED, 0o644 << 16
        super().writestr(entry, data)

    def write(self, filename, arcname=None, compress_type=None, compresslevel=None):  # type: ignore[no-untyped-def]
        self.writestr(arcname, Path(filename).read_bytes())  # type: ignore[no-untyped-call]


def save(book: Workbook, path: Path) -> None:
    """Write the workbook whole or not at all; no time of day gets into it.

    Raises: CannotWrite.
    """
    book.properties.created = book.properties.modified = datetime(*LONG_AGO)
    book.properties.creator = "polyfund"
    with whole_file(path) as draft, _Timeless(draft, "w", ZIP_DEFLATED) as archive:
        ExcelWriter(book, archive).save()
