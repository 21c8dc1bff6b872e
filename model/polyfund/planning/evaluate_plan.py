"""Any plan of a case, evaluated beside the best one on record."""

from __future__ import annotations

from pathlib import Path

from polyfund.case.case import Case
from polyfund.evaluation.evaluation import Judgement
from polyfund.planning.answer import judge
from polyfund.planning.solve import with_alone
from polyfund.reading.plans.read_plan import plan_file, read_plan
from polyfund.reading.plans.recorded import recorded_best
from polyfund.rules import all_demands
from polyfund.schema.faults import Fault
from polyfund.schema.scope import Scope


def judge_plan(case: Case, path: Path) -> Judgement:
    """Audit any plan of a case (a file, or the folder that holds it), and compare it with the
    best one on record for this input.

    Raises: NotChecked; InputFaults, when the plan cannot be read; OutOfTime, SolverFailed.
    """
    case.require_checked()
    path = plan_file(path)
    noticed: list[Fault] = []
    plan, case = read_plan(path, case, noticed), with_alone(case)
    figures, audit = judge(case, plan, all_demands(case))
    best = recorded_best(path)
    if best is None:
        return Judgement(figures, audit, noticed=noticed)
    sha256, people = best
    if sha256 != case.sha256:
        return Judgement(figures, audit, record="other", noticed=noticed)
    return Judgement(figures, audit, people - figures.lifted(Scope()), "this", noticed)
