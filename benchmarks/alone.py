"""The first aim of a compiled matrix by HiGHS alone: with its default options, and by algorithm."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter
from typing import Any

import highspy

from polyfund.case.case import Case
from polyfund.formulation.build import build
from polyfund.formulation.standard_form import compile_model
from polyfund.objectives.aims import stages
from polyfund.rules import all_demands
from polyfund.run import with_alone
from polyfund.solver.certificate import certify, implied_upper
from polyfund.solver.highs import Infeasible, Options, OutOfTime, Problem, SolverFailed, problem_of, solve

ALGORITHMS: dict[str, Options] = {
    "ipx": {"solver": "ipx"},
    "default options": {},
    "simplex": {"solver": "simplex"},
    "hipo": {"solver": "hipo"},
}
EXTRA = "hipo"  # comes with highspy[extras]


def by_algorithm(case: Case, limit: float, tell: Callable[[dict[str, Any]], None]) -> None:
    """Seconds by each algorithm, and as ratio to the first one's, told after each."""
    case = with_alone(case)
    demands = all_demands(case)
    matrix = compile_model(build(case, demands, stages(case, demands)).model)
    problem, constant = problem_of(matrix, 0), float(matrix.offsets[0])
    result: dict[str, Any] = {}
    first = 0.0
    for name, options in ALGORITHMS.items():
        if name == EXTRA and not has_extra():
            result[f"HiGHS, {name}, s"] = "not installed"
            continue
        seconds, end = _seconds(problem, constant, {**options, "time_limit": limit})
        first = first or seconds
        result[f"HiGHS, {name}, s"] = f"{seconds:.2f} {end}".strip()
        result[f"HiGHS, {name}, ratio"] = f"{'>' if end else ''}{seconds / first:.2f}"
        tell(result)
    tell(result)


def has_extra() -> bool:
    """Whether this HiGHS takes the solver that is an extra of it."""
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    return bool(highs.setOptionValue("solver", EXTRA) == highspy.HighsStatus.kOk)


def _seconds(problem: Problem, constant: float, options: Options) -> tuple[float, str]:
    """How long it took, and how it ended unless with a proved optimum."""
    started = perf_counter()
    try:
        vertex = solve(problem, options)
    except OutOfTime:
        return perf_counter() - started, "(out of time)"
    except (SolverFailed, Infeasible) as failure:
        return perf_counter() - started, f"({type(failure).__name__})"
    seconds = perf_counter() - started
    upper = implied_upper(problem, problem.upper, vertex.value)
    proof = certify(problem, vertex, upper, constant)
    return seconds, "" if proof.holds else "(no proof)"
