"""What a way of spending reaches, told alike for every plan.

By county c, in persons:

    share[c]        people lifted[c] / poor at the start[c], of the counties with poor persons
    worst county    min(c) share[c]
    Gini            sum(i < j) poor[i] * poor[j] * |share[i] - share[j]| / sum(poor)^2 / mean share

The mean is weighted by poor persons. The Gini coefficient is that of people lifted per poor person,
as if everybody poor in a county had its share: 0 where all counties fare alike, near 1 where one
has all. It is what the aim "spread between counties" makes least of, over the mean share.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from polyfund.evaluation.quantities import Figures
from polyfund.rules.base import Part
from polyfund.schema.scope import Scope


@dataclass(frozen=True)
class Reached:
    """Of the figures of a plan; people in persons."""

    figures: Figures

    @property
    def money(self) -> float:
        """Million."""
        return self.figures.money(Scope())

    @property
    def people_lifted(self) -> float:
        return sum(self.lifted.values())

    @property
    def staff_days(self) -> float:
        return self.figures.staff_days(Scope())

    @cached_property
    def lifted(self) -> dict[str, float]:
        """Persons fewer in poverty at the end than without any grant, by county."""
        case, outcomes = self.figures.case, self.figures.outcomes
        end = outcomes[outcomes["year"] == case.outcome_years[-1]]
        left = dict(zip(end["county"], end["poor"], strict=True))
        return {county: without - left[county] for county, without in case.poor_without.items()}

    def money_by(self, key: str) -> dict[str, float]:
        """Million by ``key``: agency, county or programme."""
        totals = self.figures.grants.groupby(key)["amount"].sum()
        return {str(name): float(amount) for name, amount in totals.items()}

    @property
    def shares(self) -> dict[str, float]:
        """People lifted of the poor at the start, by county; counties without any have none."""
        return {county: self.lifted[county] / poor for county, poor in self.figures.case.poor.items() if poor}

    @property
    def worst_county(self) -> str:
        """Where the smallest share of the poor is lifted, the first by name of equal ones."""
        return min(self.shares, key=lambda county: (self.shares[county], county), default="")

    @property
    def worst_share(self) -> float:
        return min(self.shares.values(), default=0.0)

    @property
    def gini(self) -> float:
        """0 where nobody is lifted."""
        poor = self.figures.case.poor
        parts = [Part(self.lifted[county], poor[county], poor[county]) for county in self.shares]
        mean = sum(part.amount for part in parts) / sum(part.base for part in parts) if parts else 0.0
        return self.figures.apart(parts) / mean if mean else 0.0
