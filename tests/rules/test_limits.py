"""Limits: at least or at most so much money in a scope."""

from __future__ import annotations

import pytest

from polyfund.planning.infeasibility import Conflict
from polyfund.run import solve
from polyfund.schema.faults import InputFaults
from polyfund.schema.scope import Scope
from tests.cases import case_of
from tests.rules.proofs import gaps, given, lifted, program_text

HEADER = "counties,years,at least / at most,amount,basis,price\n"


def limits(*rows: str) -> str:
    return HEADER + "\n".join(rows)


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ("East,2016,at least,5,million,", ["5.0  <=  grant[Province,East,roads,2016]"]),
        (
            "each,2016,at most,5,million,",
            [
                "grant[Province,East,roads,2016]  <=  5.0",
                "grant[Province,West,roads,2016]  <=  5.0",
            ],
        ),
        # 50 yuan for each of 100 poor persons are 0.005 million.
        ("East,2016,at least,50,per poor person,", ["0.005  <=  grant[Province,East,roads,2016]"]),
        # Half of a need of 8 million.
        ("East,2016,at least,0.5,share of need,", ["4.0  <=  grant[Province,East,roads,2016]"]),
        (
            "East,2016,at least,5,million,3",
            [
                "5.0  <=  grant[Province,East,roads,2016] + limits.short[2,0]",
            ],
        ),
    ],
)
def test_lp_text(row: str, text: list[str]) -> None:
    assert program_text(case_of(limits=limits(row)), "limits") == text


@pytest.mark.parametrize(
    ("row", "gap"),
    [
        ("East,,at least,5,million,", [3.0]),  # 5 - 2
        ("East,,at most,1.5,million,", [0.5]),  # 2 - 1.5
        ("East,,at least,30000,per poor person,", [10000.0]),  # 30,000 - 2 million / 100 persons
        ("East,,at most,0.2,share of need,", [0.05]),  # 2 / 8 - 0.2
        ("each,,at least,3,million,", [1.0, 0.0]),  # East has 2, West 6
        (",2017,at least,7,million,", [1.0]),  # 2017 has the 6 of West
    ],
)
def test_gap_on_a_broken_plan(row: str, gap: list[float]) -> None:
    plan = [("Province", "East", "roads", 2016, 2.0), ("Province", "West", "roads", 2017, 6.0)]
    assert gaps(case_of(limits=limits(row)), "limits", *plan) == gap


def test_bites() -> None:
    """10 million a year, 10 persons a million; East has 100 poor and can use 8 million.

    Unlimited, all 20 million lift 200. With at most 5 million in West over both years, East's
    8 and West's 5 lift 130.
    """
    assert lifted(case_of()) == 200
    assert lifted(case_of(limits=limits("West,,at most,5,million,"))) == 130


def test_soft_limit_is_broken_when_its_price_is_below_the_loss() -> None:
    """Keeping West at 5 million costs 7 x 10 people: broken at 9 a million, kept at 11."""
    cheap = solve(case_of(limits=limits("West,,at most,5,million,9")))
    dear = solve(case_of(limits=limits("West,,at most,5,million,11")))
    assert sum(cheap.figures.grants["amount"]) == pytest.approx(20)
    assert given(dear)[("West", 2016)] + given(dear).get(("West", 2017), 0) == pytest.approx(5)
    assert cheap.stages[0].final == pytest.approx(200 - 9 * 7)  # excess: 12 - 5 at the least


def test_price_is_what_one_unit_looser_gains() -> None:
    answer = solve(case_of(limits=limits("West,,at most,5,million,")))
    assert answer.demand_prices["limits", 2, 0] == pytest.approx(10)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (["East,,at least,9,million,", "East,,at most,4,million,"], "at least 9 is above the 'at most' 4"),
        (["Nowhere,,at least,9,million,"], "Nowhere"),
        (["East,,at least,30,share of need,"], "write 0.3, or 30 %"),
        (["East,,at least,5,million,0"], r"limits\.csv:2 \[price\]"),  # a breach that costs nothing
        (["East,,at least,5,million,-0.5"], r"limits\.csv:2 \[price\]"),
        (["East,,,5,million,"], r"limits\.csv:2 \[at least / at most\].*blank"),
    ],
)
def test_faults(rows: list[str], words: str) -> None:
    with pytest.raises(InputFaults, match=words):
        case_of(limits=limits(*rows))


