"""Figures of a size that no plan has: yuan typed for millions, or millions for yuan.

Relief costs between some thousands and some hundred thousands of yuan a poor person; only what
is far from that, whatever the money, is told, and need not be wrong.
"""

from __future__ import annotations

from typing import Any

from polyfund.base.i18n import _
from polyfund.case.case import Case
from polyfund.schema.faults import Faults

LEAST, MOST = 10.0, 1e7  # of money a poor person
LEAST_LINE = 1e-3  # million of one line


def check_plausible(case: Case, faults: Faults) -> None:
    """Warns of far too much or too little money for so many poor people, with the largest cell."""
    poor = sum(case.poor.values())
    if not case.whole or not poor:
        return
    _check_sum(case, "budgets", "amount", _("all budgets"), poor, faults)
    _check_sum(case, "needs", "need", _("all needs"), poor, faults)
    for row in case.rows("budgets"):
        if 0 < row.amount < LEAST_LINE:
            _warn(case, faults, "budgets", row, _("{amount} million are {money} {currency}").format(
                amount=_figure(row.amount), money=_figure(row.amount * 1e6), currency=case.said("currency")
            ))  # fmt: skip
    for row in case.rows("limits") if "limits" in case.tables else ():
        if row.basis == "per poor person" and row.amount and not LEAST <= row.amount <= MOST:
            _warn(case, faults, "limits", row, _("{amount} {currency} per poor person is beyond all custom").format(
                amount=_figure(row.amount), currency=case.said("currency")
            ))  # fmt: skip


def _check_sum(case: Case, table: str, column: str, what: str, poor: int, faults: Faults) -> None:
    figures = case.tables[table][column]
    each = float(figures.sum()) * 1e6 / poor
    if each and not LEAST <= each <= MOST:
        faults.warn(
            case.place(table, figures.index[int(figures.argmax())], column),
            _("{what} come to {each} {currency} a poor person, and {most} million stand here").format(
                what=what, each=_figure(each), currency=case.said("currency"), most=_figure(figures.max())
            ),
            _("amounts are in millions: look whether this one is"),
        )


def _warn(case: Case, faults: Faults, table: str, row: Any, what: str) -> None:
    remedy = {
        "budgets": _("amounts are in millions: look whether this one is"),
        "limits": _(
            "amounts per poor person are in {currency}, not in millions: look whether this one is"
        ).format(currency=case.said("currency")),
    }
    faults.warn(case.place(table, row.Index, "amount"), what, remedy[table])


def _figure(number: float) -> str:
    """All digits of a large number, some of a small one."""
    return f"{number:,.0f}" if number >= 1000 else f"{number:.4g}"
