"""Balance: what counties get, or reach, is equal across a scope within a tolerance.

For each county c of C that has a base, X being the measure and base what it is told by:

    money per poor person         X[c] = sum(a,p,t) grant[a,c,p,t]              base[c] = poor at start[c]
    coverage of the need          X[c] = sum(a,p,t) worth[a] * grant[a,c,p,t]   base[c] = sum(p) need[c,p]
    people lifted per poor person X[c] = poor without the plan[c] - poor[c,end] base[c] = poor at start[c]

    (1 - tolerance) * mean  <=  X[c] / base[c]  <=  (1 + tolerance) * mean
    mean = sum(c in C) X[c] / sum(c in C) base[c]

Counties without poor persons, or without the need, have no such figure and are left out.
People lifted are bounded from above too, which takes whole choices (see polyfund.formulation.exact):
the plan is then found to within the accepted gap of the settings.

Source: the study's differentiated policy for the poorest against leaving some behind: those
in like need get alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from polyfund.base.i18n import _
from polyfund.case.case import Case
from polyfund.rules.against import check_not_empty
from polyfund.rules.base import Demand, Quantities
from polyfund.rules.tables import PRICE
from polyfund.schema.faults import Faults
from polyfund.schema.scope import SCOPES, Scope
from polyfund.schema.table import SOURCE, Choice, Column, Kind, Label, Table

MONEY, COVERAGE, LIFTED = "money per poor person", "coverage of the need", "people lifted per poor person"

TABLE = Table(
    "balance",
    Label("Balance", "均衡"),
    Label(
        "What counties get, or reach, is equal across a scope within a tolerance",
        "某范围内各县的投入或成效在容许偏差内相等",
    ),
    (
        SCOPES["agencies"].column(each=True),
        replace(
            SCOPES["counties"].column(each=False),
            meaning=Label(
                "Among which it is equal: a prefecture or tag; blank: all. Counties without poor persons, or "
                "without the need, are left out",
                "在其间均衡的州市或标签；空白：全部。无贫困人口或无需求的县不计",
            ),
        ),
        SCOPES["programmes"].column(each=True),
        SCOPES["years"].column(each=True),
        Column(
            "measure",
            Label("measure", "指标"),
            Label("What is equal", "均衡的指标"),
            Kind.CHOICE,
            default=MONEY,
            choices=(
                Choice(MONEY, Label(MONEY, "每名贫困人口资金")),
                Choice(COVERAGE, Label(COVERAGE, "需求覆盖率")),
                Choice(LIFTED, Label(LIFTED, "每名贫困人口脱贫数")),
            ),
        ),
        Column(
            "tolerance",
            Label("tolerance", "容许偏差"),
            Label("How far from the mean of the scope a county may lie", "各县可偏离该范围均值的比例"),
            Kind.SHARE,
            Label("share of the mean", "占均值比例"),
            default=0,
            at_least=0,
            at_most=1,
        ),
        PRICE,
        SOURCE,
    ),
)

UNITS = {
    MONEY: Label("{currency} per poor person from the line", "偏离界线的{currency}/贫困人口"),
    COVERAGE: Label("share of the need from the line", "偏离界线的需求比例"),
    LIFTED: Label("share of the poor from the line", "偏离界线的贫困人口比例"),
}

PRICE_MEANS = Label(
    "what the first aim (as a rule people lifted) would gain at most if this county could lie one unit further from "
    "the mean; for 'exactly', one unit higher",
    "允许该县再偏离均值一个单位时首要目标（通常为脱贫人数）增量的上限；“恰好”则为再高一个单位",
)


def demands(case: Case) -> Iterator[Demand]:
    for row in case.rows("balance"):
        number = 0
        for scope in case.scopes("balance", row):
            bases = _bases(case, row.measure, scope)
            whole, everybody = sum(bases.values()), replace(scope, counties=frozenset(bases))
            for county, base in bases.items():
                for sense, line in _lines(row.tolerance):
                    label = " / ".join(filter(None, (scope.label, county)))
                    own = replace(scope, counties=frozenset((county,)), label=label, number=number)
                    yield _demand(case, row, own, sense, base, (line * base / whole, everybody))
                    number += 1


def bounded_counties(demands: Iterable[Demand]) -> frozenset[str]:
    """The counties whose people lifted some of the demands bound."""
    return frozenset().union(
        *(scope.counties or () for one in demands if one.counts == "persons" for _ratio, scope in one.less)
    )


def _lines(tolerance: float) -> list[tuple[str, float]]:
    """The sides of the mean that a county keeps to, as multiples of it."""
    if not tolerance:
        return [("exactly", 1.0)]
    return [("at least", 1 - tolerance), ("at most", 1 + tolerance)]


def _bases(case: Case, measure: str, scope: Scope) -> dict[str, float]:
    """What each county's figure is told by; only counties that have any."""
    inside = [county for county in case.counties if scope.has(counties=county)]
    if measure == COVERAGE:
        bases = {county: case.need_in(replace(scope, counties=frozenset((county,)))) for county in inside}
    else:
        bases = {county: float(case.poor[county]) for county in inside}
    return {county: base for county, base in bases.items() if base}


def _demand(case: Case, row: Any, own: Scope, sense: str, base: float, less: tuple[float, Scope]) -> Demand:
    return Demand(
        TABLE.key,
        row.Index,
        own,
        sense,
        0.0,
        UNITS[row.measure],
        column="tolerance",
        price=case.price(row),
        scale=base / 1e6 if row.measure == MONEY else base,
        counts="persons" if row.measure == LIFTED else "million",
        less=(less,),
    )


def given(quantities: Quantities, demand: Demand) -> Any:
    """By how much the county's measure is above its line: million, or persons."""
    of = {
        UNITS[MONEY]: quantities.money,
        UNITS[COVERAGE]: quantities.received,
        UNITS[LIFTED]: quantities.lifted,
    }[demand.unit]
    return of(demand.scope) - sum(ratio * of(scope) for ratio, scope in demand.less)


def check(case: Case, faults: Faults) -> None:
    """A county that can get no money would keep it from all; what lifts people may come from a neighbour."""
    check_not_empty(case, (one for one in demands(case) if one.counts == "million"), faults)
    for row in case.rows("balance"):
        for column in ("agencies", "programmes", "years"):
            if row.measure == LIFTED and getattr(row, column) is not None:
                faults.add(
                    case.place("balance", row.Index, column),
                    _("people lifted cannot be told apart by this column"),
                    _("leave the cell blank"),
                )
        if case.whole and any(len(_bases(case, row.measure, s)) < 2 for s in case.scopes("balance", row)):
            faults.add(
                case.place("balance", row.Index, "counties"),
                _("fewer than two counties here have what this measure is told by"),
                _("name a scope with more counties"),
            )
