"""Commitments: what is already promised to one programme of one county in one year.

    exactly    grant[a,c,p,t]  = amount
    at least   grant[a,c,p,t] >= amount

Source: projects under way when the plan begins, such as the development banks' road loans
and the paired provinces' yearly agreements.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from polyfund.case.case import Case
from polyfund.rules.base import Demand, Quantities
from polyfund.rules.tables import AT_LEAST, EXACTLY, GRANT, PRICE, amount_column, grant_columns, grant_scope
from polyfund.schema.faults import Faults
from polyfund.schema.table import SOURCE, Across, Column, Kind, Label, Table
from polyfund.schema.units import MILLION

TABLE = Table(
    "commitments",
    Label("Commitments", "已承诺资金"),
    Label(
        "What is already promised to one programme of one county in one year", "已承诺给某县某项目某年的资金"
    ),
    (
        *grant_columns(Label("Who has promised", "承诺方"), Label("To whom", "受益县")),
        Column(
            "sense",
            Label("exactly / at least", "恰好/至少"),
            Label("Whether more may be given", "是否可以多给"),
            Kind.CHOICE,
            default="exactly",
            choices=(EXACTLY, AT_LEAST),
        ),
        amount_column(Label("How much is promised", "承诺金额")),
        PRICE,
        SOURCE,
    ),
    unique=GRANT,
    side_by_side=(Across("year", "amount"),),
)

PRICE_MEANS = Label(
    "what the first aim (as a rule people lifted) would gain at most if one million less were promised; for "
    "'exactly', if one more were",
    "承诺减少一百万时首要目标（通常为脱贫人数）增量的上限；“恰好”则为增加一百万时的增量",
)


def demands(case: Case) -> Iterator[Demand]:
    for row in case.rows("commitments"):
        scope = grant_scope(row)
        yield Demand(
            TABLE.key,
            row.Index,
            scope,
            row.sense,
            row.amount,
            MILLION,
            column="amount",
            price=case.price(row),
        )


def given(quantities: Quantities, demand: Demand) -> Any:
    """Million that this agency gives here."""
    return quantities.money(demand.scope)


def check(case: Case, faults: Faults) -> None:
    """All that could be wrong with a promise is seen by the common checks."""
