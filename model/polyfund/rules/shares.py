"""Shares: of all money in a scope one body or kind gives at least, or at most, so many percent.

For each demand with the givers A and the pool C x P x T (counties, programmes, years):

    sum(a in A; c,p,t) grant[a,c,p,t] - share * sum(all a; c,p,t) grant[a,c,p,t]  >= or <=  0

so what is given is told in million above the share, and an empty pool keeps every share.

Source: the study's "single-site" government monopoly, and its core of government beside which
the other bodies stand: no one body above a share of a county, the core at or above one, the
others at or above theirs.
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
from polyfund.rules.tables import PRICE, exceeds, sense_column
from polyfund.schema.faults import Faults
from polyfund.schema.scope import SCOPES, Scope
from polyfund.schema.table import SOURCE, Column, Kind, Label, Table

TABLE = Table(
    "shares",
    Label("Shares", "份额"),
    Label(
        "Of all money in a scope one body or kind gives at least, or at most, so many percent",
        "在某范围的全部资金中，某机构或类别至少或至多占多大比例",
    ),
    (
        SCOPES["agencies"].column(each=True, required=True),
        SCOPES["counties"].column(each=True),
        SCOPES["programmes"].column(each=True),
        SCOPES["years"].column(each=True),
        sense_column(Label("Which side the share bounds", "比例是下限还是上限")),
        Column(
            "share",
            Label("share of the money", "占资金比例"),
            Label(
                "Of all that every agency gives in these counties, programmes and years",
                "占全部机构在这些县、项目和年份投入资金的比例",
            ),
            Kind.SHARE,
            Label("share", "比例"),
            required=True,
            at_least=0,
            at_most=1,
        ),
        PRICE,
        SOURCE,
    ),
)


def _unit(share: float) -> Label:
    return Label(
        f"million {{currency}} above {amount(share, 9)} of all",
        f"超出总额 {amount(share, 9)} 的百万{{currency}}",
    )


PRICE_MEANS = Label(
    "what the first aim (as a rule people lifted) would gain at most if the giver could miss the share by one million",
    "允许偏离份额一百万时首要目标（通常为脱贫人数）增量的上限",
)


def demands(case: Case) -> Iterator[Demand]:
    for row, scope in _rows(case):
        yield Demand(
            TABLE.key,
            row.Index,
            scope,
            row.sense,
            0.0,
            _unit(row.share),
            column="share",
            price=case.price(row),
            less=((row.share, replace(scope, agencies=None)),),
        )


def _rows(case: Case) -> Iterator[tuple[Any, Scope]]:
    """Whoever cannot give anything in a scope keeps any ceiling there, and is left out."""
    for row in case.rows("shares"):
        for scope in case.scopes("shares", row):
            if row.sense == "at least" or case.can_give(scope):
                yield row, scope


def given(quantities: Quantities, demand: Demand) -> Any:
    """Million by which the givers' money exceeds their share of the pool."""
    return money_beyond(quantities, demand)


def check(case: Case, faults: Faults) -> None:
    """Shares that only an empty pool could keep would silently keep all money out."""
    check_not_empty(case, demands(case), faults)
    _check_sums(case, faults)


def _check_sums(case: Case, faults: Faults) -> None:
    """Of one pool, the floors of different givers stay within the whole, ceilings reach it,
    and nobody's floor is above a ceiling of the same givers."""
    floors: dict[Scope, list[tuple[Any, Scope]]] = {}
    hard = [(row, scope) for row, scope in _rows(case) if row.sense == "at most" and case.price(row) is None]
    ceilings = {
        scope: row for row, scope in sorted(hard, key=lambda one: -one[0].share)
    }  # the lowest of each
    for row, scope in _rows(case):
        if row.sense != "at least" or case.price(row) is not None:
            continue
        above = ceilings.get(scope)
        if above is not None and row.share > above.share:
            _add_sum_fault(case, faults, row, above, row.share - above.share + 1)
        others = floors.setdefault(replace(scope, agencies=None), [])
        apart = [(other, of) for other, of in others if not _overlap(scope, of)]
        total = row.share + sum(other.share for other, _of in apart)
        if exceeds(total, 1) and apart:
            _add_sum_fault(case, faults, row, apart[-1][0], total)
        others.append((row, scope))


def _overlap(one: Scope, other: Scope) -> bool:
    return one.agencies is None or other.agencies is None or bool(one.agencies & other.agencies)


def _add_sum_fault(case: Case, faults: Faults, row: Any, other: Any, total: float) -> None:
    faults.clash(
        case.place("shares", row.Index, "share"),
        _("together with {other} this asks {total:.0%} of the same money").format(
            other=case.place("shares", other.Index, "share"), total=total
        ),
        _("lower one of the two, or give one of them a price"),
    )
