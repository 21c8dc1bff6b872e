"""Seconds, sizes and memory of whole runs, and the first stage by each algorithm.

    python benchmarks/run.py [CASE ...]

Each case, a folder or workbook, is run in a process of its own, so that its peak of memory
is its own. The algorithms solve the very same matrix, in the same process, one after another.
"""

from __future__ import annotations

import json
import platform
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

HOUSE = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(HOUSE))

from model.program.build import build  # noqa: E402 - the house beside this file, installed or not
from model.rules import all_demands  # noqa: E402
from model.rules.aims import stages  # noqa: E402
from model.run import Watch, compare, read_case, solve, with_alone, write  # noqa: E402
from model.solving.certificate import certify, implied_upper  # noqa: E402
from model.solving.highs import Infeasible, OutOfTime, Problem, SolverFailed  # noqa: E402
from model.solving.highs import solve as solve_by  # noqa: E402
from model.solving.matrix import compile_model  # noqa: E402

DEFAULT = HOUSE / "inputs" / "western-yunnan"
ALGORITHMS = ("ipx", "simplex")
LIMIT = 120.0  # seconds for one algorithm
STAGES = ("read", "alone", "build", "compile", "solve", "audit", "pay-off", "compare", "write")

Result = dict[str, Any]


def whole_run(source: Path) -> Result:
    """One run from reading to writing: seconds by stage, sizes, and the peak of memory."""
    watch = Watch()
    with watch.stage("read", "reading"):
        case = read_case(source)
    answer = compare(solve(case, watch), watch)
    with TemporaryDirectory() as folder:
        write(answer, Path(folder), watch)
    return {
        **{f"{stage}, s": round(watch.seconds.get(stage, 0.0), 2) for stage in STAGES},
        "whole, s": round(sum(watch.seconds.values()), 2),
        "eligible grants": answer.counts["grants"],
        "grants given": len(answer.figures.grants),
        **{name: answer.counts[name] for name in ("rows", "columns", "nonzeros")},
        "iterations": sum(stage.iterations for stage in answer.stages),
        "peak memory, MB": _peak_memory(),
    }


def _peak_memory() -> int | str:
    """Of this process so far."""
    if sys.platform == "win32":
        return "not available"
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak / (1e6 if sys.platform == "darwin" else 1e3))


def by_algorithm(source: Path) -> Result:
    """The first stage of a case by each algorithm: seconds, and as ratio to the first one's."""
    case = with_alone(read_case(source))
    demands = all_demands(case)
    matrix = compile_model(build(case, demands, stages(case, demands)).model)
    problem = Problem(
        matrix.a, matrix.costs[0], matrix.row_lower, matrix.row_upper, matrix.lower, matrix.upper
    )
    took = {name: _seconds(problem, name) for name in ALGORITHMS}
    result: Result = {}
    for name, (seconds, end) in took.items():
        result[f"{name}, s"] = f"{seconds:.2f} {end}".strip()
        result[f"{name}, ratio"] = f"{'>' if end else ''}{seconds / took[ALGORITHMS[0]][0]:.2f}"
    return result


def _seconds(problem: Problem, algorithm: str) -> tuple[float, str]:
    """How long it took, and how it ended unless with a proved optimum."""
    started = perf_counter()
    try:
        vertex = solve_by(problem, {"solver": algorithm, "time_limit": LIMIT})
    except OutOfTime:
        return perf_counter() - started, "(out of time)"
    except (SolverFailed, Infeasible) as failure:
        return perf_counter() - started, f"({type(failure).__name__})"
    seconds = perf_counter() - started
    proof = certify(problem, vertex, implied_upper(problem, problem.upper, vertex.value))
    return seconds, "" if proof.holds else "(no proof)"


def versions() -> str:
    packages = (f"{name} {version(name)}" for name in ("pyomo", "highspy", "numpy", "pandas", "XlsxWriter"))
    return ", ".join((f"Python {platform.python_version()}", *packages))


def apart(what: str, source: Path) -> Result:
    """``whole_run`` or ``by_algorithm`` in a process of its own."""
    command = [sys.executable, str(Path(__file__).resolve()), f"--{what}", str(source)]
    done = subprocess.run(command, stdout=subprocess.PIPE, encoding="utf-8", check=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def print_table(names: list[str], results: list[Result]) -> None:
    """Markdown: a line for each figure, a column for each case."""
    print("| | " + " | ".join(names) + " |")
    print("| --- |" + " ---: |" * len(names))
    for figure in results[0]:
        cells = (
            f"{value:,}" if isinstance(value := result[figure], int) else str(value) for result in results
        )
        print(f"| {figure} | " + " | ".join(cells) + " |")


def main(arguments: list[str]) -> None:
    kinds = {"--whole_run": whole_run, "--by_algorithm": by_algorithm}
    if arguments and arguments[0] in kinds:
        print(json.dumps(kinds[arguments[0]](Path(arguments[1]))))
        return
    sources = [Path(argument) for argument in arguments] or [DEFAULT]
    print(versions(), end="\n\n")
    names = [source.stem for source in sources]
    print_table(names, [apart("whole_run", source) | apart("by_algorithm", source) for source in sources])


if __name__ == "__main__":
    main(sys.argv[1:])
