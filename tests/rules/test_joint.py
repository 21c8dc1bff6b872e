"""Joint: a road through East and West, to which the province owes 6 million in East and the
lender 3 in West.

Province has 10 million in 2016, Lender 2; a million lifts 10 in East and in West, 8 in North.
"""

from __future__ import annotations

import pytest
from pytest import approx

from polyfund.run import solve
from polyfund.schema.faults import InputFaults
from tests.cases import case_of
from tests.rules.proofs import findings, given, program_text

CASE = {
    "settings": "setting,value\nfirst year,2016\nlast year,2016",
    "counties": "county,population,poor persons\nEast,9000,1000\nWest,9000,1000\nNorth,9000,1000",
    "agencies": "agency,kind\nProvince,provincial government\nLender,bank",
    "needs": "county,programme,need,own effect\nEast,roads,40,\nWest,roads,40,\nNorth,roads,40,8",
    "budgets": "agency,year,amount\nProvince,2016,10\nLender,2016,2",
    "eligibility": "agency or kind,counties\nProvince,East\nProvince,North\nLender,West",
}
EAST, WEST = "Road,Province,East,roads,2016,6", "Road,Lender,West,roads,2016,3"
GRANTS = "grant[Province,East,roads,2016]", "grant[Lender,West,roads,2016]"


def joint(funded: str, *rows: str, **change: str) -> dict[str, str]:
    header = "project,agencies,counties,programmes,years,amount,funded,price\n"
    return (
        CASE
        | {
            "joint": header
            + "\n".join(
                f"{row},{funded},{price}"
                for row, _, price in (row.partition("@") for row in rows or (EAST, WEST))
            )
        }
        | change
    )


def test_lp_text() -> None:
    """Rows are in the order of keys: Lender's before Province's; a third and two thirds of all."""
    east, west = GRANTS
    third, two = f"0.3333333333333333*{west}", f"0.6666666666666666*{west}"
    assert program_text(case_of(**joint("whole")), "joint", "demand", "ceiling") == [
        f"{west} - ({third} + 0.3333333333333333*{east})  ==  0.0",
        f"{east} - ({two} + 0.6666666666666666*{east})  ==  0.0",
        f"{west} + {east}  <=  9.0",
        f"0  <=  {west} + {east} - 9.0*joint.chosen[3,2]",
        f"{west} + {east} - 12.0*joint.chosen[3,2]  <=  0",  # 12 million are in the budgets
    ]


@pytest.mark.parametrize(
    ("funded", "plan", "gap"),
    [
        # parts of 4.5 million: 3 of the province's and 1.5 of the lender's
        ("in proportion", (3.0, 1.5), [0.0, 0.0, 0.0]),
        ("in proportion", (4.5, 0.0), [1.5, 1.5, 0.0]),  # the lender's third, 1.5, is missing
        ("in proportion", (8.0, 4.0), [0.0, 0.0, 3.0]),  # 12 of the 9 owed
        ("whole", (6.0, 3.0), [0.0, 0.0, 0.0, 0.0]),
        ("whole", (4.0, 2.0), [0.0, 0.0, 0.0, 3.0]),  # 3 more are missing to all of 9
        ("whole", (2.0, 1.0), [0.0, 0.0, 0.0, 3.0]),  # or these 3 have to go
    ],
)
def test_gap_on_a_broken_plan(funded: str, plan: tuple[float, float], gap: list[float]) -> None:
    grants = [("Province", "East", "roads", 2016, plan[0]), ("Lender", "West", "roads", 2016, plan[1])]
    found = findings(case_of(**joint(funded)), "joint", *[grant for grant in grants if grant[-1]])
    assert [round(finding.gap, 6) for finding in found] == gap


def test_bites() -> None:
    """Free: 10 and 2 million in East and West lift 120. In proportion the lender's 2 million go
    with 4 of the province's in East; its other 6 lift 48 in North: 108. Whole: the lender's 3
    cannot be had, so 10 in North lift 80."""
    plans = [solve(case_of(**tables)) for tables in (CASE, joint("in proportion"), joint("whole"))]
    assert [answer.stages[0].final for answer in plans] == [approx(120), approx(108), approx(80)]
    assert given(plans[1]) == {("East", 2016): 4, ("West", 2016): 2, ("North", 2016): 6}
    assert given(plans[2]) == {("North", 2016): 10}


def test_whole_is_funded_where_it_can_be() -> None:
    budgets = "agency,year,amount\nProvince,2016,10\nLender,2016,3"
    answer = solve(case_of(**joint("whole", budgets=budgets)))
    assert given(answer) == {("East", 2016): 6, ("West", 2016): 3, ("North", 2016): 4}


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ((EAST, WEST + "@2"), r"joint\.csv:2 \[price\]: Road says otherwise in joint\.csv:3"),
        ((EAST, "Road,Lender,East,roads,2016,3"), r"joint\.csv:3 \[amount\]: nobody can give anything here"),
        ((EAST, "Ring,,East,,,3"), r"joint\.csv:2 \[amount\]: some grants here belong to .*joint\.csv:3"),
    ],
)
def test_faults(rows: tuple[str, ...], message: str) -> None:
    with pytest.raises(InputFaults, match=message):
        case_of(**joint("in proportion", *rows))
