"""When the demands conflict: which of them, and by how much, in their own units.

Every hard demand is made elastic and the breaches, each as a share of what is asked, are
made least of. The registers alone never conflict: giving nothing meets them all. So the
demands that stay broken are a smallest repair: with them loosened by that much, a plan exists.
What is spent is a fact, so before all others as little of that as can be gives way. The certified
bounds of the least breaches are also the proof that the demands conflict at all.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pyomo.environ as pyo

from polyfund.case.case import Case
from polyfund.case.cell_figures import Held
from polyfund.formulation.build import build
from polyfund.formulation.standard_form import compile_model
from polyfund.objectives.aims import Aim, Stage
from polyfund.objectives.measures import MEASURES, Measure
from polyfund.rules import Demand, previous_plan
from polyfund.schema.faults import Place
from polyfund.schema.units import MILLION
from polyfund.solver.highs import Optimum
from polyfund.solver.matrix import Matrix
from polyfund.solver.stages import solve_stages

LEAST_BREACH = 1e-6  # of what is asked: a certified bound above it proves a conflict
TOLD = 1e-9  # of what is asked: below it a breach is rounding


SPENT = Measure("spent", -1, MILLION, lambda plan, _scope: plan.breach(previous_plan.TABLE.key))


@dataclass(frozen=True)
class Repair:
    """A demand that must give way by ``breach`` of its unit; ``place`` is the figure's cell, which
    holds ``held``."""

    demand: Demand
    breach: float
    unit: str
    place: Place
    held: Any = None


class Conflict(Exception):
    """No plan meets all hard demands; ``repairs`` would make one possible."""

    def __init__(self, repairs: list[Repair]) -> None:
        super().__init__(f"{len(repairs)} demands conflict")
        self.repairs = repairs


def find_conflict(
    case: Case, demands: dict[str, list[Demand]], time_limit: float
) -> tuple[list[Repair], bool]:
    """The least repair of a case, and whether it proves that the demands conflict.

    Raises: OutOfTime, SolverFailed.
    """
    elastic = {
        rule: [
            replace(demand, price=1.0 / max(abs(demand.asked), 1e-3))
            for demand in asked
            if demand.price is None
        ]
        for rule, asked in demands.items()
    }
    least = Stage(1, (Aim(SPENT),)), Stage(2, (Aim(MEASURES["soft_cost"]),))
    program = build(case, elastic, least)
    matrix = compile_model(program.model)
    solved = solve_stages(matrix, (0.0, 0.0), time_limit)
    repairs, held = [], Held(case)
    for rule, asked in elastic.items():
        block = program.model.component(rule)
        for demand in sorted(asked, key=lambda one: one.index):
            parts = [part[demand.index] for part in (block.short, block.excess) if demand.index in part]
            breach = sum(_value(matrix, solved[-1].optimum, part) for part in parts) / demand.scale
            if breach > TOLD * max(1.0, abs(demand.asked)):
                place = case.place(rule, demand.row, demand.column)
                cell = held(rule, demand.row, demand.column)
                repairs.append(Repair(demand, breach, case.unit(demand.unit), place, cell))
    return repairs, any(stage.bound > LEAST_BREACH for stage in solved)


def _value(matrix: Matrix, optimum: Optimum, variable: pyo.Var) -> float:
    return float(optimum.x[matrix.column_of[id(variable)]])
