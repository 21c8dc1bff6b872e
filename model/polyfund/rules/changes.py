"""Changes: a new plan stays near the one before.

For each demand with the scope A x C x P x T, previous[a,c,p,t] being the sheet Previous plan:

    sum |grant[a,c,p,t] - previous[a,c,p,t]|  <=  at most                              basis "million"
                                              <=  at most * sum previous[a,c,p,t]      basis "share"

What is taken away and what is added both count, so money moved counts twice.

Source: the study's projects that could not be carried through because funds moved on: who has
been promised money can rely on most of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from polyfund.base.i18n import _
from polyfund.base.i18n.amounts import amount
from polyfund.case.case import Case
from polyfund.rules.base import Demand, Quantities
from polyfund.rules.tables import PRICE, exceeds
from polyfund.schema.faults import Faults
from polyfund.schema.scope import Scope, scope_columns
from polyfund.schema.table import SOURCE, Choice, Column, Kind, Label, Table
from polyfund.schema.units import MILLION

ABSOLUTE, SHARE = "million", "share of the previous plan"

TABLE = Table(
    "changes",
    Label("Changes", "变动"),
    Label(
        "In a scope at most so much is changed against the previous plan, taken away and added together",
        "某范围内与原方案相比的变动（减少与增加合计）不超过上限",
    ),
    (
        *scope_columns(),
        Column(
            "at_most",
            Label("at most", "上限"),
            Label(
                "How much may change: million, or a share such as 0.2; a share of nothing is nothing",
                "可变动的数额：百万，或比例如 0.2；原方案为零时比例亦为零",
            ),
            Kind.NUMBER,
            required=True,
            at_least=0,
            at_most=1e9,
        ),
        Column(
            "basis",
            Label("basis", "口径"),
            Label("What 'at most' is counted in", "上限的计算口径"),
            Kind.CHOICE,
            default=ABSOLUTE,
            choices=(
                Choice(ABSOLUTE, Label(ABSOLUTE, "百万")),
                Choice(SHARE, Label(SHARE, "占原方案比例")),
            ),
        ),
        PRICE,
        SOURCE,
    ),
)

PRICE_MEANS = Label(
    "what the first aim (as a rule people lifted) would gain at most if one million more might change",
    "允许多变动一百万时首要目标（通常为脱贫人数）增量的上限",
)


def demands(case: Case) -> Iterator[Demand]:
    for row in case.rows("changes"):
        for scope in case.scopes("changes", row):
            most = row.at_most * (_before(case, scope) if row.basis == SHARE else 1.0)
            yield Demand(
                TABLE.key, row.Index, scope, "at most", most, MILLION, column="at_most", price=case.price(row)
            )


def _before(case: Case, scope: Scope) -> float:
    """Million of the previous plan in a scope."""
    return sum(
        amount
        for (agency, county, programme, year), amount in case.previous.items()
        if scope.has(agencies=agency, counties=county, programmes=programme, years=year)
    )


def given(quantities: Quantities, demand: Demand) -> Any:
    """Million taken away from the previous plan, and added to it."""
    return quantities.moved(demand.scope)


def check(case: Case, faults: Faults) -> None:
    """Without a plan before, all money would be change; and money that cannot be given any more
    is changed whatever the plan."""
    if not case.whole:
        return
    for demand in demands(case):
        gone = _before(case, demand.scope)
        if demand.price is None and exceeds(gone, demand.asked) and not case.can_give(demand.scope):
            faults.add(
                case.place("changes", demand.row, "at_most"),
                _("{gone} million were planned here{whom}, and no agency can give anything any more").format(
                    gone=amount(gone), whom=demand.scope.aside
                ),
                _("allow that much change, give the row a price, or change Eligibility, Needs or Budgets"),
            )
    for row in case.rows("changes") if not case.previous else ():
        faults.add(
            case.place("changes", row.Index, "at_most"),
            _("there is no plan that a change could be told from"),
            _(
                "fill in the sheet Previous plan; a row for later may wait on a sheet whose name begins with 'Notes'"
            ),
        )
