"""A case written down a second time, for another solver (SCIP or GLOP through OR-Tools).

It shares with the package what is read (the registers, the scopes, which grants are eligible, the tiers
of a need) and nothing of how it becomes a program:

    pay[i,s,t]         million of line i of Budgets for sector s in year t, to wherever it may go
    filled[c,p,k,t]    million that tier k of a need holds by the end of t, not what t adds
    out[c,t]           persons fewer in poverty than without any grant

For tiers whose factors rise, a tier holds anything only where the one below it is full (a 0-1 variable
for each year). It knows Limits in million, Minimum grants, Joint and Targets, with and without a price,
staff days, and the aims that benchmarks.random_cases draws.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from math import isnan
from typing import Any

from ortools.linear_solver.python.model_builder import LinearExpr, Model, Solver, SolveStatus

from polyfund.case.case import Case
from polyfund.schema.scope import Scope

INF = float("inf")
Grant = tuple[str, str, str, int]
DECIDES = 1e-9  # of an aim's own value: what a later aim may cost it


class NoAnswer(Exception):
    """The other solver is not certain."""


@dataclass
class Other:
    """A case as a model of OR-Tools; ``persons`` is what one unit of a person is there."""

    case: Case
    persons: float
    model: Any = field(default_factory=Model)
    whole: bool = False
    costs: list[Any] = field(default_factory=list)

    def __post_init__(self) -> None:
        case = self.case
        keys = list(case.eligible.itertuples(index=False, name=None))
        self.grants: dict[Grant, Any] = {key: self._amount() for key in keys}
        self._budgets()
        self._needs()
        self._work()
        self._limits()
        self._minimum_grants()
        self._joint()
        self._targets()

    def _amount(self, most: float = INF) -> Any:
        return self.model.new_num_var(0.0, most, "")

    def _choice(self) -> Any:
        self.whole = True
        return self.model.new_bool_var("")

    def _is(self, low: float, terms: Any, high: float) -> None:
        if not isinstance(terms, int | float):
            self.model.add_linear_constraint(terms, low, high)
        elif not low - 1e-12 <= terms <= high + 1e-12:
            self.model.add_linear_constraint(self._amount(0.0), 1.0, 1.0)

    def money(self, scope: Scope) -> Any:
        """Million given in a scope."""
        found = [
            grant
            for (agency, county, programme, year), grant in self.grants.items()
            if scope.has(agencies=agency, counties=county, programmes=programme, years=year)
        ]
        return LinearExpr.sum(found) if found else 0.0

    def _budgets(self) -> None:
        case, paid = self.case, defaultdict(list)
        sectors = sorted(set(case.sector.values()))
        for line in case.budget_lines:
            own, moved = [], []
            for year in range(line.year, line.last_year + 1):
                for sector in sectors:
                    if line.sector in (None, sector) or line.transferable:
                        pay = self._amount()
                        paid[line.agency, sector, year].append(pay)
                        (own if line.sector in (None, sector) else moved).append(pay)
            if own + moved:
                self._is(0, LinearExpr.sum(own + moved), line.amount)
            if moved:
                self._is(0, LinearExpr.sum(moved), line.transferable * line.amount)
        spent = defaultdict(list)
        for (agency, _county, programme, year), grant in self.grants.items():
            spent[agency, case.sector[programme], year].append(grant)
        for cell, grants in spent.items():
            self._is(-INF, LinearExpr.sum(grants) - LinearExpr.sum(paid[cell]), 0)

    def _needs(self) -> None:
        """Filled tiers, and who is out of poverty by them."""
        case, years = self.case, self.case.years
        lifts: dict[tuple[str, int], Any] = defaultdict(list)  # by the end of a year
        for (county, programme), tiers in case.tiers.items():
            before: list[Any] = [0.0] * len(tiers)
            arrived: list[Any] = []
            for year in years:
                arrived += [
                    case.worth[key[0]] * grant
                    for key, grant in self.grants.items()
                    if key[1:] == (county, programme, year)
                ]
                filled = [self._amount(tier.capacity) for tier in tiers]
                if arrived:
                    self._is(0, LinearExpr.sum(filled) - LinearExpr.sum(arrived), 0)
                else:
                    self._is(0, LinearExpr.sum(filled), 0)
                if any(later.effect > tier.effect for tier, later in pairwise(tiers)):
                    self._in_order(filled, [tier.capacity for tier in tiers])
                for now, then, tier in zip(filled, before, tiers, strict=True):
                    self._is(0, now - then, INF)
                    per_million = tier.effect / self.persons
                    lifts[county, year + case.lag[programme]].append(per_million * (now - then))
                before = filled
        self.out: dict[tuple[str, int], Any] = {}
        for county in case.counties:
            last: Any = 0.0
            for year in case.outcome_years:
                most = case.poor_without_in(county, year) / self.persons
                out = self.out[county, year] = self._amount(most)
                lifted = LinearExpr.sum(lifts[county, year]) if (county, year) in lifts else 0.0
                self._is(-INF, out - (1 + case.returning[county]) * last - lifted, 0)
                last = out

    def _in_order(self, filled: list[Any], capacities: list[float]) -> None:
        for number, (below, above) in enumerate(pairwise(filled)):
            opened = self._choice()
            self._is(0, below - capacities[number] * opened, INF)
            self._is(-INF, above - capacities[number + 1] * opened, 0)

    def _work(self) -> None:
        days, left = (
            self.case.column("agencies", "agency", key) for key in ("staff_days_per_million", "staff_days")
        )
        for agency in self.case.agencies:
            for year in self.case.years:
                terms = [
                    days[agency] * grant
                    for key, grant in self.grants.items()
                    if (key[0], key[3]) == (agency, year)
                ]
                if terms and not isnan(left[agency]):
                    self._is(-INF, LinearExpr.sum(terms), left[agency])

    def _breach(self, price: float | None) -> Any:
        """What a demand may be broken by."""
        if price is None:
            return 0.0
        breach = self._amount()
        self.costs.append(price * breach)
        return breach

    def _limits(self) -> None:
        for row in self.case.rows("limits"):
            for scope in self.case.scopes("limits", row):
                given, breach = self.money(scope), self._breach(self.case.price(row))
                if row.sense == "at least":
                    self._is(row.amount, given + breach, INF)
                else:
                    self._is(-INF, given - breach, row.amount)

    def _nothing_or(self, given: Any, least: float, price: float | None) -> None:
        chosen, most = self._choice(), sum(line.amount for line in self.case.budget_lines)
        self._is(0, given + self._breach(price) - least * chosen, INF)
        self._is(-INF, given - self._breach(price) - most * chosen, 0)

    def _minimum_grants(self) -> None:
        for row in self.case.rows("minimum_grants"):
            for scope in self.case.scopes("minimum_grants", row):
                self._nothing_or(self.money(scope), row.at_least, self.case.price(row))

    def _joint(self) -> None:
        projects = defaultdict(list)
        for row in self.case.rows("joint"):
            (scope,) = self.case.scopes("joint", row)
            projects[row.project].append((row, self.money(scope)))
        for owed in projects.values():
            first, price = owed[0][0], self.case.price(owed[0][0])
            total = sum(row.amount for row, _given in owed)
            every = sum((given for _row, given in owed[1:]), owed[0][1])
            for row, given in owed:
                beside = given - row.amount / total * every
                self._is(0, beside + self._breach(price) - self._breach(price), 0)
            self._is(-INF, every - self._breach(price), total)
            if first.funded == "whole":
                self._nothing_or(every, total, price)

    def _targets(self) -> None:
        for row in self.case.rows("targets"):
            for scope in self.case.scopes("targets", row):
                cells = [cell for cell in self.out if scope.has(counties=cell[0], years=cell[1])]
                without = sum(self.case.poor_without_in(*cell) for cell in cells) / self.persons
                breach = self._amount()
                price = self.case.price(row)
                if price is None:
                    breach = 0.0
                else:
                    self.costs.append(price * self.persons * breach)
                out = LinearExpr.sum([self.out[cell] for cell in cells])
                self._is(without - row.at_most / self.persons, out + breach, INF)

    def unit(self, key: str) -> float:
        """What one unit of an aim is here."""
        if key == "worst_lifted":
            return self.persons / max(self.case.poor.values())
        return 1.0 if key == "money_used" else self.persons

    def aim(self, key: str) -> Any:
        """An aim to be made most of, in its unit."""
        case, last = self.case, self.case.outcome_years[-1]
        ends = {county: self.out[county, last] for county in case.counties}
        if key == "people_lifted":
            return LinearExpr.sum(list(ends.values()))
        if key == "need_weighted":
            return LinearExpr.sum([case.weight[county] * out for county, out in ends.items()])
        if key == "years_out":
            inside = [out for (_county, year), out in self.out.items() if year in case.outcome_years]
            return LinearExpr.sum(inside)
        if key == "worst_lifted":
            level = self._amount()
            for county, out in ends.items():
                if case.poor[county]:
                    share = self.persons / case.poor[county] / self.unit(key)
                    self._is(0, share * out - level, INF)
            return level
        assert key == "money_used"
        return -1.0 * self.money(Scope()) if self.grants else 0.0

    def cost(self) -> Any:
        return LinearExpr.sum(self.costs) if self.costs else 0.0

    def most(self, aim: Any) -> float | None:
        """The greatest value of an aim, to within a billionth; None where there is no plan.

        Raises: NoAnswer.
        """
        if isinstance(aim, int | float):
            return float(aim)
        found = self._most(aim)
        if found is None or abs(found) >= 1:
            return found
        times = 1 / max(abs(found), 1e-6)  # what is small beside a solver's tolerance is asked for again
        found = self._most(times * aim)
        return None if found is None else found / times

    def _most(self, aim: Any) -> float | None:
        self.model.maximize(aim)
        solver = Solver("SCIP" if self.whole else "GLOP")
        if self.whole:
            solver.set_solver_specific_parameters(
                "limits/gap = 0\nlimits/absgap = 0\nnumerics/feastol = 1e-9"
            )
        solver.set_time_limit_in_seconds(20)
        status = solver.solve(self.model)
        self.solver = solver
        if status == SolveStatus.INFEASIBLE:
            return None
        if status != SolveStatus.OPTIMAL:
            raise NoAnswer(str(status))
        return float(solver.objective_value)

    def hold(self, given: dict[Grant, float]) -> None:
        """Leave only the plan that gives this, but for what amounts are rounded to."""
        for key, grant in self.grants.items():
            grant.lower_bound = max(0.0, given.get(key, 0.0) - 1e-6)
            grant.upper_bound = given.get(key, 0.0) + 1e-6

    def plan(self) -> list[tuple[str, str, str, int, float]]:
        """The grants of what was found last."""
        return [(*key, float(self.solver.value(grant))) for key, grant in self.grants.items()]
