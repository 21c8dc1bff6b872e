"""What a plan's money does: it arrives, fills tiers in order, and lifts people.

The outcome is the best that the amounts allow. Money fills the tiers of a need in order, and
people leave poverty as soon as the money takes effect; since tiers may not be skipped
and whoever is lifted earlier is not poor later, no other way of counting leaves fewer poor.
The formulas are those of polyfund.formulation.outcomes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property

import pandas as pd

from polyfund.case.case import Case
from polyfund.case.eligible import rows_of
from polyfund.case.tiers import Tier
from polyfund.rules.neighbours import Spills, spills

HARDLY_ANYBODY = 1e-2  # persons
HARDLY_ANYTHING = 1e-4  # million


class Outcomes:
    """Of a case and grants: agency, county, programme, year, amount (million)."""

    def __init__(self, case: Case, grants: pd.DataFrame) -> None:
        self.case, self.grants = case, grants

    @cached_property
    def worths(self) -> pd.Series:
        """What one million of each grant counts on the ground."""
        return self.grants["agency"].map(self.case.worth).astype(float)

    @cached_property
    def arriving(self) -> pd.Series:
        """Million of each grant as it counts on the ground."""
        return self.grants["amount"] * self.worths

    @cached_property
    def arrived(self) -> pd.Series:
        """Million by county and programme, over all years, as it counts on the ground."""
        return self.arriving.groupby([self.grants["county"], self.grants["programme"]]).sum()

    @cached_property
    def arrived_from(self) -> Mapping[str, dict[tuple[str, str], float]]:
        """The same by agency, of its own money alone."""
        keys = ["agency", "county", "programme"]
        totals = self.grants.assign(arriving=self.arriving).groupby(keys)["arriving"].sum().reset_index()
        arrived: dict[str, dict[tuple[str, str], float]] = defaultdict(dict)
        for agency, county, programme, money in rows_of(totals, [*keys, "arriving"]):
            arrived[agency][county, programme] = money
        return arrived

    @cached_property
    def done(self) -> dict[tuple[str, str], float]:
        """Persons by county and programme that all money there can lift, however many are poor."""
        tiers = self.case.tiers
        return {need: effect_of(tiers[need], money) for need, money in self.arrived.items() if need in tiers}

    @cached_property
    def needs_met(self) -> pd.DataFrame:
        """Columns county, programme, need, received, covered (share): one row for each need."""
        arrived = self.arrived.to_dict()
        rows = [(*key, need, arrived.get(key, 0.0)) for key, need in sorted(self.case.need.items())]
        met = pd.DataFrame(rows, columns=["county", "programme", "need", "received"])
        return met.assign(covered=met["received"] / met["need"])

    @cached_property
    def by_year(self) -> pd.DataFrame:
        """Columns county, year, lifted, poor (persons): counties by outcome years."""
        rows = []
        for county in self.case.counties:
            poor = float(self.case.poor[county])
            for year in self.case.outcome_years:
                growing = (1 + self.case.returning[county]) * poor
                lifted = min(growing, self._effects.get((county, year), 0.0))
                poor = growing - lifted
                rows.append((county, year, lifted, poor))
        return pd.DataFrame(rows, columns=["county", "year", "lifted", "poor"])

    @cached_property
    def _effects(self) -> dict[tuple[str, int], float]:
        """Persons of each county that money can lift in each year, however many are poor."""
        effects: dict[tuple[str, int], float] = defaultdict(float)
        for home, programme, year, persons in self._gains:
            for county, share in self.where_it_lifts(home, programme):
                effects[county, year] += share * persons
        return effects

    def last_million(self, agency: str, county: str, programme: str, year: int) -> float:
        """Persons, counted at the end, that the last million of an agency there lifts:

            worth * effect of the tier filled last
                  * sum(h in the county and those it helps) share[h] * (1 + returning[h])^(end - year - lag)

        0 beyond the need and after the years counted; a county where more takes effect, then or
        later, than there are poor to lift is left out of the sum. The tier is taken as filled in
        that year: how money of later years would fill an earlier tier is not followed, which
        matters only where poverty returns.
        """
        acts, end = year + self.case.lag[programme], self.case.outcome_years[-1]
        if acts > end:
            return 0.0
        helped = sum(
            share * (1 + self.case.returning[home]) ** (end - acts)
            for home, share in self.where_it_lifts(county, programme)
            if acts > self._idle.get(home, acts - 1)
        )
        tiers, money = (
            self.case.tiers.get((county, programme), ()),
            self._filled.get((county, programme), 0.0),
        )
        return self.case.worth[agency] * _last_effect(tiers, money) * helped

    @cached_property
    def _filled(self) -> dict[tuple[str, str], float]:
        """Million that arrives at each need."""
        met = self.needs_met
        return dict(zip(zip(met["county"], met["programme"], strict=True), met["received"], strict=True))

    @cached_property
    def _idle(self) -> dict[str, int]:
        """By county the last year in which money could lift more than are poor."""
        return {
            county: year
            for county, year, lifted, _poor in rows_of(self.by_year, ["county", "year", "lifted", "poor"])
            if self._effects.get((county, year), 0.0) > lifted + HARDLY_ANYBODY
        }

    def lifted_by_neighbours(self) -> dict[str, float]:
        """Persons of each county that money in other counties can lift, however many are poor."""
        helped = dict.fromkeys(self.case.counties, 0.0)
        for home, programme, _year, persons in self._gains:
            for county, share in self._spills.get((home, programme), ()):
                helped[county] += share * persons
        return helped

    @cached_property
    def _gains(self) -> list[tuple[str, str, int, float]]:
        """County, programme and year of effect of all money there, and persons it can lift at home."""
        keys = ["county", "programme", "year"]
        totals = self.grants.assign(arriving=self.arriving).groupby(keys)["arriving"].sum().reset_index()
        filled: dict[tuple[str, str], float] = defaultdict(float)
        gains = []
        for county, programme, year, money in rows_of(totals.sort_values("year"), [*keys, "arriving"]):
            if (county, programme) in self.case.tiers:
                before = filled[county, programme]
                filled[county, programme] = before + money
                tiers = self.case.tiers[county, programme]
                gain = effect_of(tiers, before + money) - effect_of(tiers, before)
                gains.append((county, programme, year + self.case.lag[programme], gain))
        return gains

    def where_it_lifts(self, county: str, programme: str) -> list[tuple[str, float]]:
        """The county itself and those it helps, each with its share of what is lifted at home."""
        return [(county, 1.0), *self._spills.get((county, programme), ())]

    def beside(self, county: str) -> frozenset[str]:
        """The counties whose money bears on the people on whom the county's does: those it helps,
        those that help it or one of these, and itself."""
        helped = {county, *self._helps[county]}
        return frozenset(helped.union(*(self._helped_by[one] for one in helped)))

    @cached_property
    def _helps(self) -> Mapping[str, set[str]]:
        helps: dict[str, set[str]] = defaultdict(set)
        for (county, _programme), others in self._spills.items():
            helps[county].update(other for other, _share in others)
        return helps

    @cached_property
    def _helped_by(self) -> Mapping[str, set[str]]:
        helped: dict[str, set[str]] = defaultdict(set)
        for county, others in self._helps.items():
            for other in others:
                helped[other].add(county)
        return helped

    @cached_property
    def _spills(self) -> Spills:
        return spills(self.case)


def effect_of(tiers: tuple[Tier, ...], money: float) -> float:
    """Persons that ``money`` million lifts, filling the tiers in order."""
    persons = 0.0
    for tier in tiers:
        persons += tier.effect * min(money, tier.capacity)
        money = max(0.0, money - tier.capacity)
    return persons


def _last_effect(tiers: tuple[Tier, ...], money: float) -> float:
    """Persons that the last of ``money`` million lifts, per million; 0 beyond the need."""
    for tier in tiers:
        if money <= tier.capacity + HARDLY_ANYTHING:
            return tier.effect
        money -= tier.capacity
    return 0.0
