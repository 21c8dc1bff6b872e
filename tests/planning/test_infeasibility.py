"""Demands that cannot all be met: which gives way, by how much, and that this is enough."""

import pytest
from pytest import approx

from polyfund.planning import infeasibility as conflict
from polyfund.planning.infeasibility import Conflict, find_conflict
from polyfund.rules import all_demands
from polyfund.run import solve
from polyfund.solver import certified as prove
from polyfund.solver.highs import Infeasible
from polyfund.solver.highs import solve as solve_problem
from polyfund.solver.observer import SILENT
from tests.cases import case_of

# Ten million a year for two years; East needs 8 of it, West 40; a million lifts ten of 400 poor.
LIMITS = "agencies,counties,programmes,years,sense,amount,basis"
TARGETS = "counties,years,measure,at most"
COMMITMENTS = "agency,county,programme,year,sense,amount"


def repairs(**tables: str) -> list[tuple[str, int, str, float]]:
    """Rule, row, which of its demands, and what is missing, of a case in conflict."""
    with pytest.raises(Conflict) as told:
        solve(case_of(**tables))
    return [
        (repair.demand.rule, repair.demand.row, repair.demand.scope.label, approx(repair.breach, rel=1e-6))
        for repair in told.value.repairs
    ]


def table(header: str, *rows: str) -> str:
    return "\n".join((header, *rows))


@pytest.mark.parametrize(
    ("rows", "row", "which", "missing"),
    [
        ([",,,2016,at least,12,"], 2, "", 2),  # the year has 10
        ([",East,,,at least,9,"], 2, "", 1),  # the need is 8
        ([",,,,at least,0.6,share of need"], 2, "", 0.6 - 20 / 48),
        ([",East,,,at least,100000,per poor person"], 2, "", 20_000),  # 8 million for 100 persons
        ([",each,,,at least,9,"], 2, "East", 1),  # West can have its 9
        (
            [",East,,2016,at least,6,", ",West,,2016,at least,8,"],
            3,
            "",
            4,
        ),  # the greater gives way: 4/8 < 4/6
        ([",West,,2016,at least,8,", ",East,,2016,at least,6,"], 2, "", 4),
        ([",,,,at least,15,", ",,,each,at most,6,"], 2, "", 3),  # 3/15 < 3/6
        ([",,,,at least,4,", ",,,each,at most,1,"], 2, "", 2),
        (
            [",East,,,at most,0.02,share of need", ",East,,,at least,0.2,"],
            3,
            "",
            0.04,
        ),  # 0.04/0.2 < 0.005/0.02
        ([",East,,each,at most,0,", ",East,,,at least,2,"], 3, "", 2),  # 2/2 < 2/0.001
    ],
)
def test_a_limit_that_cannot_be_kept_is_named_with_what_is_missing(rows, row, which, missing):
    assert repairs(limits=table(LIMITS, *rows)) == [("limits", row, which, missing)]


def test_a_target_out_of_reach_is_named_with_the_persons_missing():
    found = repairs(targets=table(TARGETS, ",2016,remaining poor,350", ",2017,remaining poor,150"))
    assert found == [("targets", 3, "", 50)]  # 200 of 400 is the most; 300 after one year


def test_an_incidence_is_missed_by_a_share():
    found = repairs(targets=table(TARGETS, ",2017,incidence,0.04"))
    assert found == [("targets", 2, "", 0.06)]  # 200 of 2000 residents stay poor


@pytest.mark.parametrize(("sense", "amount", "missing"), [("exactly", 9, 1), ("at least", 12, 4)])
def test_a_promise_beyond_the_need_is_named(sense, amount, missing):
    found = repairs(commitments=table(COMMITMENTS, f"Province,East,roads,2016,{sense},{amount}"))
    assert found == [("commitments", 2, "", missing)]


def test_rules_may_conflict_with_each_other():
    found = repairs(
        limits=table(LIMITS, ",West,,,at most,2,"),
        commitments=table(COMMITMENTS, "Province,West,roads,2017,exactly,5"),
    )
    assert found == [("commitments", 2, "", 3)]  # 3/5 < 3/2


