"""Pairs: an agency spends at least this share of its money in its partner counties.

For each demand with the agencies A, their partners C, the programmes P and the years T:

    of its budget    sum(a in A; c in C; p; t) grant[a,c,p,t]  >=  share * sum(a in A; t in T) budget[a,t]
    of its spending  sum(a in A; c in C; p; t) grant[a,c,p,t]  >=  share * sum(a in A; all c; p; t) grant[a,c,p,t]

A share of 1 of its spending: whatever it gives goes to its partners.

Source: the study's counterpart assistance (Shanghai and Yunnan since 1996), in which each
district, ministry or firm has its own counties.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from polyfund.base.i18n import _
from polyfund.base.i18n.amounts import amount
from polyfund.case.case import Case
from polyfund.rules.base import Demand, Quantities, money_beyond
from polyfund.rules.tables import PRICE
from polyfund.schema.faults import Faults
from polyfund.schema.scope import SCOPES, Scope
from polyfund.schema.table import SOURCE, Choice, Column, Kind, Label, Table

TABLE = Table(
    "pairs",
    Label("Pairs", "对口帮扶"),
    Label(
        "An agency spends at least this share of its money in its partner counties",
        "机构至少将此比例的资金用于其对口县",
    ),
    (
        SCOPES["agencies"].column(each=True, required=True),
        SCOPES["counties"].column(each=True, required=True),
        SCOPES["programmes"].column(each=True),
        SCOPES["years"].column(each=True),
        Column(
            "share",
            Label("share", "比例"),
            Label("What part goes to the partners; blank: all of it", "用于对口县的比例；空白：全部"),
            Kind.SHARE,
            Label("share", "比例"),
            default=1,
            above=0,
            at_most=1,
        ),
        Column(
            "basis",
            Label("basis", "计算基础"),
            Label(
                "of its budget: of all its money in these years; of its spending: of what it gives in these "
                "programmes and years",
                "占预算：占其这些年份的全部预算；占支出：占其在这些项目和年份的实际投入",
            ),
            Kind.CHOICE,
            default="of its budget",
            choices=(
                Choice("of its budget", Label("of its budget", "占预算")),
                Choice("of its spending", Label("of its spending", "占支出")),
            ),
        ),
        PRICE,
        SOURCE,
    ),
)

OF_BUDGET = Label("share of its budget", "占其预算比例")

PRICE_MEANS = Label(
    "what the first aim (as a rule people lifted) would gain at most if the agency owed its partners one million "
    "less, or a share of 1 of its budget less",
    "该机构对口任务减少一百万（或占预算比例减少 1）时首要目标（通常为脱贫人数）增量的上限",
)


def _beyond(share: float) -> Label:
    return Label(
        f"million {{currency}} above {amount(share, 9)} of its spending",
        f"超出其支出 {amount(share, 9)} 的百万{{currency}}",
    )


def demands(case: Case) -> Iterator[Demand]:
    for row in case.rows("pairs"):
        for scope in case.scopes("pairs", row):
            of_budget = row.basis == "of its budget"
            yield Demand(
                TABLE.key,
                row.Index,
                scope,
                "at least",
                row.share if of_budget else 0.0,
                OF_BUDGET if of_budget else _beyond(row.share),
                column="share",
                price=case.price(row),
                scale=_budget(case, scope) if of_budget else 1.0,
                less=() if of_budget else ((row.share, replace(scope, counties=None)),),
            )


def _budget(case: Case, scope: Scope) -> float:
    """Million that the scope's agencies have in its years."""
    return sum(line.amount for line in case.budget_lines if scope.has(agencies=line.agency, years=line.year))


def given(quantities: Quantities, demand: Demand) -> Any:
    """Million that goes to the partners; of spending, by how much it exceeds the share."""
    return money_beyond(quantities, demand)


def _keeps_in(case: Case, demand: Demand) -> bool:
    """Whether the partners cannot be given anything; of spending, while others can."""
    elsewhere = [case.can_give(scope) for _share, scope in demand.less]
    return not case.can_give(demand.scope) and (not elsewhere or any(elsewhere))


def check(case: Case, faults: Faults) -> None:
    """A partner that cannot be given anything would keep the agency's money in."""
    for demand in demands(case):
        if demand.scale == 0:
            faults.add(
                case.place("pairs", demand.row, "agencies"),
                _("there is no money in Budgets for this agency in these years"),
                _("add it to Budgets, or change the agency or the years"),
            )
        elif case.whole and demand.price is None and _keeps_in(case, demand):
            faults.add(
                case.place("pairs", demand.row, "counties"),
                _("the agency cannot give anything to these partners{whom}").format(whom=demand.scope.aside),
                _("add a row to Eligibility, Needs or Budgets, or change this row"),
            )
