"""The rules in the program: one block for each, one row for each demand.

    at least   given + short          >= asked
    at most    given         - excess <= asked
    exactly    given + short - excess  = asked

``short`` and ``excess`` exist only for a demand with a price, which is paid for each unit
of them: soft by price, not by switch. Rows are indexed by the row of the sheet that asks
and by which of its demands it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pyomo.environ as pyo

from model.program.program import Program
from model.rules import Demand, Room


def add_rule(program: Program, room: Room, demands: Iterable[Demand]) -> None:
    """Add the rule's block, and the cost of its breaches to ``model.soft_costs``."""
    asked = {(demand.row, demand.scope.label): demand for demand in demands}
    soft = [key for key, demand in asked.items() if demand.price is not None]
    block = pyo.Block()
    program.model.add_component(room.TABLE.key, block)
    block.short = pyo.Var([key for key in soft if asked[key].sense != "at most"], bounds=(0, None))
    block.excess = pyo.Var([key for key in soft if asked[key].sense != "at least"], bounds=(0, None))

    def demand_row(_: Any, *key: Any) -> Any:
        demand = asked[key]
        given = room.given(program, demand)
        if key in block.short:
            given += block.short[key]
        if key in block.excess:
            given -= block.excess[key]
        if isinstance(given, int | float):  # no grant is eligible in the scope
            return pyo.Constraint.Feasible if not demand.shortfall(given) else pyo.Constraint.Infeasible
        if demand.sense == "at least":
            return given >= demand.asked
        return given <= demand.asked if demand.sense == "at most" else given == demand.asked

    block.demand = pyo.Constraint(list(asked), rule=demand_row)
    for breach in (block.short, block.excess):
        program.model.soft_costs += [asked[key].price * unit for key, unit in breach.items()]
