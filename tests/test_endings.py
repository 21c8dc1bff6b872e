"""The command from outside, when it cannot come to its end: its exit code, what it says, what it leaves."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from model import run
from model.answer.plan import Answer
from model.solving import prove
from model.solving.highs import Optimum, OutOfTime, SolverFailed
from model.solving.highs import solve as solve_problem
from model.writing import CannotWrite
from tests.commands import polyfund


@pytest.mark.parametrize(
    ("failure", "code"),
    [
        (SolverFailed("no status"), 5),
        (OutOfTime(), 6),
        (CannotWrite("cannot write plan.xlsx: it is open; close it there"), 7),
        (KeyboardInterrupt(), 130),
    ],
)
def test_failures(failure: BaseException, code: int, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object, **_asked: object) -> Answer:
        raise failure

    monkeypatch.setattr(run, "solve", fail)
    result = polyfund("solve", "case")
    assert result.exit_code == code
    assert "Traceback" not in result.output and len(result.output.splitlines()) >= 1
    assert not Path("outputs").exists()


@pytest.mark.parametrize("command", ["solve", "compare"])
@pytest.mark.parametrize(
    ("stopped", "code", "ended", "next_words"),
    [
        (KeyboardInterrupt(), 130, "Interrupted at: ", "Run the command again to start anew"),
        (
            OutOfTime(),
            6,
            "The time limit was reached before a plan was proved best, at: ",
            "Raise 'time limit' in Settings",
        ),
    ],
)
def test_stopped_in_its_second_stage_it_says_what_is_known(
    command: str,
    stopped: BaseException,
    code: int,
    ended: str,
    next_words: str,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """20 million at 10 a million lift 200."""
    solves = count(1)

    def stopping(*arguments: Any) -> Optimum:
        if next(solves) == 2:
            raise stopped
        return solve_problem(*arguments)

    monkeypatch.setattr(prove, "solve", stopping)
    result = polyfund(command, "case")
    assert result.exit_code == code
    at, first, last = result.stderr.splitlines()[-3:]
    assert at.startswith(f"{ended}Solving, stage 2 of ")
    assert first == "people lifted: 200.0 (no plan reaches more than 200.0)"
    assert last == f"No plan was written. {next_words}"
    assert not Path("outputs").exists()


def test_a_failed_write_leaves_the_old_plan(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    polyfund("solve", "case")
    before = {path: path.read_bytes() for path in Path("outputs/case").iterdir()}

    def refuse(*_arguments: object) -> None:
        raise PermissionError("in use")

    monkeypatch.setattr(run, "write_record", refuse)
    assert polyfund("solve", "case").exit_code == 7
    assert {path: path.read_bytes() for path in Path("outputs/case").iterdir()} == before


def test_time_limit(folder: Path) -> None:
    settings = "setting,value\nfirst year,2016\nlast year,2017\ntime limit,0.001\n"
    (folder / "settings.csv").write_text(settings, encoding="utf-8")
    assert polyfund("solve", "case").exit_code == 6


@pytest.mark.parametrize(("gap", "code", "name"), [(0.001, 0, "case"), (0.0011, 6, "case (not proved)")])
def test_choices_that_are_not_within_the_accepted_gap_are_put_beside(
    gap: float, code: int, name: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A thousandth is accepted; time may end the search for whole choices before."""
    solve = run.solve

    def ended_early(*arguments: Any, **asked: Any) -> Answer:
        answer = solve(*arguments, **asked)
        first = replace(answer.stages[0], gap=gap, proof="branch and bound")
        return replace(answer, stages=(first, *answer.stages[1:]))

    monkeypatch.setattr(run, "solve", ended_early)
    result = polyfund("solve", "case")
    assert result.exit_code == code
    assert ("accepted gap" in result.stderr) is (code == 6)
    assert [path.name for path in Path("outputs").iterdir()] == [name]
