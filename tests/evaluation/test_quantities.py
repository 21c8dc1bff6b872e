"""The outcome of a plan by hand arithmetic."""

from __future__ import annotations

import pandas as pd
import pytest

from polyfund.case.case import Case
from polyfund.case.eligible import GRANT_KEYS
from polyfund.evaluation.outcomes import effect_of
from polyfund.evaluation.quantities import Figures
from polyfund.rules import all_demands
from polyfund.schema.scope import Scope
from tests.cases import case_of

PROGRAMMES = "programme,sector,persons lifted per million,lag\nroads,infrastructure,10,{lag}"
COUNTIES = (
    "county,population,poor persons,returning share,weight\nEast,1000,100,{returning},1\nWest,1000,300,0,2"
)
AGENCIES = "agency,kind,worth of one unit,staff days per million\nProvince,provincial government,{worth},3"
RETURNS = """
    programme,tier,share of the need,factor on the effect
    roads,1,0.5,1
    roads,2,0.5,0.5
"""


def figures(case: Case, *grants: tuple[str, int, float]) -> Figures:
    rows = [("Province", county, "roads", year, amount) for county, year, amount in grants]
    return Figures(case, pd.DataFrame(rows, columns=[*GRANT_KEYS, "amount"]), all_demands(case))


def poor(plan: Figures, county: str) -> dict[int, float]:
    rows = plan.outcomes[plan.outcomes["county"] == county]
    return dict(zip(rows["year"], rows["poor"].round(6), strict=True))


@pytest.mark.parametrize(
    ("change", "grants", "left"),
    [
        # 3 million lift 30 of 100.
        ({}, [("East", 2016, 3)], {2016: 70, 2017: 70}),
        # A lag of one year: the money of 2017 takes effect in 2018.
        (
            {"programmes": PROGRAMMES.format(lag=1)},
            [("East", 2016, 3), ("East", 2017, 1)],
            {2016: 100, 2017: 70, 2018: 60},
        ),
        # The need is 8: the first 4 million lift 10 each, the next 2 only 5 each.
        ({"returns": RETURNS}, [("East", 2016, 6)], {2016: 50, 2017: 50}),
        # Tiers fill over the years: 3 x 10, then 1 x 10 + 1 x 5.
        ({"returns": RETURNS}, [("East", 2016, 3), ("East", 2017, 2)], {2016: 70, 2017: 55}),
        # Nothing is lifted beyond the need of 8 million.
        ({}, [("East", 2016, 9)], {2016: 20, 2017: 20}),
        # A yuan worth half: 8 million count as 4.
        ({"agencies": AGENCIES.format(worth=0.5)}, [("East", 2016, 8)], {2016: 60, 2017: 60}),
        # 10 % return: 100 x 1.1 - 30 = 80, x 1.1 = 88.
        ({"counties": COUNTIES.format(returning=0.1)}, [("East", 2016, 3)], {2016: 80, 2017: 88}),
    ],
)
def test_poor(change: dict[str, str], grants: list[tuple[str, int, float]], left: dict[int, float]) -> None:
    assert poor(figures(case_of(**change), *grants), "East") == pytest.approx(left)


@pytest.mark.parametrize(
    ("money", "persons"), [(0, 0), (3, 30), (4, 40), (6, 40 + 10), (8, 40 + 20), (9, 40 + 20)]
)
def test_money_fills_the_tiers_in_order(money: float, persons: float) -> None:
    """4 million at 10 persons each, 4 at 5, and nothing beyond."""
    assert effect_of(case_of(returns=RETURNS).tiers["East", "roads"], money) == persons


def test_nobody_is_lifted_twice() -> None:
    """West has 300 poor and a need of 40 million, enough for 400."""
    plan = figures(case_of(), ("West", 2016, 40))
    assert poor(plan, "West") == {2016: 0, 2017: 0}
    assert plan.lifted(Scope()) == 300


def test_effects_after_the_last_year_count_only_where_asked() -> None:
    late = PROGRAMMES.format(lag=1)
    settings = "setting,value\nfirst year,2016\nlast year,2017\ncount effects after the last year,no"
    assert figures(case_of(programmes=late), ("East", 2017, 3)).lifted(Scope()) == 30
    assert figures(case_of(programmes=late, settings=settings), ("East", 2017, 3)).lifted(Scope()) == 0


def test_lifted_is_counted_against_doing_nothing() -> None:
    """10 % return. Without a grant 100 become 121; 3 million in 2016 leave 88, in 2017 91."""
    case = case_of(counties=COUNTIES.format(returning=0.1))
    assert figures(case, ("East", 2016, 3)).lifted(Scope()) == pytest.approx(121 - 88)
    assert figures(case, ("East", 2017, 3)).lifted(Scope()) == pytest.approx(121 - 91)


