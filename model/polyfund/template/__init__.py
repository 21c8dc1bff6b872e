"""The workbook to fill in, written from the declarations of its tables.

Sheets: About, Contents, one for each table in the order given, Lists.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from openpyxl.workbook import Workbook

from polyfund.base.i18n import _, speaking
from polyfund.schema.table import Table
from polyfund.template.front import write_about, write_contents
from polyfund.template.layout import BESIDES, Layout, Row
from polyfund.template.lists import Lists, write_lists
from polyfund.template.rows import case_rows, folder_rows
from polyfund.template.saving import save
from polyfund.template.sheets import write_record, write_table

__all__ = ["BESIDES", "case_rows", "folder_rows", "write_template"]


def write_template(
    path: Path,
    tables: Sequence[Table],
    language: str,
    rows: Mapping[str, Sequence[Row]] | None = None,
    title: str = "",
) -> None:
    """Write the template of ``tables`` as an .xlsx file in ``language`` ("en" or "zh").

    ``rows`` fills the sheets: by table key, each row by column key, as :func:`case_rows`
    gives them; a record table has one row. The same arguments always give the same bytes.

    Raises: CannotWrite.
    """
    with speaking(language):
        save(_workbook(Layout({table.key: table for table in tables}, rows or {}), title), path)


def _workbook(layout: Layout, title: str) -> Workbook:
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.title = title or _("Funds against poverty: the input of a plan")
    currency = _currency(layout)
    lists = Lists(layout)
    write_about(book, layout, title)
    write_contents(book, layout)
    for table in layout.tables.values():
        write = write_record if table.record else write_table
        write(book, table, layout, lists, currency)
    write_lists(book, lists)
    return book


def _currency(layout: Layout) -> str:
    """The word for money of the case, or that of the language."""
    settings = next(iter(layout.filled("settings")), {})
    return str(settings.get("currency") or _("yuan"))
