"""The rules in the program: one block for each, one row for each demand.

    at least            given + short          >= asked
    at most             given         - excess <= asked
    exactly             given + short - excess  = asked
    nothing or at least given + short          >= asked * chosen      chosen in {0, 1}
                        given         - excess <= most  * chosen

All are in what the demand counts, million or persons, whatever unit it is asked in: so rows
of all rules are of like size. ``short`` and ``excess`` exist only for a demand with a price,
which is paid for each unit of them: soft by price, not by switch. ``most`` is what needs and
budgets let the scope get. Rows are indexed by the row of the sheet that asks and by which
of its demands it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pyomo.environ as pyo

from polyfund.formulation.program import Program
from polyfund.rules import Demand, Room
from polyfund.rules.base import each_once
from polyfund.rules.tables import NOTHING_OR, ROUNDING

Key = tuple[int, int]


def add_rule(program: Program, room: Room, demands: Iterable[Demand]) -> None:
    """Add the rule's block, and the cost of its breaches to ``model.soft_costs``."""
    asked = {demand.index: demand for demand in each_once(demands)}
    block = pyo.Block()
    program.model.add_component(room.TABLE.key, block)
    _add_breaches(program, block, asked)
    given = {key: room.given(program, demand) for key, demand in asked.items()}

    kept = {key for key in asked if _is_number(given[key]) and not _broken(asked[key], given[key])}

    def demand_row(_: Any, *key: Any) -> Any:
        demand = asked[key]
        left = given[key]
        if key in kept:
            return pyo.Constraint.Feasible
        if key in block.short:
            left += block.short[key]
        if key in block.excess and demand.sense != NOTHING_OR:
            left -= block.excess[key]
        if _is_number(left):
            return pyo.Constraint.Infeasible
        bound = demand.asked * demand.scale
        if demand.sense == NOTHING_OR:
            return left - bound * block.chosen[key] >= 0
        if demand.sense == "at least":
            return left >= bound
        return left <= bound if demand.sense == "at most" else left == bound

    def ceiling_row(_: Any, *key: Any) -> Any:
        left = given[key] - block.excess[key] if key in block.excess else given[key]
        return left - _most(program, asked[key]) * block.chosen[key] <= 0

    choices = [key for key in asked if asked[key].sense == NOTHING_OR and key not in kept]
    block.chosen = pyo.Var(choices, domain=pyo.Binary)
    block.demand = pyo.Constraint(pyo.SetOf(list(asked)), rule=demand_row)
    block.ceiling = pyo.Constraint(choices, rule=ceiling_row)


def _is_number(given: Any) -> bool:
    """Whether no plan can change what is given: no grant is eligible in the scope."""
    return isinstance(given, int | float)


def _broken(demand: Demand, given: float) -> bool:
    """Whether a demand is missed by more than what adding up makes of figures."""
    return demand.shortfall(given / demand.scale) > ROUNDING * max(1.0, abs(demand.asked))


def _most(program: Program, demand: Demand) -> float:
    """Million that the demand's left-hand side can come to."""
    added = sum(-ratio * program.most(scope) for ratio, scope in demand.less if ratio < 0)
    return program.most(demand.scope) + added


def _add_breaches(program: Program, block: Any, asked: dict[Key, Demand]) -> None:
    soft = [key for key, demand in asked.items() if demand.price is not None]
    short = [key for key in soft if asked[key].sense != "at most"]
    excess = [key for key in soft if asked[key].sense != "at least"]
    block.short = pyo.Var(pyo.SetOf(short), bounds=(0, None))
    block.excess = pyo.Var(pyo.SetOf(excess), bounds=(0, None))
    for breach in (block.short, block.excess):
        for key, amount in breach.items():
            demand = asked[key]
            program.model.soft_costs.append((demand.price or 0.0) / demand.scale * amount)
