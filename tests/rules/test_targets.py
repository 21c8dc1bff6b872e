"""Targets: at most so many people still poor by a year."""

from __future__ import annotations

import pytest

from polyfund.run import solve
from polyfund.schema.faults import InputFaults
from tests.cases import case_of
from tests.rules.proofs import gaps, lifted, program_text

HEADER = "counties,years,measure,at most,price\n"

# One year's delay in East, none in West: the first year's money can only be seen in West.
PLAN = [("Province", "East", "roads", 2016, 3.0), ("Province", "West", "roads", 2017, 10.0)]


def targets(*rows: str) -> str:
    return HEADER + "\n".join(rows)


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ("East,2017,remaining poor,40,", ["100.0 - fewer[East,2017]  <=  40.0"]),
        (",2017,remaining poor,40,", ["400.0 - (fewer[East,2017] + fewer[West,2017])  <=  40.0"]),
        # A tenth of 1,000 residents in each county.
        (",2016,incidence,0.1,", ["400.0 - (fewer[East,2016] + fewer[West,2016])  <=  200.0"]),
        ("East,2017,remaining poor,40,2", ["100.0 - fewer[East,2017] - targets.excess[2,0]  <=  40.0"]),
    ],
)
def test_lp_text(row: str, text: list[str]) -> None:
    assert program_text(case_of(targets=targets(row)), "targets") == text


@pytest.mark.parametrize(
    ("row", "gap"),
    [
        ("East,2017,remaining poor,40,", [30.0]),  # 100 - 3 x 10 - 40
        (",2017,remaining poor,200,", [70.0]),  # 400 - 30 - 100 - 200
        ("each,2017,incidence,0.1,", [0.0, 0.1]),  # East 70 / 1000, West 200 / 1000
        ("West,each,remaining poor,250,", [50.0, 0.0]),  # 300 at the end of 2016, 200 of 2017
    ],
)
def test_gap_on_a_broken_plan(row: str, gap: list[float]) -> None:
    assert gaps(case_of(targets=targets(row)), "targets", *PLAN) == gap


def test_bites() -> None:
    """20 million lift 200 wherever they go; a lag of one year in the weaker programme costs.

    In West a million lifts 10, in East only 5. Free, West takes all: 200. With at most 80
    poor in East, 20 are lifted there by 4 million, and West's 16 lift 160: 180 in all.
    """
    needs = "county,programme,need,own effect\nEast,roads,8,5\nWest,roads,40,"
    assert lifted(case_of(needs=needs)) == 200
    assert lifted(case_of(needs=needs, targets=targets("East,2017,remaining poor,80,"))) == 180


def test_price_is_what_one_person_looser_gains() -> None:
    """One person fewer in East frees 0.2 million, which lifts 2 in West: one more in all."""
    needs = "county,programme,need,own effect\nEast,roads,8,5\nWest,roads,40,"
    answer = solve(case_of(needs=needs, targets=targets("East,2017,remaining poor,80,")))
    assert answer.demand_prices["targets", 2, 0] == pytest.approx(1)


@pytest.mark.parametrize("years", ["2016-2017", ""])
def test_a_target_speaks_of_one_year(years: str) -> None:
    with pytest.raises(InputFaults, match=r"targets\.csv:2 \[years\]"):
        case_of(targets=targets(f"East,{years},remaining poor,80,"))


def test_a_percentage_typed_as_a_number_is_a_fault() -> None:
    with pytest.raises(InputFaults, match=r"targets\.csv:2 \[at most\]: .*; write 0\.03, or 3 %"):
        case_of(targets=targets("East,2017,incidence,3,"))
