"""Yuan typed for millions, or millions for yuan: a warning with the cell, never in the way."""

from __future__ import annotations

import pytest

from tests.cases import case_of

# 400 poor persons; the budgets of the base case come to 20 million, 50,000 a person


def warnings(**tables: str) -> list[str]:
    return [str(warning) for warning in case_of(**tables).warnings]


def test_a_sound_case() -> None:
    assert warnings() == []


def test_yuan_typed_for_millions() -> None:  # 10,000,000 million and 10, over 400: 25,000,025,000
    (line,) = warnings(budgets="agency,year,amount\nProvince,2016,10\nProvince,2017,10000000\n")
    assert line == (
        "budgets.csv:3 [amount]: all budgets come to 25,000,025,000 yuan a poor person, and 10,000,000 million "
        "stand here; amounts are in millions: look whether this one is"
    )


def test_needs_in_the_case_s_own_money() -> None:  # 40,000,008 million over 400
    (line,) = warnings(
        settings="setting,value\nfirst year,2016\nlast year,2017\ncurrency,US dollars\n",
        needs="county,programme,need\nEast,roads,8\nWest,roads,40000000\n",
    )
    assert line.startswith("needs.csv:3 [need]: all needs come to 100,000,020,000 US dollars a poor person, ")


def test_too_little() -> None:  # 0.002 million over 400: 5 yuan; a line of 500 yuan
    lines = warnings(budgets="agency,year,amount\nProvince,2016,0.0015\nProvince,2017,0.0005\n")
    assert [line.partition(";")[0] for line in lines] == [
        "budgets.csv:2 [amount]: all budgets come to 5 yuan a poor person, and 0.0015 million stand here",
        "budgets.csv:3 [amount]: 0.0005 million are 500 yuan",
    ]


@pytest.mark.parametrize(
    ("amount", "told"), [("0.008", True), ("8000", False), ("20000000", True), ("0", False)]
)
def test_a_limit_per_poor_person(amount: str, told: bool) -> None:
    lines = warnings(limits=f"at least / at most,amount,basis\nat most,{amount},per poor person\n")
    assert bool(lines) == told
    if told:
        assert lines[0].startswith("limits.csv:2 [amount]: ")
        assert "amounts per poor person are in yuan, not in millions" in lines[0]


@pytest.mark.parametrize("each", [10, 10_000_000])
def test_at_the_edges_nothing_is_told(each: int) -> None:
    amount = each * 400 / 1e6  # million for 400 persons
    assert warnings(budgets=f"agency,year,amount\nProvince,2016,{amount}\n") == []


def test_without_poor_people_nothing_is_told() -> None:
    assert warnings(counties="county,population,poor persons\nEast,1000,0\nWest,1000,0\n") == []
