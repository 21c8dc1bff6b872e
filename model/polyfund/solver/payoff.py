"""What each aim would reach on its own: the diagonal of the pay-off table.

Each objective alone, with the same demands: a linear program of the size of the first stage, so
it takes about as long as the plan itself. Columns that must be whole are relaxed, so its certified
bound holds for every plan, and is what is told. For a bound prices are enough, so no vertex is
looked for where the middle of the optimal face proves it.
"""

from __future__ import annotations

from time import monotonic

from polyfund.solver.certified import ATTEMPTS, MIDDLE, prove
from polyfund.solver.highs import problem_of
from polyfund.solver.matrix import Matrix
from polyfund.solver.scaling import is_ordinary, scales_of


def bound_alone(matrix: Matrix, objective: int, time_limit: float) -> float:
    """The certified least of an objective, its constant included.

    Raises: Infeasible, OutOfTime, SolverFailed.
    """
    end = monotonic() + time_limit
    scales = None if is_ordinary(matrix) else scales_of(matrix)
    matrix = scales.of(matrix) if scales else matrix
    problem, constant = problem_of(matrix, objective), float(matrix.offsets[objective])
    _point, certificate, _upper = prove(
        problem, problem.upper, 0.0, constant, end, (MIDDLE, *ATTEMPTS), feasible=False, vertex=False
    )
    unit = float(scales.aims[objective]) if scales else 1.0
    return (certificate.bound + constant) / unit
