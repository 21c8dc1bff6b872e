"""Balance: what counties get, or reach, is equal across a scope within a tolerance.

East has 100 poor persons and needs 20 million, West 300 and 40; Nowhere has neither. 16 million;
a million lifts 10 in East and 4 in West.
"""

from __future__ import annotations

import pytest
from pytest import approx

from polyfund.run import solve
from polyfund.schema.faults import InputFaults
from tests.cases import case_of
from tests.rules.proofs import gaps, given, program_text

CASE = {
    "settings": "setting,value\nfirst year,2016\nlast year,2016",
    "counties": "county,population,poor persons\nEast,9000,100\nWest,9000,300\nNowhere,100,0",
    "needs": "county,programme,need,own effect\nEast,roads,20,\nWest,roads,40,4",
    "budgets": "agency,year,amount\nProvince,2016,16",
}
PLAN = [("Province", "East", "roads", 2016, 6.0), ("Province", "West", "roads", 2016, 10.0)]
EAST, WEST = "grant[Province,East,roads,2016]", "grant[Province,West,roads,2016]"
MONEY, COVERAGE, LIFTED = "money per poor person", "coverage of the need", "people lifted per poor person"


def balance(*rows: str, **change: str) -> dict[str, str]:
    return CASE | {"balance": "counties,years,measure,tolerance,price\n" + "\n".join(rows)} | change


def test_lp_text() -> None:
    """A quarter of the poor live in East; within a fifth of the mean that is 0.2 to 0.3 of all."""
    assert program_text(case_of(**balance(",,,0.2,")), "balance")[:2] == [
        f"0.0  <=  {EAST} - 0.2*({EAST} + {WEST})",
        f"{EAST} - 0.3*({EAST} + {WEST})  <=  0.0",
    ]


@pytest.mark.parametrize(
    ("row", "gap"),
    [
        # mean 16 / 400 = 0.04 million: East 0.06, West 0.0333.. a person
        (f",,{MONEY},,", [20_000.0, 6_666.666667]),
        # within a quarter: 0.03 to 0.05
        (",,,0.25,", [0.0, 10_000.0, 0.0, 0.0]),
        # mean 16 / 60: East 6 / 20 is 0.0333.. above, West 10 / 40 is 0.01666.. below
        (f",,{COVERAGE},,", [0.033333, 0.016667]),
        # 60 of 100 and 40 of 300 lifted, mean 100 / 400
        (f",,{LIFTED},,", [0.35, 0.116667]),
    ],
)
def test_gap_on_a_broken_plan(row: str, gap: list[float]) -> None:
    assert gaps(case_of(**balance(row)), "balance", *PLAN) == gap


@pytest.mark.parametrize(
    ("row", "plan", "lifted"),
    [
        ("", (10, 6), 124),  # East's 100 poor, the rest to West
        (f",,{MONEY},,", (4, 12), 88),  # 16 million by 1 to 3: 40 + 48
        (f",,{COVERAGE},,", (16 / 3, 32 / 3), 96),  # by 20 to 40: 53 1/3 + 42 2/3
        (f",,{LIFTED},,", (16 / 8.5, 120 / 8.5), 75.294),  # 10 x : 4 y = 1 : 3, so y = 7.5 x
    ],
)
def test_bites(row: str, plan: tuple[float, float], lifted: float) -> None:
    """A tolerance of 0 holds exactly."""
    answer = solve(case_of(**balance(*filter(None, [row]))))
    amounts = given(answer)
    assert (amounts["East", 2016], amounts["West", 2016]) == approx(plan, abs=1e-4)
    assert answer.stages[0].final == approx(lifted, abs=1e-3)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (f",2016,{LIFTED},,", r"balance\.csv:2 \[years\]: people lifted cannot be told apart"),
        ("East,,,,", r"balance\.csv:2 \[counties\]: fewer than two counties here"),
    ],
)
def test_faults(row: str, message: str) -> None:
    with pytest.raises(InputFaults, match=message):
        case_of(**balance(row))


@pytest.mark.parametrize("row", [f",,{MONEY},,", f",,{COVERAGE},0.2,"])
def test_a_county_that_can_get_nothing_is_a_fault_unless_there_is_a_price(row: str) -> None:
    """Alike with West, which gets nothing, East would get nothing either."""
    eligibility = "agency or kind,counties\nProvince,East"
    message = r"balance\.csv:2 \[tolerance\]: one side cannot get any money here \(West\)"
    with pytest.raises(InputFaults, match=message):
        case_of(**balance(row, eligibility=eligibility))
    assert case_of(**balance(row + "5", eligibility=eligibility))
