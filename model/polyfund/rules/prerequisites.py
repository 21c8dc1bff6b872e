"""Prerequisites: a programme may not run ahead of another.

For each demand with the counties C, the programmes P that follow, the programmes Q that come
first, and the year t, coverage being what has arrived as a share of the need:

    covered[P, until t]     = sum(a; c; p in P; u <= t) worth[a] * grant[a,c,p,u] / sum(c; p in P) need[c,p]
    covered[Q, until t-lag] = the same of Q
    covered[P, until t] <= allowance + ratio * covered[Q, until t - lag]

Where nothing of Q is needed, what comes first is done; where nothing of P is, nothing follows:
neither asks anything.

Source: the study's "regional development promotes poverty alleviation and the reverse":
industry needs roads and power first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from polyfund.base.i18n import _
from polyfund.case.case import Case
from polyfund.rules.against import check_not_empty
from polyfund.rules.base import Demand, Quantities
from polyfund.rules.tables import PRICE, check_one_year
from polyfund.schema.faults import Faults
from polyfund.schema.scope import SCOPES, Scope
from polyfund.schema.table import SOURCE, Column, Kind, Label, Table

TABLE = Table(
    "prerequisites",
    Label("Prerequisites", "先决条件"),
    Label("A programme may not run ahead of another", "某项目的进度不得超前于另一项目"),
    (
        SCOPES["counties"].column(each=True),
        SCOPES["programmes"].column(each=True, required=True),
        SCOPES["years"].column(each=True, required=True),
        replace(
            SCOPES["programmes"].column(each=False, required=True),
            key="first",
            label=Label("after", "先行项目"),
            meaning=Label(
                "What must come first: a programme or a sector; where none of it is needed it counts as done",
                "须先行的项目或领域；无此需求处视为已完成",
            ),
        ),
        Column(
            "ratio",
            Label("ratio", "比率"),
            Label(
                "Coverage allowed for each unit of coverage of what comes first",
                "先行项目每单位覆盖率所允许的覆盖率",
            ),
            Kind.NUMBER,
            default=1,
            at_least=0,
            at_most=1e6,
        ),
        Column(
            "lag",
            Label("lag", "滞后"),
            Label("So many years after what comes first", "滞后于先行项目的年数"),
            Kind.INTEGER,
            Label("years", "年"),
            default=0,
            at_least=0,
            at_most=50,
        ),
        Column(
            "allowance",
            Label("allowance", "宽限"),
            Label("Coverage of the need allowed in any case", "无论如何允许的需求覆盖率"),
            Kind.SHARE,
            Label("share of the need", "占需求比例"),
            default=0,
            at_least=0,
            at_most=1,
        ),
        PRICE,
        SOURCE,
    ),
)

AHEAD = Label("share of the need ahead", "超前的需求比例")

PRICE_MEANS = Label(
    "what the first aim (as a rule people lifted) would gain at most if the programme could run ahead by all of its "
    "need (for one percent: a hundredth)",
    "允许项目超前其全部需求时首要目标（通常为脱贫人数）增量的上限（每个百分点为其百分之一）",
)


def demands(case: Case) -> Iterator[Demand]:
    for row in case.rows("prerequisites"):
        for scope in case.scopes("prerequisites", row):
            first = replace(scope, programmes=case.chosen("programmes", row.first))
            needed, needed_first = case.need_in(scope), case.need_in(first)
            if not needed or not needed_first:
                continue
            year = max(scope.years or case.years)
            yield Demand(
                TABLE.key,
                row.Index,
                _until(case, scope, year),
                "at most",
                row.allowance,
                AHEAD,
                column="allowance",
                price=case.price(row),
                scale=needed,
                less=((row.ratio * needed / needed_first, _until(case, first, year - row.lag)),),
            )


def _until(case: Case, scope: Scope, last: int) -> Scope:
    return replace(scope, years=frozenset(year for year in case.years if year <= last))


def given(quantities: Quantities, demand: Demand) -> Any:
    """Million that has arrived beyond what the prerequisite's coverage allows."""
    first = sum(ratio * quantities.received(scope) for ratio, scope in demand.less)
    return quantities.received(demand.scope) - first


def check(case: Case, faults: Faults) -> None:
    for row in case.rows("prerequisites"):
        check_one_year(case, faults, "prerequisites", row)
        first = case.chosen("programmes", row.first) or frozenset()
        follow = {one for scope in case.scopes("prerequisites", row) for one in scope.programmes or ()}
        both = follow & first
        if both:
            faults.add(
                case.place("prerequisites", row.Index, "first"),
                _("{programme} would have to come before itself").format(programme=min(both)),
                _("name another programme or sector"),
            )
    check_not_empty(case, map(_at_any_time, demands(case)), faults)


def _at_any_time(demand: Demand) -> Demand:
    """The first years may be kept empty by a lag; what never comes first is a mistake."""
    less = tuple((ratio, replace(scope, years=None)) for ratio, scope in demand.less)
    return replace(demand, less=less)
