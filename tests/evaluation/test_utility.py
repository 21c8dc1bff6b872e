"""What a way of spending reaches: shares, the worst county and the Gini coefficient, by hand."""

from __future__ import annotations

import pandas as pd
import pytest
from pytest import approx

from polyfund.case.eligible import GRANT_KEYS
from polyfund.evaluation.quantities import Figures
from polyfund.evaluation.utility import Reached
from polyfund.objectives.measures import spread
from polyfund.rules import all_demands
from polyfund.schema.scope import Scope
from tests.cases import case_of


def spent(**million: float) -> Reached:
    """So much on roads in each county; 100, 300 and 600 are poor, and a million lifts 10."""
    case = case_of(
        counties="county,population,poor persons\nA,900,100\nB,900,300\nC,900,600\nD,900,0",
        needs="county,programme,need\nA,roads,100\nB,roads,100\nC,roads,100\nD,roads,100",
    )
    rows = [("Province", county, "roads", 2016, amount) for county, amount in million.items()]
    grants = pd.DataFrame(rows, columns=[*GRANT_KEYS, "amount"])
    return Reached(Figures(case, grants, all_demands(case)))


def textbook(people: list[tuple[float, int]]) -> float:
    """sum(i, j) |x[i] - x[j]| / (2 * n^2 * mean) over single persons: each share with how many have it."""
    everybody = [share for share, persons in people for _person in range(persons)]
    apart = sum(abs(one - other) for one in everybody for other in everybody)
    return apart / (2 * len(everybody) ** 2 * (sum(everybody) / len(everybody)))


@pytest.mark.parametrize(
    ("million", "gini"),
    [
        # Shares 1, 0.5 and 0.25 of 100, 300 and 600; mean 0.4.
        # (100*300*0.5 + 100*600*0.75 + 300*600*0.25) / 1000^2 / 0.4 = 0.105 / 0.4
        ({"A": 10, "B": 15, "C": 15}, 0.2625),
        ({"A": 2, "B": 6, "C": 12}, 0.0),  # a fifth everywhere
        # All for A, a tenth of the poor: 1 - 0.1
        ({"A": 10}, 0.9),
        ({}, 0.0),
    ],
)
def test_gini(million: dict[str, float], gini: float) -> None:
    way = spent(**million)
    assert way.gini == approx(gini, abs=1e-12)
    if million:
        shares = [(way.shares[county], poor // 10) for county, poor in way.figures.case.poor.items() if poor]
        assert way.gini == approx(textbook(shares), abs=1e-12)


def test_gini_is_the_measure_spread_over_the_mean_share() -> None:
    """Without the need for poor counties: 0.105 is what the aim makes least of."""
    way = spent(A=10, B=15, C=15)
    assert spread(way.figures, Scope()) == approx(0.105)
    assert way.gini == approx(spread(way.figures, Scope()) / 0.4)


def test_figures() -> None:
    way = spent(A=10, B=15, C=15, D=3)
    assert (way.money, way.people_lifted) == (43, 400)
    assert way.lifted == {"A": 100, "B": 150, "C": 150, "D": 0}
    assert way.shares == {"A": 1, "B": 0.5, "C": 0.25}
    assert (way.worst_county, way.worst_share) == ("C", 0.25)
    assert way.money_by("county") == {"A": 10, "B": 15, "C": 15, "D": 3}
    assert way.money_by("agency") == {"Province": 43}
