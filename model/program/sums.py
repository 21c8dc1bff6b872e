"""Sums of many variables, written down at once: Pyomo's quicksum asks of each term what it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from pyomo.core.expr import LinearExpression, MonomialTermExpression


def total(variables: Iterable[Any]) -> Any:
    """variables[0] + variables[1] + ...; 0 where there are none."""
    return _sum(list(variables))


def weighed(weights: Iterable[float], variables: Iterable[Any]) -> Any:
    """weights[0] * variables[0] + weights[1] * variables[1] + ...; 0 where there are none."""
    return _sum(
        [
            variable if weight == 1 else MonomialTermExpression((weight, variable))
            for weight, variable in zip(weights, variables, strict=True)
            if weight
        ]
    )


def _sum(terms: Sequence[Any]) -> Any:
    if len(terms) > 1:
        return LinearExpression(terms)
    return terms[0] if terms else 0
