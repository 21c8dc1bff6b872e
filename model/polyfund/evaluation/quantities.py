"""What a plan's amounts come to, by arithmetic alone: no Pyomo, no solver."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from polyfund.case.case import Case
from polyfund.case.eligible import GRANT_KEYS, rows_of
from polyfund.case.selection import Selection
from polyfund.evaluation.outcomes import Outcomes, effect_of
from polyfund.rules import IN_FORCE, Demand
from polyfund.rules.base import Part
from polyfund.schema.scope import Scope

Floats = NDArray[np.float64]


@dataclass
class Figures:
    """A case and a plan's grants: agency, county, programme, year, amount (million).

    Implements :class:`polyfund.rules.Quantities` with numbers. Grants may be any, also ones
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

    def sum(self, scope: Scope, what: str) -> float:
        """The sum in a scope of one of ``COUNTED``: all are summed at once, since finding a scope's rows
        takes longest, and rules ask for the same scopes again and again."""
        if scope not in self._sums:
            counted = np.take(self._counted, self._selection.rows(scope), axis=1)
            self._sums[scope] = counted.sum(axis=1).tolist()
        return self._sums[scope][COLUMNS[what]]

    @cached_property
    def _sums(self) -> dict[Scope, list[float]]:
        return {}

    @cached_property
    def _counted(self) -> Floats:
        """What counts of each grant, a row for each of ``COUNTED``."""
        return np.array([count(self).to_numpy(dtype=float) for count in COUNTED.values()])

    def within(self, counties: frozenset[str]) -> pd.DataFrame:
        """The grants of these counties."""
        return self.grants.iloc[self._selection.rows(Scope(counties=counties))]

    def money(self, scope: Scope) -> float:
        return self.sum(scope, "money")

    def received(self, scope: Scope) -> float:
        return self.sum(scope, "received")

    def staff_days(self, scope: Scope) -> float:
        return self.sum(scope, "staff_days")

    def poor(self, scope: Scope) -> float:
        found = self._outcome_selection.rows(scope)
        return float(self.outcomes["poor"].to_numpy()[found].sum())

    @cached_property
    def _outcome_selection(self) -> Selection:
        return Selection(self.outcomes)

    def lifted(self, scope: Scope, *, weighted: bool = False) -> float:
        case = self.case
        return float(
            sum(
                (case.weight[county] if weighted else 1.0) * (case.poor_without[county] - self.left[county])
                for county in case.counties_in(scope)
            )
        )

    @cached_property
    def left(self) -> dict[str, float]:
        """Persons still poor at the end of the years counted, by county."""
        end = self.outcomes[self.outcomes["year"] == self.case.outcome_years[-1]]
        return dict(zip(end["county"], end["poor"], strict=True))

    def years_out(self, scope: Scope) -> float:
        found = self.outcomes.iloc[self._outcome_selection.rows(scope)]
        return float(
            sum(
                self.case.poor_without_in(county, year) - poor
                for county, year, poor in zip(
                    *(found[name] for name in ("county", "year", "poor")), strict=True
                )
            )
        )

    def moved(self, scope: Scope) -> float:
        changes, selection = self._changes
        return float(sum(changes[place] for place in selection.rows(scope)))

    @cached_property
    def _changes(self) -> tuple[list[float], Selection]:
        """By how much each grant of this or the previous plan is another, and how to find them."""
        rows = rows_of(self.grants, [*GRANT_KEYS, "amount"])
        given = {
            (agency, county, programme, year): amount for agency, county, programme, year, amount in rows
        }
        before = self.case.previous
        either = list(given | before)
        changes = [abs(given.get(key, 0.0) - before.get(key, 0.0)) for key in either]
        return changes, Selection(pd.DataFrame(either, columns=GRANT_KEYS))

    def reached(self, agency: str) -> float:
        """The tiers are filled in order, also where a later one does more."""
        weights, tiers = self.case.preferences_of(agency), self.case.tiers
        return float(
            sum(
                weights[need] * effect_of(tiers[need], money)
                for need, money in self.work.arrived_from[agency].items()
                if need in tiers
            )
        )

    def helped(self, agency: str) -> float:
        weights = self.case.preferences_of(agency)
        return float(sum(weights[need] * persons for need, persons in self.work.done.items()))

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


def _staff_days(plan: Figures) -> pd.Series:
    days = plan.case.column("agencies", "agency", "staff_days_per_million")
    return plan.grants["amount"] * plan.grants["agency"].map(days).astype(float)


# What counts of each grant: million given and arriving, days of staff, and what one million more of it
# counts at most, as given or as it arrives.
COUNTED: dict[str, Callable[[Figures], pd.Series]] = {
    "money": lambda plan: plan.grants["amount"],
    "received": lambda plan: plan.work.arriving,
    "staff_days": _staff_days,
    "most": lambda plan: plan.work.worths.clip(lower=1.0),
}
COLUMNS = {what: place for place, what in enumerate(COUNTED)}
