"""Sums of many variables, written down at once.

Pyomo asks of each term what it is, as it is written and again as it is compiled. So a sum over a
family of variables is kept as arrays, the places of its terms and their weights, which
polyfund.formulation.standard_form takes as they are; whoever asks for the terms themselves gets them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pyomo.core.expr import LinearExpression, MonomialTermExpression, NumericExpression
from pyomo.repn.linear import LinearRepnVisitor

from polyfund.case.eligible import rows_of
from polyfund.case.selection import Positions, places_of_each

Weights = NDArray[np.float64]


class Family:
    """The variables of an indexed variable in order, of which there is one at least for a sum."""

    def __init__(self, variables: Iterable[Any]) -> None:
        kept = list(variables)
        self.variables: NDArray[np.object_] = np.fromiter(kept, dtype=object, count=len(kept))
        self.ids = np.array([id(variable) for variable in kept], dtype=np.int64)

    def total(self, places: Positions) -> Any:
        """The sum of the variables at these places; 0 where there are none."""
        return self._sum(np.ones(len(places)), places)

    def weighed(self, weights: Weights, places: Positions) -> Any:
        """weights[0] * variables[places[0]] + ...; 0 where there are none. No place stands twice."""
        counts = weights != 0
        if not counts.all():
            weights, places = weights[counts], places[counts]
        return self._sum(weights, places)

    def _sum(self, weights: Weights, places: Positions) -> Any:
        if len(places) > 1:
            return Sum(self, places, weights)
        return weighed(weights.tolist(), self.variables[places])


class Sum(NumericExpression):  # type: ignore[misc]
    """sum(weights * family.variables[places]), an expression of Pyomo's like any other."""

    __slots__ = ("family", "places", "weights")
    PRECEDENCE = LinearExpression.PRECEDENCE

    def __init__(self, family: Family, places: Positions, weights: Weights) -> None:
        self.family, self.places, self.weights = family, places, weights

    @property
    def args(self) -> list[Any]:
        """The terms, made anew whenever they are asked for."""
        return _terms(self.weights.tolist(), self.family.variables[self.places])

    def nargs(self) -> int:
        return len(self.places)

    def create_node_with_local_data(self, args: Sequence[Any], classtype: Any = None) -> Any:
        del classtype  # with other terms it is a sum of no family
        return LinearExpression(list(args))

    def getname(self, *_args: Any, **_named: Any) -> str:
        return "sum"

    def _apply_operation(self, result: Iterable[float]) -> float:
        return sum(result)

    def _compute_polynomial_degree(self, result: Iterable[int]) -> int:
        return max(result)

    def _to_string(self, values: list[str], verbose: bool, smap: Any) -> str:
        return str(LinearExpression(self.args)._to_string(values, verbose, smap))


def _read(visitor: Any, child: Sum) -> Any:
    """What Pyomo's own compilers make of a sum: that of its terms."""
    return visitor.before_child_dispatcher[LinearExpression](visitor, LinearExpression(child.args))


LinearRepnVisitor.before_child_dispatcher[Sum] = _read


def total(variables: Iterable[Any]) -> Any:
    """variables[0] + variables[1] + ...; 0 where there are none. For few: of many a family is sooner."""
    return _sum(list(variables))


def weighed(weights: Iterable[float], variables: Iterable[Any]) -> Any:
    """weights[0] * variables[0] + weights[1] * variables[1] + ...; 0 where there are none."""
    return _sum(_terms(weights, variables))


def _terms(weights: Iterable[float], variables: Iterable[Any]) -> list[Any]:
    return [
        variable if weight == 1 else MonomialTermExpression((weight, variable))
        for weight, variable in zip(weights, variables, strict=True)
        if weight
    ]


def _sum(terms: Sequence[Any]) -> Any:
    if len(terms) > 1:
        return LinearExpression(terms)
    return terms[0] if terms else 0


def places_by(frame: pd.DataFrame, keys: list[str]) -> dict[tuple[Any, ...], Positions]:
    """The places of the rows with the same keys, both in the order of the frame."""
    if not len(frame):
        return {}
    numbers = np.asarray(frame.groupby(keys, sort=False).ngroup(), dtype=np.intp)
    found = frame.drop_duplicates(keys)
    return dict(zip(rows_of(found, keys), places_of_each(numbers, len(found)), strict=True))
