"""Demands as rows of the program, also where no grant is eligible in their scope."""

import pytest
from pytest import approx

from model.answer.plan import Answer
from model.rules.limits import demands
from model.rules.room import each_once
from model.run import solve
from tests.cases import BASE, case_of

# Nobody needs schools, so nothing can be given for them.
PROGRAMMES = BASE["programmes"].rstrip() + "\n        schools,education,5\n"
HEADER = "programmes,sense,amount,basis,price\n"


def answer_with(*limits: str) -> Answer:
    return solve(case_of(programmes=PROGRAMMES, limits=HEADER + "\n".join(limits)))


@pytest.mark.parametrize("limit", ["schools,at most,5,,", "schools,at most,0,,", "schools,at least,0,,"])
def test_a_demand_that_nothing_can_break_is_no_row_and_has_no_price(limit):
    answer = answer_with(limit)
    assert answer.audit.passes
    assert answer.demand_prices == {}


@pytest.mark.parametrize(
    ("limit", "cost"),
    [("schools,at least,5,,2", 10), ("schools,at most,5,,2", 0), ("roads,at least,23,,2", 6)],
)
def test_a_soft_demand_that_nothing_can_meet_costs_its_price(limit, cost):
    answer = answer_with(limit)
    assert answer.figures.soft_cost() == approx(cost)
    assert answer.audit.passes


def test_two_demands_of_one_key_are_a_defect_and_none_of_them_is_lost():
    asked = list(demands(case_of(programmes=PROGRAMMES, limits=HEADER + "each,at least,1,,2")))
    assert each_once(asked) == asked
    with pytest.raises(ValueError, match=r"two demands are called \('limits', 2, 1\)"):
        each_once([*asked, asked[1]])
