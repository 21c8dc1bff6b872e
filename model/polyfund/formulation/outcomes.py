"""What the grants do: money arrives, fills the tiers of a need, and lifts people.

    arrives     sum(a) worth[a] * grant[a,c,p,t] = sum(k) tier[c,p,t,k]             million
    saturation  sum(t) tier[c,p,t,k] <= share[p,k] * need[c,p]                      million
    lifted      lifted[c,t] <= sum(p,k) effect[c,p] * factor[p,k] * tier[c,p,t-lag[p],k]
                               and what neighbours add (see polyfund.rules.neighbours)
    fewer       fewer[c,t] = (1 + returning[c]) * fewer[c,t-1] + lifted[c,t]        persons
                poor[c,t]  = poor without any grant[c,t] - fewer[c,t] >= 0

which is  poor[c,t] = (1 + returning[c]) * poor[c,t-1] - lifted[c,t]  told by what grants change, and so of
the size of what they change: beside a hundred million poor seventy lifted would be rounding.
Where factors fall from tier to tier, filling the tiers in order is optimal and no order needs
to be asked for; where they rise, polyfund.formulation.order asks for it. What is funded within the years and takes effect after them arrives in the
years that ``case.outcome_years`` adds.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import pyomo.environ as pyo

from polyfund.formulation.sums import places_by, total, weighed
from polyfund.rules.neighbours import spills

if TYPE_CHECKING:
    from polyfund.formulation.program import Program


def add_arrivals(program: Program) -> None:
    """Rows: ``arrives[county, programme, year]``, ``saturation[county, programme, tier]``."""
    model, case = program.model, program.case
    arriving = places_by(program.grants, ["county", "programme", "year"])
    tiers = [(*key, tier) for key in arriving for tier in range(len(case.tiers[key[:2]]))]
    model.tier = pyo.Var(pyo.SetOf(tiers), bounds=(0, None))
    arrived: dict[tuple[str, str, int], list[Any]] = defaultdict(list)
    filling: dict[tuple[str, str, int], list[Any]] = defaultdict(list)
    for (county, programme, year, tier), money in zip(tiers, model.tier.values(), strict=True):
        arrived[county, programme, year].append(money)
        filling[county, programme, tier].append(money)

    def arrives(_: Any, *key: Any) -> Any:
        given = arriving[key]
        return program.family.weighed(program.worths[given], given) == total(arrived[key])

    def saturation(_: Any, county: str, programme: str, tier: int) -> Any:
        full = case.tiers[county, programme][tier].capacity
        return total(filling[county, programme, tier]) <= full

    model.arrives = pyo.Constraint(pyo.SetOf(list(arriving)), rule=arrives)
    model.saturation = pyo.Constraint(pyo.SetOf(list(filling)), rule=saturation)


def add_poverty(program: Program) -> None:
    """Rows: ``effect[county, year]`` and ``poverty[county, year]``, in persons."""
    model, case = program.model, program.case
    effects: dict[tuple[str, int], list[tuple[float, Any]]] = defaultdict(list)
    spilled = spills(case)
    for (county, programme, year, tier), money in zip(model.tier, model.tier.values(), strict=True):
        effect = case.tiers[county, programme][tier].effect
        effects[county, year + case.lag[programme]].append((effect, money))
        for neighbour, share in spilled.get((county, programme), ()):
            effects[neighbour, year + case.lag[programme]].append((share * effect, money))
    cells = [(county, year) for county in case.counties for year in case.outcome_years]
    model.lifted = pyo.Var([cell for cell in cells if cell in effects], bounds=(0, None))
    # A year that lifts nobody is as full as the one before.
    model.fewer = pyo.Var(
        cells, bounds=lambda _, *cell: (0, case.poor_without_in(*cell) if cell in effects else None)
    )

    def poverty(_: Any, county: str, year: int) -> Any:
        before = model.fewer[county, year - 1] if year > case.years[0] else 0
        lifted = model.lifted[county, year] if (county, year) in effects else 0
        return model.fewer[county, year] - (1 + case.returning[county]) * before - lifted == 0

    model.effect = pyo.Constraint(
        list(model.lifted),
        rule=lambda _, *cell: model.lifted[cell] <= weighed(*zip(*effects[cell], strict=True)),
    )
    model.poverty = pyo.Constraint(cells, rule=poverty)
