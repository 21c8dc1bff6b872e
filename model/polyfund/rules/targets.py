"""Targets: at most so many people still poor in a scope by a year.

For each demand with the counties C and the year t:

    remaining poor   sum(poor[c,t])                       <= at most      (persons)
    incidence        sum(poor[c,t]) / sum(population[c])  <= at most      (share)

Source: the study's goal of all counties out of poverty by 2020, and the official exit
standard for a county: an incidence of at most 3 % in the western region.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from polyfund.base.i18n import _
from polyfund.case.case import Case
from polyfund.rules.base import Demand, Quantities
from polyfund.rules.tables import PRICE, check_one_year, check_share
from polyfund.schema.faults import Faults
from polyfund.schema.scope import SCOPES
from polyfund.schema.table import SOURCE, Across, Choice, Column, Kind, Label, Table
from polyfund.schema.units import PERSONS

TABLE = Table(
    "targets",
    Label("Targets", "脱贫目标"),
    Label("At most so many people still poor in a scope by a year", "某范围内到某年的剩余贫困人口上限"),
    (
        SCOPES["counties"].column(each=True),
        SCOPES["years"].column(each=True, required=True),
        Column(
            "measure",
            Label("measure", "指标"),
            Label(
                "remaining poor: persons; incidence: their share of the population, 0.03 or 3 % "
                "(a price is then for a share of 1: for each percentage point a hundredth of it)",
                "剩余贫困人口：人；贫困发生率：占人口比例，如 0.03 或 3 %（此时价格对应比例 1，每个百分点为其百分之一）",
            ),
            Kind.CHOICE,
            default="remaining poor",
            choices=(
                Choice("remaining poor", Label("remaining poor", "剩余贫困人口")),
                Choice("incidence", Label("incidence", "贫困发生率")),
            ),
        ),
        Column(
            "at_most",
            Label("at most", "上限"),
            Label("Persons, or a share such as 0.03 or 3 %", "人数，或比例如 0.03 或 3 %"),
            Kind.NUMBER,
            required=True,
            at_least=0,
            at_most=1e9,
            share_if=("measure", "incidence"),
        ),
        PRICE,
        SOURCE,
    ),
    side_by_side=(Across("years", "at_most"),),
)

UNITS = {
    "remaining poor": PERSONS,
    "incidence": Label("share of the population", "占人口比例"),
}

PRICE_MEANS = Label(
    "what the first aim (as a rule people lifted) would gain at most if the target were looser by one person, "
    "or by an incidence of 1",
    "脱贫目标每放宽一人（或发生率 1）时首要目标（通常为脱贫人数）增量的上限",
)


def demands(case: Case) -> Iterator[Demand]:
    for row in case.rows("targets"):
        for scope in case.scopes("targets", row):
            yield Demand(
                TABLE.key,
                row.Index,
                scope,
                "at most",
                row.at_most,
                UNITS[row.measure],
                column="at_most",
                price=case.price(row),
                scale=case.population_of(scope) if row.measure == "incidence" else 1.0,
                counts="persons",
            )


def given(quantities: Quantities, demand: Demand) -> Any:
    """Persons still poor."""
    return quantities.poor(demand.scope)


def check(case: Case, faults: Faults) -> None:
    for row in case.rows("targets"):
        if row.measure == "incidence":
            check_share(case, faults, "targets", row, "at_most", _("an incidence cannot be {share}"))
        check_one_year(case, faults, "targets", row)
