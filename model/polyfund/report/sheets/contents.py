"""Contents: each sheet with a link and what it answers."""

from __future__ import annotations

from collections.abc import Mapping

from polyfund.base.i18n import _, language
from polyfund.report import styles as look
from polyfund.report.grants import TABLE
from polyfund.report.sheet_writer import Page, Sheet
from polyfund.schema.table import Label

SHEET = Sheet(Label("Contents", "目录"), Label("This list", "本目录"))
ANSWERS = 96  # digits wide


def write(page: Page, pages: Mapping[Sheet, Page], title: str) -> None:
    page.put(0, 0, title, page.formats.title())
    page.sheet.set_row(0, 30)
    told = _(
        "A plan by polyfund. Amounts on “{allocation}” may be edited; then run: polyfund audit INPUT {name}"
    )
    title_of = next(sheet.title for sheet in pages if sheet.label.en == "Allocation")
    name, where = ("plan.csv", "plan.csv") if TABLE in page.rest.left else ("plan.xlsx", title_of)
    page.put(1, 0, told.format(allocation=where, name=name), page.formats.note())
    page.widen(0, 24)
    page.widen(1, ANSWERS)
    for column, head in enumerate((_("sheet"), _("what it answers"))):
        page.put(3, column, head, page.formats.head())
    for row, (sheet, target) in enumerate(pages.items(), start=4):
        page.link(row, 0, target, page.formats.cell(font_color=look.LINK, underline=1))
        page.put(row, 1, sheet.meaning[language()], page.formats.cell(text_wrap=True))
        page.sheet.set_row(row, 20)
    page.finish()
