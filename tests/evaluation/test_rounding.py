"""What half a unit of rounding in every grant can do to a demand, by hand.

Two grants of the province, worth 3 on the ground, to East and West; one of the village, worth 1, to
East. A million lifts 10 persons, in West 4; East's spill over to West by half.
"""

from __future__ import annotations

import pandas as pd
import pytest

from polyfund.case.eligible import GRANT_KEYS
from polyfund.evaluation.quantities import Figures
from polyfund.evaluation.rounding import Rounding
from polyfund.rules import Demand
from polyfund.schema.scope import Scope
from polyfund.schema.units import MILLION
from tests.cases import case_of

CASE = {
    "agencies": "agency,kind,worth of one unit\nProvince,other,3\nVillage,other,0.5",
    "needs": "county,programme,need,own effect\nEast,roads,8,\nWest,roads,40,4",
}
GRANTS = [("Province", "East", 2016), ("Province", "West", 2017), ("Village", "East", 2017)]
SPILL = {"neighbours": "county,neighbour,share\nEast,West,0.5"}
RISING = {
    "settings": "setting,value\nfirst year,2016\nlast year,2017\nincreasing returns allowed,yes",
    "returns": "programme,tier,share,factor\nroads,1,0.5,1\nroads,2,0.5,2",
}
RETURNING = {"counties": "county,population,poor persons,returning share\nEast,1000,100,0.1\nWest,1000,300,0"}
WISHES = {"preferences": "agencies,counties,weight\nProvince,West,0.5"}
EAST, WEST = (Scope(counties=frozenset({county})) for county in ("East", "West"))
PROVINCE = Scope(agencies=frozenset({"Province"}))


def moved(demand: Demand, given: list[tuple[str, str, int]] = GRANTS, **change: str) -> float:
    rows = [(agency, county, "roads", year, 1.0) for agency, county, year in given]
    figures = Figures(case_of(**(CASE | change)), pd.DataFrame(rows, columns=[*GRANT_KEYS, "amount"]), {})
    return Rounding(figures).moved_by_one_each(demand)


def demand(scope: Scope, counts: str, **more: object) -> Demand:
    return Demand("limits", 2, scope, "at most", 5, MILLION, "amount", counts=counts, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("asked", "change", "million"),
    [
        (demand(EAST, "million"), {}, 3 + 1),  # as given or as it arrives, whichever is more
        (demand(Scope(), "million"), {}, 3 + 3 + 1),
        (demand(EAST, "million", less=((0.5, WEST),)), {}, 4 + 0.5 * 3),
        (demand(EAST, "million", less=((-0.5, WEST),)), {}, 4 + 0.5 * 3),  # either way it is so much
    ],
)
def test_money(asked: Demand, change: dict[str, str], million: float) -> None:
    assert moved(asked, **change) == pytest.approx(million)


@pytest.mark.parametrize(
    ("asked", "change", "persons"),
    [
        (demand(EAST, "persons"), {}, 3.5 * 10),
        (demand(Scope(), "persons"), {}, 3.5 * 10 + 3 * 4),
        (demand(WEST, "persons"), SPILL, 3 * 4 + 0.5 * 3.5 * 10),
        (demand(EAST, "persons"), RISING, 3.5 * 20),  # by the tier that does most
        (demand(EAST, "persons"), RETURNING, 3.5 * 10 * 1.1**2),  # grown over the two years that count
        (demand(EAST, "persons", less=((-0.5, WEST),)), {}, 3.5 * 10 + 0.5 * 3 * 4),
        # by an agency's own lights: of its own money, or of everybody's
        (demand(PROVINCE, "persons"), {}, 3 * 10 + 3 * 4),
        (demand(PROVINCE, "persons"), WISHES, 3 * 10 + 0.5 * 3 * 4),
        (demand(PROVINCE, "persons", own=False), WISHES, 3.5 * 10 + 0.5 * 3 * 4),
    ],
)
def test_persons(asked: Demand, change: dict[str, str], persons: float) -> None:
    assert moved(asked, **change) == pytest.approx(persons)


@pytest.mark.parametrize("counts", ["million", "persons"])
def test_where_nothing_is_given_nothing_is_rounded(counts: str) -> None:
    assert moved(demand(WEST, counts), GRANTS[:1]) == 0
