"""One objective to an optimum with its proof, by the first attempt that gives one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from time import monotonic

from polyfund.solver.certificate import TOLERANCE, Certificate, certify, implied_upper, size_of
from polyfund.solver.highs import Infeasible, Optimum, Options, OutOfTime, Problem, SolverFailed, solve
from polyfund.solver.matrix import Vector
from polyfund.solver.observer import SILENT, Listener
from polyfund.solver.optimal_face import around_optimum

# Where figures are far apart interior point may go on for ever; it takes a hundred or two.
LIMITED: Options = {"ipm_iteration_limit": 500}

# Interior point with crossover comes first: on the wide optimal faces of an allocation it is
# many times faster than simplex from nothing. The others are for what it cannot prove.
ATTEMPTS: tuple[Options, ...] = (
    {"solver": "ipx", **LIMITED},
    {"solver": "simplex"},
    {"solver": "simplex", "presolve": "off"},
)
# For figures far apart: in units in which most are ordinary a small one may stand at a millionth.
NARROW: Options = {"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10}
# On a program of one agency, with few rows, dual simplex needs neither: 1.2 s for 121 agencies
# against 2.0.
FOR_ONE: tuple[Options, ...] = ({"solver": "simplex", "presolve": "off"}, *ATTEMPTS[:2])
WITHOUT_PRESOLVE: tuple[Options, ...] = tuple({**attempt, "presolve": "off"} for attempt in ATTEMPTS[:2])

# To the middle of the optimal face, near enough to tell what binds from what does not: from a gap of
# 1e-8 to 1e-12, the least that HiGHS allows, it takes four iterations more of a hundred. Presolve does
# not look for equations that depend on others, rule 10 of HiGHS: on a face that took 1.6 of 3.9 s.
MIDDLE: Options = {
    "solver": "ipx",
    **LIMITED,
    "run_crossover": "off",
    "ipm_optimality_tolerance": 1e-12,
    "presolve_rule_off": 1 << 10,
}
TO_VERTEX: Options = {"solver": "simplex"}  # where little is left but the optimum

# From a vertex at hand simplex is many times faster again, if it walks with what has changed:
# primal where the cost has (0.04 s against 0.8 s on the worked example), dual where bounds have
# (0.4 s against 12 s). Where a new cost is far away, interior point on the optimal face is there
# first: see benchmarks/solving.md.
NEW_COST: Options = {"solver": "simplex", "simplex_strategy": 4, "simplex_iteration_limit": 1000}
NEW_BOUNDS: Options = {"solver": "simplex", "simplex_strategy": 1, "simplex_iteration_limit": 5000}


@dataclass(frozen=True)
class Start:
    """A vertex of the problem before it changed, and the options to walk on from it."""

    optimum: Optimum
    walk: Options


Proved = tuple[Optimum, Certificate, Vector]


def prove(
    problem: Problem,
    known_upper: Vector,
    slack: float,
    offset: float,
    end: float,
    attempts: Sequence[Options],
    *,
    feasible: bool,
    starts: Sequence[Start] = (),
    listener: Listener = SILENT,
    vertex: bool = True,
) -> Proved:
    """An optimum with its certificate and the upper ends that it used, by the first attempt that
    gives a proof: first of all the walks from ``starts``. Where a ``vertex`` is asked for, an attempt
    that ends in the middle of the optimal face goes on to one.

    Where an earlier stage has shown a plan (``feasible``), that there is none is an error of
    rounding on its optimal face: one more failed attempt.
    """
    failed: list[str] = []
    walks = [(start.walk, start.optimum) for start in starts]
    for attempt, before in [*walks, *((attempt, None) for attempt in attempts)]:
        try:
            found = solve(problem, {**attempt, "time_limit": left_of(end)}, before, listener)
            if vertex and found.basis is None:
                found = _corner(problem, found, tolerances(attempt), end, listener)
        except Infeasible as claim:
            if not feasible:
                raise
            failed.append(str(claim))
            continue
        except SolverFailed as failure:
            failed.append(str(failure))
            continue
        value = float(problem.cost @ found.x)
        given_up = slack * abs(value + offset) + TOLERANCE * size_of(value, offset)
        upper = implied_upper(problem, known_upper, value + given_up)
        certificate = certify(problem, found, upper, offset)
        if certificate.holds:
            return found, certificate, upper
        failed.append(f"no proof: gap {certificate.gap:.1e}, violation {certificate.violation:.1e}")
    raise SolverFailed("; ".join(failed))


def tolerances(options: Options) -> Options:
    """What some options say of tolerances that all runs of a program share."""
    return {name: value for name, value in options.items() if name in NARROW}


def _corner(problem: Problem, middle: Optimum, shared: Options, end: float, listener: Listener) -> Optimum:
    """An optimal vertex, with the prices of the middle.

    Raises: OutOfTime, SolverFailed.
    """
    around = around_optimum(problem, middle)
    try:
        corner = solve(around, {**shared, **TO_VERTEX, "time_limit": left_of(end)}, None, listener)
    except Infeasible as claim:
        raise SolverFailed(f"too much was held around the optimum: {claim}") from None
    iterations = middle.iterations + corner.iterations
    return replace(middle, x=corner.x, iterations=iterations, basis=corner.basis)


def left_of(end: float) -> float:
    """Seconds left of the time limit. Raises: OutOfTime."""
    left = end - monotonic()
    if left <= 0:
        raise OutOfTime
    return left
