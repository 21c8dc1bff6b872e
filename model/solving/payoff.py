"""What each aim would reach on its own: the diagonal of the pay-off table.

Each objective alone, with the same demands: a linear program of the size of the first stage, so
it takes about as long as the plan itself. Columns that must be whole are relaxed, so its certified
bound holds for every plan, and is what is told. For a bound prices are enough, so no vertex is
looked for where the middle of the optimal face proves it.
"""

from __future__ import annotations

from collections.abc import Sequence
from time import monotonic

from model.solving.highs import Infeasible, OutOfTime, SolverFailed, problem_of
from model.solving.matrix import Matrix
from model.solving.prove import ATTEMPTS, MIDDLE, prove
from model.solving.scaling import is_ordinary, scales_of


def bounds_alone(matrix: Matrix, objectives: Sequence[int], time_limit: float) -> list[float | None]:
    """The certified least of each objective, its constant included; None where it was not found in
    time."""
    end, found, attempts = monotonic() + time_limit, list[float | None](), (MIDDLE, *ATTEMPTS)
    scales = None if is_ordinary(matrix) else scales_of(matrix)
    matrix = scales.of(matrix) if scales else matrix
    for objective in objectives:
        problem, constant = problem_of(matrix, objective), float(matrix.offsets[objective])
        try:
            _point, certificate, _upper = prove(
                problem, problem.upper, 0.0, constant, end, attempts, feasible=False, vertex=False
            )
            unit = float(scales.aims[objective]) if scales else 1.0
            found.append((certificate.bound + constant) / unit)
        except (Infeasible, OutOfTime, SolverFailed):
            found.append(None)  # told as not known; the plan does not hang on it
    return found
