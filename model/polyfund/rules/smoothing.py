"""Smoothing: from year to year at most so many percent up or down.

For each demand with the scope A x C x P, and each year t of the span T after its first:

    sum(a,c,p) grant[a,c,p,t] - (1 + up)   * sum(a,c,p) grant[a,c,p,t-1]  <=  0
    sum(a,c,p) grant[a,c,p,t] - (1 - down) * sum(a,c,p) grant[a,c,p,t-1]  >=  0

After a year without money there can be none the next year under ``up``: a price, or a span
that begins later, allows a start. A hard row over a year that can have none is a fault.

Source: the study's planned against executed money (103.64 % of the plan): administrations
cannot take in twice the money from one year to the next.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import isnan
from typing import Any

from polyfund.base.i18n import _
from polyfund.base.i18n.amounts import amount
from polyfund.case.case import Case
from polyfund.rules.against import check_not_empty
from polyfund.rules.base import Demand, Quantities, money_beyond
from polyfund.rules.tables import PRICE
from polyfund.schema.faults import Faults
from polyfund.schema.scope import SCOPES
from polyfund.schema.table import SOURCE, Column, Kind, Label, Table


def _change(key: str, label: Label, meaning: Label, at_most: float) -> Column:
    return Column(key, label, meaning, Kind.SHARE, Label("share", "比例"), at_least=0, at_most=at_most)


TABLE = Table(
    "smoothing",
    Label("Smoothing", "平滑"),
    Label("From year to year at most so many percent up or down", "逐年增减不超过一定比例"),
    (
        SCOPES["agencies"].column(each=True),
        SCOPES["counties"].column(each=True),
        SCOPES["programmes"].column(each=True),
        SCOPES["years"].column(each=False),
        _change(
            "up",
            Label("up", "增幅上限"),
            Label(
                "At most this share more than the year before; blank: no bound",
                "比上年最多增加的比例；空白：不限",
            ),
            10,
        ),
        _change(
            "down",
            Label("down", "降幅上限"),
            Label(
                "At most this share less than the year before; blank: no bound",
                "比上年最多减少的比例；空白：不限",
            ),
            1,
        ),
        PRICE,
        SOURCE,
    ),
)


def _unit(ratio: float) -> Label:
    return Label(
        f"million {{currency}} above {amount(ratio, 9)} times the year before",
        f"超出上年 {amount(ratio, 9)} 倍的百万{{currency}}",
    )


PRICE_MEANS = Label(
    "what the first aim (as a rule people lifted) would gain at most if the year could be one million beside its bound",
    "允许该年偏离界限一百万时首要目标（通常为脱贫人数）增量的上限",
)


def demands(case: Case) -> Iterator[Demand]:
    for row in case.rows("smoothing"):
        number = 0
        bounds = [("up", "at most", 1 + row.up), ("down", "at least", 1 - row.down)]
        for scope in case.scopes("smoothing", row):
            for year in sorted(scope.years or case.years)[1:]:
                for column, sense, ratio in bounds:
                    if isnan(ratio):
                        continue
                    label = " / ".join(filter(None, (scope.label, str(year))))
                    own = replace(scope, years=frozenset((year,)), label=label, number=number)
                    before = replace(scope, years=frozenset((year - 1,)))
                    yield Demand(
                        TABLE.key,
                        row.Index,
                        own,
                        sense,
                        0.0,
                        _unit(ratio),
                        column=column,
                        price=case.price(row),
                        less=((ratio, before),),
                    )
                    number += 1


def given(quantities: Quantities, demand: Demand) -> Any:
    """Million of the year beyond its bound."""
    return money_beyond(quantities, demand)


def check(case: Case, faults: Faults) -> None:
    check_not_empty(case, demands(case), faults)
    for row in case.rows("smoothing"):
        if isnan(row.up) and isnan(row.down):
            faults.add(
                case.place("smoothing", row.Index, "up"),
                _("this row bounds neither up nor down"),
                _("write a share in one of the two"),
            )
        if any(len(scope.years or case.years) < 2 for scope in case.scopes("smoothing", row)):
            faults.add(
                case.place("smoothing", row.Index, "years"),
                _("a change takes two years at least"),
                _("name a longer span, or leave it blank"),
            )