def test_conflicts_that_have_nothing_to_do_with_each_other_are_told_together():
    rows = (",East,,,at least,9,", ",West,,,at least,8,", ",West,,each,at most,3,")
    found = repairs(limits=table(LIMITS, *rows))
    assert found == [("limits", 2, "", 1), ("limits", 3, "", 2)]


def test_the_least_is_told_of_minimum_grants_too():
    """East must have 1, nobody may have more than 2, and each nothing or 3: East's minimum gives way by
    1 million of 3. That West keeps its own costs nothing, for it may have nothing."""
    found = repairs(
        limits=table(LIMITS, ",East,,,at least,1,", ",each,,,at most,2,"),
        minimum_grants=table("counties,at least", "each,3"),
    )
    assert found == [("minimum_grants", 2, "East", 1)]


@pytest.mark.parametrize(("amount", "possible"), [(10.1, False), (10, True)])
def test_loosened_by_what_is_missing_a_plan_exists(amount, possible):
    case = case_of(limits=table(LIMITS, f",,,2016,at least,{amount},"))
    if possible:
        assert solve(case).audit.passes
    else:
        with pytest.raises(Conflict):
            solve(case)


def test_a_price_makes_a_conflict_a_cost():
    answer = solve(case_of(limits=table(LIMITS + ",price", ",,,2016,at least,12,,0.5")))
    assert answer.figures.soft_cost() == approx(0.5 * 2)


def test_a_soft_demand_beside_a_conflict_is_no_part_of_it():
    rows = (",,,2016,at least,12,,", ",West,,,at least,30,,100")
    assert repairs(limits=table(LIMITS + ",price", *rows)) == [("limits", 2, "", 2)]


def test_demands_that_can_all_be_met_need_no_repair():
    case = case_of(limits=table(LIMITS, ",,,2016,at least,10,", ",East,,,at least,8,"))
    assert find_conflict(case, all_demands(case), 60.0) == ([], False)


@pytest.mark.parametrize(
    ("asked", "missing", "proved"),
    [
        (10.000012, 1.2e-5, True),  # more than a millionth of what is asked
        (10.000008, 0.8e-5, False),  # less, which is told but proves nothing
        (10.0000000009, None, False),  # less than a billionth is rounding
    ],
)
def test_how_much_must_be_missing_for_a_proof(asked, missing, proved):
    case = case_of(limits=table(LIMITS, f",,,2016,at least,{asked},"))
    found, holds = find_conflict(case, all_demands(case), 60.0)
    assert [repair.breach for repair in found] == ([] if missing is None else [approx(missing, rel=1e-2)])
    assert holds is proved


@pytest.mark.parametrize(
    ("asked", "breach", "told"),
    [(0.5, 0.9e-9, False), (0.5, 1.1e-9, True), (4, 3.9e-9, False), (4, 4.1e-9, True)],
)
def test_less_than_a_billionth_of_what_is_asked_and_of_one_is_rounding(monkeypatch, asked, breach, told):
    monkeypatch.setattr(conflict, "_value", lambda *_: breach)
    case = case_of(limits=table(LIMITS, f",,,2016,at least,{asked},"))
    found, proved = find_conflict(case, all_demands(case), 60.0)
    assert [repair.breach for repair in found] == ([breach] if told else [])
    assert not proved


def test_a_false_claim_of_the_solver_is_disproved_and_the_plan_still_comes(monkeypatch):
    claims = [Infeasible("presolve")]

    def claiming(problem, options, _start=None, _listener=SILENT):
        if claims:
            raise claims.pop()
        return solve_problem(problem, options)

    monkeypatch.setattr(prove, "solve", claiming)
    answer = solve(case_of(limits=table(LIMITS, ",,,2016,at least,10,")))
    assert answer.stages[0].final == approx(200)
    assert not claims
