"""``diff.xlsx``: what changed between two plans. This file is its table of contents."""

from __future__ import annotations

from pathlib import Path

from polyfund.base.i18n import speaking
from polyfund.report.changes import moves, summary, totals, why
from polyfund.report.rest import Rest
from polyfund.report.sheet_writer import Page, Sheet
from polyfund.report.styles import Formats
from polyfund.report.workbook_format import new_book
from polyfund.studies.replan.replanned import Replanned

SHEETS: tuple[Sheet, ...] = (
    summary.SHEET,
    moves.MOVES,
    moves.GRANTS,
    totals.BY_AGENCY,
    totals.BY_COUNTY,
    totals.BY_PROGRAMME,
    totals.BY_YEAR,
    why.SHEET,
)


def write_changes(plans: Replanned, path: Path, language: str, rest: Rest | None = None) -> None:
    """Write the whole workbook in ``language`` ("en" or "zh") to ``path``; ``rest`` takes the
    lists that Excel has no room for.

    Raises: CannotWrite, where Excel has no room for it; OSError.
    """
    with speaking(language), new_book(path, summary.SHEET.title) as book:
        formats, rest = Formats(book), rest or Rest(stem=path.stem)
        sheets = SHEETS if plans.why else SHEETS[:-1]
        pages = {sheet: Page(book.add_worksheet(sheet.title), formats, rest) for sheet in sheets}
        moves.write_moves(pages[moves.MOVES], plans)
        moves.write_grants(pages[moves.GRANTS], plans)
        totals.write_totals(pages[totals.BY_AGENCY], plans, "agency")
        totals.write_totals(pages[totals.BY_COUNTY], plans, "county")
        programmes = totals.write_totals(pages[totals.BY_PROGRAMME], plans, "programme")
        years = totals.write_totals(pages[totals.BY_YEAR], plans, "year")
        if plans.why:
            why.write(pages[why.SHEET], plans.why)
        summary.write(pages[summary.SHEET], plans, years, programmes)
