"""Prerequisites: farms may not run ahead of roads.

10 million a year; East needs 20 of roads and 40 of farms, West 40 of farms alone. A million of
roads lifts 2, of farms 10.
"""

from __future__ import annotations

import pytest
from pytest import approx

from polyfund.run import solve
from polyfund.schema.faults import InputFaults
from tests.cases import case_of
from tests.rules.proofs import gaps, program_text

CASE = {
    "counties": "county,population,poor persons\nEast,9000,1000\nWest,9000,1000",
    "programmes": "programme,sector,persons lifted per million\nroads,works,2\nfarms,industry,10",
    "needs": "county,programme,need\nEast,roads,20\nEast,farms,40\nWest,farms,40",
    "budgets": "agency,year,amount\nProvince,2016,10\nProvince,2017,10",
    "eligibility": "agency or kind,counties\nProvince,East",
}
PLAN = [
    ("Province", "East", "roads", 2016, 4.0),
    ("Province", "East", "farms", 2016, 6.0),
    ("Province", "East", "farms", 2017, 10.0),
]


def prerequisites(*rows: str, **change: str) -> dict[str, str]:
    header = "counties,programmes,years,after,ratio,lag,allowance,price\n"
    return CASE | {"prerequisites": header + "\n".join(rows)} | change


def test_lp_text() -> None:
    """In million of farms: 40 / 20 x roads, a tenth of 40 in any case."""
    case = case_of(**prerequisites("East,farms,2017,roads,1,1,0.1,"))
    assert program_text(case, "prerequisites") == [
        "grant[Province,East,farms,2016] + grant[Province,East,farms,2017] - 2.0*grant[Province,East,roads,2016]"
        "  <=  4.0"
    ]


@pytest.mark.parametrize(
    ("row", "gap"),
    [
        # covered: roads 4 / 20 = 0.2; farms 6 / 40 = 0.15 and 16 / 40 = 0.4
        ("East,farms,each,roads,,,,", [0.0, 0.2]),
        ("East,farms,each,roads,0.5,,,", [0.05, 0.3]),
        ("East,farms,each,roads,,,0.1,", [0.0, 0.1]),
        ("East,farms,each,roads,,1,,", [0.15, 0.2]),  # a year later: nothing, then 0.2
        ("each,farms,2017,roads,,,,", [0.2]),  # West needs no roads
    ],
)
def test_gap_on_a_broken_plan(row: str, gap: list[float]) -> None:
    assert gaps(case_of(**prerequisites(row)), "prerequisites", *PLAN) == gap


def test_what_arrives_counts() -> None:
    """At a worth of half, farms 8 / 40 = 0.2 and roads 2 / 20 = 0.1."""
    worth = "agency,kind,worth\nProvince,provincial government,0.5"
    case = case_of(**prerequisites("East,farms,2017,roads,,,,", agencies=worth))
    assert gaps(case, "prerequisites", *PLAN) == [0.1]


def test_price() -> None:
    """Farms may be 2 x roads + 40 x share: a share of 1 turns 40 / 3 million from roads to farms."""
    answer = solve(case_of(**prerequisites("East,farms,2017,roads,,,,")))
    assert answer.demand_prices["prerequisites", 2, 0] == approx((10 - 2) * 40 / 3)


def test_what_can_never_come_first_is_a_fault() -> None:
    eligibility = "agency or kind,counties,programmes\nProvince,East,farms"
    with pytest.raises(InputFaults, match=r"prerequisites\.csv:2 \[.*one side cannot get any money here"):
        case_of(**prerequisites("East,farms,2017,roads,,,,", eligibility=eligibility))


def test_bites() -> None:
    """Free: 20 million of farms lift 200. After roads, two million of farms for each of roads:
    13 1/3 lift 133 1/3 and 6 2/3 lift 13 1/3."""
    free = solve(case_of(**CASE))
    bound = solve(case_of(**prerequisites("East,farms,each,roads,,,,")))
    assert (free.stages[0].final, bound.stages[0].final) == (approx(200), approx(146 + 2 / 3, rel=1e-6))


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (
            "East,farms,each,industry,,,,",
            r"prerequisites\.csv:2 \[after\]: farms would have to come before itself",
        ),
        (
            "East,farms,2016-2017,roads,,,,",
            r"prerequisites\.csv:2 \[years\]: a row here speaks of the end of one year",
        ),
    ],
)
def test_faults(row: str, message: str) -> None:
    with pytest.raises(InputFaults, match=message):
        case_of(**prerequisites(row))
