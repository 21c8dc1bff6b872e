"""Demands that no grant could ever meet are faults of the input, not conflicts."""

from __future__ import annotations

from model.intake.case import Case
from model.intake.eligible import eligible_grants
from model.intake.faults import Faults
from model.intake.selection import Selection
from model.rules.room import Demand
from model.words import _


def check_reach(case: Case, demands: list[Demand], faults: Faults) -> None:
    """Every hard demand for money speaks of at least one eligible grant."""
    selection = Selection(eligible_grants(case))
    for demand in demands:
        asks = demand.price is None and demand.sense != "at most" and demand.asked > 0
        if asks and demand.counts == "million" and not len(selection.rows(demand.scope)):
            whom = f" ({demand.scope.label})" if demand.scope.label else ""
            faults.add(
                case.place(demand.rule, demand.row, demand.column),
                _("no agency can give anything here{whom}").format(whom=whom),
                _("see that Eligibility, Needs and Budgets allow a grant in this scope, or narrow the row"),
            )
