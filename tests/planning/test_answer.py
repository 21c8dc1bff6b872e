"""Amounts as they are published: to the unit of the currency, always to the same side."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from polyfund.case.eligible import GRANT_KEYS
from polyfund.planning.answer import published_grants


def published(x: list[float]) -> list[float]:
    """The amounts of grants whose columns hold ``x``; a last one has no column."""
    keys = [("Province", "East", "roads", 2000 + number) for number in range(len(x) + 1)]
    ids = np.arange(len(keys))
    program = SimpleNamespace(family=SimpleNamespace(ids=ids), grants=pd.DataFrame(keys, columns=GRANT_KEYS))
    matrix = SimpleNamespace(column_of={number: len(x) - 1 - number for number in range(len(x))})
    plan = published_grants(program, matrix, np.array(x[::-1]))  # type: ignore[arg-type]
    assert list(plan.columns) == [*GRANT_KEYS, "amount"]
    return plan["amount"].tolist()


@pytest.mark.parametrize(
    ("solved", "told"),
    [
        (1.2345674, 1.234567),
        (1.2345676, 1.234568),
        # half a unit but for the solver's last digits is half a unit, on either side
        (1.2345675 - 0.9e-11, 1.234568),
        (1.2345675 + 0.9e-11, 1.234568),
        (1.2345675 - 0.9e-10, 1.234567),  # these are digits that it gets right
        (0.4e-6, None),  # less than half a yuan is nothing
        (0.6e-6, 1e-6),
        (-1e-9, None),
        (0.0, None),
    ],
)
def test_amounts_are_whole_units(solved: float, told: float | None) -> None:
    assert published([2.0, solved, 3.0]) == [2.0, *([] if told is None else [told]), 3.0]
