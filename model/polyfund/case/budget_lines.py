"""The lines of Budgets as the program and the audit take them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from polyfund.case.case import Case


class BudgetLine(NamedTuple):
    """One row of Budgets: ``sector`` is None for money that any sector may use."""

    row: int
    agency: str
    sector: str | None
    year: int
    amount: float
    transferable: float
    last_year: int  # the last year in which it may be spent


def lines_of(case: Case) -> tuple[BudgetLine, ...]:
    """The lines with money in them, in the order of keys."""
    return tuple(
        BudgetLine(
            row.Index,
            row.agency,
            row.sector,
            row.year,
            row.amount,
            row.transferable,
            min(row.year + row.carry_over, case.years[-1]),
        )
        for row in case.rows("budgets")
        if row.amount > 0
    )


def programmes_of(case: Case, sector: str | None) -> frozenset[str] | None:
    """The programmes of a sector; None, for all, where money has no sector."""
    if sector is None:
        return None
    return frozenset(programme for programme, its in case.sector.items() if its == sector)
