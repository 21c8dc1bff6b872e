"""A program as arrays, every figure of which is looked at before a solver is.

Pyomo's own HiGHS interfaces go on when the solver refuses a matrix, and then solve a model
without rows; so the model is compiled to arrays (polyfund.formulation.standard_form) and checked here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.sparse import csc_array

Vector = np.ndarray[Any, np.dtype[np.float64]]
Booleans = np.ndarray[Any, np.dtype[np.bool_]]

SMALLEST = 1e-9  # HiGHS drops what is not larger
LARGEST = 1e15  # HiGHS refuses what is not smaller
LARGEST_SIDE = 1e20  # HiGHS takes this for infinite
LARGE = 100_000  # nonzeros: from here on somebody waits for a program


class UnfitMatrix(Exception):
    """The program is not linear, or a figure of it is not finite or beyond what a solver computes with."""


@dataclass(frozen=True)
class Matrix:
    """minimise costs[i] @ x + offsets[i]  subject to  row_lower <= a @ x <= row_upper.

    Shapes: ``a`` is (rows, columns), ``costs`` is (objectives, columns). ``integer`` marks the
    columns whose values must be whole. ``column_of`` and ``row_of`` find the place of a Pyomo variable or constraint by its ``id``.
    """

    a: csc_array
    row_lower: Vector
    row_upper: Vector
    lower: Vector
    upper: Vector
    costs: Vector
    offsets: Vector
    integer: Booleans
    column_of: dict[int, int]
    row_of: dict[int, int]

    @property
    def nonzeros(self) -> int:
        return int(self.a.nnz)

    @property
    def large(self) -> bool:
        return is_large(self.nonzeros)


def is_large(nonzeros: int) -> bool:
    """Whether a program of so many nonzeros is one that somebody waits for."""
    return nonzeros >= LARGE


def check_size(matrix: Matrix) -> None:
    """Raises: UnfitMatrix, when HiGHS would drop a figure in the units it is to be solved in."""
    if not np.all(np.abs(matrix.a.data) > SMALLEST):
        raise UnfitMatrix("a coefficient is nothing beside others of its row and column")


def check_range(matrix: Matrix) -> None:
    """Raises: UnfitMatrix, when HiGHS would refuse or misread a figure."""
    size = np.abs(matrix.a.data)
    if not np.all((size > 0) & (size < LARGEST)):
        raise UnfitMatrix("a coefficient is zero, huge or not a number")
    if not np.all(np.abs(matrix.costs) < LARGEST_SIDE):
        raise UnfitMatrix("a cost is huge or not a number")
    for lower, upper, what in (
        (matrix.row_lower, matrix.row_upper, "row"),
        (matrix.lower, matrix.upper, "column"),
    ):
        sides = np.concatenate([lower, upper])
        if np.isnan(sides).any() or np.any(np.abs(sides[np.isfinite(sides)]) >= LARGEST_SIDE):
            raise UnfitMatrix(f"a side of a {what} is huge or not a number")
        if np.any(lower > upper):
            raise UnfitMatrix(f"a {what} has its lower side above its upper side")
        if np.any(np.isposinf(lower)) or np.any(np.isneginf(upper)):
            raise UnfitMatrix(f"a {what} has a side at the wrong infinity")
