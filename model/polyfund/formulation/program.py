"""The program as the rules and aims see it: quantities of a scope as Pyomo expressions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product
from typing import Any

import numpy as np
import pandas as pd
import pyomo.environ as pyo
from numpy.typing import NDArray

from polyfund.case.case import Case
from polyfund.case.eligible import rows_of
from polyfund.case.selection import Positions
from polyfund.formulation.cells import LONG, Cells
from polyfund.formulation.fairness import Level, add_apart, add_level
from polyfund.formulation.moved import moved
from polyfund.formulation.sums import Family, total, weighed
from polyfund.formulation.utility import add_done, add_reached
from polyfund.rules.base import Part
from polyfund.schema.scope import Scope

Floats = NDArray[np.float64]


@dataclass
class Program:
    """A case and the Pyomo model that holds its eligible grants, in their order.

    Implements :class:`polyfund.rules.Quantities` with expressions in place of numbers. ``rounds``
    has the level of each aim that is met in rounds, by the aim's number.
    """

    case: Case
    model: Any
    levels: list[Level] = field(default_factory=list)
    rounds: dict[int, Level] = field(default_factory=dict)

    @property
    def grants(self) -> pd.DataFrame:
        """The eligible grants: agency, county, programme, year."""
        return self.case.eligible

    @cached_property
    def family(self) -> Family:
        """The variables of the grants."""
        return Family(self.model.grant.values())

    @cached_property
    def worths(self) -> Floats:
        """What arrives of a million of each grant."""
        return np.asarray(self.grants["agency"].map(self.case.worth), dtype=np.float64)

    @cached_property
    def staff_days_per_million(self) -> Floats:
        """Days of staff that a million of each grant takes."""
        days = self.case.column("agencies", "agency", "staff_days_per_million")
        return np.asarray(self.grants["agency"].map(days), dtype=np.float64)

    def _rows(self, scope: Scope) -> Positions:
        return self.case.selection.rows(scope)

    def _weighed(self, found: Positions, weights: Floats) -> Any:
        return self.family.weighed(weights[found], found)

    @cached_property
    def _asked_for(self) -> dict[tuple[str, Scope], Any]:
        """The sums asked for so far: None after the first time, then a variable of their own."""
        return {}

    def _sum(self, what: str, scope: Scope, terms: Callable[[Scope, Positions], Any]) -> Any:
        """A long sum that is asked for again becomes a variable, so that rows stay short."""
        key = (what, scope)
        again = key in self._asked_for
        total = self._asked_for.setdefault(key, None)
        if total is not None:
            return total
        found = self._rows(scope)
        if not again or len(found) < LONG:
            return terms(scope, found)
        total = self._asked_for[key] = self.model.total.add()
        self.model.total_is.add(total == terms(scope, found))
        return total

    def money(self, scope: Scope) -> Any:
        return self._sum("money", scope, self._money)

    def _money(self, scope: Scope, found: Positions) -> Any:
        cells = self._cells_of(scope, found)
        return self.family.total(found) if cells is None else self.cells.money(cells)

    def received(self, scope: Scope) -> Any:
        return self._sum("received", scope, self._received)

    def _received(self, scope: Scope, found: Positions) -> Any:
        cells = self._cells_of(scope, found)
        return self._weighed(found, self.worths) if cells is None else self.cells.received(cells)

    @cached_property
    def cells(self) -> Cells:
        """What all agencies together give."""
        return Cells(self.model, self.grants, self.family)

    def _cells_of(self, scope: Scope, found: Positions) -> Positions | None:
        """The cells of everybody's grants in a scope, where a sum is shorter written with these."""
        return self.cells.instead(len(found), scope) if scope.agencies is None else None

    def most(self, scope: Scope) -> float:
        """Million that the scope can get at most, by its needs and by its agencies' budgets."""
        least: dict[tuple[str, str], float] = {}
        for place in self._rows(scope):
            need, worth = self._needs[place], self.worths[place]
            least[need] = min(worth, least.get(need, worth))
        needed = sum(self.case.need[key] / worth for key, worth in least.items())
        lines = sorted(line for agency in self._agencies_of(scope) for line in self._lines[agency])
        return float(min(needed, sum(amount for _place, amount in lines)))

    @cached_property
    def _needs(self) -> list[tuple[str, str]]:
        """The county and programme of each grant."""
        return list(rows_of(self.grants, ["county", "programme"]))

    @cached_property
    def _agencies(self) -> NDArray[np.object_]:
        return np.asarray(self.grants["agency"], dtype=object)

    def _agencies_of(self, scope: Scope) -> set[str]:
        """Who may give in the scope."""
        return set(self._agencies[self._rows(scope)])

    @cached_property
    def _lines(self) -> dict[str, list[tuple[int, float]]]:
        """Million of each line of an agency, with the line's place among all."""
        lines: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for place, line in enumerate(self.case.budget_lines):
            lines[line.agency].append((place, line.amount))
        return lines

    def years_out(self, scope: Scope) -> Any:
        return total(self.model.fewer[cell] for cell in self._ends(scope))

    def _ends(self, scope: Scope) -> Iterator[tuple[str, int]]:
        """The scope's counties, each with its years."""
        years = [year for year in self.case.outcome_years if scope.has(years=year)]
        return product(self.case.counties_in(scope), years)

    def moved(self, scope: Scope) -> Any:
        return self._sum("moved", scope, lambda scope, _: moved(self, scope))

    def variables_in(self, scope: Scope) -> Iterator[Any]:
        """The variables of the scope's grants."""
        return iter(self.family.variables[self._rows(scope)])

    def staff_days(self, scope: Scope) -> Any:
        return self._weighed(self._rows(scope), self.staff_days_per_million)

    def poor(self, scope: Scope) -> Any:
        without = sum(self.case.poor_without_in(*cell) for cell in self._ends(scope))
        return without - self.years_out(scope)

    def lifted(self, scope: Scope, *, weighted: bool = False) -> Any:
        case, end = self.case, self.case.outcome_years[-1]
        counties = case.counties_in(scope)
        weights = [case.weight[county] if weighted else 1.0 for county in counties]
        return weighed(weights, (self.model.fewer[county, end] for county in counties))

    @cached_property
    def _reached(self) -> dict[str, Any]:
        return {}

    def reached(self, agency: str) -> Any:
        if agency not in self._reached:
            self._reached[agency] = add_reached(self, agency)
        return self._reached[agency]

    def helped(self, agency: str) -> Any:
        weights = self.case.preferences_of(agency)
        if self.model.component("done") is None:
            add_done(self.model, self.case)
        persons = self.model.done.persons
        return weighed([weights[need] for need in persons], persons.values())

    def grants_of(self, agency: str) -> dict[tuple[str, str], Positions]:
        """The places of an agency's grants, by county and programme."""
        found = self._rows(Scope(agencies=frozenset((agency,))))
        given: dict[tuple[str, str], list[int]] = defaultdict(list)
        for place in found.tolist():
            given[self._needs[place]].append(place)
        return {need: np.array(places) for need, places in given.items()}

    def soft_cost(self) -> Any:
        return pyo.quicksum(self.model.soft_costs)

    def breach(self, rule: str) -> Any:
        block = self.model.component(rule)
        return pyo.quicksum((*block.short.values(), *block.excess.values()))

    def least(self, parts: Sequence[Part]) -> Any:
        if not parts:
            return 0.0
        self.levels.append(add_level(self.model, parts))
        return self.levels[-1].variable

    def apart(self, parts: Sequence[Part]) -> Any:
        return add_apart(self.model, parts) if len(parts) > 1 else 0.0
