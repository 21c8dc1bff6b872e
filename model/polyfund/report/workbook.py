"""``plan.xlsx``: the plan to read. This file is its table of contents."""

from __future__ import annotations

from pathlib import Path

from polyfund.base.i18n import speaking
from polyfund.planning.answer import Answer
from polyfund.report.grants import shown_grants
from polyfund.report.rest import Rest
from polyfund.report.sheet_writer import Page, Sheet
from polyfund.report.sheets import (
    allocation,
    audit,
    budgets,
    compared,
    compared_places,
    contents,
    cooperation,
    log,
    matrices,
    outcomes,
    rules,
    summary,
    years,
)
from polyfund.report.styles import Formats
from polyfund.report.workbook_format import new_book
from polyfund.schema.units import MILLION

SHEETS: tuple[Sheet, ...] = (
    contents.SHEET,
    summary.SHEET,
    allocation.SHEET,
    matrices.BY_COUNTY,
    matrices.BY_AGENCY,
    years.SHEET,
    outcomes.SHEET,
    rules.SHEET,
    cooperation.SHEET,
    budgets.SHEET,
    compared.SHEET,
    compared_places.BY_COUNTY,
    compared_places.BY_AGENCY,
    audit.SHEET,
    log.SHEET,
)


def write_plan(answer: Answer, path: Path, language: str, rest: Rest | None = None) -> None:
    """Write the whole workbook in ``language`` ("en" or "zh") to ``path``; ``rest`` takes the
    lists that Excel has no room for.

    Raises: CannotWrite, where Excel has no room for a matrix or a text; OSError.
    """
    rest = rest or Rest()
    with speaking(language), new_book(path, answer.case.said("title")) as book:
        formats = Formats(book)
        pages = {sheet: Page(book.add_worksheet(sheet.title), formats, rest) for sheet in SHEETS}
        case, currency = answer.case, answer.case.said("currency")
        unit = case.unit(MILLION)
        grants = shown_grants(answer)
        allocation.write(pages[allocation.SHEET], grants, currency)
        outcomes.write(pages[outcomes.SHEET], answer)
        rules.write(pages[rules.SHEET], answer)
        cooperation.write(pages[cooperation.SHEET], answer, unit)
        budgets.write(pages[budgets.SHEET], answer, unit)
        # Formulas from here on speak of the lists above.
        matrices.write_by_county(pages[matrices.BY_COUNTY], case, grants, unit)
        matrices.write_by_agency(pages[matrices.BY_AGENCY], case, grants, unit)
        blocks = years.write(pages[years.SHEET], answer, grants, unit)
        compared.write(pages[compared.SHEET], answer)
        compared_places.write_by_county(pages[compared_places.BY_COUNTY], answer)
        compared_places.write_by_agency(pages[compared_places.BY_AGENCY], answer)
        audit.write(pages[audit.SHEET], answer)
        log.write(pages[log.SHEET], answer)
        summary.write(pages[summary.SHEET], answer, grants, blocks, currency)
        contents.write(pages[contents.SHEET], pages, case.said("title"))
