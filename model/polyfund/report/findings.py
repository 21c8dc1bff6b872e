"""Findings of the audit in words."""

from __future__ import annotations

from math import isclose
from typing import Any

from polyfund.base.i18n import _, language
from polyfund.base.i18n.amounts import amount
from polyfund.case.case import Case
from polyfund.evaluation.audit import Finding
from polyfund.evaluation.overspent import Payment
from polyfund.report.names import chinese, kind_words
from polyfund.rules import IN_FORCE, Demand
from polyfund.schema.scope import EACH, NAMED, SCOPES


def check_words() -> dict[str, str]:
    """The name of every check, in the order of the audit."""
    return {
        "eligibility": _("eligibility"),
        "budgets": _("budgets pay for all grants"),
        "needs": _("no more than the need"),
        "staff": _("staff of the agencies"),
        "management": _("management of the counties"),
        **{room.TABLE.key: room.TABLE.label[language()] for room in IN_FORCE},
    }


def state(finding: Finding) -> str:
    """Holds, holds and binds, broken at its price, or broken."""
    if finding.broken:
        return _("broken")
    if not finding.met:
        return _("broken at its price")
    return _("binding") if finding.binds else _("holds")


MOST_PAYMENTS = 4


def held_words(held: Any, asked: float) -> str:
    """In brackets what the cell named holds, where that is not the very figure asked."""
    if isinstance(held, bool) or not isinstance(held, int | float) or isclose(held, asked, rel_tol=1e-9):
        return ""
    return _(" (the cell holds {held})").format(held=amount(held, 12))


def beside_words(finding: Finding) -> str:
    """In brackets how the figure asked comes about, where it is not what the cell named holds."""
    if finding.check != "budgets":
        return held_words(finding.held, finding.asked)
    payments = finding.payments
    if not payments:
        return _(" (no line may pay for it)")
    if len(payments) == 1 and isclose(payments[0].held, finding.asked, rel_tol=1e-9):
        return ""
    told = [_payment_words(payment) for payment in payments[:MOST_PAYMENTS]]
    return " (" + _("; ").join([*told, *(["..."] if len(payments) > MOST_PAYMENTS else [])]) + ")"


def _payment_words(payment: Payment) -> str:
    words = (
        _("{place} holds {held}") if payment.most == payment.held else _("{most} of the {held} in {place}")
    )
    return words.format(place=payment.place, held=amount(payment.held, 12), most=amount(payment.most, 12))


def words_of(held: Any) -> str:
    """What a cell holds."""
    return amount(held, 12) if isinstance(held, int | float) else str(held)


def asked_words(finding: Finding) -> str:
    """The figure asked: as the cell writes it, where it is that."""
    exact = isinstance(finding.held, int | float) and not held_words(finding.held, finding.asked)
    return amount(finding.asked, 12 if exact else 6)


class Who:
    """Whom a demand speaks of, in words."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._kinds = kind_words()
        self._names = {register: chinese(case, register) if language() == "zh" else {} for register in NAMED}
        self._members = {key: set(map(str, members)) for key, members in case.directory.members.items()}
        self._cells: dict[str, dict[Any, dict[str, Any]]] = {}
        self._groups: dict[tuple[str, frozenset[Any], str | None], str] = {}

    def __call__(self, demand: Demand) -> str:
        """The words of the row's scope; of ``each`` the one that this demand is about."""
        cells = self._cells_of(demand.rule).get(demand.row, {})
        told = []
        for dimension in SCOPES:
            chosen = getattr(demand.scope, dimension)
            if chosen is not None:
                each = demand.scope.label.split(" / ")
                told.append(self._part(dimension, chosen, cells.get(dimension), each))
        return " / ".join(told) or _("all together")

    def _cells_of(self, rule: str) -> dict[Any, dict[str, Any]]:
        """The scope cells of a rule's rows."""
        if rule not in self._cells:
            table = self._case.tables[rule]
            own = [column for column in table.columns if column in SCOPES]
            rows = table[own].itertuples(name=None)
            self._cells[rule] = {row: dict(zip(own, cells, strict=True)) for row, *cells in rows}
        return self._cells[rule]

    def _part(self, dimension: str, chosen: frozenset[Any], cell: str | None, each: list[str]) -> str:
        """The group that the cell names, where the demand is of all of it; otherwise the members."""
        if len(chosen) == 1:
            (member,) = chosen
            return self._words(dimension, chosen, None if str(member) in each else cell)
        key = dimension, chosen, cell
        if key not in self._groups:
            self._groups[key] = self._words(*key)
        return self._groups[key]

    def _words(self, dimension: str, chosen: frozenset[Any], cell: str | None) -> str:
        members = sorted(chosen)
        if cell and self._is_group(dimension, cell, chosen):
            return self._kinds.get(cell, cell)
        if dimension == "years" and len(members) > 1:
            return f"{members[0]}-{members[-1]}"
        return ", ".join(str(self._names.get(dimension, {}).get(one) or one) for one in members)

    def _is_group(self, dimension: str, cell: str, chosen: frozenset[Any]) -> bool:
        """Whether the cell names a group, and ``chosen`` is all of it."""
        if cell.split()[0].casefold() in EACH:
            return False
        return cell not in self._members[dimension] and self._case.chosen(dimension, cell) == chosen
