"""Sums are what Pyomo's own would be."""

from __future__ import annotations

import pyomo.environ as pyo
import pytest

from model.program.sums import total, weighed

MODEL = pyo.ConcreteModel()
MODEL.x = pyo.Var(range(3))
X = list(MODEL.x.values())


@pytest.mark.parametrize("count", [0, 1, 3])
def test_a_total(count: int) -> None:
    assert str(total(X[:count])) == str(pyo.quicksum(X[:count]))


@pytest.mark.parametrize(
    ("weights", "text"),
    [
        ((), "0"),
        ((2.0,), "2.0*x[0]"),
        ((1.0, 0.0, 0.5), "x[0] + 0.5*x[2]"),
        ((0.0, 0.0, 0.0), "0"),
    ],
)
def test_weighed(weights: tuple[float, ...], text: str) -> None:
    assert str(weighed(weights, X[: len(weights)])) == text
