"""Other ways of spending the same money, by hand.

Province and Lender have 10 million each in 2016. East's first 10 million of roads lift 10 a
million, its other 10 none; West's 40 lift 4.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from click.testing import CliRunner
from pytest import approx

from model.answer.baselines import (
    going_alone,
    government_only,
    reached,
    spread_evenly,
    without_rules,
)
from model.answer.figures import Figures
from model.cli import main
from model.compare import compare
from model.intake.case import Case
from tests.cases import case_of, write_case

CASE = {
    "settings": "setting,value\nfirst year,2016\nlast year,2016",
    "counties": "county,population,poor persons\nEast,9000,1000\nNowhere,10,0\nWest,9000,1000",
    "agencies": "agency,kind\nProvince,provincial government\nLender,bank",
    "needs": "county,programme,need,own effect\nEast,roads,20,\nWest,roads,40,4",
    "returns": "programme,county,tier,share,factor\nroads,East,1,0.5,1\nroads,East,2,0.5,0",
    "budgets": "agency,year,amount\nProvince,2016,10\nLender,2016,10",
    "limits": "agencies,counties,sense,amount\nLender,West,at least,4\nProvince,West,at least,8",
}


@pytest.mark.parametrize(
    ("way", "lifted", "money", "worst"),
    [
        # both take the best of East: 20 million where 10 do all
        (going_alone, 100, 20, "West"),
        (government_only, 100, 10, "West"),
        # 10 million in each county
        (spread_evenly, 140, 20, "West"),
        (without_rules, 140, 20, "West"),
    ],
)
def test_by_hand(way: Callable[[Case], Figures], lifted: float, money: float, worst: str) -> None:
    found = reached(way(case_of(**CASE)))
    assert (found.people_lifted, found.money, found.worst_county) == (approx(lifted), approx(money), worst)


def test_the_plan_keeps_the_rules() -> None:
    """12 million in West and 8 in East: 48 + 80."""
    ways = compare(case_of(**CASE))
    name, plan = ways[-1]
    assert (name, plan.people_lifted, plan.worst_share) == ("coordinated", approx(128), approx(0.048))


def test_the_command_prints_the_table(tmp_path) -> None:  # type: ignore[no-untyped-def]
    result = CliRunner().invoke(main, ["compare", str(write_case(tmp_path, **CASE))])
    assert result.exit_code == 0
    assert "| going alone | 100 | West 0.0% | 20 | 5.00 |" in result.output
    assert "| coordinated | 128 | West 4.8% | 20 | 6.40 |" in result.output
