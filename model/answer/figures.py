"""What a plan's amounts come to, by arithmetic alone: no Pyomo, no solver.

The outcome is the best that the amounts allow. Money fills the tiers of a need in order, and
people leave poverty as soon as the money takes effect; since tiers may not be skipped
and whoever is lifted earlier is not poor later, no other way of counting leaves fewer poor.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from model.intake.case import Case, Tier
from model.intake.eligible import GRANT_KEYS
from model.intake.scope import Scope
from model.intake.selection import Selection
from model.rules import IN_FORCE, Demand
from model.rules.neighbours import Spills, spills
from model.rules.room import Part


@dataclass
class Figures:
    """A case and a plan's grants: agency, county, programme, year, amount (million).

    Implements :class:`model.rules.Quantities` with numbers. Grants may be any, also ones
    that are not allowed; the audit judges that.
    """

    case: Case
    grants: pd.DataFrame
    demands: dict[str, list[Demand]]

    @cached_property
    def _selection(self) -> Selection:
        return Selection(self.grants)

    def _sum(self, scope: Scope, values: pd.Series) -> float:
        return float(values.to_numpy(dtype=float)[self._selection.rows(scope)].sum())

    def money(self, scope: Scope) -> float:
        return self._sum(scope, self.grants["amount"])

    @cached_property
    def arriving(self) -> pd.Series:
        """Million of each grant as it counts on the ground."""
        return self.grants["amount"] * self._worths

    def received(self, scope: Scope) -> float:
        return self._sum(scope, self.arriving)

    def staff_days(self, scope: Scope) -> float:
        days = self.case.column("agencies", "agency", "staff_days_per_million")
        return self._sum(scope, self.grants["amount"] * self.grants["agency"].map(days))

    def poor(self, scope: Scope) -> float:
        found = self.outcomes
        inside = np.ones(len(found), dtype=bool)
        if scope.counties is not None:
            inside &= found["county"].isin(list(scope.counties)).to_numpy()
        if scope.years is not None:
            inside &= found["year"].isin(list(scope.years)).to_numpy()
        return float(found["poor"].to_numpy()[inside].sum())

    def lifted(self, scope: Scope, *, weighted: bool = False) -> float:
        weights = self.case.column("counties", "county", "weight")
        end = self.outcomes[self.outcomes["year"] == self.case.outcome_years[-1]]
        left = dict(zip(end["county"], end["poor"], strict=True))
        return float(
            sum(
                (weights[county] if weighted else 1.0) * (without - left[county])
                for county, without in self.case.poor_without.items()
                if scope.has(counties=county)
            )
        )

    def years_out(self, scope: Scope) -> float:
        return float(
            sum(
                self.case.poor_without_in(county, year) - poor
                for county, year, poor in zip(
                    *(self.outcomes[name] for name in ("county", "year", "poor")), strict=True
                )
                if scope.has(counties=county, years=year)
            )
        )

    def moved(self, scope: Scope) -> float:
        rows = self.grants[[*GRANT_KEYS, "amount"]].itertuples(index=False, name=None)
        given = {
            (agency, county, programme, year): amount for agency, county, programme, year, amount in rows
        }
        before = self.case.previous
        return float(
            sum(
                abs(given.get(key, 0.0) - before.get(key, 0.0))
                for key in given | before
                if scope.has(agencies=key[0], counties=key[1], programmes=key[2], years=key[3])
            )
        )

    def reached(self, agency: str) -> float:
        """The tiers are filled in order, also where a later one does more."""
        weights, own = self.case.preferences_of(agency), self.grants["agency"] == agency
        keys = [self.grants["county"], self.grants["programme"]]
        return float(
            sum(
                weights[need] * _effect(self.case.tiers[need], money)
                for need, money in self.arriving[own].groupby(keys).sum().items()
                if need in self.case.tiers
            )
        )

    def helped(self, agency: str) -> float:
        weights = self.case.preferences_of(agency)
        return float(
            sum(
                weights[need] * _effect(self.case.tiers[need], money)
                for need, money in self._arrived.items()
                if need in self.case.tiers
            )
        )

    @cached_property
    def _arrived(self) -> pd.Series:
        """Million by county and programme, over all years, as it counts on the ground."""
        return self.arriving.groupby([self.grants["county"], self.grants["programme"]]).sum()

    def soft_cost(self) -> float:
        return sum(
            demand.price * demand.shortfall(room.given(self, demand) / demand.scale)
            for room in IN_FORCE
            for demand in self.demands[room.TABLE.key]
            if demand.price is not None
        )

    def breach(self, rule: str) -> float:
        (room,) = (room for room in IN_FORCE if rule == room.TABLE.key)
        return sum(
            demand.scale * demand.shortfall(room.given(self, demand) / demand.scale)
            for demand in self.demands[rule]
            if demand.price is not None
        )

    def least(self, parts: Sequence[Part]) -> float:
        return min((part.amount / part.base for part in parts), default=0.0)

    def apart(self, parts: Sequence[Part]) -> float:
        base = np.array([part.base for part in parts])
        share = np.array([part.amount for part in parts]) / base
        distances = np.abs(share[:, None] - share[None, :]) * base[:, None] * base[None, :]
        return float(distances.sum()) / 2 / base.sum() ** 2 if len(parts) else 0.0

    def moved_by_one_each(self, demand: Demand) -> float:
        """By how much at most what a demand counts moves if each grant moves by one million."""
        parts = ((1.0, demand.scope), *demand.less)
        if demand.counts == "million":
            return sum(abs(ratio) * self._sum(scope, self._most_counted) for ratio, scope in parts)
        if demand.scope.agencies is not None:  # persons by their own lights
            return sum(self._most_reached(agency, own=demand.own) for agency in demand.scope.agencies)
        return sum(
            abs(ratio) * persons
            for ratio, scope in parts
            for county, persons in self._most_lifted.items()
            if scope.has(counties=county)
        )

    @cached_property
    def _worths(self) -> pd.Series:
        return self.grants["agency"].map(self.case.worth).astype(float)

    @cached_property
    def _most_counted(self) -> pd.Series:
        """Million that one more of each grant counts at most, as given or as it arrives."""
        return self._worths.clip(lower=1.0)

    @cached_property
    def _most_lifted(self) -> dict[str, float]:
        """Persons of each county that one more million of every grant could lift, grown to the end."""
        most: dict[str, float] = defaultdict(float)
        best = {key: max(tier.effect for tier in tiers) for key, tiers in self.case.tiers.items()}
        needs = zip(self.grants["county"], self.grants["programme"], strict=True)
        for key, worth in zip(needs, self._worths, strict=True):
            for county, share in self._where_it_lifts(*key) if key in best else ():
                grown = (1 + self.case.returning[county]) ** len(self.case.outcome_years)
                most[county] += share * worth * best[key] * grown
        return most

    def _most_reached(self, agency: str, *, own: bool) -> float:
        """Persons by an agency's lights that one more million of each grant could reach: of its
        ``own``, or of everybody's."""
        weights = self.case.preferences_of(agency)
        moving = (self.grants["agency"] == agency).to_numpy() if own else np.ones(len(self.grants), bool)
        best = {
            need: weights[need] * max(tier.effect for tier in tiers)
            for need, tiers in self.case.tiers.items()
        }
        grants = zip(
            self.grants["county"][moving], self.grants["programme"][moving], self._worths[moving], strict=True
        )
        return float(sum(worth * best.get((county, programme), 0.0) for county, programme, worth in grants))

    @cached_property
    def needs_met(self) -> pd.DataFrame:
        """Columns county, programme, need, received, covered (share): one row for each need."""
        rows = [
            (*key, need, float(self._arrived.get(key, 0.0))) for key, need in sorted(self.case.need.items())
        ]
        met = pd.DataFrame(rows, columns=["county", "programme", "need", "received"])
        return met.assign(covered=met["received"] / met["need"])

    @cached_property
    def outcomes(self) -> pd.DataFrame:
        """Columns county, year, lifted, poor (persons): counties by outcome years."""
        effects = self._effects()
        rows = []
        for county in self.case.counties:
            poor = float(self.case.poor[county])
            for year in self.case.outcome_years:
                growing = (1 + self.case.returning[county]) * poor
                lifted = min(growing, effects.get((county, year), 0.0))
                poor = growing - lifted
                rows.append((county, year, lifted, poor))
        return pd.DataFrame(rows, columns=["county", "year", "lifted", "poor"])

    def _effects(self) -> dict[tuple[str, int], float]:
        """Persons of each county that money can lift in each year, however many are poor."""
        effects: dict[tuple[str, int], float] = defaultdict(float)
        for home, programme, year, persons in self._gains:
            for county, share in self._where_it_lifts(home, programme):
                effects[county, year] += share * persons
        return effects

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
        for county, programme, year, money in totals.sort_values("year").itertuples(index=False, name=None):
            if (county, programme) in self.case.tiers:
                before = filled[county, programme]
                filled[county, programme] = before + money
                tiers = self.case.tiers[county, programme]
                gain = _effect(tiers, before + money) - _effect(tiers, before)
                gains.append((county, programme, year + self.case.lag[programme], gain))
        return gains

    def _where_it_lifts(self, county: str, programme: str) -> list[tuple[str, float]]:
        """The county itself and those it helps, each with its share of what is lifted at home."""
        return [(county, 1.0), *self._spills.get((county, programme), ())]

    @cached_property
    def _spills(self) -> Spills:
        return spills(self.case)


def _effect(tiers: tuple[Tier, ...], money: float) -> float:
    """Persons that ``money`` million lifts, filling the tiers in order."""
    persons = 0.0
    for tier in tiers:
        persons += tier.effect * min(money, tier.capacity)
        money = max(0.0, money - tier.capacity)
    return persons
