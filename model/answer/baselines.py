"""Other ways of spending the same money, to see what cooperation buys.

    going alone      every agency makes the plan that is best by its own lights (see
                     model.answer.alone); together on the shared returns, in which the same
                     need is filled only once
    government only  the best plan of the governments' money alone, without rules
    spread evenly    every line of Budgets shared alike among the counties that it may serve,
                     and in each alike among the programmes: the study's "black pepper"

All are told by the same arithmetic of outcomes as a plan. They keep budgets and eligibility;
going alone and spreading may fund a need twice, and keep no rule.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace

import pandas as pd

from model.answer.alone import go_alone
from model.answer.figures import Figures
from model.answer.plan import best_grants
from model.intake.case import Case
from model.intake.eligible import GRANT_KEYS
from model.intake.scope import Scope
from model.program.build import build
from model.rules import IN_FORCE, Demand
from model.rules.aims import stages

GOVERNMENTS = ("central government", "provincial government", "prefecture government", "county government")


@dataclass(frozen=True)
class Reached:
    """What a way of spending comes to: persons, million, and the county where the smallest
    share of the poor is lifted."""

    people_lifted: float
    money: float
    worst_county: str
    worst_share: float


def reached(figures: Figures) -> Reached:
    """Of a plan; counties without poor persons are no worst ones."""
    case = figures.case
    shares = {
        county: figures.lifted(Scope(counties=frozenset((county,)))) / poor
        for county, poor in case.poor.items()
        if poor
    }
    worst = min(shares, key=lambda county: (shares[county], county), default="")
    return Reached(figures.lifted(Scope()), figures.money(Scope()), worst, shares.get(worst, 0.0))


def going_alone(case: Case) -> Figures:
    """Raises: OutOfTime, SolverFailed."""
    alone = case.alone or go_alone(case, case.agencies, float(case.settings["time_limit"]))
    return Figures(case, alone.grants.sort_values(GRANT_KEYS, ignore_index=True), {})


def government_only(case: Case) -> Figures:
    """Raises: OutOfTime, SolverFailed."""
    budgets = case.tables["budgets"]
    kinds = budgets["agency"].map(case.column("agencies", "agency", "kind"))
    tables = {**case.tables, "budgets": budgets[kinds.isin(GOVERNMENTS)]}
    return _best_without_rules(replace(case, tables=tables), case)


def without_rules(case: Case) -> Figures:
    """One plan for everybody's budgets that knows no rule: what no plan of the case can pass.

    Raises: OutOfTime, SolverFailed.
    """
    return _best_without_rules(case, case)


def _best_without_rules(funded: Case, case: Case) -> Figures:
    nothing: dict[str, list[Demand]] = {room.TABLE.key: [] for room in IN_FORCE}
    aims = stages(funded, nothing)
    slacks = [*(stage.slack for stage in aims), 0.0]
    limit, gap = float(case.settings["time_limit"]), float(case.settings["accepted_gap"])
    _stages, grants = best_grants(build(funded, nothing, aims), slacks, limit, gap)
    return Figures(case, grants, {})


def spread_evenly(case: Case) -> Figures:
    possible: dict[tuple[str, int], list[tuple[str, str]]] = defaultdict(list)
    for agency, county, programme, year in case.eligible.itertuples(index=False, name=None):
        possible[agency, year].append((county, programme))
    amounts: dict[tuple[str, str, str, int], float] = defaultdict(float)
    for line in case.budget_lines:
        served: dict[str, list[str]] = defaultdict(list)
        for county, programme in possible[line.agency, line.year]:
            if line.sector in (None, case.sector[programme]):
                served[county].append(programme)
        for county, programmes in served.items():
            for programme in programmes:
                key = (line.agency, county, programme, line.year)
                amounts[key] += line.amount / len(served) / len(programmes)
    rows = [(*key, amount) for key, amount in sorted(amounts.items())]
    return Figures(case, pd.DataFrame(rows, columns=[*GRANT_KEYS, "amount"]), {})
