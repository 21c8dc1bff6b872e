"""Previous plan: the plan before, to compare with, to hold where it is spent, to keep where one can.

For each row of a year t up to the setting "spent until", and each row with a price:

    grant[a,c,p,t] = amount

What is spent is a fact: up to that year there are no other grants than these (see
polyfund.case.eligible), and the demand is hard. A row of a later year asks something only
with a price: it may be changed, at that price for each million. All other rows are compared with.

Source: the study's planned against committed and executed money (103.64 % of the plan): plans are
made again while money is being spent.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from polyfund.base.i18n import _
from polyfund.case.case import Case
from polyfund.rules.base import Demand, Quantities
from polyfund.rules.tables import GRANT, PRICE, amount_column, grant_columns, grant_scope
from polyfund.schema.faults import Faults
from polyfund.schema.table import SOURCE, Across, Label, Table
from polyfund.schema.units import MILLION

TABLE = Table(
    "previous_plan",
    Label("Previous plan", "原方案"),
    Label(
        "The plan before: one row a grant. Up to the setting 'spent until' it is held as spent; for later years "
        "it is what the new plan is compared with",
        "原有方案：每笔资金一行。设置“已支出至”及以前的年份按已支出处理；之后的年份用于与新方案比较",
    ),
    (
        *grant_columns(Label("Who gave", "出资机构"), Label("To whom", "受益县")),
        amount_column(Label("How much was planned, or spent", "原计划或已支出的金额")),
        PRICE,
        SOURCE,
    ),
    unique=GRANT,
    side_by_side=(Across("year", "amount"),),
)

PRICE_MEANS = Label(
    "what the first aim (as a rule people lifted) would gain if one million more had been spent here",
    "若此处多支出一百万，首要目标（通常为脱贫人数）的增量",
)


def demands(case: Case) -> Iterator[Demand]:
    for row in case.rows("previous_plan"):
        if case.is_spent(row.year) or case.price(row) is not None:
            scope = grant_scope(row)
            price = case.price(row)
            yield Demand(
                TABLE.key, row.Index, scope, "exactly", row.amount, MILLION, column="amount", price=price
            )


def given(quantities: Quantities, demand: Demand) -> Any:
    """Million that this agency gives here."""
    return quantities.money(demand.scope)


def check(case: Case, faults: Faults) -> None:
    """What is spent stands, has no price, and is told where a year is said to be spent."""
    spent = [row for row in case.rows("previous_plan") if case.is_spent(row.year)]
    for row in spent:
        if case.price(row) is not None:
            faults.add(
                case.place("previous_plan", row.Index, "price"),
                _("money that is spent cannot be taken back at a price"),
                _("leave the cell blank, or set an earlier year in 'spent until'"),
            )
    if case.spent_until is not None and not case.years[0] <= case.spent_until < case.years[-1]:
        faults.add(
            case.place("settings", None, "spent_year"),
            _("{year} leaves no plan to make: the years are {first} to {last}").format(
                year=case.spent_until, first=case.years[0], last=case.years[-1]
            ),
            _("name a year before the last one, or leave this setting blank"),
        )
    elif case.whole and case.spent_until is not None and not spent:
        faults.add(
            case.place("settings", None, "spent_year"),
            _("Previous plan has no row up to {year}, so it is not said what was spent").format(
                year=case.spent_until
            ),
            _(
                "write what was spent on the sheet Previous plan, a row with the amount 0 where nothing was, or "
                "leave this setting blank"
            ),
        )
