"""Limits: in a scope at least, or at most, so much money.

For each demand with the scope A x C x P x T (agencies, counties, programmes, years):

    million          sum(grant[a,c,p,t])                            >= or <=  amount
    per poor person  sum(grant[a,c,p,t]) * 1e6 / sum(poor at start[c]) >= or <=  amount
    share of need    sum(worth[a] * grant[a,c,p,t]) / sum(need[c,p])   >= or <=  amount

Source: the study's "spreading black pepper" and its differentiated policy for the poorest
(floors for border and deep-poverty counties, ceilings on what one body may carry).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from polyfund.base.i18n import _
from polyfund.base.i18n.amounts import amount
from polyfund.case.case import Case
from polyfund.rules.base import Demand, Quantities
from polyfund.rules.tables import PRICE, check_share, sense_column
from polyfund.schema.faults import Faults
from polyfund.schema.scope import Scope, scope_columns
from polyfund.schema.table import SOURCE, Across, Choice, Column, Kind, Label, Table
from polyfund.schema.units import MILLION

TABLE = Table(
    "limits",
    Label("Limits", "限额"),
    Label("In a scope at least, or at most, so much money", "在某范围内至少或至多投入多少资金"),
    (
        *scope_columns(),
        sense_column(Label("Which side the amount bounds", "金额是下限还是上限")),
        Column(
            "amount",
            Label("amount", "数额"),
            Label("How much, in the unit of the basis", "数额，单位见“计算基础”"),
            Kind.NUMBER,
            required=True,
            at_least=0,
            at_most=1e9,
            share_if=("basis", "share of need"),
        ),
        Column(
            "basis",
            Label("basis", "计算基础"),
            Label(
                "million: money; per poor person: {currency} per person poor at the start; "
                "share of need: what arrives as a share of the need, 0.3 or 30 %",
                "百万：资金；每名贫困人口：按期初贫困人口计的{currency}；需求比例：到位资金占需求的比例，如 0.3 或 30 %",
            ),
            Kind.CHOICE,
            default="million",
            choices=(
                Choice("million", Label("million", "百万")),
                Choice("per poor person", Label("per poor person", "每名贫困人口")),
                Choice("share of need", Label("share of need", "需求比例")),
            ),
        ),
        PRICE,
        SOURCE,
    ),
    side_by_side=(Across("years", "amount"),),
)

UNITS = {
    "million": MILLION,
    "per poor person": Label("{currency} per poor person", "{currency}/贫困人口"),
    "share of need": Label("share of the need", "占需求比例"),
}

PRICE_MEANS = Label(
    "what the first aim (as a rule people lifted) would gain at most if the limit were looser by one unit",
    "限额每放宽一个单位时首要目标（通常为脱贫人数）增量的上限",
)


def demands(case: Case) -> Iterator[Demand]:
    for row in case.rows("limits"):
        for scope in case.scopes("limits", row):
            yield Demand(
                TABLE.key,
                row.Index,
                scope,
                row.sense,
                row.amount,
                UNITS[row.basis],
                column="amount",
                price=case.price(row),
                scale=_scale(case, row.basis, scope),
            )


def _scale(case: Case, basis: str, scope: Scope) -> float:
    """How many million one unit of the basis is."""
    if basis == "per poor person":
        return case.poor_at_start(scope) / 1e6
    return case.need_in(scope) if basis == "share of need" else 1.0


def given(quantities: Quantities, demand: Demand) -> Any:
    """What the scope gets, in million; against the need, what arrives on the ground."""
    in_need = demand.unit is UNITS["share of need"]
    return quantities.received(demand.scope) if in_need else quantities.money(demand.scope)


def check(case: Case, faults: Faults) -> None:
    _check_bases(case, faults)
    _check_shares(case, faults)
    _check_floors_below_ceilings(case, faults)


def _check_bases(case: Case, faults: Faults) -> None:
    """A basis that is zero in the scope would divide by nothing."""
    for demand in demands(case):
        if demand.scale == 0:
            faults.add(
                case.place("limits", demand.row, "basis"),
                _("this scope has no poor persons at the start, or no need, to measure by"),
                _("choose the basis 'million', or another scope"),
            )


def _check_shares(case: Case, faults: Faults) -> None:
    """A county receives at most its need, so a share of it above 1 was meant as a percentage."""
    for row in case.rows("limits"):
        if row.basis == "share of need":
            check_share(case, faults, "limits", row, "amount", _("a share of the need cannot be {share}"))


def _check_floors_below_ceilings(case: Case, faults: Faults) -> None:
    """Of one scope and unit, no hard 'at least' above a hard 'at most'."""
    hard = [demand for demand in demands(case) if demand.price is None]
    ceilings: dict[tuple[Scope, Label], Demand] = {}
    for demand in sorted(hard, key=lambda demand: -demand.asked):
        if demand.sense == "at most":
            ceilings[demand.scope, demand.unit] = demand
    for floor in hard:
        ceiling = ceilings.get((floor.scope, floor.unit))
        if floor.sense == "at least" and ceiling and floor.asked > ceiling.asked:
            faults.clash(
                case.place("limits", floor.row, "amount"),
                _("at least {floor} is above the 'at most' {ceiling} of {other} for the same scope").format(
                    floor=amount(floor.asked, 12),
                    ceiling=amount(ceiling.asked, 12),
                    other=case.place("limits", ceiling.row, "amount"),
                ),
                _("lower this one, raise the other, or give one of them a price"),
            )
