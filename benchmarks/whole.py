"""A run from reading to writing, and how long each stage takes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from benchmarks.memory import peak_memory
from polyfund.case.case import Case
from polyfund.formulation.build import build
from polyfund.formulation.standard_form import compile_model
from polyfund.objectives.aims import stages
from polyfund.planning.stopwatch import Watch
from polyfund.rules import all_demands
from polyfund.run import compare, read_case, solve, with_alone, write
from polyfund.solver import highs
from polyfund.solver.highs import OutOfTime, SolverFailed

STAGES = ("start", "read", "alone", "build", "compile", "solve", "audit", "pay-off", "compare", "write")

HOUSE = Path(__file__).resolve().parents[1]
INSIDE = "inside HiGHS, s"

Tell = Callable[[dict[str, Any]], None]


def whole_run(source: Path, until: str, limit: float, tell: Tell) -> None:
    """Seconds by stage and sizes, told after each step; ``limit``: seconds for all the solving."""
    watch = _Measured()
    _time_inside(watch.seconds)
    with watch.stage("start", "starting"):  # what every command takes before it does anything
        subprocess.run([sys.executable, "-c", "import polyfund.cli.commands"], check=True, cwd=HOUSE)
    with watch.stage("read", "reading"):
        case = read_case(source)
    case = replace(case, settings={**case.settings, "time_limit": limit})
    sizes: dict[str, Any] = {"eligible grants": len(case.eligible)}
    tell(_seconds(watch) | sizes)
    if until == "read":
        return
    try:
        case = with_alone(case, watch)
        tell(_seconds(watch) | sizes)
        if STAGES.index(until) < STAGES.index("solve"):
            sizes |= _compiled(case, until, watch)
        else:
            sizes |= _solved(case, until, watch)
    except (OutOfTime, SolverFailed) as ended:
        sizes |= {"ended": "out of time" if isinstance(ended, OutOfTime) else str(ended)}
    tell(_seconds(watch) | sizes)


@dataclass
class _Measured(Watch):
    """A watch that also keeps the peak of memory at the end of each stage, in megabytes."""

    peaks: dict[str, int | None] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str, words: str) -> Iterator[None]:
        with super().stage(name, words):
            yield
        if name != "start":  # that is a process of its own
            self.peaks[name] = peak_memory()


def _time_inside(seconds: dict[str, float]) -> None:
    """Count what HiGHS itself takes, whichever stage runs it."""
    run = highs._run

    def timed(*arguments: Any) -> None:
        started = perf_counter()
        try:
            run(*arguments)
        finally:
            seconds[INSIDE] = seconds.get(INSIDE, 0.0) + perf_counter() - started

    highs._run = timed


def _seconds(watch: _Measured) -> dict[str, Any]:
    taken = {f"{stage}, s": round(watch.seconds[stage], 2) for stage in STAGES if stage in watch.seconds}
    whole = sum(watch.seconds[stage] for stage in STAGES if stage in watch.seconds)
    inside = watch.seconds.get(INSIDE, 0.0)
    outside = {"outside HiGHS, share": f"{1 - inside / whole:.0%}"} if inside else {}
    peaks = ", ".join(f"{stage} {peak:,}" for stage, peak in watch.peaks.items() if peak is not None)
    outside |= {"peak memory by the end of, MB": peaks} if peaks else {}
    return {**taken, "whole, s": round(whole, 2), INSIDE: round(inside, 2), **outside}


def _compiled(case: Case, until: str, watch: Watch) -> dict[str, Any]:
    if until == "alone":
        return {}
    with watch.stage("build", "building"):
        demands = all_demands(case)
        program = build(case, demands, stages(case, demands))
    if until == "build":
        return {}
    with watch.stage("compile", "compiling"):
        matrix = compile_model(program.model)
    rows, columns = matrix.a.shape
    return {"rows": rows, "columns": columns, "nonzeros": matrix.nonzeros}


def _solved(case: Case, until: str, watch: Watch) -> dict[str, Any]:
    answer = solve(case, watch)
    if STAGES.index(until) >= STAGES.index("compare"):
        answer = compare(answer, watch)
    if until == "write":
        with TemporaryDirectory() as folder:
            write(answer, Path(folder), watch)
    return {
        **{name: answer.counts[name] for name in ("rows", "columns", "nonzeros")},
        "grants given": len(answer.figures.grants),
        "iterations": sum(stage.iterations for stage in answer.stages),
    }
