"""How much a person reached counts for an agency itself.

    preference[a,c,p] = product(weight of each row of Preferences that names a, c and p)

and 1 where no row does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from polyfund.case.selection import Selection
from polyfund.schema.scope import Scope

if TYPE_CHECKING:
    from polyfund.case.case import Case

Weights = dict[tuple[str, str], float]
Wish = tuple[Scope, tuple[tuple[str, str], ...], float]  # whose, the needs it names, how much they count


def wishes_of(case: Case) -> list[Wish]:
    """What each row of Preferences says."""
    needs, wishes = list(case.need), []
    selection = Selection(pd.DataFrame(needs, columns=["county", "programme"]))
    for row in case.rows("preferences"):
        (scope,) = case.scopes("preferences", row)
        wishes.append((scope, tuple(needs[place] for place in selection.rows(scope)), float(row.weight)))
    return wishes


def preferences_of(case: Case, agency: str) -> Weights:
    """The agency's weight of each need, by county and programme."""
    weights = dict.fromkeys(case.need, 1.0)
    for scope, needs, weight in case.wishes:
        for need in needs if scope.has(agencies=agency) else ():
            weights[need] *= weight
    return weights
