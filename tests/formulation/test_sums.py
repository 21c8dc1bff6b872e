"""Sums are what Pyomo's own would be."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyomo.environ as pyo
import pytest
from pyomo.core.expr.visitor import replace_expressions

from polyfund.formulation.sums import Family, places_by, total, weighed

MODEL = pyo.ConcreteModel()
MODEL.x = pyo.Var(range(3))
X = list(MODEL.x.values())


@pytest.mark.parametrize("count", [0, 1, 3])
def test_a_total(count: int) -> None:
    assert str(total(X[:count])) == str(pyo.quicksum(X[:count]))


WEIGHED = pytest.mark.parametrize(
    ("weights", "text"),
    [
        ((), "0"),
        ((2.0,), "2.0*x[0]"),
        ((1.0, 0.0, 0.5), "x[0] + 0.5*x[2]"),
        ((0.0, 0.0, 0.0), "0"),
    ],
)


@WEIGHED
def test_weighed(weights: tuple[float, ...], text: str) -> None:
    assert str(weighed(weights, X[: len(weights)])) == text


FAMILY = Family(X)


@WEIGHED
def test_weighed_by_places(weights: tuple[float, ...], text: str) -> None:
    assert str(FAMILY.weighed(np.array(weights), np.arange(len(weights)))) == text


def test_a_sum_is_an_expression_like_any_other() -> None:
    """2 * 3 + 5 = 11 with the one third left out; taken off and doubled as any."""
    for variable, value in zip(X, (3.0, 100.0, 5.0), strict=True):
        variable.set_value(value)
    found = FAMILY.weighed(np.array([2.0, 1.0]), np.array([0, 2]))
    assert pyo.value(found) == 11
    assert pyo.value(2 * (10 - found) + X[1]) == 98
    assert str(10 - found) == "10 - (2.0*x[0] + x[2])"
    assert found.polynomial_degree() == 1
    assert str(replace_expressions(found, {id(X[0]): X[1]})) == "2.0*x[1] + x[2]"


def test_places_by_keys() -> None:
    frame = pd.DataFrame({"county": ["B", "A", "B"], "year": [1, 1, 1], "amount": [3, 4, 5]})
    found = places_by(frame, ["county", "year"])
    assert {key: places.tolist() for key, places in found.items()} == {("B", 1): [0, 2], ("A", 1): [1]}
    assert places_by(frame[:0], ["county", "year"]) == {}
