"""One objective to an optimal vertex with its proof, by the first attempt that gives one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from time import monotonic

from model.solving.certificate import TOLERANCE, Certificate, certify, implied_upper
from model.solving.highs import Infeasible, Options, OutOfTime, Problem, SolverFailed, Vertex, solve
from model.solving.listener import SILENT, Listener
from model.solving.matrix import Vector

# Interior point with crossover comes first: on the wide optimal faces of an allocation it is
# many times faster than simplex from nothing. The others are for what it cannot prove.
ATTEMPTS: tuple[Options, ...] = (
    {"solver": "ipx"},
    {"solver": "simplex"},
    {"solver": "simplex", "presolve": "off"},
)
# On a program of one agency, with few rows, dual simplex needs neither: 1.2 s for 121 agencies
# against 2.0.
FOR_ONE: tuple[Options, ...] = ({"solver": "simplex", "presolve": "off"}, *ATTEMPTS[:2])
WITHOUT_PRESOLVE: tuple[Options, ...] = tuple({**attempt, "presolve": "off"} for attempt in ATTEMPTS[:2])


# From a vertex at hand simplex is many times faster again, if it walks with what has changed:
# primal where the cost has (0.04 s against 0.8 s on the worked example), dual where bounds have
# (0.4 s against 12 s). Where a new cost is far away, interior point on the optimal face is there
# first: see benchmarks/solving.md.
NEW_COST: Options = {"solver": "simplex", "simplex_strategy": 4, "simplex_iteration_limit": 1000}
NEW_BOUNDS: Options = {"solver": "simplex", "simplex_strategy": 1, "simplex_iteration_limit": 5000}


@dataclass(frozen=True)
class Start:
    """A vertex of the problem before it changed, and the options to walk on from it."""

    vertex: Vertex
    walk: Options


Proved = tuple[Vertex, Certificate, Vector]


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
) -> Proved:
    """A vertex with its certificate and the upper ends that it used, by the first attempt that
    gives a proof: first of all the walks from ``starts``.

    Where an earlier stage has shown a plan (``feasible``), that there is none is an error of
    rounding on its optimal face: one more failed attempt.
    """
    failed: list[str] = []
    walks = [(start.walk, start.vertex) for start in starts]
    for attempt, before in [*walks, *((attempt, None) for attempt in attempts)]:
        try:
            vertex = solve(problem, {**attempt, "time_limit": left_of(end)}, before, listener)
        except Infeasible as claim:
            if not feasible:
                raise
            failed.append(str(claim))
            continue
        except SolverFailed as failure:
            failed.append(str(failure))
            continue
        value = float(problem.cost @ vertex.x)
        given_up = slack * abs(value + offset) + TOLERANCE * max(1.0, abs(value))
        upper = implied_upper(problem, known_upper, value + given_up)
        certificate = certify(problem, vertex, upper)
        if certificate.holds:
            return vertex, certificate, upper
        failed.append(f"no proof: gap {certificate.gap:.1e}, violation {certificate.violation:.1e}")
    raise SolverFailed("; ".join(failed))


def left_of(end: float) -> float:
    """Seconds left of the time limit. Raises: OutOfTime."""
    left = end - monotonic()
    if left <= 0:
        raise OutOfTime
    return left
