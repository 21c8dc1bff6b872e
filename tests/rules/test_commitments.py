"""Commitments: what is already promised."""

from __future__ import annotations

import pytest

from polyfund.run import solve
from polyfund.schema.faults import InputFaults
from tests.cases import case_of
from tests.rules.proofs import gaps, lifted, program_text

HEADER = "agency,county,programme,year,exactly / at least,amount,price\n"
ROW = "Province,East,roads,2016,{sense},{amount},{price}"


def commitments(sense: str, amount: float, price: str = "") -> str:
    return HEADER + ROW.format(sense=sense, amount=amount, price=price)


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        (commitments("exactly", 3), "grant[Province,East,roads,2016]  ==  3.0"),
        (commitments("at least", 3), "3.0  <=  grant[Province,East,roads,2016]"),
        (
            commitments("exactly", 3, "2"),
            "grant[Province,East,roads,2016] + commitments.short[2,0] - commitments.excess[2,0]  ==  3.0",
        ),
    ],
)
def test_lp_text(rows: str, text: str) -> None:
    assert program_text(case_of(commitments=rows), "commitments") == [text]


@pytest.mark.parametrize(
    ("sense", "amount", "gap"),
    [("exactly", 3, 1.0), ("exactly", 1.5, 0.5), ("at least", 3, 1.0), ("at least", 1.5, 0.0)],
)
def test_gap_on_a_broken_plan(sense: str, amount: float, gap: float) -> None:
    plan = ("Province", "East", "roads", 2016, 2.0)
    assert gaps(case_of(commitments=commitments(sense, amount)), "commitments", plan) == [gap]


def test_bites() -> None:
    """West lifts 10 a million, East 5: promising 6 million to East costs 6 x (10 - 5) people."""
    needs = "county,programme,need,own effect\nEast,roads,8,5\nWest,roads,40,"
    assert lifted(case_of(needs=needs)) == 200
    assert lifted(case_of(needs=needs, commitments=commitments("exactly", 6))) == 170


@pytest.mark.parametrize(
    ("sense", "price"),
    [("exactly", -5.0), ("at least", 5.0)],  # one more asked loses 5; one less asked gains 5
)
def test_price(sense: str, price: float) -> None:
    needs = "county,programme,need,own effect\nEast,roads,8,5\nWest,roads,40,"
    answer = solve(case_of(needs=needs, commitments=commitments(sense, 6)))
    assert answer.demand_prices["commitments", 2, 0] == pytest.approx(price)


def test_a_promise_that_nobody_may_keep_is_a_fault() -> None:
    eligibility = "agency or kind,counties\nProvince,West"
    with pytest.raises(InputFaults, match=r"commitments\.csv:2"):
        case_of(commitments=commitments("exactly", 3), eligibility=eligibility)
