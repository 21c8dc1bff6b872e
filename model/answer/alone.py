"""Going alone: the plan that an agency would make by itself, without any rule of cooperation.

For each agency, with its own budgets, eligibility and staff, and with all needs and days of the
counties to itself, and what it has spent already held:

    1. maximise reached    persons by its own lights (see model.program.reached)
    2. minimise money
    3. minimise work, so that one plan is left (see model.program.aims)

every stage proved by its certificate; where factors rise, as model.solving.choices proves choices.
Everybody's plans side by side are what there is without cooperation: the same need may then be
filled more than once.

Source: the study's voluntary cooperation rather than political duty: what an agency would have
without it is what it compares with.
"""

from __future__ import annotations

from collections.abc import Iterable
from time import monotonic
from typing import Any

import pandas as pd
import pyomo.environ as pyo

from model.answer.figures import Figures
from model.answer.plan import best_grants
from model.intake.alone import Alone
from model.intake.case import Case
from model.intake.eligible import GRANT_KEYS
from model.intake.scope import Scope
from model.program.aims import add_tie_break
from model.program.grants import add_budgets, add_grants, add_work
from model.program.program import Program
from model.solving.highs import Infeasible

TAKEN_OFF = 1e-7  # of what is reached: so that asking for it again is not a matter of rounding


def go_alone(case: Case, agencies: Iterable[str], time_limit: float) -> Alone:
    """What each of the agencies would do by itself; ``time_limit`` is for all of them.

    Raises: OutOfTime, SolverFailed.
    """
    end = monotonic() + time_limit
    possible = dict(tuple(case.eligible.groupby("agency")))
    persons, grants = {}, [pd.DataFrame([], columns=[*GRANT_KEYS, "amount"])]
    for agency in agencies:
        persons[agency] = 0.0
        if agency in possible:
            persons[agency], plan = _best(case, agency, possible[agency].reset_index(drop=True), end)
            grants.append(plan)
    together = pd.concat(grants, ignore_index=True)
    figures = Figures(case, together, {})
    return Alone(persons, {agency: figures.helped(agency) for agency in persons}, together)


def _best(case: Case, agency: str, possible: pd.DataFrame, end: float) -> tuple[float, pd.DataFrame]:
    """The persons that an agency reaches at most with grants of ``possible``, and its plan."""
    program = _build(case, agency, possible)
    try:
        solved, plan = best_grants(program, (0.0, 0.0, 0.0), end - monotonic())
    except Infeasible:  # more is spent than its budgets hold, which the plan's own conflict tells
        return 0.0, pd.DataFrame([], columns=[*GRANT_KEYS, "amount"])
    return max(0.0, -solved[0].value * (1 - TAKEN_OFF)), plan


def _hold_spent(model: Any, case: Case) -> None:
    """What is spent is spent, alone or not."""
    for key, grant in model.grant.items():
        if case.is_spent(key[3]):
            grant.setlb(case.previous[key])
            grant.setub(case.previous[key])


def _build(case: Case, agency: str, possible: pd.DataFrame) -> Program:
    model = pyo.ConcreteModel(name=agency)
    program = Program(case, possible, model)
    add_grants(model, possible)
    _hold_spent(model, case)
    add_budgets(model, case, [line for line in case.budget_lines if line.agency == agency])
    add_work(model, case, program.cells)
    model.reached = pyo.Objective(expr=-program.reached(agency))
    model.money = pyo.Objective(expr=program.money(Scope()))
    add_tie_break(program)
    return program
