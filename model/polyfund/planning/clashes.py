"""What else stands against each other where a check has found demands that do."""

from __future__ import annotations

from polyfund.planning.infeasibility import Repair, find_conflict
from polyfund.rules import all_demands
from polyfund.schema.faults import InputFaults
from polyfund.solver.highs import Infeasible, OutOfTime, SolverFailed
from polyfund.solver.matrix import UnfitMatrix

MOST_AT_ONCE, SECONDS_AT_ONCE = 20_000, 10.0  # grants, and seconds, that telling a fault may take


def conflicts_beside(wrong: InputFaults) -> list[Repair]:
    """What else stands against each other where demands alone are wrong with a case: all that would
    have to give way. None where that is not so, or is not found at once.
    """
    case = wrong.case
    if case is None or len(case.eligible) > MOST_AT_ONCE:
        return []
    try:
        return find_conflict(case, all_demands(case), SECONDS_AT_ONCE)[0]
    except (OutOfTime, SolverFailed, Infeasible, UnfitMatrix):
        return []
