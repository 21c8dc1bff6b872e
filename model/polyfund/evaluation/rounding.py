"""What publishing amounts in whole units of the currency can do to what a demand counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property

from polyfund.case.eligible import rows_of
from polyfund.evaluation.quantities import Figures
from polyfund.rules import Demand

HALF_UNIT = 0.5e-6  # million: by how much a published amount may be rounded

ByNeed = dict[tuple[str, str], float]  # county and programme


class Rounding:
    """Of the grants of some figures."""

    def __init__(self, figures: Figures) -> None:
        self._figures = figures
        self._case, self._grants, self._work = figures.case, figures.grants, figures.work

    def moved_by_one_each(self, demand: Demand) -> float:
        """By how much at most what a demand counts moves if each grant moves by one million."""
        parts = ((1.0, demand.scope), *demand.less)
        if demand.counts == "million":
            return sum(abs(ratio) * self._figures.sum(scope, "most") for ratio, scope in parts)
        if demand.scope.agencies is not None:  # persons by their own lights
            return sum(self._most_reached(agency, own=demand.own) for agency in demand.scope.agencies)
        return sum(
            abs(ratio) * self._most_lifted.get(county, 0.0)
            for ratio, scope in parts
            for county in self._case.counties_in(scope)
        )

    @cached_property
    def _best(self) -> ByNeed:
        """Persons that one million lifts at each need at most."""
        return {need: max(tier.effect for tier in tiers) for need, tiers in self._case.tiers.items()}

    @cached_property
    def _arriving(self) -> tuple[ByNeed, Mapping[str, ByNeed]]:
        """Million that arrives at each need if every grant moves by one; and if an agency's do."""
        everybodys: ByNeed = defaultdict(float)
        own: dict[str, ByNeed] = defaultdict(lambda: defaultdict(float))
        keys = rows_of(self._grants, ["agency", "county", "programme"])
        for (agency, county, programme), worth in zip(keys, self._work.worths.tolist(), strict=True):
            if (county, programme) in self._best:
                everybodys[county, programme] += worth
                own[agency][county, programme] += worth
        return everybodys, own

    @cached_property
    def _most_lifted(self) -> dict[str, float]:
        """Persons of each county that one more million of every grant could lift, grown to the end."""
        most: dict[str, float] = defaultdict(float)
        for need, million in self._arriving[0].items():
            for county, share in self._work.where_it_lifts(*need):
                grown = (1 + self._case.returning[county]) ** len(self._case.outcome_years)
                most[county] += share * million * self._best[need] * grown
        return most

    def _most_reached(self, agency: str, *, own: bool) -> float:
        """Persons by an agency's lights that one more million of each grant could reach: of its
        ``own``, or of everybody's."""
        weights = self._case.preferences_of(agency)
        arriving = self._arriving[1][agency] if own else self._arriving[0]
        return sum(weights[need] * million * self._best[need] for need, million in arriving.items())
