"""What publishing amounts in whole units of the currency can do to what a demand counts."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property

import numpy as np
import pandas as pd

from model.answer.figures import Figures
from model.rules import Demand

HALF_UNIT = 0.5e-6  # million: by how much a published amount may be rounded


class Rounding:
    """Of the grants of some figures."""

    def __init__(self, figures: Figures) -> None:
        self._figures = figures
        self._case, self._grants, self._work = figures.case, figures.grants, figures.work

    def moved_by_one_each(self, demand: Demand) -> float:
        """By how much at most what a demand counts moves if each grant moves by one million."""
        parts = ((1.0, demand.scope), *demand.less)
        if demand.counts == "million":
            return sum(abs(ratio) * self._figures.sum(scope, self._most_counted) for ratio, scope in parts)
        if demand.scope.agencies is not None:  # persons by their own lights
            return sum(self._most_reached(agency, own=demand.own) for agency in demand.scope.agencies)
        return sum(
            abs(ratio) * persons
            for ratio, scope in parts
            for county, persons in self._most_lifted.items()
            if scope.has(counties=county)
        )

    @cached_property
    def _most_counted(self) -> pd.Series:
        """Million that one more of each grant counts at most, as given or as it arrives."""
        return self._work.worths.clip(lower=1.0)

    @cached_property
    def _most_lifted(self) -> dict[str, float]:
        """Persons of each county that one more million of every grant could lift, grown to the end."""
        most: dict[str, float] = defaultdict(float)
        best = {key: max(tier.effect for tier in tiers) for key, tiers in self._case.tiers.items()}
        needs = zip(self._grants["county"], self._grants["programme"], strict=True)
        for key, worth in zip(needs, self._work.worths, strict=True):
            for county, share in self._work.where_it_lifts(*key) if key in best else ():
                grown = (1 + self._case.returning[county]) ** len(self._case.outcome_years)
                most[county] += share * worth * best[key] * grown
        return most

    def _most_reached(self, agency: str, *, own: bool) -> float:
        """Persons by an agency's lights that one more million of each grant could reach: of its
        ``own``, or of everybody's."""
        weights = self._case.preferences_of(agency)
        moving = (self._grants["agency"] == agency).to_numpy() if own else np.ones(len(self._grants), bool)
        best = {
            need: weights[need] * max(tier.effect for tier in tiers)
            for need, tiers in self._case.tiers.items()
        }
        grants = zip(
            self._grants["county"][moving],
            self._grants["programme"][moving],
            self._work.worths[moving],
            strict=True,
        )
        return float(sum(worth * best.get((county, programme), 0.0) for county, programme, worth in grants))
