"""Which grants there can be at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from polyfund.case.selection import Selection

if TYPE_CHECKING:
    from polyfund.case.case import Case

GRANT_KEYS = ["agency", "county", "programme", "year"]


def rows_of(frame: pd.DataFrame, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """Some columns of a frame row by row: ``itertuples`` would take words one by one out of pandas."""
    return zip(*(frame[column].tolist() for column in columns), strict=True)


def eligible_grants(case: Case) -> pd.DataFrame:
    """The grants that may be given, in the order of keys: agency, county, programme, year.

    A grant may be given where the agency may fund the programme in the county (Eligibility),
    the county needs it (Needs above zero), and the agency has money for its sector in that
    year: of the sector's own budget line, of one without a sector, or of a transferable one,
    this year's or carried over. In years that are spent only what was spent can be.
    """
    needs = pd.DataFrame(sorted(case.need), columns=["county", "programme"])
    sectors = [case.sector[programme] for programme in needs["programme"]]
    money, allowed = _years_with_money(case), _needs_of_agencies(case, needs)
    found: list[tuple[str, int, int]] = []  # agency, place of the need, year
    for agency in case.agencies:
        years = {sector: sorted(years) for sector, years in money[agency].items()}
        found += [(agency, need, year) for need in allowed[agency] for year in years[sectors[need]]]
    agencies, places, years_given = zip(*found, strict=True) if found else ((), (), ())
    grants = needs.iloc[list(places)].reset_index(drop=True)
    grants.insert(0, "agency", agencies)
    return _not_spent(case, grants.assign(year=years_given))


def _not_spent(case: Case, grants: pd.DataFrame) -> pd.DataFrame:
    """Without those of spent years that were not given then."""
    if case.spent_until is None:
        return grants
    rows = rows_of(grants, GRANT_KEYS)
    given = [not case.is_spent(grant[3]) or grant in case.previous for grant in rows]
    # an empty list would be taken for no columns
    return grants[np.array(given, dtype=bool)].reset_index(drop=True)


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


def _needs_of_agencies(case: Case, needs: pd.DataFrame) -> dict[str, list[int]]:
    """Places of the needs that each agency may fund: what its rows of Eligibility allow, or all."""
    kinds = case.column("agencies", "agency", "kind")
    members: dict[str, list[str]] = defaultdict(list)  # of a kind; an agency is its own
    for agency in case.agencies:
        members[kinds[agency]].append(agency)
        members[agency].append(agency)
    selection, allowed = Selection(needs), dict[str, set[int]]()
    for row in case.rows("eligibility"):
        (scope,) = case.scopes("eligibility", row)
        for agency in members[row.agency]:
            allowed.setdefault(agency, set()).update(selection.rows(scope).tolist())
    everything = range(len(needs))
    return {agency: sorted(allowed.get(agency, everything)) for agency in case.agencies}
