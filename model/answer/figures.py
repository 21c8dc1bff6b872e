"""What a plan's amounts come to, by arithmetic alone: no Pyomo, no solver."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from model.answer.outcomes import Outcomes, effect_of
from model.intake.case import Case
from model.intake.eligible import GRANT_KEYS
from model.intake.scope import Scope
from model.intake.selection import Selection
from model.rules import IN_FORCE, Demand
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
    def work(self) -> Outcomes:
        """What the money does."""
        return Outcomes(self.case, self.grants)

    @property
    def outcomes(self) -> pd.DataFrame:
        """Columns county, year, lifted, poor (persons): counties by outcome years."""
        return self.work.by_year

    @cached_property
    def _selection(self) -> Selection:
        return Selection(self.grants)

    def sum(self, scope: Scope, values: pd.Series) -> float:
        """The sum of values, one for each grant, in a scope."""
        return float(values.to_numpy(dtype=float)[self._selection.rows(scope)].sum())

    def money(self, scope: Scope) -> float:
        return self.sum(scope, self.grants["amount"])

    def received(self, scope: Scope) -> float:
        return self.sum(scope, self.work.arriving)

    def staff_days(self, scope: Scope) -> float:
        days = self.case.column("agencies", "agency", "staff_days_per_million")
        return self.sum(scope, self.grants["amount"] * self.grants["agency"].map(days).astype(float))

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
                weights[need] * effect_of(self.case.tiers[need], money)
                for need, money in self.work.arriving[own].groupby(keys).sum().items()
                if need in self.case.tiers
            )
        )

    def helped(self, agency: str) -> float:
        weights = self.case.preferences_of(agency)
        return float(
            sum(
                weights[need] * effect_of(self.case.tiers[need], money)
                for need, money in self.work.arrived.items()
                if need in self.case.tiers
            )
        )

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
