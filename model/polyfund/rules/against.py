"""What goes wrong with demands that hold one scope's money against others'."""

from __future__ import annotations

from collections.abc import Iterable

from polyfund.base.i18n import _
from polyfund.case.case import Case
from polyfund.rules.base import Demand
from polyfund.schema.faults import Faults


def check_not_empty(case: Case, demands: Iterable[Demand], faults: Faults) -> None:
    """A hard demand must not keep all money of one side out because the other cannot have any."""
    if not case.whole:
        return
    for demand in demands:
        against = [scope for ratio, scope in demand.less if ratio > 0]
        if demand.price is not None or demand.asked or not against:
            continue
        own = case.can_give(demand.scope)
        other = any(case.can_give(scope) for scope in against)
        empty = demand.sense != "at most" and other and not own
        if empty or (demand.sense != "at least" and own and not other):
            faults.add(
                case.place(demand.rule, demand.row, demand.column),
                _("one side cannot get any money here{whom}, so this would keep the other out").format(
                    whom=demand.scope.aside
                ),
                _("add a row to Eligibility or Budgets, narrow this row, or give it a price"),
            )
