"""Outcomes that are exact from both sides, where a rule needs them so.

The program only says that no more are lifted than the money can lift: more is better, so at an
optimum as many are. A rule that bounds the people lifted from above, as Balance may, could be
kept on paper by lifting fewer than the money does. So in its counties tiers are filled in order
(see polyfund.formulation.order), and for each county and year, ended in {0, 1}:

    sum(p,k) effect * tier - lifted[c,t] <= most * ended[c,t]
    poor without any grant * ended[c,t]  <= fewer[c,t]

either all that the money can lift are lifted, or nobody is left poor.

Source: the arithmetic of polyfund.formulation.outcomes.
"""

from __future__ import annotations

from typing import Any

import pyomo.environ as pyo

from polyfund.case.case import Case
from polyfund.formulation.order import add_tier_order
from polyfund.rules.neighbours import spills


def add_exact_outcomes(model: Any, case: Case, counties: frozenset[str]) -> None:
    """The blocks ``order`` and ``exact``, for these counties."""
    helping = {county for (county, _p), others in spills(case).items() for to, _s in others if to in counties}
    add_tier_order(model, case, counties | helping)
    cells = [cell for cell in model.lifted if cell[0] in counties]
    most = _most_lifted(case, counties)
    model.exact = pyo.Block()
    model.exact.ended = pyo.Var(cells, domain=pyo.Binary)

    def lifting(_: Any, county: str, year: int) -> Any:
        waste = model.effect[county, year].upper - model.effect[county, year].body
        return waste <= most[county] * model.exact.ended[county, year]

    def ending(_: Any, county: str, year: int) -> Any:
        without = case.poor_without_in(county, year)
        return without * model.exact.ended[county, year] <= model.fewer[county, year]

    model.exact.lifting = pyo.Constraint(cells, rule=lifting)
    model.exact.ending = pyo.Constraint(cells, rule=ending)


def _most_lifted(case: Case, counties: frozenset[str]) -> dict[str, float]:
    """Persons that all needs of a county, and what spills into it, could lift."""
    most = dict.fromkeys(counties, 0.0)
    spilled = spills(case)
    for (county, programme), tiers in case.tiers.items():
        persons = sum(tier.capacity * tier.effect for tier in tiers)
        for to, share in ((county, 1.0), *spilled.get((county, programme), ())):
            if to in most:
                most[to] += share * persons
    return most
