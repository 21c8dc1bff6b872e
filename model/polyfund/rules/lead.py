"""Lead: in a county and sector no body gives more than the lead.

For each demand with the lead L (an agency, or a kind: all of it together), the scope C x P x T,
and every other agency b that may give in it:

    sum(c,p,t) grant[b,c,p,t] - sum(a in L; c,p,t) grant[a,c,p,t]  <=  0

Source: the study's government that stays the main body while others join it: one body answers
for a county and sector, and no partner outweighs it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from polyfund.case.case import Case
from polyfund.rules.against import check_not_empty
from polyfund.rules.base import Demand, Quantities, money_beyond
from polyfund.rules.tables import PRICE
from polyfund.schema.faults import Faults
from polyfund.schema.scope import SCOPES, Scope
from polyfund.schema.table import SOURCE, Label, Table

TABLE = Table(
    "lead",
    Label("Lead", "牵头"),
    Label("In a scope no other body gives more than the lead", "在某范围内任何其他机构的投入不得超过牵头方"),
    (
        replace(
            SCOPES["agencies"].column(each=False, required=True),
            meaning=Label(
                "The lead: an agency, or a kind (all of it together)", "牵头方：某机构，或某类别（合计）"
            ),
        ),
        SCOPES["counties"].column(each=True),
        SCOPES["programmes"].column(each=True),
        SCOPES["years"].column(each=True),
        PRICE,
        SOURCE,
    ),
)

BEYOND = Label("million {currency} above the lead", "超过牵头方的百万{currency}")

PRICE_MEANS = Label(
    "what the first aim (as a rule people lifted) would gain at most if this body could give one million more than "
    "the lead",
    "允许该机构比牵头方多投入一百万时首要目标（通常为脱贫人数）增量的上限",
)


def demands(case: Case) -> Iterator[Demand]:
    """One for each other agency that may give in the scope."""
    agencies = case.eligible["agency"].to_numpy()
    for row in case.rows("lead"):
        number = 0
        for scope in case.scopes("lead", row):
            found = agencies[case.selection.rows(replace(scope, agencies=None))]
            for other in sorted(set(found) - (scope.agencies or set())):
                label = " / ".join(filter(None, (scope.label, other)))
                own = replace(scope, agencies=frozenset((other,)), label=label, number=number)
                yield _demand(case, row, own, scope)
                number += 1


def _demand(case: Case, row: Any, own: Scope, lead: Scope) -> Demand:
    return Demand(
        TABLE.key,
        row.Index,
        own,
        "at most",
        0.0,
        BEYOND,
        column="agencies",
        price=case.price(row),
        less=((1.0, lead),),
    )


def given(quantities: Quantities, demand: Demand) -> Any:
    """Million that the body gives beyond the lead."""
    return money_beyond(quantities, demand)


def check(case: Case, faults: Faults) -> None:
    """A lead that cannot give would keep everybody out."""
    check_not_empty(case, demands(case), faults)
