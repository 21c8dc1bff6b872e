"""One objective to an optimal vertex with its proof, by the first attempt that gives one."""

from __future__ import annotations

from collections.abc import Sequence
from time import monotonic

from model.solving.certificate import TOLERANCE, Certificate, certify, implied_upper
from model.solving.highs import Infeasible, Options, OutOfTime, Problem, SolverFailed, Vertex, solve
from model.solving.matrix import Vector

# Interior point with crossover comes first: on the wide optimal faces of an allocation it is
# many times faster than simplex, also in later stages from the vertex at hand (0.5 s against
# 140 s on the worked example). The others are for what it cannot prove.
ATTEMPTS: tuple[Options, ...] = (
    {"solver": "ipx"},
    {"solver": "simplex"},
    {"solver": "simplex", "presolve": "off"},
)
WITHOUT_PRESOLVE: tuple[Options, ...] = tuple({**attempt, "presolve": "off"} for attempt in ATTEMPTS[:2])


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
) -> Proved:
    """A vertex with its certificate and the upper ends that it used, by the first attempt that
    gives a proof.

    Where an earlier stage has shown a plan (``feasible``), that there is none is an error of
    rounding on its optimal face: one more failed attempt.
    """
    failed: list[str] = []
    for attempt in attempts:
        try:
            vertex = solve(problem, {**attempt, "time_limit": left_of(end)})
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
