"""Demands that no grant could ever meet are faults of the input, not conflicts."""

from __future__ import annotations

from dataclasses import replace

from polyfund.base.i18n import _
from polyfund.case.case import Case
from polyfund.rules.base import Demand
from polyfund.schema.faults import Faults
from polyfund.schema.scope import Scope


def check_reach(case: Case, demands: list[Demand], faults: Faults) -> None:
    """Every hard demand for money speaks of at least one eligible grant."""
    for demand in demands:
        asks = demand.price is None and demand.sense in ("at least", "exactly") and demand.asked > 0
        if asks and demand.counts == "million" and not case.can_give(demand.scope):
            what, remedy = _why_not(case, demand.scope)
            place = case.place(demand.rule, demand.row, demand.column)
            faults.add(place, what.format(whom=demand.scope.aside), remedy)


def _why_not(case: Case, scope: Scope) -> tuple[str, str]:
    """Why there can be no grant in a scope, and the remedy."""
    if not any(scope.has(counties=county, programmes=programme) for county, programme in case.need):
        return (
            _("no agency can give anything here{whom}, for nothing is needed"),
            _("add the need to Needs, or change this row"),
        )
    if case.can_give(replace(scope, years=None)):
        return (
            _("no agency can give anything here{whom} in these years, for none has money then"),
            _("add the money to Budgets, or change the years"),
        )
    return (
        _("no agency can give anything here{whom}: none may fund it and has money for it"),
        _("add a row to Eligibility or Budgets, or change this row"),
    )
