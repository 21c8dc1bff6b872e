"""CSV files: safe to open in a spreadsheet, and read as they were meant."""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd
import pytest

from polyfund.planning.plan_files import write_grants, write_table
from polyfund.reading.apostrophe import guarded, unguarded
from polyfund.reading.plans.read_plan import read_plan
from polyfund.run import read_case, solve
from tests.cases import case_of, write_case

NAMES = ["=1+1", "+South", "-North", "@home", "＝甲", "'=quoted", "''+", "'tis", "East-West", "a=b"]


@pytest.mark.parametrize(
    ("word", "written"),
    [
        ("=1+1", "'=1+1"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("＋甲", "'＋甲"),
        ("'=1+1", "''=1+1"),
        ("'tis", "'tis"),
        ("a=b", "a=b"),
        ("", ""),
    ],
)
def test_an_apostrophe_stands_before_what_would_be_calculated(word: str, written: str) -> None:
    assert guarded(word) == written
    assert unguarded(written) == word


def grants() -> pd.DataFrame:
    return pd.DataFrame(
        [(name, "@West", "-roads", 2016, 1.25) for name in NAMES],
        columns=["agency", "county", "programme", "year", "amount"],
    )


def test_a_plan_is_safe_in_a_spreadsheet_and_read_as_it_was(tmp_path: Path) -> None:
    write_grants(grants(), tmp_path / "plan.csv")
    with (tmp_path / "plan.csv").open(encoding="utf-8", newline="") as file:
        _head, *lines = csv.reader(file)
    assert not [cell for line in lines for cell in line if cell[0] in "=+-@＝"]
    read = read_plan(tmp_path / "plan.csv", None).drop(columns="sector")
    assert sorted(read["agency"]) == sorted(NAMES)
    assert read[["county", "programme", "year", "amount"]].drop_duplicates().values.tolist() == [
        ["@West", "-roads", 2016, 1.25]
    ]


def test_figures_stay_figures(tmp_path: Path) -> None:
    """Below zero, very small, and nothing of either sign."""
    frame = pd.DataFrame({"way": ["-less", "x", "y", "z"], "change": [-1.5, 1e-9, -0.0, None]})
    write_table(frame, tmp_path / "list.csv")
    text = (tmp_path / "list.csv").read_text(encoding="utf-8")
    assert text == "way,change\n'-less,-1.5\nx,0.000000001\ny,0.0\nz,\n"


def test_a_plan_is_the_previous_plan_of_the_next_case_as_it_stands(tmp_path: Path) -> None:
    tables = {
        "agencies": "agency,kind\n=1+1,provincial government",  # as a user may type it
        "budgets": "agency,year,amount\n'=1+1,2016,10",  # as polyfund writes it
    }
    write_grants(solve(case_of(**tables)).figures.grants, tmp_path / "previous_plan.csv")
    case = read_case(write_case(tmp_path, **tables))
    assert set(case.tables["previous_plan"]["agency"]) == {"=1+1"}
