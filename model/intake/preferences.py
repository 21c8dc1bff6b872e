"""How much a person reached counts for an agency itself.

    preference[a,c,p] = product(weight of each row of Preferences that names a, c and p)

and 1 where no row does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from model.intake.case import Case

Weights = dict[tuple[str, str], float]


def preferences_of(case: Case, agency: str) -> Weights:
    """The agency's weight of each need, by county and programme."""
    weights = dict.fromkeys(case.need, 1.0)
    for row in case.rows("preferences"):
        (scope,) = case.scopes("preferences", row)
        for county, programme in weights:
            if scope.has(agencies=agency, counties=county, programmes=programme):
                weights[county, programme] *= row.weight
    return weights
