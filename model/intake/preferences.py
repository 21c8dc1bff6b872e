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
        if scope.agencies is not None and agency not in scope.agencies:
            continue
        for county, programme in weights:
            if (scope.counties is None or county in scope.counties) and (
                scope.programmes is None or programme in scope.programmes
            ):
                weights[county, programme] *= row.weight
    return weights
