"""What an aim may measure: each once, for the program and for a finished plan alike.

Each function is a measure: a scope's quantity, an expression in the program, a number of a plan.

*Poor without the plan* is poor at the start, grown by the returning share until the year. With no
returning share, people lifted is just the sum of all who are lifted; with one, counting
heads alone would reward letting poverty grow first in order to lift more later.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from polyfund.base.i18n import language
from polyfund.case.case import Case
from polyfund.rules.base import Part, Quantities
from polyfund.schema.registers.settings import MEASURES as CHOICES
from polyfund.schema.scope import Scope
from polyfund.schema.table import Label
from polyfund.schema.units import DAYS, MILLION, PERSONS


@dataclass(frozen=True)
class Measure:
    """``sign`` is 1 where more is better, -1 where less is; ``scopes`` names the scope columns
    of Aims that it understands. ``rounds``: once the least is as great as can be, so is the
    next, and so on. ``alone``: it is told by what the agencies reach alone. ``both_ways``: fewer
    people lifted may make it look better. ``scale`` of the solver's units are one of the
    measure's, so that the solver's tolerances are small beside it."""

    key: str
    sign: int
    unit: Label
    of: Callable[[Quantities, Scope], Any]
    scopes: tuple[str, ...] = ()
    rounds: bool = False
    alone: bool = False
    both_ways: bool = False
    scale: float = 1.0

    @property
    def title(self) -> str:
        """Its name in the language in use, as the sheet Aims offers it."""
        return next(choice.label[language()] for choice in CHOICES if choice.key == self.key)


def people_lifted(plan: Quantities, scope: Scope) -> Any:
    """sum(c) poor without the plan[c,end] - poor[c,end]"""
    return plan.lifted(scope)


def need_weighted(plan: Quantities, scope: Scope) -> Any:
    """sum(c) weight[c] * (poor without the plan[c,end] - poor[c,end])"""
    return plan.lifted(scope, weighted=True)


def years_out(plan: Quantities, scope: Scope) -> Any:
    """sum(c,t) poor without the plan[c,t] - poor[c,t]: who is lifted earlier counts for longer"""
    return plan.years_out(scope)


def worst_coverage(plan: Quantities, scope: Scope) -> Any:
    """min(c) sum(a,p,t) worth[a] * grant[a,c,p,t] / sum(p) need[c,p], of the scope's programmes"""
    return plan.least([_covered(plan, scope, county) for county in _needy(plan.case, scope)])


def worst_lifted(plan: Quantities, scope: Scope) -> Any:
    """min(c) (poor without the plan[c,end] - poor[c,end]) / poor at start[c]"""
    return plan.least(_lifted(plan, ([county] for county in poor_counties(plan.case, scope))))


def leximin_counties(plan: Quantities, scope: Scope) -> Any:
    """The worst county's share of its poor lifted, then the second worst's, and so on"""
    return worst_lifted(plan, scope)


def leximin_prefectures(plan: Quantities, scope: Scope) -> Any:
    """The same by prefecture; a county without one counts by itself"""
    prefectures = plan.case.column("counties", "county", "prefecture")
    groups: dict[tuple[bool, str], list[str]] = defaultdict(list)
    for county in poor_counties(plan.case, scope):
        groups[prefectures[county] is None, prefectures[county] or county].append(county)
    return plan.least(_lifted(plan, groups.values()))


def spread(plan: Quantities, scope: Scope) -> Any:
    """sum(i < j) poor[i] * poor[j] * |x[i] - x[j]| / sum(poor)^2, x[c] being the share of its poor
    lifted: the Gini coefficient of people lifted per poor person, times their mean share. Where
    earlier aims hold the people lifted it is least where the Gini coefficient is."""
    return plan.apart(_lifted(plan, ([county] for county in poor_counties(plan.case, scope))))


def target_shortfall(plan: Quantities, scope: Scope) -> Any:
    """sum(soft demands of Targets) persons poor above the target"""
    del scope
    return plan.breach("targets")


