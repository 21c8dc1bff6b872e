"""The least of several shares, and how far shares lie apart, as parts of a linear program.

Each part is an amount against a base: people lifted in a county against its poor, say.

    least      level * base[i] <= amount[i]                                  for each part i
    apart      share[i] * base[i] = amount[i]
               share[i] - share[j] = above[i,j] - below[i,j]                 for each pair i < j
               sum(i < j) base[i] * base[j] * (above[i,j] + below[i,j]) / sum(base)^2

Amounts are not negative and at most ``most``, so levels and shares are bounded. The level is made most of, the distances least of, so at an optimum both are exact. The second is
the Gini coefficient times the mean share (Gini's mean difference, halved): linear in the amounts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import pyomo.environ as pyo

from polyfund.rules.base import Part


@dataclass(frozen=True)
class Level:
    """The variable ``level`` with its rows in the order of the parts: see polyfund.solver.leximin."""

    variable: Any
    rows: list[Any]
    parts: Sequence[Part]


def add_level(model: Any, parts: Sequence[Part]) -> Level:
    """Rows ``least[number].floor[part]``."""
    if model.component("least") is None:
        model.least = pyo.Block(pyo.Any)
    block = model.least[len(model.least)]
    highest = max((part.most / part.base for part in parts), default=0.0)
    block.level = pyo.Var(bounds=(0, highest))
    block.floor = pyo.Constraint(
        range(len(parts)), rule=lambda _, i: parts[i].amount - parts[i].base * block.level >= 0
    )
    return Level(block.level, list(block.floor.values()), parts)


def add_apart(model: Any, parts: Sequence[Part]) -> Any:
    """Rows ``apart[number].share_is[part]`` and ``apart[number].pair[part, part]``."""
    if model.component("apart") is None:
        model.apart = pyo.Block(pyo.Any)
    block = model.apart[len(model.apart)]
    pairs = list(combinations(range(len(parts)), 2))
    block.share = pyo.Var(range(len(parts)), bounds=lambda _, i: (0, parts[i].most / parts[i].base))
    farthest = max(part.most / part.base for part in parts)
    block.above = pyo.Var(pairs, bounds=(0, farthest))
    block.below = pyo.Var(pairs, bounds=(0, farthest))
    block.share_is = pyo.Constraint(
        range(len(parts)), rule=lambda _, i: parts[i].base * block.share[i] == parts[i].amount
    )
    block.pair = pyo.Constraint(
        pairs,
        rule=lambda _, i, j: block.share[i] - block.share[j] == block.above[i, j] - block.below[i, j],
    )
    whole = sum(part.base for part in parts) ** 2
    return pyo.quicksum(
        parts[i].base * parts[j].base / whole * (block.above[i, j] + block.below[i, j]) for i, j in pairs
    )
