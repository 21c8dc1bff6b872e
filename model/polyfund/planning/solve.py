"""From a case to its proved plan: build, compile, solve, prove, audit."""

from __future__ import annotations

import gc
from collections.abc import Callable
from time import monotonic

from polyfund.base.i18n import _
from polyfund.case.case import Case
from polyfund.evaluation.audit import AuditFailed
from polyfund.formulation.build import build
from polyfund.formulation.program import Program
from polyfund.formulation.standard_form import compile_model
from polyfund.objectives.aims import Stage, stages, told_by_alone, told_from_both_sides
from polyfund.planning.answer import Answer, judge, published_grants, rounds_of
from polyfund.planning.infeasibility import Conflict, find_conflict
from polyfund.planning.optional import allowed, pay_off
from polyfund.planning.solved_program import Course, true_course
from polyfund.planning.standalone import go_alone
from polyfund.planning.stopwatch import Watch
from polyfund.rules import Demand, all_demands, participation
from polyfund.solver.certified import ATTEMPTS, WITHOUT_PRESOLVE
from polyfund.solver.highs import Infeasible
from polyfund.solver.lexicographic import Solved
from polyfund.solver.matrix import Matrix
from polyfund.solver.stages import solve_stages

YOUNG = 1  # the generations in which Python keeps what was made while it did not look for cycles


def with_alone(case: Case, watch: Watch | None = None, *, asked: bool = False) -> Case:
    """The case with what the agencies would do without each other, where Participation, an aim of
    the case or the caller (``asked``) wants it: only so do the demands stand.

    Raises: OutOfTime, SolverFailed.
    """
    if case.alone is not None or not (asked or participation.named(case) or told_by_alone(case)):
        return case
    watch = watch or Watch()
    with watch.stage("alone", _("Going alone, agency by agency")):
        left = float(case.settings["time_limit"])
        case = case.knowing(go_alone(case, case.agencies, left, _tell_alone(watch)))
    gc.collect(YOUNG)  # its program hangs together in cycles, and is larger than all that stays
    return case


def _tell_alone(watch: Watch) -> Callable[[int, int], None]:
    def heard(number: int, of: int) -> None:
        watch.note(_("Going alone, agency {number} of {of}").format(number=number, of=of))

    return heard


def solve(case: Case, watch: Watch | None = None, *, thorough: bool = False) -> Answer:
    """The optimal plan of a case, proved and audited; ``thorough``: with what each aim would reach
    on its own also where that takes longer than the plan itself.

    Raises: NotChecked, Conflict, OutOfTime, SolverFailed, UnfitMatrix.
    """
    case.require_checked()
    watch = watch or Watch()
    end = monotonic() + float(case.settings["time_limit"])
    case = with_alone(case, watch)
    demands = all_demands(case)
    aims = stages(case, demands)
    both_sides = told_from_both_sides(case, aims)
    course = true_course(
        lambda exact: _run(case, demands, aims, both_sides if exact else frozenset(), watch, end)
    )
    if not course.audit.passes:
        raise AuditFailed(course.audit)
    watch.keep()
    if len(aims) > 1 and (thorough or not course.matrix.large):
        course = pay_off(course, allowed(watch, end, asked=thorough), watch)
    return course.answer(watch.seconds)


def _run(
    case: Case,
    demands: dict[str, list[Demand]],
    aims: tuple[Stage, ...],
    exact: frozenset[str],
    watch: Watch,
    end: float,
) -> Course:
    """Build, compile, solve, audit; outcomes of the ``exact`` counties are so from both sides."""
    with watch.stage("build", _("Building the program")):
        program = build(case, demands, aims, exact)
    with watch.stage("compile", _("Compiling it to a matrix")):
        matrix = compile_model(program.model)
    with watch.stage("solve", _("Solving")):
        solved = _solved(program, matrix, demands, aims, watch, end)
    with watch.stage("audit", _("Auditing the plan")):
        grants = published_grants(program, matrix, solved[-1].optimum.x)
        figures, audit = judge(case, grants, demands)
    alone = [solved[0].bound, *(None for _aim in aims[1:])]
    return Course(program, matrix, demands, aims, solved, alone, figures, audit)


def _solved(
    program: Program,
    matrix: Matrix,
    demands: dict[str, list[Demand]],
    aims: tuple[Stage, ...],
    watch: Watch,
    end: float,
) -> list[Solved]:
    case, rounds = program.case, rounds_of(program, matrix)
    slacks = [*(stage.slack for stage in aims), 0.0]
    gap = float(case.settings["accepted_gap"])
    account = watch.observe(aims, float(case.settings["time_limit"]), end)
    try:
        return solve_stages(matrix, slacks, end - monotonic(), account, ATTEMPTS, gap, rounds)
    except Infeasible:
        watch.tell(_("No plan meets all demands; finding which of them conflict"))
        repairs, proved = find_conflict(case, demands, end - monotonic())
    if proved:
        raise Conflict(repairs)
    # Not proved: presolve has been wrong about it before (HiGHS#2511), or the conflict is tiny.
    try:
        return solve_stages(matrix, slacks, end - monotonic(), account, WITHOUT_PRESOLVE, gap, rounds)
    except Infeasible:
        if repairs:
            raise Conflict(repairs) from None
        raise
