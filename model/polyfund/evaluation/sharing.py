"""Budgets shared out over counties by what a county is, not by what a million does there.

    share[c] = sum(f) weight[f] * value[f,c] / sum(c') value[f,c'] / sum(f) weight[f]

for the factors f of the sheet Formula (see polyfund.reading.checks.formula). Every line of Budgets is then
shared over the counties that it may serve, and inside a county over its programmes there:

    grant[a,c,p,t] += amount * share[c] / sum(c' served) share[c'] * need[c,p] / sum(p' served) need[c,p']

Spread evenly is the same with every share and every need 1. The whole line is spent in its own
year and its own sector; one that serves only counties of share 0 is not. Budgets and eligibility
are kept exactly. A need may be overfilled: each line is shared out by itself, as each ministry
shares out its own fund without seeing the others', and what comes on top of a need lifts
nobody. The audit counts such needs as broken, which is what this way of spending costs.

Source: China's central special funds for poverty alleviation have been shared out over provinces,
and by them over counties, by weighted factors since the 2000s: poor population, rural income per
head, means of the local budget, policy. It is fair by rule and asks nobody; it does not ask
either what a million does where it goes, or who else goes there.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from polyfund.case.budget_lines import programmes_of
from polyfund.case.case import Case
from polyfund.case.eligible import rows_of
from polyfund.reading.checks.formula import factor_values
from polyfund.schema.scope import Scope


def formula_shares(case: Case) -> dict[str, float]:
    """The share of each county by the sheet Formula; they add up to 1."""
    counties = case.tables["counties"].to_dict("records")
    figures = {(row.county, row.figure): row.value for row in case.rows("county_figures")}
    weights = case.column("formula", "factor", "weight")
    shares = dict.fromkeys(case.counties, 0.0)
    for factor, weight in weights.items():
        values = factor_values(factor, counties, figures)
        total = sum(values.values())
        for county, value in values.items():
            shares[county] += weight / sum(weights.values()) * value / total
    return shares


def by_formula(case: Case) -> pd.DataFrame:
    """Grants by the sheet Formula: agency, county, programme, year, amount (million)."""
    return shared_out(case, formula_shares(case), case.need)


def evenly(case: Case) -> pd.DataFrame:
    """Grants alike in every county and, there, in every programme."""
    return shared_out(case, dict.fromkeys(case.counties, 1.0), dict.fromkeys(case.need, 1.0))


def shared_out(
    case: Case, shares: Mapping[str, float], needs: Mapping[tuple[str, str], float]
) -> pd.DataFrame:
    """Every line of Budgets by the shares of the counties and, in each, by the needs; money of
    years that are spent stays where it was."""
    grants = case.eligible
    share = np.array([shares[county] for county in case.counties])
    county = pd.Index(case.counties).get_indexer(pd.Index(grants["county"]))
    need = np.array([needs[key] for key in rows_of(grants, ["county", "programme"])])
    amount = np.zeros(len(grants))
    for line in case.budget_lines:
        if not case.is_spent(line.year):
            served = programmes_of(case, line.sector)
            scope = Scope(frozenset((line.agency,)), programmes=served, years=frozenset((line.year,)))
            places = case.selection.rows(scope)
            places = places[share[county[places]] > 0]
            here = county[places]
            needed = np.bincount(here, weights=need[places], minlength=len(share))
            parts = share[here] / share[np.unique(here)].sum() * need[places] / needed[here]
            amount[places] += line.amount * parts
    spent = [(*key, given) for key, given in case.previous.items() if case.is_spent(key[3])]
    shared = grants.assign(amount=amount)[amount > 0]
    before = [pd.DataFrame(spent, columns=shared.columns)] if spent else []
    return pd.concat([*before, shared], ignore_index=True)
