"""The plan as plain tables: what the solver found, put into the planner's words.

No Pyomo beyond here: reports and studies read these frames alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from polyfund.case.case import Case
from polyfund.case.eligible import GRANT_KEYS
from polyfund.evaluation.audit import Audit, audit
from polyfund.evaluation.compared import Compared
from polyfund.evaluation.quantities import Figures
from polyfund.formulation.program import Program
from polyfund.formulation.standard_form import compile_model
from polyfund.objectives.aims import Stage
from polyfund.rules import Demand
from polyfund.solver.certificate import TOLERANCE
from polyfund.solver.lexicographic import Solved
from polyfund.solver.leximin import Rounds
from polyfund.solver.matrix import Matrix, Vector
from polyfund.solver.stages import solve_stages

DECIMALS = 6  # of a million: amounts are published to the unit of the currency
SURE = 4  # decimals more that the solver gets right


@dataclass(frozen=True)
class StageResult:
    """What one aim reached: ``value`` and the certified ``bound`` that no plan can pass, in
    the units of the stage's first aim; ``final`` is the published plan's own value.

    ``alone`` is what no plan passes whatever the other aims come to (the pay-off table); None where
    it is ``missing``, which then says why (see polyfund.planning.optional). ``gave_up`` is by how much each earlier aim fell short
    of its value when this one was met, within its slack.
    """

    stage: Stage
    value: float
    bound: float
    final: float
    alone: float | None
    gave_up: tuple[float, ...]
    gap: float
    proof: str
    violation: float
    dual_violation: float
    seconds: float
    iterations: int
    missing: str = ""


@dataclass(frozen=True)
class Answer:
    """A plan with its proof.

    ``demand_prices`` is, by a demand's key, what the first aim would gain if the demand were
    looser by one unit ('exactly': if one more were asked); ``line_prices`` by row of
    Budgets: what it would gain by one more million on that line. ``compared`` is what
    polyfund.run.compare adds.
    """

    case: Case
    figures: Figures
    audit: Audit
    stages: tuple[StageResult, ...]
    demand_prices: dict[tuple[str, int, int], float]
    line_prices: dict[int, float]
    counts: dict[str, int]
    seconds: dict[str, float]
    compared: Compared | None = None

    @property
    def within_gap(self) -> bool:
        """Whether whole choices came within the accepted gap; time may end the search for them before."""
        first, accepted = self.stages[0], float(self.case.settings["accepted_gap"])
        return first.proof == "certificate" or first.gap <= max(accepted, TOLERANCE)


def published_grants(program: Program, matrix: Matrix, x: Vector, decimals: int = DECIMALS) -> pd.DataFrame:
    """The grants that are given: agency, county, programme, year, amount; in order of keys.

    Many an amount is half a unit of the last decimal exactly, but for the solver's last digits: these
    are cut off first, so that it is rounded to the same side always.
    """
    columns = [matrix.column_of.get(number, -1) for number in program.family.ids.tolist()]
    exact = np.round(np.where(np.array(columns) >= 0, x[columns], 0.0), decimals + SURE)
    amounts = np.round(exact, decimals)
    given = program.grants.assign(amount=amounts)
    return given[given["amount"] > 0].reset_index(drop=True)[[*GRANT_KEYS, "amount"]]


def best_grants(
    program: Program, slacks: Sequence[float], time_limit: float, accepted_gap: float = 0.0
) -> tuple[list[Solved], pd.DataFrame]:
    """The stages of a program, proved, and the grants of its plan.

    Raises: Infeasible, OutOfTime, SolverFailed, UnfitMatrix.
    """
    matrix = compile_model(program.model)
    rounds = rounds_of(program, matrix)
    solved = solve_stages(matrix, slacks, time_limit, accepted_gap=accepted_gap, rounds=rounds)
    return solved, published_grants(program, matrix, solved[-1].optimum.x)


def rounds_of(program: Program, matrix: Matrix) -> dict[int, Rounds]:
    """The aims that are met in rounds, by number, with where their shares stand in the matrix."""
    return {
        number: Rounds(
            matrix.column_of[id(level.variable)],
            np.array([matrix.row_of[id(row)] for row in level.rows]),
            np.array([part.base for part in level.parts]),
            np.array([part.most for part in level.parts]),
            np.full(len(level.parts), np.nan),
        )
        for number, level in program.rounds.items()
    }


def judge(case: Case, grants: pd.DataFrame, demands: dict[str, list[Demand]]) -> tuple[Figures, Audit]:
    """The figures of a plan and their audit."""
    figures = Figures(case, grants, demands)
    return figures, audit(figures)
