"""Other ways of spending the same money, to see what the plan and its rules are worth.

    previous plan    what the sheet Previous plan says
    factor formula   as ministries share funds out: see polyfund.evaluation.sharing
    spread evenly    every line of Budgets alike among the counties that it may serve, and in each
                     alike among the programmes: the study's "black pepper"
    government only  the best plan of the governments' money alone, without rules
    going alone      every agency makes the plan that is best by its own lights (see
                     polyfund.planning.standalone); together on the shared returns, in which the same need is
                     filled only once
    without rules    the best plan of everybody's money that knows no rule: what no plan can pass

All are judged by the audit of a plan, against all that the case asks. The best plans and those
shared out keep budgets and eligibility; going alone and sharing out may fill a need twice, and no
way but the previous plan knows a rule. Where money is spent already (see polyfund.rules.previous_plan)
the best plans and those shared out leave it where it is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pandas as pd

from polyfund.case.case import Case
from polyfund.case.eligible import GRANT_KEYS
from polyfund.evaluation.compared import Way
from polyfund.evaluation.sharing import by_formula, evenly
from polyfund.formulation.build import build
from polyfund.objectives.aims import stages
from polyfund.planning.answer import best_grants, judge
from polyfund.planning.standalone import go_alone
from polyfund.rules import IN_FORCE, Demand
from polyfund.rules import previous_plan as spent

GOVERNMENTS = ("central government", "provincial government", "prefecture government", "county government")
Grants = pd.DataFrame  # agency, county, programme, year, amount (million)


def previous_plan(case: Case, _seconds: float) -> Grants | None:
    """None where the case has no previous plan."""
    rows = [(*key, amount) for key, amount in sorted(case.previous.items())]
    return pd.DataFrame(rows, columns=[*GRANT_KEYS, "amount"]) if rows else None


def factor_formula(case: Case, _seconds: float) -> Grants | None:
    """None where the case has no formula."""
    return None if case.tables["formula"].empty else by_formula(case)


def spread_evenly(case: Case, _seconds: float) -> Grants:
    return evenly(case)


def going_alone(case: Case, seconds: float) -> Grants:
    """Raises: OutOfTime, SolverFailed."""
    alone = case.alone or go_alone(case, case.agencies, seconds)
    return alone.grants.sort_values(GRANT_KEYS, ignore_index=True)


def government_only(case: Case, seconds: float) -> Grants | None:
    """None where no government has money. Raises: OutOfTime, SolverFailed."""
    budgets = case.tables["budgets"]
    kinds = budgets["agency"].map(case.column("agencies", "agency", "kind"))
    theirs = budgets[kinds.isin(GOVERNMENTS)]
    if not theirs["amount"].any():
        return None
    return _best_without_rules(replace(case, tables={**case.tables, "budgets": theirs}), seconds)


def without_rules(case: Case, seconds: float) -> Grants:
    """Raises: OutOfTime, SolverFailed."""
    return _best_without_rules(case, seconds)


def _best_without_rules(case: Case, seconds: float) -> Grants:
    """The best plan of a case's money that knows no rule, but what is spent is spent."""
    funded = frozenset(line.agency for line in case.budget_lines)
    asked: dict[str, list[Demand]] = {room.TABLE.key: [] for room in IN_FORCE}
    asked[spent.TABLE.key] = [
        demand
        for demand in spent.demands(case)
        if demand.price is None and funded.issuperset(demand.scope.agencies or ())
    ]
    aims = stages(case, asked)
    slacks = [*(stage.slack for stage in aims), 0.0]
    program = build(case, asked, aims)
    _stages, grants = best_grants(program, slacks, seconds, float(case.settings["accepted_gap"]))
    return grants


# Each by its key, in the order in which they are told: what comes before the plan.
WAYS: dict[str, Callable[[Case, float], Grants | None]] = {
    "previous_plan": previous_plan,
    "formula": factor_formula,
    "spread_evenly": spread_evenly,
    "going_alone": going_alone,
    "government_only": government_only,
    "without_rules": without_rules,
}


def quick_ways(large: bool) -> tuple[str, ...]:
    """Those that nobody waits for: beside a ``large`` program none that is a program itself."""
    slow = ("government_only", "without_rules") if large else ("without_rules",)
    return tuple(key for key in WAYS if key not in slow)


def way(key: str, case: Case, demands: dict[str, list[Demand]], seconds: float) -> Way | None:
    """One way of spending the case's money, judged against ``demands``; ``seconds`` is how long it
    may be sought. None where the case does not have what it takes.

    Raises: OutOfTime, SolverFailed.
    """
    grants = WAYS[key](case, seconds)
    return None if grants is None else Way(*judge(case, grants, demands), key)
