"""Demands that no grant could ever meet are faults of the input, not conflicts."""

from __future__ import annotations

from dataclasses import replace

from model.intake.case import Case
from model.intake.faults import Faults
from model.intake.scope import Scope
from model.intake.selection import Selection
from model.rules.room import Demand
from model.words import _


def check_reach(case: Case, demands: list[Demand], faults: Faults) -> None:
    """Every hard demand for money speaks of at least one eligible grant."""
    selection = Selection(case.eligible)
    needs = list(case.need)
    for demand in demands:
        asks = demand.price is None and demand.sense in ("at least", "exactly") and demand.asked > 0
        if asks and demand.counts == "million" and not len(selection.rows(demand.scope)):
            whom = f" ({demand.scope.label})" if demand.scope.label else ""
            what, remedy = _why_not(demand.scope, selection, needs)
            faults.add(case.place(demand.rule, demand.row, demand.column), what.format(whom=whom), remedy)


def _why_not(scope: Scope, selection: Selection, needs: list[tuple[str, str]]) -> tuple[str, str]:
    """Why there can be no grant in a scope, and the remedy."""
    if not any(
        (scope.counties is None or county in scope.counties)
        and (scope.programmes is None or programme in scope.programmes)
        for county, programme in needs
    ):
        return (
            _("no agency can give anything here{whom}, for nothing is needed"),
            _("add the need to Needs, or change this row"),
        )
    if len(selection.rows(replace(scope, years=None))):
        return (
            _("no agency can give anything here{whom} in these years, for none has money then"),
            _("add the money to Budgets, or change the years"),
        )
    return (
        _("no agency can give anything here{whom}: none may fund it and has money for it"),
        _("add a row to Eligibility or Budgets, or change this row"),
    )
