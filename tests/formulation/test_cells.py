"""Sums over everybody's grants are written by what all give together, where that is shorter.

Three agencies may give to roads in East in each of four years: twelve grants, four cells.
"""

from __future__ import annotations

import pytest

from polyfund.formulation.build import build
from polyfund.formulation.program import Program
from polyfund.objectives.aims import stages
from polyfund.rules import all_demands
from polyfund.run import solve
from tests.cases import case_of

CASE = {
    "settings": "setting,value\nfirst year,2016\nlast year,2019",
    "counties": "county,population,poor persons,management days\nEast,1000,900,8",
    "agencies": "agency,kind,worth of one unit\nA,bank,1\nB,bank,0.5\nC,other,1",
    "programmes": "programme,sector,persons lifted per million,management days per million\nroads,works,10,2",
    "needs": "county,programme,need\nEast,roads,40",
    "budgets": "agency,year,amount\n"
    + "\n".join(f"{agency},{year},2" for agency in "ABC" for year in range(2016, 2020)),
}
CELLS = " + ".join(f"given.money[East,roads,{year}]" for year in range(2016, 2020))


def program(**tables: str) -> Program:
    case = case_of(**{**CASE, **tables})
    demands = all_demands(case)
    return build(case, demands, stages(case, demands))


def limit(row: str, **tables: str) -> str:
    header = "agencies,counties,years,at least / at most,amount\n"
    model = program(limits=header + row, **tables).model
    (demand,) = model.limits.demand.values()
    return str(demand.expr)


@pytest.mark.parametrize(
    ("row", "text"),
    [
        (",,,at most,9", f"{CELLS}  <=  9.0"),
        # three grants of one year are short as they are
        (",,2016,at most,9", " + ".join(f"grant[{a},East,roads,2016]" for a in "ABC") + "  <=  9.0"),
        # whoever names agencies speaks of their own grants
        ("C,,,at most,9", " + ".join(f"grant[C,East,roads,{y}]" for y in range(2016, 2020)) + "  <=  9.0"),
    ],
)
def test_a_long_sum_of_everybodys_money(row: str, text: str) -> None:
    assert limit(row) == text


def test_what_is_given_to_a_cell() -> None:
    model = program(limits="at least / at most,amount\nat most,9").model
    assert str(model.given.is_given["East", "roads", 2016].expr) == (
        "given.money[East,roads,2016]  ==  "
        "grant[A,East,roads,2016] + grant[B,East,roads,2016] + grant[C,East,roads,2016]"
    )


def test_what_arrives_is_what_fills_the_tiers() -> None:
    tiers = " + ".join(f"tier[East,roads,{year},0]" for year in range(2016, 2020))
    balanced = case_of(**CASE)
    built = build(balanced, all_demands(balanced), stages(balanced, all_demands(balanced)))
    assert str(built.received(stages(balanced, {})[0].aims[0].scope)) == tiers


def test_management_days_by_cells() -> None:
    """8 days a year are 4 million: 4 x 4 x 10 persons, where 6 a year are there."""
    model = program().model
    assert str(model.management["East", 2017].expr) == "2.0*given.money[East,roads,2017]  <=  8.0"
    assert solve(case_of(**CASE)).stages[0].final == pytest.approx(160)
