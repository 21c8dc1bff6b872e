"""The audit: everything that a plan must keep, recomputed from the input and the amounts.

It knows nothing of Pyomo or of the solver, so it judges any plan: ours, yesterday's, or
one that a person has edited. A demand counts as broken beyond a hundred units of money, a
hundredth of a person or day, and a millionth of what is asked; and beyond what rounding
each published amount to the unit of the currency can do to the sum.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import isnan
from typing import Any

from polyfund.case.budget_lines import programmes_of
from polyfund.case.case import Case
from polyfund.case.cell_figures import Held
from polyfund.case.eligible import GRANT_KEYS, rows_of
from polyfund.evaluation.funding import Cell, Funding
from polyfund.evaluation.overspent import Payment, Spending, cells_words, spending
from polyfund.evaluation.quantities import Figures
from polyfund.evaluation.rounding import HALF_UNIT, Rounding
from polyfund.rules import IN_FORCE, Demand
from polyfund.schema.faults import Place
from polyfund.schema.scope import Scope
from polyfund.schema.table import Label
from polyfund.schema.units import DAYS, MILLION

ALLOWED = {"million": 1e-4, "persons": 1e-2, "days": 1e-2}
RELATIVE = 1e-6


@dataclass(frozen=True)
class Finding:
    """One thing examined: ``gap`` is by how much it is broken, 0 where it holds.

    ``check`` is "eligibility", "budgets", "needs", "staff", "management" or a rule's key.
    ``gap`` and the figures are in ``unit``, of which one is ``scale`` of what it ``counts``.
    ``rounding`` is what rounding of amounts can do to it, in what it counts. ``demand`` is
    given for rules; a demand with a price may be broken, at a cost. ``scope`` is whose grants
    count. ``held`` is what the cell at ``place`` holds, where it names one: ``asked`` may be what
    became of it. For budgets, ``payments`` are the lines that may pay, and ``cells`` what for.
    """

    check: str
    who: str
    sense: str
    asked: float
    given: float
    gap: float
    unit: Label
    place: Place
    scope: Scope
    counts: str = "million"
    scale: float = 1.0
    rounding: float = 0.0
    demand: Demand | None = None
    held: Any = None
    payments: tuple[Payment, ...] = ()
    cells: tuple[Cell, ...] = ()

    @property
    def allowed(self) -> float:
        """How much of what it counts may be missing; a grant that may not be is never allowed."""
        if self.check == "eligibility":
            return 0.0
        return ALLOWED[self.counts] + RELATIVE * abs(self.asked * self.scale) + self.rounding

    @property
    def met(self) -> bool:
        return self.gap * self.scale <= self.allowed

    @property
    def binds(self) -> bool:
        """Whether nothing is to spare."""
        return abs(self.given - self.asked) * self.scale <= self.allowed

    @property
    def broken(self) -> bool:
        """Whether a plan must not do this: not met, and without a price."""
        return not self.met and (self.demand is None or self.demand.price is None)


@dataclass(frozen=True)
class Audit:
    """All findings of a plan, and how each line of Budgets was used."""

    findings: tuple[Finding, ...]
    funding: Funding

    @property
    def broken(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.broken)

    @property
    def passes(self) -> bool:
        return not self.broken


class AuditFailed(Exception):
    """The solver's plan does not stand up to the audit: a defect of ours, never published."""

    def __init__(self, result: Audit) -> None:
        first = result.broken[0]
        super().__init__(
            f"{len(result.broken)} findings, the first: {first.check} {first.who}, gap {first.gap:g}"
        )
        self.audit = result


def audit(figures: Figures) -> Audit:
    """Examine every register and every rule."""
    funding, unpaid = _budgets(figures)
    return Audit(
        (
            *_eligibility(figures),
            *unpaid,
            *_needs(figures),
            *_staff(figures),
            *_management(figures),
            *_rules(figures),
        ),
        funding,
    )


def _at_most(
    check: str, who: str, asked: float, given: float, unit: Label, place: Place, scope: Scope, rounding: float
) -> Finding:
    counts = "days" if unit is DAYS else "million"
    gap = max(0.0, given - asked)
    return Finding(
        check, who, "at most", asked, given, gap, unit, place, scope, counts, rounding=rounding, held=asked
    )


def _scope(
    agency: str | None = None,
    county: str | None = None,
    programme: str | None = None,
    year: int | None = None,
) -> Scope:
    """The grants of these, each None for all."""
    agencies, counties, programmes = (
        None if one is None else frozenset((one,)) for one in (agency, county, programme)
    )
    return Scope(agencies, counties, programmes, None if year is None else frozenset((year,)))


