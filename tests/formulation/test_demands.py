"""Demands as rows of the program, also where no grant is eligible in their scope."""

import pyomo.environ as pyo
import pytest
from pytest import approx

from polyfund.formulation.demands import _broken
from polyfund.formulation.program import Program
from polyfund.planning.answer import Answer
from polyfund.rules.base import each_once
from polyfund.rules.limits import demands
from polyfund.run import solve
from polyfund.schema.scope import Scope
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
    ("asked", "missing", "broken"),
    [(0.5, 0.9e-9, False), (0.5, 1.1e-9, True), (100, 0.9e-7, False), (100, 1.1e-7, True)],
)
def test_a_billionth_less_than_asked_or_than_one_is_not_broken(asked, missing, broken):
    (demand,) = demands(case_of(limits=HEADER + f",at least,{asked},,"))
    assert _broken(demand, (asked - missing) * demand.scale) is broken


@pytest.mark.parametrize(
    ("scope", "most"),
    [
        # East needs 8: of money that counts half, 16 million; West needs 3 of the lender's alone
        (Scope(counties=frozenset({"East"})), 8 / 0.5),
        (Scope(counties=frozenset({"West"})), 3 / 2),
        (Scope(), 8 / 0.5 + 3 / 2),
        (Scope(agencies=frozenset({"Lender"})), 8 / 2 + 3 / 2),
        (Scope(years=frozenset({2016})), 8 / 0.5 + 3 / 2),
        # what there is to give, where that is less
        (Scope(agencies=frozenset({"Village"})), 15),
    ],
)
def test_the_most_that_a_scope_can_get_is_by_what_counts_least(scope, most):
    """What a choice lets the scope have; by what counts most it would forbid plans that are allowed."""
    case = case_of(
        agencies="agency,kind,worth of one unit\nVillage,other,0.5\nLender,bank,2",
        needs="county,programme,need\nEast,roads,8\nWest,roads,3",
        budgets="agency,year,amount\nVillage,2016,9\nVillage,2017,6\nLender,2016,40",
        eligibility="agency or kind,counties\nVillage,East\nLender,",
    )
    model = pyo.ConcreteModel()
    assert Program(case, model).most(scope) == approx(most)


def test_a_minimum_grant_may_be_as_large_as_what_counts_least_allows():
    """East needs 8, and the village's money counts half: its 16 million lift 80, those of the bank none."""
    answer = solve(
        case_of(
            agencies="agency,kind,worth of one unit\nVillage,other,0.5\nLender,bank,2",
            needs="county,programme,need\nEast,roads,8",
            budgets="agency,year,amount\nVillage,2016,20\nLender,2016,0",
            minimum_grants="counties,at least\nEast,14",
        )
    )
    assert answer.stages[0].final == approx(80)


def test_what_only_rounding_breaks_is_not_broken():
    """0.1 + 0.2 of a plan before that nobody can give any more: 0.3 may change, though the computer's sum
    is a little more."""
    tables = {
        "previous_plan": "agency,county,programme,year,amount\n"
        "Province,West,roads,2016,0.1\nProvince,West,roads,2017,0.2",
        "eligibility": "agency or kind,counties\nProvince,East",
    }
    answer = solve(case_of(**tables, changes="counties,at most\nWest,0.3"))
    assert answer.audit.passes


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
