"""County x programme and agency x county: the money of all years."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from polyfund.base.i18n import _, language
from polyfund.case.case import Case
from polyfund.report import styles as look
from polyfund.report.grants import TABLE
from polyfund.report.matrix import Axis, colour_by_money, write_matrix
from polyfund.report.names import chinese, kind_words
from polyfund.report.sheet_writer import Page, Sheet
from polyfund.schema.registers import AGENCIES, COUNTIES, PROGRAMMES
from polyfund.schema.table import Label

BY_COUNTY = Sheet(
    Label("County x programme", "县×项目"),
    Label("How much each county gets for what, over all years", "各县各项目全期获得的资金"),
)
BY_AGENCY = Sheet(
    Label("Agency x county", "机构×县"),
    Label("How much each agency gives to which county, over all years", "各机构全期投向各县的资金"),
)
MOST_ON_A_PAGE, MOST_ROWS_ON_A_PAGE = 30, 80  # columns and rows
MOST_LIVE_CELLS = 20_000  # more sums than that make a workbook slow


def write_by_county(page: Page, case: Case, grants: pd.DataFrame, unit: str) -> None:
    counties = _axis(case, "counties", case.counties)
    programmes = Axis("programme", case.programmes, _chinese_beside(case, "programmes", case.programmes))
    _write(page, grants, counties, programmes, unit)


def write_by_agency(page: Page, case: Case, grants: pd.DataFrame, unit: str) -> None:
    agencies = _axis(case, "agencies", case.agencies)
    counties = Axis("county", case.counties, _chinese_beside(case, "counties", case.counties))
    _write(page, grants, agencies, counties, unit)


def _write(page: Page, grants: pd.DataFrame, rows: Axis, columns: Axis, unit: str) -> None:
    cells = len(rows.members) * len(columns.members)
    live = cells <= MOST_LIVE_CELLS and TABLE not in page.rest.left
    note = (
        _("{unit}, all years; every figure is a live sum over Allocation")
        if live
        else _("{unit}, all years; values, not formulas, because there are so many; the totals are live")
    )
    page.put(0, 0, note.format(unit=unit), page.formats.note())
    block = write_matrix(page, grants, rows, columns, top=1, live=live)
    colour_by_money(block)
    for column, words in enumerate((rows.members, *(words for _head, words in rows.beside))):
        longest = max(look.width(word or "") for word in words)
        page.widen(column, min(46, 4 + 1.12 * longest))  # names stand in bold letters
    page.sheet.set_column(block.first_column, block.last_column, 9)
    page.widen(block.total_column, 12)
    page.finish(
        header_row=block.header,
        header_column=block.first_column,
        whole=len(rows.members) <= MOST_ROWS_ON_A_PAGE,
    )
    if len(columns.members) > MOST_ON_A_PAGE:
        page.over_pages(block.first_column)


def _axis(case: Case, register: str, members: Sequence[str]) -> Axis:
    """The rows of a matrix: beside the name, the Chinese one and the group it belongs to."""
    beside = _chinese_beside(case, register, members)
    if register == "agencies":
        words = kind_words()
        kinds = {key: words[kind] for key, kind in case.column("agencies", "agency", "kind").items()}
        return Axis(
            "agency", members, (*beside, (AGENCIES["kind"].label[language()], [kinds[m] for m in members]))
        )
    prefectures = case.column("counties", "county", "prefecture")
    if any(prefectures.values()):
        label = COUNTIES["prefecture"].label[language()]
        beside = (*beside, (label, [prefectures[member] for member in members]))
    return Axis("county", members, beside)


def _chinese_beside(
    case: Case, register: str, members: Sequence[str]
) -> tuple[tuple[str, Sequence[str | None]], ...]:
    names = chinese(case, register)
    label = PROGRAMMES["name_zh"].label[language()]
    return ((label, [names[member] for member in members]),) if names else ()
