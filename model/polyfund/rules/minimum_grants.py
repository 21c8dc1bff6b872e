"""Minimum grants: what a scope gets is nothing, or at least so much.

For each demand with the scope A x C x P x T (agencies, counties, programmes, years):

    sum(grant[a,c,p,t]) = 0   or   sum(grant[a,c,p,t]) >= amount

With 'each' in all four columns it speaks of every single grant; with blank years, of what an
agency gives to a programme of a county over all years. In the program a binary *chosen* says
which of the two it is:

    amount * chosen <= sum(grant[a,c,p,t]) <= most * chosen

where *most* is what needs and budgets let the scope get. So the plan is one of whole choices:
it is found to within the accepted gap of the settings, and prices are those of the program
with these choices held.

Source: the study's accurate targeting instead of "spreading black pepper": money too little
to do anything is not given.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from polyfund.base.i18n import _
from polyfund.base.i18n.amounts import amount
from polyfund.case.case import Case
from polyfund.rules.base import Demand, Quantities
from polyfund.rules.tables import NOTHING_OR, PRICE, exceeds
from polyfund.schema.faults import Faults
from polyfund.schema.scope import scope_columns
from polyfund.schema.table import SOURCE, Column, Kind, Label, Table
from polyfund.schema.units import MILLION

TABLE = Table(
    "minimum_grants",
    Label("Minimum grants", "最低拨款"),
    Label("What a scope gets is nothing, or at least so much", "某范围要么不拨款，要么至少拨这么多"),
    (
        *scope_columns(),
        Column(
            "at_least",
            Label("at least", "至少"),
            Label("The least worth giving; less than it is not given", "最低拨款额；不足则不拨"),
            Kind.NUMBER,
            MILLION,
            required=True,
            above=0,
            at_most=1e9,
        ),
        PRICE,
        SOURCE,
    ),
)

PRICE_MEANS = Label(
    "with the plan's choices held, what the first aim (as a rule people lifted) would gain at most if the "
    "minimum were one million lower; 0 where nothing is given",
    "在方案既定取舍下，最低额每降低一百万时首要目标（通常为脱贫人数）增量的上限；未拨款处为 0",
)


def demands(case: Case) -> Iterator[Demand]:
    """Scopes in which no grant is eligible get nothing anyway and are left out."""
    for row in case.rows("minimum_grants"):
        for scope in case.scopes("minimum_grants", row):
            if case.can_give(scope):
                yield Demand(
                    TABLE.key,
                    row.Index,
                    scope,
                    NOTHING_OR,
                    row.at_least,
                    MILLION,
                    column="at_least",
                    price=case.price(row),
                )


def given(quantities: Quantities, demand: Demand) -> Any:
    """Million that the scope gets."""
    return quantities.money(demand.scope)


def check(case: Case, faults: Faults) -> None:
    """A minimum above all budgets would keep everything out."""
    money = sum(line.amount for line in case.budget_lines)
    for row in case.rows("minimum_grants"):
        if exceeds(row.at_least, money) and case.price(row) is None and case.whole:
            faults.add(
                case.place("minimum_grants", row.Index, "at_least"),
                _("{asked} million is more than all budgets together, {money}").format(
                    asked=amount(row.at_least, 12), money=amount(money, 12)
                ),
                _("lower it: amounts are in million"),
            )
