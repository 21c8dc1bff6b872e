"""Matching: what one body or programme gets is matched by another at a ratio.

For each demand with the scope A x C x P x T, and A' x C x P' x T for what is matched:

    sum(a in A; c; p in P; t) grant[a,c,p,t] - ratio * sum(a in A'; c; p in P'; t) grant[a,c,p,t]  >= or <=  0

A' and P' are the row's own A and P where their cells are blank.

Source: the study's government core beside which other bodies put their own money: matching
funds of provinces, counties and firms for central projects.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from polyfund.base.i18n import _
from polyfund.base.i18n.amounts import amount
from polyfund.case.case import Case
from polyfund.rules.against import check_not_empty
from polyfund.rules.base import Demand, Quantities, money_beyond
from polyfund.rules.tables import PRICE, sense_column
from polyfund.schema.faults import Faults
from polyfund.schema.scope import SCOPES, Scope, scope_columns
from polyfund.schema.table import SOURCE, Column, Kind, Label, Table

TABLE = Table(
    "matching",
    Label("Matching", "配套"),
    Label(
        "What one body or programme gets is matched by another at a ratio",
        "某机构或项目的资金由另一方按比例配套",
    ),
    (
        *scope_columns(),
        replace(
            SCOPES["agencies"].column(each=False),
            key="matched_agencies",
            label=Label("matched agencies", "被配套机构"),
            meaning=Label(
                "Whose money is matched: a name or a kind; blank: the same agencies",
                "其资金由他方配套的机构或类别；空白：与机构范围相同",
            ),
        ),
        replace(
            SCOPES["programmes"].column(each=False),
            key="matched_programmes",
            label=Label("matched programmes", "被配套项目"),
            meaning=Label(
                "What is matched: a programme or sector; blank: the same programmes",
                "被配套的项目或领域；空白：与项目范围相同",
            ),
        ),
        sense_column(Label("Which side the ratio bounds", "比例是下限还是上限")),
        Column(
            "ratio",
            Label("ratio", "配套比例"),
            Label(
                "So much for each unit that is matched: 0.2 is one for five",
                "每单位被配套资金的配套额，如 0.2 为五配一",
            ),
            Kind.NUMBER,
            required=True,
            at_least=0,
            at_most=1e6,
        ),
        PRICE,
        SOURCE,
    ),
)


def _unit(ratio: float) -> Label:
    return Label(
        f"million {{currency}} above {amount(ratio, 9)} times",
        f"超出 {amount(ratio, 9)} 倍的百万{{currency}}",
    )


PRICE_MEANS = Label(
    "what the first aim (as a rule people lifted) would gain at most if the match could be missed by one million",
    "允许配套偏离一百万时首要目标（通常为脱贫人数）增量的上限",
)


def demands(case: Case) -> Iterator[Demand]:
    for row in case.rows("matching"):
        for scope in case.scopes("matching", row):
            yield Demand(
                TABLE.key,
                row.Index,
                scope,
                row.sense,
                0.0,
                _unit(row.ratio),
                column="ratio",
                price=case.price(row),
                less=((row.ratio, _matched(case, row, scope)),),
            )


def _matched(case: Case, row: Any, scope: Scope) -> Scope:
    if row.matched_agencies is not None:
        scope = replace(scope, agencies=case.chosen("agencies", row.matched_agencies))
    if row.matched_programmes is not None:
        scope = replace(scope, programmes=case.chosen("programmes", row.matched_programmes))
    return scope


def given(quantities: Quantities, demand: Demand) -> Any:
    """Million by which the match exceeds its ratio."""
    return money_beyond(quantities, demand)


def check(case: Case, faults: Faults) -> None:
    """What is matched by itself asks nothing, or above a ratio of 1 keeps all its money out."""
    for row in case.rows("matching"):
        if any(_matched(case, row, scope) == scope for scope in case.scopes("matching", row)):
            faults.add(
                case.place("matching", row.Index, "matched_agencies"),
                _("this row would match itself"),
                _("name the agencies or the programmes that are matched"),
            )
    check_not_empty(case, demands(case), faults)
