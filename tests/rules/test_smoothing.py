"""Smoothing: from year to year at most so many percent up or down.

Province has 4 million in 2016, 20 in 2017 and 20 in 2018; a million lifts 10.
"""

from __future__ import annotations

import pytest
from pytest import approx

from polyfund.run import solve
from polyfund.schema.faults import InputFaults
from tests.cases import case_of
from tests.rules.proofs import findings, gaps, given, program_text

CASE = {
    "settings": "setting,value\nfirst year,2016\nlast year,2018",
    "counties": "county,population,poor persons\nEast,9000,1000",
    "needs": "county,programme,need\nEast,roads,100",
    "budgets": "agency,year,amount\nProvince,2016,4\nProvince,2017,20\nProvince,2018,20",
}
PLAN = [("Province", "East", "roads", 2016, 4.0), ("Province", "East", "roads", 2017, 10.0)]


def smoothing(*rows: str, **change: str) -> dict[str, str]:
    return CASE | {"smoothing": "counties,years,up,down,price\n" + "\n".join(rows)} | change


def test_lp_text() -> None:
    first, second = (f"grant[Province,East,roads,{year}]" for year in (2016, 2017))
    assert program_text(case_of(**smoothing("East,2016-2017,0.5,0.25,")), "smoothing") == [
        f"{second} - 1.5*{first}  <=  0.0",
        f"0.0  <=  {second} - 0.75*{first}",
    ]


@pytest.mark.parametrize(
    ("row", "gap"),
    [
        (",,0.5,,", [4.0, 0.0]),  # 10 - 1.5 x 4; nothing after
        (",,,0.5,", [0.0, 5.0]),  # 0.5 x 10 are missing in 2018
        (",,1.5,1,", [0.0, 0.0, 0.0, 0.0]),  # 2.5 x 4 = 10; down to nothing
        ("each,2016-2017,0,,", [6.0]),
    ],
)
def test_gap_on_a_broken_plan(row: str, gap: list[float]) -> None:
    assert gaps(case_of(**smoothing(row)), "smoothing", *PLAN) == gap


def test_bites() -> None:
    """Free: 44 million lift 440. Half more each year: 4 + 6 + 9 lift 190."""
    free, bound = solve(case_of(**CASE)), solve(case_of(**smoothing(",,0.5,,")))
    assert (free.stages[0].final, bound.stages[0].final) == (approx(440), approx(190))
    assert given(bound) == {("East", 2016): 4, ("East", 2017): 6, ("East", 2018): 9}


def test_each_demand_names_its_cell() -> None:
    found = findings(case_of(**smoothing(",2016-2017,0.5,0.5,")), "smoothing", *PLAN)
    assert [str(finding.place) for finding in found] == ["smoothing.csv:2 [up]", "smoothing.csv:2 [down]"]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (",2016-2017,,,", r"smoothing\.csv:2 \[up\]: this row bounds neither up nor down"),
        (",2016,0.5,,", r"smoothing\.csv:2 \[years\]: a change takes two years at least"),
    ],
)
def test_faults(row: str, message: str) -> None:
    with pytest.raises(InputFaults, match=message):
        case_of(**smoothing(row))


@pytest.mark.parametrize(
    ("row", "years", "column"),
    [(",,0.5,,", (2017, 2018), "up"), (",,,0.5,", (2016, 2017), "down")],
)
def test_a_year_that_can_have_nothing_is_a_fault_unless_there_is_a_price(
    row: str, years: tuple[int, int], column: str
) -> None:
    """Half more than nothing is nothing; at least half of something cannot be nothing."""
    budgets = "agency,year,amount\n" + "\n".join(f"Province,{year},20" for year in years)
    message = rf"smoothing\.csv:2 \[{column}\]: one side cannot get any money here"
    with pytest.raises(InputFaults, match=message):
        case_of(**smoothing(row, budgets=budgets))
    assert case_of(**smoothing(row + "5", budgets=budgets))
