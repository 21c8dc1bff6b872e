"""Increasing returns: tiers in their order, exactly.

East needs 10 million of a park: the first half lifts 2 a million, the second 12. West's roads
lift 5 a million.
"""

from __future__ import annotations

import pytest
from pytest import approx

from polyfund.run import solve
from tests.cases import case_of
from tests.rules.proofs import given

CASE = {
    "settings": "setting,value\nfirst year,2016\nlast year,2017\nincreasing returns allowed,yes\naccepted gap,0",
    "counties": "county,population,poor persons\nEast,9000,1000\nWest,9000,1000",
    "programmes": "programme,sector,persons lifted per million\npark,industry,1\nroads,works,5",
    "needs": "county,programme,need\nEast,park,10\nWest,roads,100",
    "returns": "programme,county,tier,share,factor\npark,,1,0.5,2\npark,,2,0.5,12",
}


@pytest.mark.parametrize(
    ("amount", "lifted", "where"),
    [
        # Of 6 million, 30 by roads or 5 x 2 + 1 x 12 = 22 by the park. Taking the park's better
        # half first, a linear program would claim 5 x 12 + 1 x 5.
        (3, 30, {("West", 2016): 3, ("West", 2017): 3}),
        # Of 10 million, 50 by roads or 5 x 2 + 5 x 12 = 70 by the park.
        (5, 70, {("East", 2016): 5, ("East", 2017): 5}),
        # Of 12 million, the other 2 go to roads.
        (6, 80, None),
    ],
)
def test_a_better_tier_opens_when_the_one_below_is_full(amount, lifted, where):
    budgets = f"agency,year,amount\nProvince,2016,{amount}\nProvince,2017,{amount}"
    answer = solve(case_of(**CASE, budgets=budgets))
    assert answer.stages[0].final == approx(lifted)
    assert answer.stages[0].bound == approx(lifted, abs=1e-4)
    assert where is None or given(answer) == where


def test_falling_factors_make_no_choices():
    falling = "programme,county,tier,share,factor\npark,,1,0.5,12\npark,,2,0.5,2"
    answer = solve(case_of(**(CASE | {"returns": falling})))
    assert answer.stages[0].proof == "certificate"


def test_rising_is_refused_unless_allowed():
    from polyfund.schema.faults import InputFaults

    settings = "setting,value\nfirst year,2016\nlast year,2017"
    with pytest.raises(InputFaults, match=r"returns\.csv:3 .*increasing returns are not allowed"):
        case_of(**(CASE | {"settings": settings}))
