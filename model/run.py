"""The whole story on one screen: read, build, compile, solve, prove, audit, write."""

from __future__ import annotations

import gc
from collections.abc import Callable, Collection
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from time import monotonic

from model.account import Account
from model.answer.allocation import MOST_ROWS
from model.answer.alone import go_alone
from model.answer.audit import AuditFailed
from model.answer.baselines import WAYS, quick_ways, way
from model.answer.compared import Compared, Way
from model.answer.course import Course, true_course
from model.answer.judgement import Judgement
from model.answer.plan import Answer, judge, published_grants, rounds_of
from model.answer.reading import PLAN_FILES, plan_file, read_plan
from model.answer.recorded import recorded_best
from model.intake.case import Case
from model.intake.faults import Faults
from model.intake.read import read_case as read_tables
from model.intake.scope import Scope
from model.program.build import build
from model.program.program import Program
from model.report.files import can_write_parquet, write_grants, write_parquet, write_record, write_table
from model.report.grants import TABLE as ALLOCATION
from model.report.record import run_record
from model.report.rest import Rest
from model.report.ways import way_words
from model.report.workbook import write_plan
from model.rules import IN_FORCE, TABLES, Demand, all_demands, participation
from model.rules.aims import Stage, check_aims, stages, told_by_alone, told_from_both_sides
from model.rules.plausible import check_plausible
from model.rules.reach import check_reach
from model.solving.compiler import compile_model
from model.solving.conflict import Conflict, find_conflict
from model.solving.highs import Infeasible, OutOfTime, SolverFailed
from model.solving.linear import Solved
from model.solving.matrix import Matrix, is_large
from model.solving.payoff import bounds_alone
from model.solving.prove import ATTEMPTS, WITHOUT_PRESOLVE
from model.solving.stages import solve_stages
from model.watch import Watch
from model.words import _, language
from model.writing import remove, whole_file

YOUNG = 1  # the generations in which Python keeps what was made while it did not look for cycles


def read_case(path: str | Path) -> Case:
    """Read and check a case from a workbook or a folder of CSV files.

    Raises: InputFaults, with every fault found.
    """
    return read_tables(
        path, TABLES, (*(room.check for room in IN_FORCE), check_aims, _check_reach, check_plausible)
    )


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
    on its own also where that takes as long as the plan itself.

    Raises: Conflict, OutOfTime, SolverFailed, UnfitMatrix.
    """
    watch = watch or Watch()
    end = monotonic() + float(case.settings["time_limit"])
    case = with_alone(case, watch)
    demands = all_demands(case)
    aims = stages(case, demands)
    both_sides = told_from_both_sides(case, aims)
    course = true_course(
        lambda exact: _run(case, demands, aims, both_sides if exact else frozenset(), watch, end, thorough)
    )
    if not course.audit.passes:
        raise AuditFailed(course.audit)
    return course.answer(watch.seconds)


def _run(
    case: Case,
    demands: dict[str, list[Demand]],
    aims: tuple[Stage, ...],
    exact: frozenset[str],
    watch: Watch,
    end: float,
    thorough: bool,
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
    others = range(1, len(aims))
    alone = [solved[0].bound, *(None for _aim in others)]
    if others and (thorough or not matrix.large):
        with watch.stage("pay-off", _("What each aim would reach on its own")):
            alone[1:] = bounds_alone(matrix, others, end - monotonic())
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

    They have what the plan left of the time limit; what is not found then is left out.
    """
    watch, case = watch or Watch(seconds=answer.seconds), answer.case
    end = monotonic() + float(case.settings["time_limit"]) - sum(answer.seconds.values())
    asked = quick_ways(is_large(answer.counts["nonzeros"])) if asked is None else asked
    ways, missing = [], dict.fromkeys(WAYS, "asked")
    for key in (key for key in WAYS if key in asked):
        with watch.stage("compare", _("Comparing with: {way}").format(way=way_words(key))):
            try:
                found = way(key, case, answer.figures.demands, end - monotonic())
            except OutOfTime:
                missing[key] = "late"
            except (SolverFailed, Infeasible):
                missing[key] = "failed"
            else:
                missing[key] = "none"
                ways += [found] if found else []
        if key not in quick_ways(large=True):
            gc.collect()  # the way's own program, and the plan's
    missing = {key: why for key, why in missing.items() if key not in {one.key for one in ways}}
    return replace(answer, compared=Compared((*ways, Way(answer.figures, answer.audit, "plan")), missing))


def judge_plan(case: Case, path: Path) -> Judgement:
    """Audit any plan of a case (a file, or the folder that holds it), and compare it with the
    best one on record for this input.

    Raises: InputFaults, when the plan cannot be read; OutOfTime, SolverFailed.
    """
    path = plan_file(path)
    plan, case = read_plan(path, case), with_alone(case)
    figures, audit = judge(case, plan, all_demands(case))
    best = recorded_best(path)
    of_this_input = best is not None and best[0] == case.sha256
    return Judgement(figures, audit, best[1] - figures.lifted(Scope()) if best and of_this_input else None)


def _check_reach(case: Case, faults: Faults) -> None:
    if case.whole:
        check_reach(case, [demand for asked in all_demands(case).values() for demand in asked], faults)


def write(answer: Answer, folder: Path, watch: Watch, *, parquet: bool = False) -> list[Path]:
    """Write plan.xlsx, plan.csv and run.json into a folder: all of them, or none; also
    plan.parquet, when asked or when Excel has no room for the grants and pyarrow is there, and
    a CSV file of every other list that Excel has no room for.

    What an earlier plan has left in files that this one has no use for does not stay.
    Raises: CannotWrite.
    """
    grants, written = answer.figures.grants, [folder / "plan.xlsx"]
    parquet = parquet or (len(grants) > MOST_ROWS and can_write_parquet())
    rest = Rest(MOST_ROWS, {ALLOCATION: PLAN_FILES[1 : 3 if parquet else 2]})
    # The workbook, which may be open in Excel, is replaced first: if it cannot be, none is.
    with ExitStack() as others, whole_file(written[0]) as book:

        def draft(name: str) -> Path:
            written.append(folder / name)
            return others.enter_context(whole_file(written[-1]))

        with watch.stage("write", _("Writing the plan")):
            write_plan(answer, book, language(), rest)
            write_grants(grants, draft("plan.csv"))
            if parquet:
                write_parquet(grants, draft("plan.parquet"))
            for name, frame in rest.frames().items():
                write_table(frame, draft(name))
        write_record(run_record(answer), draft("run.json"))
        for name in [*rest.stale(), *([] if parquet else ["plan.parquet"])]:
            remove(folder / name)
    return written


def default_folder(source: Path) -> Path:
    """Where a command writes unless told otherwise: outputs/NAME."""
    return Path("outputs") / source.stem