@pytest.mark.parametrize(
    "rows",
    [
        ["East,,at least,5,million,", "East,,at most,5,million,"],
        ["East,,at most,5,million,", "East,,at least,5,million,"],
        ["East,,at least,0.625,share of need,", "East,,at most,0.625,share of need,"],
        ["East,,at least,5,million,", "East,,at most,5,million,", "East,,at most,6,million,"],
        ["East,,at least,9,million,1", "East,,at most,5,million,"],  # a price excuses
        ["East,,at least,5,million,", "East,2016,at most,4,million,"],  # another scope
        ["East,,at least,5,million,", "East,,at most,0.7,share of need,"],  # another unit, here 5.6 million
    ],
)
def test_a_floor_may_be_its_own_ceiling(rows: list[str]) -> None:
    """At least 5 and at most 5 million, or 0.625 of a need of 8."""
    answer = solve(case_of(limits=limits(*rows)))
    assert answer.audit.passes
    assert answer.figures.money(Scope(counties=frozenset({"East"}))) >= 5 - 1e-6


@pytest.mark.parametrize(
    "rows",
    [
        ["East,,at least,5.001,million,", "East,,at most,5,million,"],
        ["East,,at most,6,million,", "East,,at most,5,million,", "East,,at least,5.5,million,"],  # the lowest
    ],
)
def test_a_floor_above_a_ceiling_is_a_fault(rows: list[str]) -> None:
    with pytest.raises(InputFaults, match="is above the 'at most' 5 of"):
        case_of(limits=limits(*rows))


@pytest.mark.parametrize("sense", ["at least", "at most"])
def test_all_of_a_need_is_a_share_of_1(sense: str) -> None:
    assert solve(case_of(limits=limits(f"East,,{sense},1,share of need,"))).audit.passes
    with pytest.raises(InputFaults, match=r"a share of the need cannot be 1\.01"):
        case_of(limits=limits(f"East,,{sense},1.01,share of need,"))


def test_names_that_read_alike_together_stay_two_demands() -> None:
    """'A' in 'B / C' and 'A / B' in 'C' are both told as 'A / B / C'."""
    case = case_of(
        agencies="agency,kind\nA,bank\nA / B,bank",
        counties="county,population,poor persons\nB / C,1000,100\nC,1000,300",
        needs="county,programme,need\nB / C,roads,8\nC,roads,40",
        budgets="agency,year,amount\nA,2016,10\nA / B,2016,10",
        limits="agencies,counties,at least / at most,amount\neach,each,at most,2",
    )
    assert len(program_text(case, "limits")) == 4
    assert solve(case).stages[0].final == 80  # four grants of 2 million


def test_a_tiny_conflict_is_still_a_conflict() -> None:
    """10,000 million are there, 10,000.001 are asked."""
    case = case_of(
        counties="county,population,poor persons\nEast,1000,100\nWest,1000,300",
        needs="county,programme,need\nEast,roads,9000\nWest,roads,9000",
        budgets="agency,year,amount\nProvince,2016,10000",
        limits=limits("East,,at least,6000,,", "West,,at least,4000.001,,"),
    )
    with pytest.raises(Conflict) as conflict:
        solve(case)
    assert sum(repair.breach for repair in conflict.value.repairs) == pytest.approx(0.001)


def test_several_names_in_one_cell_are_not_taken_for_one_of_them() -> None:
    with pytest.raises(InputFaults, match="name one in each row"):
        case_of(limits=limits("East; West,,at least,1,million,"))
