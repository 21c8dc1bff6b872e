"""Which grants there can be at all."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pandas as pd

from model.intake.scope import Scope

if TYPE_CHECKING:
    from model.intake.case import Case

GRANT_KEYS = ["agency", "county", "programme", "year"]


def eligible_grants(case: Case) -> pd.DataFrame:
    """The grants that may be given, in the order of keys: agency, county, programme, year.

    A grant may be given where the agency may fund the programme in the county (Eligibility),
    the county needs it (Needs above zero), and the agency has money for its sector in that
    year: of the sector's own budget line, of one without a sector, or of a transferable one,
    this year's or carried over. In years that are spent only what was spent can be.
    """
    needs: dict[str, list[str]] = defaultdict(list)
    for county, programme in sorted(case.need):
        needs[county].append(programme)
    money = _years_with_money(case)
    scopes = _scopes_of_agencies(case)
    found: list[tuple[str, str, str, int]] = []
    for agency in case.agencies:
        years = {sector: sorted(years) for sector, years in money[agency].items()}
        for county, programmes in needs.items():
            allowed = scopes.get(agency)
            for programme in programmes:
                if allowed is None or any(
                    scope.has(counties=county, programmes=programme) for scope in allowed
                ):
                    found += [(agency, county, programme, year) for year in years[case.sector[programme]]]
    if case.spent_until is not None:
        found = [grant for grant in found if not case.is_spent(grant[3]) or grant in case.previous]
    return pd.DataFrame(found, columns=GRANT_KEYS)


def _years_with_money(case: Case) -> dict[str, dict[str, set[int]]]:
    """The years in which each agency can have money for each sector."""
    sectors = set(case.sector.values())
    years: dict[str, dict[str, set[int]]] = {
        agency: {sector: set() for sector in sectors} for agency in case.agencies
    }
    for line in case.budget_lines:
        general = line.sector is None or line.transferable > 0
        for sector in sectors if general else {line.sector}:
            years[line.agency][str(sector)].update(range(line.year, line.last_year + 1))
    return years


def _scopes_of_agencies(case: Case) -> dict[str, list[Scope]]:
    """What each agency's rows of Eligibility allow."""
    kinds = case.column("agencies", "agency", "kind")
    allowed: dict[str, list[Scope]] = defaultdict(list)
    for row in case.rows("eligibility"):
        (scope,) = case.scopes("eligibility", row)
        for agency in case.agencies:
            if row.agency in (agency, kinds[agency]):
                allowed[agency].append(scope)
    return allowed