def test_quantities_of_a_scope() -> None:
    case = case_of(agencies=AGENCIES.format(worth=0.5), counties=COUNTIES.format(returning=0))
    plan = figures(case, ("East", 2016, 2), ("West", 2017, 6))
    west = Scope(counties=frozenset({"West"}))
    assert plan.money(Scope()) == 8
    assert plan.money(Scope(years=frozenset({2016}))) == 2
    assert plan.received(west) == 3  # 6 x 0.5
    assert plan.staff_days(west) == 18  # 6 x 3
    assert plan.lifted(west, weighted=True) == 60  # 3 million x 10 x weight 2
    assert plan.poor(Scope(years=frozenset({2017}))) == 90 + 270


@pytest.mark.parametrize(
    ("grants", "persons"),
    [
        # the first tier has room for 4 million: 50 yuan more are rounding, 150 are of the next
        ([("East", 2016, 4.00005)], 10),
        ([("East", 2016, 4.00015)], 5),
        # so is what goes beyond the need of 8
        ([("East", 2016, 8.00005)], 5),
        ([("East", 2016, 8.00015)], 0),
    ],
)
def test_hardly_any_money_is_not_of_the_next_tier(
    grants: list[tuple[str, int, float]], persons: float
) -> None:
    work = figures(case_of(returns=RETURNS), *grants).work
    assert work.last_million("Province", "East", "roads", 2016) == pytest.approx(persons)


@pytest.mark.parametrize(("effect", "persons"), [(20.0018, 20.0018), (20.0022, 0)])
def test_hardly_anybody_is_too_many(effect: float, persons: float) -> None:
    """5 million lift 100.009 or 100.011 of the 100: a hundredth of a person is rounding."""
    case = case_of(needs=f"county,programme,need,own effect\nEast,roads,8,{effect}\nWest,roads,40,")
    work = figures(case, ("East", 2016, 5)).work
    assert work.last_million("Province", "East", "roads", 2016) == pytest.approx(persons)


OWN = "county,programme,need,own effect\nEast,roads,8,{effect}\nWest,roads,40,"
SETTINGS = "setting,value\nfirst year,2016\nlast year,2017\ncount effects after the last year,no"


@pytest.mark.parametrize(
    ("change", "grants", "persons"),
    [
        ({}, [("East", 2016, 3)], 10),
        # The need is 8: the first 4 million lift 10 each, the next only 5 each.
        ({"returns": RETURNS}, [("East", 2016, 4)], 10),
        ({"returns": RETURNS}, [("East", 2016, 3), ("East", 2017, 2)], 5),
        # Nothing is lifted beyond the need.
        ({}, [("East", 2016, 9)], 0),
        # A yuan worth half.
        ({"agencies": AGENCIES.format(worth=0.5)}, [("East", 2016, 3)], 5),
        # Of 10 lifted in 2016, 10 % would have come again in 2017.
        ({"counties": COUNTIES.format(returning=0.1)}, [("East", 2016, 3)], 11),
        # The money of 2016 acts in 2017, the last year that is counted; that of 2017 in 2018.
        ({"programmes": PROGRAMMES.format(lag=1), "settings": SETTINGS}, [("East", 2016, 3)], 10),
        ({"programmes": PROGRAMMES.format(lag=1), "settings": SETTINGS}, [("East", 2017, 3)], 0),
        # 5 million lift all of the 100 at 20 each; what comes with or after the sixth lifts nobody.
        ({"needs": OWN.format(effect=20)}, [("East", 2016, 5)], 20),
        ({"needs": OWN.format(effect=20)}, [("East", 2016, 6)], 0),
        ({"needs": OWN.format(effect=20)}, [("East", 2016, 5), ("East", 2017, 1)], 0),
        # For each ten at home, two in West.
        ({"neighbours": "county,neighbour,share\nEast,West,0.2"}, [("East", 2016, 3)], 12),
    ],
)
def test_last_million(change: dict[str, str], grants: list[tuple[str, int, float]], persons: float) -> None:
    """By hand, and as a thousandth of a million less shows it."""
    case, (county, year, amount) = case_of(**change), grants[-1]
    plan = figures(case, *grants)
    less = figures(case, *grants[:-1], (county, year, amount - 0.001))
    assert plan.work.last_million("Province", county, "roads", year) == pytest.approx(persons)
    assert 1000 * (plan.lifted(Scope()) - less.lifted(Scope())) == pytest.approx(persons)
