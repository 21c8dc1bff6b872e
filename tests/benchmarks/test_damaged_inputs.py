"""Damaged inputs: the same seed gives the same bytes, and what is read is held against a plain reading."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.damaged_inputs import TABLES, main, outcome, unlike, write_damaged
from polyfund.reading.read import read_case
from tests.reading.tiny import tiny, write_book, write_folder


@pytest.mark.parametrize("number", [0, 1])
def test_same_seed_same_bytes(number: int, tmp_path: Path) -> None:
    made = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        source = write_damaged(tmp_path / name, 1, number)
        files = sorted(source.iterdir()) if source.is_dir() else [source]
        made.append([(file.name, file.read_bytes()) for file in files])
    assert made[0] == made[1]


def test_some_are_refused_or_read_as_they_stand(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--cases", "12", "--seed", "7"]) == 0
    assert "12 cases" in capsys.readouterr().out


@pytest.mark.parametrize("write", [write_book, write_folder])
def test_a_value_that_does_not_stand_there_is_found(write: object, tmp_path: Path) -> None:
    rules = ("Targets", "Commitments")
    path = tmp_path / ("case.xlsx" if write is write_book else "case")
    write(tiny(**dict.fromkeys(rules)), path)  # type: ignore[operator]
    assert outcome(path, mark=False) == "read"
    case = read_case(path, TABLES)
    needs = case.tables["needs"]
    other = replace(case, tables={**case.tables, "needs": needs.assign(need=7.0)})
    assert "7.0 for" in unlike(other, path)
    less = replace(case, tables={**case.tables, "needs": needs.iloc[1:]})
    assert "not in the case" in unlike(less, path)
