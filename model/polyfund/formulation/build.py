"""From a case to its program: a table of contents."""

from __future__ import annotations

import pyomo.environ as pyo
from pyomo.common.gc_manager import PauseGC

from polyfund.case.case import Case
from polyfund.formulation.aims import add_aims
from polyfund.formulation.demands import add_rule
from polyfund.formulation.exact import add_exact_outcomes
from polyfund.formulation.grants import add_budgets, add_grants, add_work
from polyfund.formulation.outcomes import add_arrivals, add_poverty
from polyfund.formulation.program import Program
from polyfund.objectives.aims import Stage
from polyfund.rules import IN_FORCE, Demand
from polyfund.rules.balance import bounded_counties


def build(
    case: Case,
    demands: dict[str, list[Demand]],
    stages: tuple[Stage, ...],
    exact: frozenset[str] = frozenset(),
) -> Program:
    """The linear program of a case; ``demands`` holds those of each rule by its key. Outcomes of
    the ``exact`` counties are so from both sides (see polyfund.formulation.exact)."""
    with PauseGC():  # so many small objects, and none of them garbage
        model = pyo.ConcreteModel(name=case.name)
        program = Program(case, model)
        add_grants(program)
        add_budgets(program)
        add_work(program, program.cells.parts())
        add_arrivals(program)
        add_poverty(program)
        add_exact_outcomes(model, case, exact | bounded_counties(demands["balance"]))
        model.soft_costs = []
        model.total = pyo.VarList(domain=pyo.NonNegativeReals)
        model.total_is = pyo.ConstraintList()
        for room in IN_FORCE:
            add_rule(program, room, demands[room.TABLE.key])
        add_aims(program, stages)
    return program
