"""Years: money by sector, by kind of agency and by prefecture; people by year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

from polyfund.base.i18n import _
from polyfund.case.case import Case
from polyfund.planning.answer import Answer
from polyfund.report import styles as look
from polyfund.report.grants import cells
from polyfund.report.matrix import Axis, Block, write_matrix
from polyfund.report.names import kind_words
from polyfund.report.sheet_writer import Page, Sheet
from polyfund.report.sheets import budgets, outcomes
from polyfund.schema.table import Label

SHEET = Sheet(
    Label("Years", "分年情况"),
    Label(
        "Money and people year by year: by sector, kind of agency and prefecture",
        "逐年资金与人口：按领域、机构类别与州市",
    ),
)
LABELS = 34  # the width of the first column


@dataclass(frozen=True)
class Blocks:
    """Where the figures stand that charts are drawn from."""

    people: Block
    sectors: Block
    kinds: Block
    years: int  # of the plan; the people block goes on after them


def write(page: Page, answer: Answer, grants: pd.DataFrame, unit: str) -> Blocks:
    page.widen(0, LABELS)
    page.sheet.set_column(1, len(answer.case.outcome_years) + 1, 13)
    row = _write_money(page, answer, grants, unit)
    people = _write_people(page, answer, row)
    row = people.last_row + 2
    blocks = {}
    for key, title, members in _groups(answer.case):
        if members:
            page.put(row, 0, f"{title} ({unit})", page.formats.heading())
            by_money = grants.groupby(key)["amount"].sum().reindex(sorted(members), fill_value=0.0)
            ordered = by_money.sort_values(ascending=False, kind="stable").index.tolist()
            blocks[key] = write_matrix(
                page, grants, Axis(key, ordered), Axis("year", answer.case.years), row + 1
            )
            row = blocks[key].total_row + 3
    page.finish(whole=True)
    return Blocks(people, blocks["sector"], blocks["kind"], len(answer.case.years))


def _groups(case: Case) -> tuple[tuple[str, str, set[str]], ...]:
    """What money is told by: a column of Allocation, the heading, and the members of the case."""
    words = kind_words()
    return (
        ("sector", _("Money by sector"), set(case.sector.values())),
        ("kind", _("Money by kind of agency"), {words[kind] for kind in case.tables["agencies"]["kind"]}),
        ("prefecture", _("Money by prefecture"), set(case.tables["counties"]["prefecture"].dropna())),
    )


def _write_money(page: Page, answer: Answer, grants: pd.DataFrame, unit: str) -> int:
    """Money in the budgets and given, by year; returns the row for what follows."""
    years = answer.case.years
    page.put(0, 0, _("Money by year ({unit})").format(unit=unit), page.formats.heading())
    _write_heads(page, 1, (*years, _("total")))
    rows = (
        (
            _("money in the budgets"),
            answer.case.tables["budgets"],
            budgets.cells("year"),
            budgets.cells("amount"),
        ),
        (_("money given"), grants, cells("year"), cells("amount")),
    )
    for row, (name, frame, of_years, amounts) in enumerate(rows, start=2):
        by_year = frame.groupby("year")["amount"].sum()
        page.put(row, 0, name, page.formats.cell(bold=True))
        for column, year in enumerate(years, start=1):
            formula = f"=SUMIFS({amounts},{of_years},{xl_rowcol_to_cell(1, column, row_abs=True)})"
            page.formula(row, column, formula, float(by_year.get(year, 0.0)), page.formats.cell(look.MONEY))
        span = xl_range(row, 1, row, len(years))
        page.formula(
            row, len(years) + 1, f"=SUM({span})", float(by_year.sum()), page.formats.total(look.MONEY)
        )
    return 2 + len(rows) + 1


def _write_people(page: Page, answer: Answer, top: int) -> Block:
    """Poor persons at the end of each year and lifted in it; the years after the last are tinted."""
    years, last = answer.case.outcome_years, answer.case.years[-1]
    page.put(
        top,
        0,
        _("People (persons); years after {last}: what the money given until then still does").format(
            last=last
        ),
        page.formats.heading(),
    )
    _write_heads(page, top + 1, years, after=last)
    by_year = answer.figures.outcomes.groupby("year")
    for row, (name, key) in enumerate(
        ((_("poor at the end of the year"), "poor"), (_("lifted in the year"), "lifted")), start=top + 2
    ):
        page.put(row, 0, name, page.formats.cell(bold=True))
        people = by_year[key].sum().to_dict()
        for column, year in enumerate(years, start=1):
            formula = f"=SUM({outcomes.cells(key, year)})"
            page.formula(row, column, formula, float(people[year]), page.formats.cell(look.PERSONS))
    return Block(page, top + 1, top + 2, top + 3, 1, len(years))


def _write_heads(page: Page, row: int, heads: Sequence[str | int], after: int | None = None) -> None:
    page.put(row, 0, None, page.formats.head())
    for column, word in enumerate(heads, start=1):
        later = after is not None and isinstance(word, int) and word > after
        page.put(row, column, word, page.formats.head(look.TEAL if later else look.BLUE, align="right"))
