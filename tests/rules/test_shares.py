"""Shares: of all money in a scope, so many percent from one body or kind.

Lender and Province have 10 million a year each; East has 1,000 poor persons and can use 100.
"""

from __future__ import annotations

import pytest

from polyfund.run import solve
from polyfund.schema.faults import InputFaults
from tests.cases import case_of
from tests.rules.proofs import gaps, program_text

CASE = {
    "counties": "county,population,poor persons\nEast,9000,1000\nWest,9000,1000",
    "agencies": "agency,kind\nProvince,provincial government\nLender,bank",
    "budgets": "agency,year,amount\nProvince,2016,10\nLender,2016,10",
    "needs": "county,programme,need\nEast,roads,100\nWest,roads,100",
    "settings": "setting,value\nfirst year,2016\nlast year,2016",
}
PLAN = [("Lender", "East", "roads", 2016, 6.0), ("Province", "East", "roads", 2016, 4.0)]


def shares(*rows: str, **change: str) -> dict[str, str]:
    header = "agencies,counties,programmes,years,at least / at most,share of the money,price\n"
    return CASE | {"shares": header + "\n".join(rows)} | change


@pytest.mark.parametrize(
    ("row", "text"),
    [
        (
            "Lender,East,,,at most,0.25,",
            "grant[Lender,East,roads,2016] - 0.25*(grant[Lender,East,roads,2016] + "
            "grant[Province,East,roads,2016])  <=  0.0",
        ),
        (
            "bank,East,,,at least,0.5,2",
            "0.0  <=  grant[Lender,East,roads,2016] - 0.5*(grant[Lender,East,roads,2016] + "
            "grant[Province,East,roads,2016]) + shares.short[2,0]",
        ),
    ],
)
def test_lp_text(row: str, text: str) -> None:
    assert program_text(case_of(**shares(row)), "shares") == [text]


@pytest.mark.parametrize(
    ("row", "gap"),
    [
        ("Lender,East,,,at most,0.25,", [3.5]),  # 6 - 0.25 x 10
        ("bank,,,,at most,0.6,", [0.0]),  # 6 - 0.6 x 10
        ("Province,East,,2016,at least,0.5,", [1.0]),  # 0.5 x 10 - 4
        ("each,East,,,at most,0.5,", [1.0, 0.0]),  # Lender 6 - 5, Province 4 - 5
        ("Lender,West,,,at least,0.5,", [0.0]),  # nothing is given there
    ],
)
def test_gap_on_a_broken_plan(row: str, gap: list[float]) -> None:
    assert gaps(case_of(**shares(row)), "shares", *PLAN) == gap


def test_bites() -> None:
    """20 million lift 200. With the bank at most a fifth of each county's money, the province's
    10 million are four fifths: 12.5 million lift 125."""
    eligibility = "agency or kind,counties\nProvince,East\nLender,East"
    free = solve(case_of(**(CASE | {"eligibility": eligibility})))
    bound = solve(case_of(**shares("Lender,each,,,at most,0.2,", eligibility=eligibility)))
    assert (free.stages[0].final, bound.stages[0].final) == (pytest.approx(200), pytest.approx(125))


def test_price_is_what_a_million_beside_the_share_gains() -> None:
    """One million beyond the share lets the bank give 1 / (1 - 0.2) = 1.25 million more."""
    answer = solve(case_of(**shares("Lender,,,,at most,0.2,")))
    assert answer.demand_prices["shares", 2, 0] == pytest.approx(12.5)


def test_a_floor_for_somebody_who_cannot_give_is_a_fault() -> None:
    eligibility = "agency or kind,counties\nLender,West"
    with pytest.raises(InputFaults, match=r"shares\.csv:2 \[share of the money\].*keep the other out"):
        case_of(**shares("Lender,each,,,at least,0.1,", eligibility=eligibility))


def test_a_share_is_of_somebody() -> None:
    with pytest.raises(InputFaults, match=r"shares\.csv:2 \[agencies\]"):
        case_of(**shares(",East,,,at least,0.1,"))


@pytest.mark.parametrize(
    "rows",
    [
        ("Lender,,,,at least,0.4,", "Province,,,,at least,0.7,"),  # 110 % of one pool
        ("Lender,each,,,at least,0.4,", "Lender,each,,,at most,0.3,"),
        ("Lender,,,,at least,0.4,", "Lender,,,,at most,0.3,", "Lender,,,,at most,0.9,"),  # the lower ceiling
    ],
)
def test_shares_that_only_an_empty_pool_could_keep_are_a_fault(rows: tuple[str, ...]) -> None:
    with pytest.raises(InputFaults, match=r"shares\.csv:[23] \[share of the money\]: together with"):
        case_of(**shares(*rows))


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        (("Lender,,,,at least,0.3,", "Province,,,,at least,0.7,"), False),  # all of the pool
        (("Lender,,,,at least,0.3,", "Province,,,,at least,0.7000000001,"), False),
        (("Lender,,,,at least,0.3,", "Province,,,,at least,0.70000001,"), True),
        (("Lender,,,,at least,0.4,", "Lender,,,,at most,0.4,"), False),  # two fifths exactly
        (("Lender,,,,at least,0.4,", "Lender,,,,at most,0.3999,"), True),
        (("Lender,,,,at least,0.4,", "Lender,,,,at most,0.3,2"), False),  # a price excuses
        (("Lender,,,,at least,0.4,", "Province,,,,at least,0.7,2"), False),
        (("Lender,East,,,at least,0.4,", "Province,West,,,at least,0.7,"), False),  # two pools
    ],
)
def test_shares_at_the_edge(rows: tuple[str, ...], fault: bool) -> None:
    if fault:
        with pytest.raises(InputFaults, match="together with"):
            case_of(**shares(*rows))
    else:
        assert case_of(**shares(*rows))


def test_overlapping_givers_may_ask_more_than_all() -> None:
    """Half by the lender and seven tenths by banks, of which it is one."""
    assert case_of(**shares("Lender,,,,at least,0.5,", "bank,,,,at least,0.7,"))
