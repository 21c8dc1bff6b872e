"""What goes wrong with demands that hold one scope's money against others'."""

from __future__ import annotations

from collections.abc import Iterable

from model.intake.case import Case
from model.intake.faults import Faults
from model.intake.selection import Selection
from model.rules.room import Demand
from model.words import _


def check_not_empty(case: Case, demands: Iterable[Demand], faults: Faults) -> None:
    """A hard demand must not keep all money of one side out because the other cannot have any."""
    if not case.whole:
        return
    selection = Selection(case.eligible)
    for demand in demands:
        against = [scope for ratio, scope in demand.less if ratio > 0]
        if demand.price is not None or demand.asked or not against:
            continue
        own = len(selection.rows(demand.scope)) > 0
        other = any(len(selection.rows(scope)) for scope in against)
        empty = demand.sense != "at most" and other and not own
        if empty or (demand.sense != "at least" and own and not other):
            whom = f" ({demand.scope.label})" if demand.scope.label else ""
            faults.add(
                case.place(demand.rule, demand.row, demand.column),
                _("one side cannot get any money here{whom}, so this would keep the other out").format(
                    whom=whom
                ),
                _("add a row to Eligibility or Budgets, narrow this row, or give it a price"),
            )
