"""From a Pyomo model to checked arrays.

Pyomo's own compiler (LinearStandardFormCompiler) keeps a dictionary for each row and looks each term up
several times: 1.3 to 2 us a nonzero, more the larger the model. Here a sum over a family of variables
goes in as the arrays that it is, and other terms are read once. What is neither a sum, a product by
a number, a variable nor a number is left to Pyomo's visitor, which also tells what is not linear.
"""

from __future__ import annotations

from itertools import chain
from typing import Any

import numpy as np
import pyomo.environ as pyo
from pyomo.common.gc_manager import PauseGC
from pyomo.common.numeric_types import native_numeric_types
from pyomo.core.base.var import VarData
from pyomo.core.expr import (
    EqualityExpression,
    LinearExpression,
    MonomialTermExpression,
    NegationExpression,
    ProductExpression,
    RangedExpression,
    SumExpression,
)
from pyomo.repn.linear import LinearRepnVisitor
from scipy.sparse import csc_array

from polyfund.case.selection import Positions
from polyfund.formulation.sums import Family, Sum
from polyfund.solver.matrix import Booleans, Matrix, UnfitMatrix, Vector, check_range


def compile_model(model: Any) -> Matrix:
    """Compile a model whose objectives are all minimised.

    Raises: UnfitMatrix.
    """
    with PauseGC():  # so many small objects, and none of them garbage
        matrix = _compiled(model)
    check_range(matrix)
    return matrix


def _compiled(model: Any) -> Matrix:
    columns = Columns(model)
    aims, rows = Rows(columns), Rows(columns)
    for objective in model.component_data_objects(pyo.Objective, active=True):
        aims.add((objective.expr, float(objective.sense)))
    constraints = list(model.component_data_objects(pyo.Constraint, active=True))
    row_lower, row_upper = np.array([add_constraint(rows, one) for one in constraints]).reshape(-1, 2).T
    costs, a = aims.matrix(), rows.matrix()
    asks = np.flatnonzero(
        (np.bincount(a.indices, minlength=len(constraints)) > 0) | (row_lower > 0) | (row_upper < 0)
    )
    used = np.flatnonzero((np.diff(costs.indptr) > 0) | (np.diff(a.indptr) > 0))
    lower, upper = columns.bounds()
    return Matrix(
        a[asks][:, used],
        row_lower=row_lower[asks],
        row_upper=row_upper[asks],
        lower=lower[used],
        upper=upper[used],
        costs=costs[:, used].toarray(),
        offsets=np.array(aims.constants),
        integer=columns.whole()[used],
        column_of=columns.places(used),
        row_of={id(constraints[row]): place for place, row in enumerate(asks.tolist())},
    )


class Columns:
    """All variables of a model; ``place_of`` finds one by its ``id``."""

    def __init__(self, model: Any) -> None:
        self.variables = [variable for made in model.component_objects(pyo.Var) for variable in made.values()]
        self.place_of = {id(variable): place for place, variable in enumerate(self.variables)}
        self._families: dict[int, Positions] = {}

    def of(self, family: Family) -> Positions:
        """The place of each variable of a family."""
        if id(family) not in self._families:
            places = map(self.place_of.__getitem__, family.ids.tolist())
            self._families[id(family)] = np.fromiter(places, dtype=np.intp, count=len(family.ids))
        return self._families[id(family)]

    def bounds(self) -> tuple[Vector, Vector]:
        """The lower and the upper end of each."""
        ends = chain.from_iterable(map(_bounds, self.variables))
        lower, upper = np.fromiter(ends, dtype=np.float64, count=2 * len(self.variables)).reshape(-1, 2).T
        return lower, upper

    def whole(self) -> Booleans:
        """Which of them must be whole."""
        return np.array([not variable.is_continuous() for variable in self.variables], dtype=bool)

    def places(self, used: Positions) -> dict[int, int]:
        """The place of each among those that are used, by its ``id``."""
        if len(used) == len(self.variables):
            return self.place_of
        return {id(self.variables[place]): number for number, place in enumerate(used.tolist())}


