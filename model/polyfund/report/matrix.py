"""A matrix: money by two columns of Allocation, each cell a live sum, with totals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

from polyfund.base.i18n import _
from polyfund.report import styles as look
from polyfund.report.grants import cells, head, money_where
from polyfund.report.sheet_writer import Page

LONG = 6  # letters; longer headers are turned
HIGHEST = 150  # points

Money = np.ndarray[Any, np.dtype[np.float64]]  # million, rows by columns


@dataclass(frozen=True)
class Axis:
    """One side: a column of Allocation, the words it may hold, and more words beside each.

    ``beside`` is (header, a word for each member); one of the rows' may stand in columns of
    its own, one of the columns' in a row above the header.
    """

    key: str
    members: Sequence[str | int]
    beside: tuple[tuple[str, Sequence[str | None]], ...] = ()


@dataclass(frozen=True)
class Block:
    """Where a matrix stands, in rows and columns from 0: for charts and for what follows it."""

    page: Page
    header: int
    first_row: int
    last_row: int
    first_column: int
    last_column: int

    @property
    def total_row(self) -> int:
        return self.last_row + 1

    @property
    def total_column(self) -> int:
        return self.last_column + 1

    def labels(self) -> list[str | int]:
        """The names of the rows, as a chart takes a range."""
        return [self.page.name, self.first_row, 0, self.last_row, 0]

    def heads(self) -> list[str | int]:
        return [self.page.name, self.header, self.first_column, self.header, self.last_column]

    def row(self, row: int) -> list[str | int]:
        return [self.page.name, row, self.first_column, row, self.last_column]

    def totals(self) -> list[str | int]:
        """The totals of the rows."""
        return [self.page.name, self.first_row, self.total_column, self.last_row, self.total_column]


def write_matrix(
    page: Page, grants: pd.DataFrame, rows: Axis, columns: Axis, top: int = 0, *, live: bool = True
) -> Block:
    """Header in row ``top`` (and what stands beside it above), totals right and below.

    Not ``live``: the cells hold values; only the totals are formulas.
    """
    header, first = top + len(columns.beside), 1 + len(rows.beside)
    block = Block(
        page, header, header + 1, header + len(rows.members), first, first + len(columns.members) - 1
    )
    money = (
        grants.pivot_table(index=rows.key, columns=columns.key, values="amount", aggfunc="sum")
        .reindex(index=list(rows.members), columns=list(columns.members))
        .fillna(0.0)
        .to_numpy()
    )
    _write_heads(block, rows, columns)
    style = page.formats.cell(look.SPARSE)
    for row, (member, amounts) in enumerate(zip(rows.members, money, strict=True), start=block.first_row):
        page.put(row, 0, member, page.formats.cell(bold=True))
        for column, (_head, words) in enumerate(rows.beside, start=1):
            page.put(row, column, words[row - block.first_row], page.formats.cell())
        for column, (other, amount) in enumerate(zip(columns.members, amounts, strict=True), start=first):
            if live:
                places = {
                    rows.key: (xl_rowcol_to_cell(row, 0, col_abs=True), member),
                    columns.key: (xl_rowcol_to_cell(header, column, row_abs=True), other),
                }
                page.formula(row, column, money_where(places), float(amount), style)
            else:
                page.put(row, column, float(amount), style)
    _write_totals(block, money)
    _write_rest(block, float(grants["amount"].sum()) - float(money.sum()))
    return block


def _write_heads(block: Block, rows: Axis, columns: Axis) -> None:
    page = block.page
    turned = any(look.width(member) > LONG for member in columns.members)
    style = (
        page.formats.head(align="center", rotation=90, valign="bottom")
        if turned
        else page.formats.head(align="right")
    )
    for row, (_head, words) in enumerate(columns.beside, start=block.header - len(columns.beside)):
        for column in range(block.total_column + 1):
            page.put(row, column, None, page.formats.head())
        for column, word in enumerate(words, start=block.first_column):
            page.put(row, column, word, style)
        if turned:
            page.sheet.set_row(row, _height(words))
    for column, word in enumerate((head(rows.key), *(beside for beside, _words in rows.beside))):
        page.put(block.header, column, word, page.formats.head())
    for column, member in enumerate(columns.members, start=block.first_column):
        page.put(block.header, column, member, style)
    page.put(block.header, block.total_column, _("total"), page.formats.head(align="right"))
    if turned:
        page.sheet.set_row(block.header, _height(columns.members))


def _height(words: Sequence[object]) -> float:
    """Points that turned words need."""
    return min(HIGHEST, 12 + 5.8 * max(look.width(word or "") for word in words))


def _write_totals(block: Block, money: Money) -> None:
    """Sums of rows, of columns, and of all."""
    page = block.page
    for row, total in enumerate(money.sum(axis=1), start=block.first_row):
        span = xl_range(row, block.first_column, row, block.last_column)
        page.formula(row, block.total_column, f"=SUM({span})", float(total), page.formats.sum(look.MONEY))
    for column in range(block.first_column):
        page.put(block.total_row, column, _("total") if column == 0 else None, page.formats.total())
    for column, total in enumerate((*money.sum(axis=0), money.sum()), start=block.first_column):
        span = xl_range(block.first_row, column, block.last_row, column)
        page.formula(block.total_row, column, f"=SUM({span})", float(total), page.formats.total(look.MONEY))


def _write_rest(block: Block, rest: float) -> None:
    """What of Allocation stands in no cell: rows that name something else."""
    below, page = block.total_row + 1, block.page
    page.put(below, 0, _("in Allocation but not here"), page.formats.note())
    grand = xl_rowcol_to_cell(block.total_row, block.total_column)
    grey = page.formats(num_format=look.MONEY, font_color=look.GREY)
    page.formula(
        below, block.total_column, f"=ROUND(SUM({cells('amount')})-{grand},6)", round(rest, 6) + 0.0, grey
    )


def colour_by_money(block: Block) -> None:
    """The more money, the darker."""
    block.page.sheet.conditional_format(
        block.first_row,
        block.first_column,
        block.last_row,
        block.last_column,
        {"type": "2_color_scale", "min_color": look.WHITE, "max_color": look.HEAT},
    )
