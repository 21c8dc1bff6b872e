"""Other ways of spending the same money, by hand.

Province and Lender have 10 million each in 2016. East's first 10 million of roads lift 10 a
million, its other 10 none; West's 40 lift 4. West is asked for 4 million of Lender and 8 of Province.
"""

from __future__ import annotations

import pytest
from pytest import approx

from polyfund.case.case import Case
from polyfund.planning.answer import Answer
from polyfund.rules import all_demands
from polyfund.run import compare, solve
from polyfund.solver.highs import OutOfTime, SolverFailed
from polyfund.studies.compare.baselines import WAYS, quick_ways, way
from tests.cases import case_of

SECONDS = 60.0
CASE = {
    "settings": "setting,value\nfirst year,2016\nlast year,2016",
    "counties": "county,population,poor persons\nEast,9000,1000\nNowhere,10,0\nWest,9000,1000",
    "agencies": "agency,kind\nProvince,provincial government\nLender,bank",
    "needs": "county,programme,need,own effect\nEast,roads,20,\nWest,roads,40,4",
    "returns": "programme,county,tier,share,factor\nroads,East,1,0.5,1\nroads,East,2,0.5,0",
    "budgets": "agency,year,amount\nProvince,2016,10\nLender,2016,10",
    "limits": "agencies,counties,sense,amount\nLender,West,at least,4\nProvince,West,at least,8",
    "previous_plan": "agency,county,programme,year,amount\nLender,East,roads,2016,12\nLender,West,roads,2016,3",
    "formula": "factor,weight\npoor persons,1",
}


@pytest.mark.parametrize(
    ("key", "lifted", "money", "worst", "broken"),
    [
        # 12 in East, of which 10 lift 10 each; 3 in West. Lender has 10 for its 15: budgets.
        # West has 3 of Lender's 4 and nothing of Province.
        ("previous_plan", 100 + 12, 15, ("West", 0.012), {"budgets": [5], "limits": [8, 1]}),
        # As many poor in East as in West: 10 million in each county, 5 of each agency.
        ("formula", 100 + 40, 20, ("West", 0.04), {"limits": [3]}),
        ("spread_evenly", 100 + 40, 20, ("West", 0.04), {"limits": [3]}),
        # Both take the best of East: 20 million where 10 do all, and West goes without.
        ("going_alone", 100, 20, ("West", 0.0), {"limits": [8, 4]}),
        # Province's 10 million in East, nothing for West.
        ("government_only", 100, 10, ("West", 0.0), {"limits": [8, 4]}),
        # 10 million in each county; who gives them is not asked.
        ("without_rules", 100 + 40, 20, ("West", 0.04), None),
    ],
)
def test_by_hand(
    key: str, lifted: float, money: float, worst: tuple[str, float], broken: dict[str, list[float]] | None
) -> None:
    case = case_of(**CASE)
    found = way(key, case, all_demands(case), SECONDS)
    assert found
    assert (found.people_lifted, found.money) == (approx(lifted), approx(money))
    assert (found.worst_county, found.worst_share) == (worst[0], approx(worst[1], abs=1e-9))
    if broken is not None:
        gaps = {check: [finding.gap for finding in findings] for check, findings in found.broken.items()}
        assert gaps == {check: approx(expected) for check, expected in broken.items()}


@pytest.mark.parametrize("key", ["previous_plan", "formula", "government_only"])
def test_none_where_the_case_does_not_have_it(key: str) -> None:
    tables = {name: text for name, text in CASE.items() if name not in ("previous_plan", "formula")}
    case = case_of(**{**tables, "agencies": "agency,kind\nProvince,bank\nLender,bank"})
    assert way(key, case, all_demands(case), SECONDS) is None


@pytest.mark.parametrize("key", ["formula", "spread_evenly", "government_only", "without_rules"])
def test_what_is_spent_stays_where_it_is(key: str) -> None:
    """Province has spent 6 of its 10 million of 2016 in West, where East would have been better."""
    case = case_of(
        settings="setting,value\nfirst year,2016\nlast year,2017\nspent until,2016",
        needs="county,programme,need,own effect\nEast,roads,20,\nWest,roads,40,1",
        previous_plan="agency,county,programme,year,amount\nProvince,West,roads,2016,6",
        formula="factor,weight\npoor persons,1",
    )
    found = way(key, case, all_demands(case), SECONDS)
    assert found
    spent = found.figures.grants.query("year == 2016")
    assert spent[["county", "amount"]].to_numpy().tolist() == [["West", 6]]
    assert found.money == approx(6 + 10)


@pytest.fixture(scope="module")
def answer() -> Answer:
    return solve(case_of(**CASE))


def test_the_plan_comes_last_and_keeps_the_rules(answer: Answer) -> None:
    """12 million in West and 8 in East: 48 + 80."""
    compared = compare(answer, asked=WAYS).compared
    assert compared and not compared.missing
    *ways, plan = compared.ways
    assert [way.key for way in ways] == list(WAYS)
    assert (plan.key, plan.people_lifted, plan.worst_share, plan.broken) == (
        "plan",
        approx(128),
        approx(0.048),
        {},
    )


def test_a_program_of_the_plans_own_size_is_only_solved_when_asked(answer: Answer) -> None:
    compared = compare(answer).compared
    assert compared and compared.missing == {"without_rules": "asked"}
    assert [way.key for way in compared.ways] == [*quick_ways(large=False), "plan"]


def test_beside_a_large_program_no_other_is_solved() -> None:
    assert set(quick_ways(large=False)) - set(quick_ways(large=True)) == {"government_only"}
    assert "without_rules" not in quick_ways(large=False)


@pytest.mark.parametrize(("failure", "why"), [(OutOfTime(), "capped"), (SolverFailed("no status"), "failed")])
def test_what_is_not_found_takes_nothing_from_the_plan(
    failure: Exception, why: str, answer: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody asked for it, so it has ten seconds and not the time limit."""

    def fail(_case: Case, _seconds: float) -> None:
        raise failure

    monkeypatch.setitem(WAYS, "going_alone", fail)
    found = compare(answer)
    assert found.compared
    assert found.compared.missing == {"going_alone": why, "without_rules": "asked"}
    assert found.figures is answer.figures


def test_solving_compares_with_nothing_unasked(answer: Answer) -> None:
    assert answer.compared is None
    assert "compare" in compare(answer).seconds