def _bounds(variable: Any) -> tuple[float, float]:
    lower, upper = (variable.value,) * 2 if variable.fixed else variable.bounds
    return (-np.inf if lower is None else lower), (np.inf if upper is None else upper)


class Rows:
    """Linear rows as they are added, with a constant and terms each."""

    def __init__(self, columns: Columns) -> None:
        self._columns = columns
        self.constants: list[float] = []
        self._singles: tuple[list[int], list[int], list[float]] = [], [], []
        self._sums: tuple[list[int], list[Positions], list[Vector]] = [], [], []

    def add(self, *sides: tuple[Any, float]) -> None:
        """One row: the sum of expressions, each times a factor."""
        row, constant = len(self.constants), 0.0
        rows, places, factors = self._singles
        place_of, left = self._columns.place_of, list(sides)
        while left:
            node, factor = left.pop()
            kind = node.__class__
            if kind is Sum:
                self._add_sum(row, node, factor)
            elif kind in native_numeric_types:
                constant += factor * node
            elif kind is MonomialTermExpression and node.args[0].__class__ in native_numeric_types:
                weight, variable = node.args
                rows.append(row)
                places.append(place_of[id(variable)])
                factors.append(factor * weight)
            elif kind is LinearExpression or kind is SumExpression:
                left += [(term, factor) for term in node.args]
            elif isinstance(node, VarData):
                rows.append(row)
                places.append(place_of[id(node)])
                factors.append(factor)
            elif kind is NegationExpression:
                left.append((node.args[0], -factor))
            elif kind is ProductExpression and node.args[0].__class__ in native_numeric_types:
                left.append((node.args[1], factor * node.args[0]))
            else:
                constant += self._add_other(row, node, factor)
        self.constants.append(constant)

    def _add_sum(self, row: int, node: Sum, factor: float) -> None:
        rows, places, weights = self._sums
        rows.append(row)
        places.append(self._columns.of(node.family)[node.places])
        weights.append(node.weights if factor == 1 else factor * node.weights)

    def _add_other(self, row: int, node: Any, factor: float) -> float:
        """Add what Pyomo makes of an expression, and give its constant.

        Raises: UnfitMatrix, for what is not linear.
        """
        found = LinearRepnVisitor({}).walk_expression(node)
        if found.nonlinear is not None:
            raise UnfitMatrix(f"not linear: {node}")
        rows, places, factors = self._singles
        for number, weight in found.linear.items():
            rows.append(row)
            places.append(self._columns.place_of[number])
            factors.append(factor * weight)
        return factor * float(found.constant)

    def matrix(self) -> csc_array:
        """The rows so far: what stands twice in one is added up, and what comes to nothing left out."""
        (rows, places, factors), (sums, summed, weights) = self._singles, self._sums
        lengths = [len(own) for own in summed]
        entries = np.concatenate([np.array(factors, dtype=np.float64), *weights])
        where = (
            np.concatenate(
                [np.array(rows, dtype=np.int32), np.repeat(np.array(sums, dtype=np.int32), lengths)]
            ),
            np.concatenate([np.array(places, dtype=np.intp), *summed]).astype(np.int32),
        )
        a = csc_array((entries, where), shape=(len(self.constants), len(self._columns.variables)))
        a.sum_duplicates()
        a.eliminate_zeros()
        return a


def add_constraint(rows: Rows, constraint: Any) -> tuple[float, float]:
    """Add a constraint as a row, and give what its terms lie between.

    Numbers are on the right:  left <= right  is  left - right <= 0,  but  4 <= x  is  x >= 4.
    """
    expression = constraint.expr
    low: float | None = 0.0
    high: float | None = 0.0
    if expression.__class__ is RangedExpression:
        low, body, high = constraint.to_bounded_expression(evaluate_bounds=True)
        rows.add((body, 1.0))
    else:
        left, right = expression.args
        if left.__class__ in native_numeric_types:
            rows.add((right, 1.0), (left, -1.0))
            high = 0.0 if expression.__class__ is EqualityExpression else None
        else:
            rows.add((left, 1.0), (right, -1.0))
            low = 0.0 if expression.__class__ is EqualityExpression else None
    constant = rows.constants[-1]
    return (-np.inf if low is None else low - constant), (np.inf if high is None else high - constant)
