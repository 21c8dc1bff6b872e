"""What each aim would reach on its own: the diagonal of the pay-off table.

Each objective alone, with the same demands: a linear program of the size of the first stage, so
it takes about as long as the plan itself. Columns that must be whole are relaxed, so its certified
bound holds for every plan, and is what is told. For a bound prices are enough, so no vertex is
looked for where an interior point proves it.
"""

from __future__ import annotations

from collections.abc import Sequence
from time import monotonic

from model.solving.certificate import TOLERANCE, certify, implied_upper
from model.solving.highs import Infeasible, OutOfTime, Problem, SolverFailed, interior, problem_of
from model.solving.matrix import Matrix
from model.solving.prove import ATTEMPTS, left_of, prove


def bounds_alone(matrix: Matrix, objectives: Sequence[int], time_limit: float) -> list[float | None]:
    """The certified least of each objective, its constant included; None where it was not found in
    time."""
    end, found = monotonic() + time_limit, list[float | None]()
    for objective in objectives:
        try:
            found.append(_bound(problem_of(matrix, objective), end) + float(matrix.offsets[objective]))
        except (Infeasible, OutOfTime, SolverFailed):
            found.append(None)  # told as not known; the plan does not hang on it
    return found


def _bound(problem: Problem, end: float) -> float:
    """Raises: Infeasible, OutOfTime, SolverFailed."""
    try:
        point = interior(problem, left_of(end))
    except SolverFailed:
        pass
    else:
        value = float(problem.cost @ point.x)
        upper = implied_upper(problem, problem.upper, value + TOLERANCE * max(1.0, abs(value)))
        certificate = certify(problem, point, upper)
        if certificate.holds:
            return certificate.bound
    _vertex, certificate, _upper = prove(problem, problem.upper, 0.0, 0.0, end, ATTEMPTS, feasible=False)
    return certificate.bound