def _eligibility(figures: Figures) -> Iterator[Finding]:
    """Grants are given only where they may be, and none is negative."""
    allowed = figures.case.may_give
    place = figures.case.place("eligibility")
    keys = rows_of(figures.grants, GRANT_KEYS)
    for key, amount in zip(keys, figures.grants["amount"].tolist(), strict=True):
        if key in allowed and amount >= 0:
            continue
        sense = "at least" if key in allowed else "at most"
        who, scope = " / ".join(map(str, key)), _scope(*key)
        yield Finding("eligibility", who, sense, 0.0, amount, abs(amount), MILLION, place, scope)


def _budgets(figures: Figures) -> tuple[Funding, list[Finding]]:
    """Each agency's lines can pay for what it spends, by sector and year."""
    case = figures.case
    grants = Counter(figures.grants["agency"].tolist())
    rounding = {agency: HALF_UNIT * grants[agency] for agency in case.agencies}
    allowed = {agency: ALLOWED["million"] + rounding[agency] for agency in case.agencies}
    whole, found = spending(figures, allowed)
    return whole, [_spent(case, one, rounding[one.agency]) for one in found]


def _spent(case: Case, one: Spending, rounding: float) -> Finding:
    first = next(iter(one.payments), None)
    programmes = frozenset().union(*(programmes_of(case, sector) or () for sector, _year in one.cells))
    years = frozenset(year for _sector, year in one.cells)
    finding = _at_most(
        "budgets",
        " / ".join((one.agency, *cells_words(one.cells))),
        one.asked,
        one.given,
        MILLION,
        first.place if first else case.place("budgets"),
        Scope(frozenset((one.agency,)), None, programmes, years),
        rounding,
    )
    return replace(finding, held=first.held if first else None, payments=one.payments, cells=one.cells)


def _needs(figures: Figures) -> Iterator[Finding]:
    """No county receives more of a programme than it needs."""
    case, grants = figures.case, figures.grants
    rows = {(row.county, row.programme): row.Index for row in case.rows("needs")}
    worths = grants["agency"].map(case.worth).astype(float)
    together = worths.groupby([grants["county"], grants["programme"]]).sum().to_dict()
    for county, programme, need, received in rows_of(
        figures.work.needs_met, ["county", "programme", "need", "received"]
    ):
        place = case.place("needs", rows[county, programme], "need")
        rounding = HALF_UNIT * together.get((county, programme), 0.0)
        scope = _scope(county=county, programme=programme)
        yield _at_most("needs", f"{county} / {programme}", need, received, MILLION, place, scope, rounding)


def _staff(figures: Figures) -> Iterator[Finding]:
    """No agency's staff works more days in a year than it has."""
    return _work(figures, "staff", "agencies", "agency", "agency", "staff_days")


def _management(figures: Figures) -> Iterator[Finding]:
    """No county manages more programmes in a year than its administration can."""
    return _work(figures, "management", "counties", "county", "programme", "management_days")


def _work(figures: Figures, check: str, table: str, whose: str, rated: str, limit: str) -> Iterator[Finding]:
    """Days a year of each row of ``table`` that has a limit; ``rated`` sets the days per million."""
    case, grants = figures.case, figures.grants
    register = "agencies" if rated == "agency" else "programmes"
    rates = grants[rated].map(case.column(register, rated, f"{limit}_per_million")).astype(float)
    keys = [grants[whose], grants["year"]]
    taken = (grants["amount"] * rates).groupby(keys).sum().to_dict()
    rounded = (HALF_UNIT * rates.groupby(keys).sum()).to_dict()
    for row in case.rows(table):
        days = getattr(row, limit)
        for year in () if isnan(days) else case.years:
            key = getattr(row, whose), year
            place = case.place(table, row.Index, limit)
            given, rounding = taken.get(key, 0.0), rounded.get(key, 0.0)
            scope = _scope(**{whose: key[0]}, year=year)
            yield _at_most(check, f"{key[0]} / {year}", days, given, DAYS, place, scope, rounding)


def _rules(figures: Figures) -> Iterator[Finding]:
    rounding, held = Rounding(figures), Held(figures.case)
    for room in IN_FORCE:
        for demand in sorted(figures.demands[room.TABLE.key], key=lambda one: one.index):
            given = room.given(figures, demand) / demand.scale
            yield Finding(
                demand.rule,
                demand.scope.label,
                demand.sense,
                demand.asked,
                given,
                demand.shortfall(given),
                demand.unit,
                figures.case.place(demand.rule, demand.row, demand.column),
                demand.scope,
                demand.counts,
                demand.scale,
                HALF_UNIT * rounding.moved_by_one_each(demand),
                demand,
                held(demand.rule, demand.row, demand.column),
            )
