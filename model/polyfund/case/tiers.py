"""How the effect of money on a need falls, or rises, from tier to tier."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from polyfund.case.case import Case


class Tier(NamedTuple):
    """A stretch of a need (million) and what one million of it lifts (persons)."""

    capacity: float
    effect: float


def tiers_of(case: Case) -> dict[tuple[str, str], tuple[Tier, ...]]:
    """The tiers of each need in order, by county and programme: the county's own, or else those
    of the programme, or else one for the whole need."""
    general = case.column("programmes", "programme", "effect")
    own = {(row.county, row.programme): row.effect for row in case.rows("needs") if not isnan(row.effect)}
    shapes: dict[tuple[str, str | None], list[tuple[float, float]]] = {}
    for row in sorted(case.rows("returns"), key=lambda row: row.tier):
        shapes.setdefault((row.programme, row.county), []).append((row.share, row.factor))
    tiers = {}
    for (county, programme), need in case.need.items():
        effect = own.get((county, programme), general[programme])
        shape = shapes.get((programme, county)) or shapes.get((programme, None)) or [(1.0, 1.0)]
        tiers[county, programme] = tuple(Tier(share * need, effect * factor) for share, factor in shape)
    return tiers
