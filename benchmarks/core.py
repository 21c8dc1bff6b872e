"""The core of a case, budgets, arrival, tiers and poverty without any rule, for every peer the same.

``without_rules`` is the case that the house itself builds from; ``core`` the same as plain
frames, for the peers to write down their own way (see benchmarks.peers and the formulas in
polyfund.formulation.grants and polyfund.formulation.outcomes).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from polyfund.case.case import Case
from polyfund.rules import IN_FORCE


def without_rules(case: Case) -> Case:
    """The case with its registers alone: no rule, no aims of its own, no limit on work."""
    tables = dict(case.tables)
    for key in ("aims", "preferences", *(room.TABLE.key for room in IN_FORCE)):
        tables[key] = tables[key].iloc[:0]
    tables["agencies"] = tables["agencies"].assign(staff_days=float("nan"))
    tables["counties"] = tables["counties"].assign(management_days=float("nan"))
    return replace(case, tables=tables, alone=None)


@dataclass(frozen=True)
class Core:
    """The figures of the core program, each frame with a plain range for index.

    grants: agency, county, programme, year, sector, worth
    own: line, agency, sector, year                 money that stays in its own sector
    pooled: line, agency, year, sectored            money that goes through the agency's pool
    lines: line, amount, movable (million)
    tiers: county, programme, year, tier, effect (persons a million), felt (year)
    capacities: county, programme, tier, capacity (million)
    poor, growth: by county; ``without``: persons poor in the end if nothing were funded
    """

    grants: pd.DataFrame
    own: pd.DataFrame
    pooled: pd.DataFrame
    lines: pd.DataFrame
    tiers: pd.DataFrame
    capacities: pd.DataFrame
    years: tuple[int, ...]
    poor: dict[str, int]
    growth: dict[str, float]
    without: float


def core(case: Case) -> Core:
    """The frames of a case whose factors fall from tier to tier."""
    grants = case.eligible.assign(
        sector=case.eligible["programme"].map(case.sector), worth=case.eligible["agency"].map(case.worth)
    )
    spendable = pd.DataFrame(
        [
            (line.row, line.agency, line.sector or "", year, line.transferable)
            for line in case.budget_lines
            for year in range(line.year, line.last_year + 1)
        ],
        columns=["line", "agency", "sector", "year", "transferable"],
    )
    sectored = spendable["sector"] != ""
    capacities = pd.DataFrame(
        [
            (*key, number, tier.capacity, tier.effect)
            for key, tiers in case.tiers.items()
            for number, tier in enumerate(tiers)
        ],
        columns=["county", "programme", "tier", "capacity", "effect"],
    )
    arriving = grants[["county", "programme", "year"]].drop_duplicates()
    tiers = arriving.merge(capacities, on=["county", "programme"])
    return Core(
        grants,
        spendable[sectored].reset_index(drop=True),
        spendable[~sectored | (spendable["transferable"] > 0)]
        .assign(sectored=sectored)
        .reset_index(drop=True),
        pd.DataFrame(
            [(line.row, line.amount, line.amount * line.transferable) for line in case.budget_lines],
            columns=["line", "amount", "movable"],
        ),
        tiers.assign(felt=tiers["year"] + tiers["programme"].map(case.lag)),
        capacities,
        case.outcome_years,
        case.poor,
        {county: 1 + share for county, share in case.returning.items()},
        sum(case.poor_without.values()),
    )
