"""The whole story on one screen: read, build, compile, solve, prove, audit, write."""

from __future__ import annotations

import gc
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from pathlib import Path
from time import monotonic

import polyfund.base.imports  # noqa: F401, before anything else imports SciPy
from polyfund.base.i18n import _, language
from polyfund.base.run_folder import write_somewhere
from polyfund.case.case import Case
from polyfund.cli.solve_progress import Account
from polyfund.evaluation.audit import AuditFailed
from polyfund.evaluation.compared import Compared, Way
from polyfund.evaluation.evaluation import Judgement
from polyfund.formulation.build import build
from polyfund.formulation.program import Program
from polyfund.formulation.standard_form import compile_model
from polyfund.objectives.aims import Stage, check_aims, stages, told_by_alone, told_from_both_sides
from polyfund.planning.answer import Answer, judge, published_grants, rounds_of
from polyfund.planning.infeasibility import Conflict, Repair, find_conflict
from polyfund.planning.optional import allowed, pay_off, told_why
from polyfund.planning.plan_files import (
    can_write_parquet,
    write_grants,
    write_parquet,
    write_record,
    write_table,
)
from polyfund.planning.run_files import RUN, output_of
from polyfund.planning.solved_program import Course, true_course
from polyfund.planning.standalone import go_alone
from polyfund.planning.stopwatch import Watch
from polyfund.reading import read
from polyfund.reading.dataframes import Frame
from polyfund.reading.plans.allocation import MOST_ROWS
from polyfund.reading.plans.read_plan import PLAN_FILES, plan_file, read_plan
from polyfund.reading.plans.recorded import recorded_best
from polyfund.reading.read import read_case as read_tables
from polyfund.report.grants import TABLE as ALLOCATION
from polyfund.report.record import run_record
from polyfund.report.rest import Rest
from polyfund.report.ways import way_words
from polyfund.report.workbook import write_plan
from polyfund.rules import IN_FORCE, TABLES, Demand, all_demands, participation
from polyfund.rules.plausible import check_plausible
from polyfund.rules.reach import check_reach
from polyfund.schema.faults import Fault, Faults, InputFaults
from polyfund.schema.scope import Scope
from polyfund.solver.certified import ATTEMPTS, WITHOUT_PRESOLVE
from polyfund.solver.highs import Infeasible, OutOfTime, SolverFailed
from polyfund.solver.lexicographic import Solved
from polyfund.solver.matrix import Matrix, UnfitMatrix, is_large
from polyfund.solver.stages import solve_stages
from polyfund.studies.compare.baselines import WAYS, quick_ways, way

MOST_AT_ONCE, SECONDS_AT_ONCE = 20_000, 10.0  # grants, and seconds, that telling a fault may take
YOUNG = 1  # the generations in which Python keeps what was made while it did not look for cycles


def read_case(path: str | Path) -> Case:
    """Read and check a case from a workbook or a folder of CSV files.

    Raises: InputFaults, with every fault found.
    """
    return read_tables(path, TABLES, _checks())


def case_of_frames(tables: Mapping[str, Frame], name: str = "tables") -> Case:
    """The case of data frames (see Case.from_tables). Raises: InputFaults."""
    return read.case_of_frames(name, tables, TABLES, _checks())


def case_with_frame(case: Case, name: str, frame: Frame) -> Case:
    """A case with another table (see Case.with_table). Raises: InputFaults."""
    return read.case_with_frame(case, name, frame, TABLES, _checks())


def _checks() -> tuple[read.RuleCheck, ...]:
    return (*(room.check for room in IN_FORCE), check_aims, _check_reach, check_plausible)


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
    watch.account = account = Account(aims, float(case.settings["time_limit"]), end, watch.tell, watch.note)
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


def compare(answer: Answer, watch: Watch | None = None, asked: Collection[str] | None = None) -> Answer:
    """The answer beside other ways of spending the same money (``asked``: their keys; unless told
    otherwise those that nobody waits for).

    They have what the plan left of the time limit, and where nobody asked for them no longer than
    the plan took; what is not found then is left out.
    Raises: NotChecked.
    """
    answer.case.require_checked()
    watch, case = watch or Watch(seconds=answer.seconds), answer.case
    end = monotonic() + float(case.settings["time_limit"]) - sum(answer.seconds.values())
    until = allowed(watch, end, asked=asked is not None)
    asked = quick_ways(is_large(answer.counts["nonzeros"])) if asked is None else asked
    ways, missing = list[Way](), dict[str, str]()
    for key in WAYS:
        if key not in asked or watch.stopped:
            missing[key] = "stopped" if key in asked else "asked"
            continue
        with (
            watch.stage("compare", _("Comparing with: {way}").format(way=way_words(key))),
            told_why(missing, key, until, watch),
        ):
            found = way(key, case, answer.figures.demands, until.seconds())
            ways += [found] if found else []
            missing |= {} if found else {key: "none"}
        if key not in quick_ways(large=True):
            gc.collect()  # the way's own program, and the plan's
    return replace(answer, compared=Compared((*ways, Way(answer.figures, answer.audit, "plan")), missing))


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


def _check_reach(case: Case, faults: Faults) -> None:
    if case.whole:
        check_reach(case, [demand for asked in all_demands(case).values() for demand in asked], faults)


def write(
    answer: Answer, folder: Path, watch: Watch, *, parquet: bool = False, siblings: bool = True
) -> list[Path]:
    """Write plan.xlsx, plan.csv and run.json into a folder: all of them together, in the place of an
    earlier plan of the same input; also plan.parquet, when asked or when Excel has no room for the
    grants and pyarrow is there, and a CSV file of every other list that Excel has no room for.

    Where another input's plan stands, or a file is held, it is ``folder (2)`` or the next (see
    polyfund.base.run_folder); without ``siblings`` no other folder will do, and the files of the earlier plan make way
    whoever has changed them since. Raises: CannotWrite.
    """
    parquet = parquet or (len(answer.figures.grants) > MOST_ROWS and can_write_parquet())
    rest = Rest(MOST_ROWS, {ALLOCATION: PLAN_FILES[1 : 3 if parquet else 2]})

    def make(draft: Path, folder: Path) -> None:
        with watch.stage("write", _("Writing the plan")):
            write_plan(answer, draft / RUN[0], language(), rest)
            write_grants(answer.figures.grants, draft / RUN[1])
            if parquet:
                write_parquet(answer.figures.grants, draft / "plan.parquet")
            for name, frame in rest.frames().items():
                write_table(frame, draft / name)
        write_record(run_record(answer, folder), draft)

    return write_somewhere(
        folder, output_of(answer.case, siblings=siblings, changed=not siblings), make, watch.tell
    )
