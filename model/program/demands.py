"""The rules in the program: one block for each, one row for each demand.

    at least   given + short          >= asked
    at most    given         - excess <= asked
    exactly    given + short - excess  = asked

All three are in what the demand counts, million or persons, whatever unit it is asked in:
so rows of all rules are of like size. ``short`` and ``excess`` exist only for a demand with
a price, which is paid for each unit of them: soft by price, not by switch. Rows are indexed
by the row of the sheet that asks and by which of its demands it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pyomo.environ as pyo

from model.program.program import Program
from model.rules import Demand, Room


def add_rule(program: Program, room: Room, demands: Iterable[Demand]) -> None:
    """Add the rule's block, and the cost of its breaches to ``model.soft_costs``."""
    asked = {demand.index: demand for demand in demands}
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
            broken = demand.shortfall(given / demand.scale)
            return pyo.Constraint.Infeasible if broken else pyo.Constraint.Feasible
        bound = demand.asked * demand.scale
        if demand.sense == "at least":
            return given >= bound
        return given <= bound if demand.sense == "at most" else given == bound

    block.demand = pyo.Constraint(list(asked), rule=demand_row)
    prices = {key: (demand.price or 0.0) / demand.scale for key, demand in asked.items()}
    for breach in (block.short, block.excess):
        program.model.soft_costs += [prices[key] * amount for key, amount in breach.items()]