def soft_cost(plan: Quantities, scope: Scope) -> Any:
    """sum(soft demands) price * breach"""
    del scope
    return plan.soft_cost()


def money_used(plan: Quantities, scope: Scope) -> Any:
    """sum grant[a,c,p,t]"""
    return plan.money(scope)


def staff_days(plan: Quantities, scope: Scope) -> Any:
    """sum days per million[a] * grant[a,c,p,t]"""
    return plan.staff_days(scope)


def change(plan: Quantities, scope: Scope) -> Any:
    """sum |grant[a,c,p,t] - previous[a,c,p,t]|: what is taken away and what is added"""
    return plan.moved(scope)


def least_satisfied(plan: Quantities, scope: Scope) -> Any:
    """min(a) reached[a] / reached alone[a], of the agencies that reach anybody alone"""
    alone = plan.case.alone
    assert alone is not None, "the aim needs what each reaches alone: see polyfund.run.with_alone"
    return plan.least(
        [
            Part(plan.reached(agency), persons, persons * MARGIN)
            for agency, persons in sorted(alone.persons.items())
            if persons > 0 and scope.has(agencies=agency)
        ]
    )


MARGIN = 1.001  # above what can be reached, by rounding


def poor_counties(case: Case, scope: Scope) -> list[str]:
    """The scope's counties with poor persons at the start."""
    return [county for county in case.counties if case.poor[county] and scope.has(counties=county)]


def _needy(case: Case, scope: Scope) -> list[str]:
    """The scope's counties that need something of its programmes."""
    needs = {county for county, programme in case.need if scope.has(programmes=programme)}
    return [county for county in case.counties if county in needs and scope.has(counties=county)]


def _lifted(plan: Quantities, groups: Iterable[list[str]]) -> list[Part]:
    """People lifted of the poor at the start, for each group of counties."""
    parts = []
    for group in groups:
        inside = Scope(counties=frozenset(group))
        most = sum(plan.case.poor_without[county] for county in group)
        parts.append(Part(plan.lifted(inside), plan.case.poor_at_start(inside), most))
    return parts


def _covered(plan: Quantities, scope: Scope, county: str) -> Part:
    inside = replace(scope, counties=frozenset((county,)))
    need = plan.case.need_in(inside)
    return Part(plan.received(inside), need, need)


GRANTS = ("agencies", "counties", "programmes", "years")
SHARE = Label("share", "比例")
FINE = 1e4  # a solver's tolerance of 1e-7 is too coarse for shares

MEASURES = {
    measure.key: measure
    for measure in (
        Measure("people_lifted", 1, PERSONS, people_lifted, ("counties",)),
        Measure("need_weighted", 1, Label("weighted persons", "加权人数"), need_weighted, ("counties",)),
        Measure("years_out", 1, Label("person-years", "人年"), years_out, ("counties", "years")),
        Measure("worst_coverage", 1, SHARE, worst_coverage, ("counties", "programmes"), scale=FINE),
        Measure("worst_lifted", 1, SHARE, worst_lifted, ("counties",), scale=FINE),
        Measure("leximin_counties", 1, SHARE, leximin_counties, ("counties",), rounds=True, scale=FINE),
        Measure("leximin_prefectures", 1, SHARE, leximin_prefectures, ("counties",), rounds=True, scale=FINE),
        Measure("spread", -1, SHARE, spread, ("counties",), both_ways=True, scale=FINE),
        Measure("target_shortfall", -1, PERSONS, target_shortfall),
        Measure("soft_cost", -1, Label("price units", "价格单位"), soft_cost),
        Measure("money_used", -1, MILLION, money_used, GRANTS),
        Measure("staff_days", -1, DAYS, staff_days, GRANTS),
        Measure("change", -1, MILLION, change, GRANTS),
        Measure("least_satisfied", 1, SHARE, least_satisfied, ("agencies",), alone=True, scale=FINE),
    )
}
