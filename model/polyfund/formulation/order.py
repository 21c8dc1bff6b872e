"""Tiers in their order, where a later one does more per million than an earlier one.

A linear program would take the better tier first and overstate the result. For each need whose
factors rise somewhere, up to each year t, and each tier k after the first:

    sum(u <= t) tier[c,p,u,k-1] >= share[k-1] * need * opened[c,p,t,k]
    sum(u <= t) tier[c,p,u,k]   <= share[k]   * need * opened[c,p,t,k]      opened in {0, 1}

so a tier holds nothing before the one below it is full. The choices are exact: no concave
envelope. Falling factors need none of this: filling in order is best anyway.

Source: the study's park planning and leading enterprises, which do little below a certain size.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import pyomo.environ as pyo

from polyfund.case.case import Case
from polyfund.case.tiers import Tier

Filled = Mapping[tuple[Any, ...], Sequence[tuple[Any, float]]]  # million so far and capacity, tier by tier


def rises(tiers: Sequence[Tier]) -> bool:
    """Whether some tier does more per million than the one before it."""
    return any(later.effect > before.effect for before, later in pairwise(tiers))


def add_order(block: Any, filled: Filled) -> None:
    """Rows ``full`` and ``shut`` of the block, by the key of what is filled and the tier."""
    tiers = [(*key, number) for key, parts in filled.items() for number in range(1, len(parts))]
    block.opened = pyo.Var(tiers, domain=pyo.Binary)

    def full(_: Any, *place: Any) -> Any:
        *key, number = place
        money, capacity = filled[tuple(key)][number - 1]
        return money - capacity * block.opened[place] >= 0

    def shut(_: Any, *place: Any) -> Any:
        *key, number = place
        money, capacity = filled[tuple(key)][number]
        return money - capacity * block.opened[place] <= 0

    block.full = pyo.Constraint(tiers, rule=full)
    block.shut = pyo.Constraint(tiers, rule=shut)


def add_tier_order(model: Any, case: Case, exact: frozenset[str] = frozenset()) -> None:
    """The block ``order``, for needs whose factors rise and for those of ``exact`` counties."""
    so_far: dict[tuple[str, str, int], list[tuple[Any, float]]] = {}
    for county, programme, year in model.arrives:
        tiers = case.tiers[county, programme]
        if rises(tiers) or county in exact:
            years = [u for u in case.years if u <= year and (county, programme, u) in model.arrives]
            so_far[county, programme, year] = [
                (pyo.quicksum(model.tier[county, programme, u, k] for u in years), tier.capacity)
                for k, tier in enumerate(tiers)
            ]
    model.order = pyo.Block()
    add_order(model.order, so_far)
