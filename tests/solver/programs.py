"""Tiny linear programs as plain arrays, random ones, and an independent solver for them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from ortools.linear_solver.python.model_builder import Model, Solver, SolveStatus
from scipy.sparse import csc_array, csr_array

from polyfund.solver.highs import Problem
from polyfund.solver.matrix import Booleans, Matrix, Vector

INF = float("inf")


def matrix_of(
    costs: Sequence[Sequence[float]],
    a: Sequence[Sequence[float]],
    row_lower: Sequence[float],
    row_upper: Sequence[float],
    *,
    lower: Sequence[float] | None = None,
    upper: Sequence[float] | None = None,
    offsets: Sequence[float] | None = None,
    integer: Sequence[bool] | None = None,
) -> Matrix:
    """Columns lie between 0 and infinity, and need not be whole, unless told otherwise."""
    columns = len(costs[0])
    return Matrix(
        csc_array(np.array(a, dtype=float).reshape(len(row_lower), columns)),
        row_lower=np.array(row_lower, dtype=float),
        row_upper=np.array(row_upper, dtype=float),
        lower=np.zeros(columns) if lower is None else np.array(lower, dtype=float),
        upper=np.full(columns, INF) if upper is None else np.array(upper, dtype=float),
        costs=np.array(costs, dtype=float),
        offsets=np.zeros(len(costs)) if offsets is None else np.array(offsets, dtype=float),
        integer=np.zeros(columns, dtype=bool) if integer is None else np.array(integer, dtype=bool),
        column_of={},
        row_of={},
    )


def problem_of(matrix: Matrix, objective: int = 0) -> Problem:
    """One objective of a matrix on its own."""
    return Problem(
        matrix.a,
        matrix.costs[objective],
        matrix.row_lower,
        matrix.row_upper,
        matrix.lower,
        matrix.upper,
    )


@st.composite
def bounded_matrices(draw: st.DrawFn, objectives: int = 1) -> Matrix:
    """Small programs with a box around x, so that an optimum exists wherever a plan does;
    x = 1 everywhere is one. Figures are small integers: ties abound."""
    columns, rows = draw(st.integers(1, 6)), draw(st.integers(1, 6))
    a = draw(arrays(float, (rows, columns), elements=st.integers(-3, 3).map(float)))
    spare = draw(arrays(float, (2, rows), elements=st.sampled_from((0.0, 0.0, 1.0, 4.0, INF))))
    return matrix_of(
        draw(arrays(float, (objectives, columns), elements=st.integers(-4, 4).map(float))),
        a,
        a.sum(axis=1) - spare[0],
        a.sum(axis=1) + spare[1],
        upper=draw(arrays(float, columns, elements=st.sampled_from((1.0, 2.0, 10.0)))),
    )


def least(problem: Problem, integer: Booleans | None = None) -> float | None:
    """The optimum by an independent solver, GLOP, or SCIP where columns must be whole; None
    where there is no solution.

    Any other answer fails the test: it must be certain.
    """
    model = Model()
    model.helper.fill_model_from_sparse_data(
        problem.lower,
        problem.upper,
        problem.cost,
        problem.row_lower,
        problem.row_upper,
        csr_array(problem.a),
    )
    whole = integer is not None and integer.any()
    for place in np.flatnonzero(integer) if whole else ():
        model.helper.set_var_integrality(int(place), True)
    other = Solver("SCIP" if whole else "GLOP")
    status = other.solve(model)
    if status == SolveStatus.INFEASIBLE:
        return None
    assert status == SolveStatus.OPTIMAL, status
    return float(other.objective_value)


def with_row(problem: Problem, row: Vector, upper: float) -> Problem:
    """The problem with one more row  row @ x <= upper."""
    return Problem(
        csc_array(np.vstack([problem.a.toarray(), row])),
        problem.cost,
        np.append(problem.row_lower, -INF),
        np.append(problem.row_upper, upper),
        problem.lower,
        problem.upper,
    )
