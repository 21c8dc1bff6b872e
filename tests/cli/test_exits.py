"""The command from outside, when it cannot come to its end: its exit code, what it says, what it leaves."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import replace
from itertools import count
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest
from openpyxl import load_workbook
from pyarrow.lib import ArrowMemoryError

from polyfund import run
from polyfund.base.files import CannotWrite
from polyfund.base.interruption import stopped_by
from polyfund.planning import optional
from polyfund.planning.answer import Answer
from polyfund.planning.stopwatch import Watch
from polyfund.report import write as writing
from polyfund.solver import certified as prove
from polyfund.solver.highs import Optimum, OutOfTime, SolverFailed
from polyfund.solver.highs import solve as solve_problem
from polyfund.studies.compare import baselines
from polyfund.studies.compare import compare as comparing
from tests.commands import polyfund


@pytest.mark.parametrize(
    ("failure", "code"),
    [
        (SolverFailed("no status"), 5),
        (OutOfTime(), 6),
        (CannotWrite("cannot write plan.xlsx: it is open; close it there"), 7),
        (KeyboardInterrupt(), 130),
        (stopped_by(signal.SIGTERM), 143),
        (MemoryError(), 8),
        (ArrowMemoryError("malloc of size 64 failed"), 8),
    ],
)
def test_failures(failure: BaseException, code: int, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object, **_asked: object) -> Answer:
        raise failure

    monkeypatch.setattr(run, "solve", fail)
    result = polyfund("solve", "case")
    assert result.exit_code == code
    said = [line for line in result.output.splitlines() if not line.endswith("Reading case")]
    assert "Traceback" not in result.output and len(said) == 1
    assert not Path("outputs").exists()


@pytest.mark.parametrize("command", ["solve", "compare"])
@pytest.mark.parametrize(
    ("stopped", "code", "ended", "next_words"),
    [
        (KeyboardInterrupt(), 130, "Interrupted at: ", "Run the command again to start anew"),
        (stopped_by(signal.SIGTERM), 143, "Interrupted at: ", "Run the command again to start anew"),
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

    monkeypatch.setattr(writing, "write_record", refuse)
    assert polyfund("solve", "case").exit_code == 7
    assert {path: path.read_bytes() for path in Path("outputs/case").iterdir()} == before


def test_time_limit(folder: Path) -> None:
    settings = "setting,value\nfirst year,2016\nlast year,2017\ntime limit,0.001\n"
    (folder / "settings.csv").write_text(settings, encoding="utf-8")
    assert polyfund("solve", "case").exit_code == 6


@pytest.mark.parametrize(
    ("gap", "code", "out", "name"),
    [
        (0.001, 0, "outputs/case", "outputs/case"),
        (0.0011, 6, "outputs/case", "outputs/case (not proved)"),
        (0.0011, 6, "case/..", "{here} (not proved)"),
    ],
)
def test_choices_that_are_not_within_the_accepted_gap_are_put_beside(
    gap: float, code: int, out: str, name: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A thousandth is accepted; time may end the search for whole choices before."""
    solve = run.solve

    def ended_early(*arguments: Any, **asked: Any) -> Answer:
        answer = solve(*arguments, **asked)
        first = replace(answer.stages[0], gap=gap, proof="branch and bound")
        return replace(answer, stages=(first, *answer.stages[1:]))

    monkeypatch.setattr(run, "solve", ended_early)
    result = polyfund("solve", "case", "--out", out)
    assert result.exit_code == code
    assert ("accepted gap" in result.stderr) is (code == 6)
    written = Path(name.format(here=folder.parent))
    assert {path.name for path in written.iterdir()} == {"plan.xlsx", "plan.csv", "run.json"}
    assert code == 0 or not (Path(out) / "plan.xlsx").exists()


# -- after the proof ---------------------------------------------------------------------------

AIMS = "priority,measure\n1,people lifted\n2,money used\n3,worst county's coverage of needs\n"


def standing(sheet: str) -> str:
    """All words of a sheet of the plan that was written."""
    rows = load_workbook("outputs/case/plan.xlsx")[sheet].iter_rows(values_only=True)
    return "\n".join(str(cell) for row in rows for cell in row if cell is not None)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
@pytest.mark.parametrize("at", ["pay-off", "compare", "between", "write"])
def test_a_plan_that_is_proved_is_written_whatever_signal_comes(
    at: str, number: signal.Signals, code: int, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """20 million lift 200 and are used; what comes after the signal is not computed, and each sheet says so."""
    (folder / "aims.csv").write_text(AIMS, encoding="utf-8")
    place = {
        "pay-off": (optional, "bound_alone"),
        "compare": (baselines, "evenly"),
        "between": (comparing, "is_large"),
        "write": (writing, "write_grants"),
    }[at]
    real = getattr(*place)

    def signalled(*arguments: Any) -> Any:
        signal.raise_signal(number)
        return real(*arguments)

    monkeypatch.setattr(*place, signalled)
    result = polyfund("solve", "case")
    assert result.exit_code == code
    assert result.stderr.splitlines()[-1].startswith("Interrupted; the plan was proved before")
    assert "Traceback" not in result.output
    assert json.loads(Path("outputs/case/run.json").read_text())["plan"]["people_lifted"] == 200
    words = "not computed: it was interrupted; run the command again"
    assert (f"On its own: {words}" in standing("Summary")) == (at == "pay-off")
    assert ("not computed" in standing("Summary").splitlines()) == (at == "pay-off")
    for sheet in ("Compared", "Compared by county", "Compared by agency"):
        assert (f"going alone: {words}" in standing(sheet)) == (at != "write")


def test_a_second_signal_ends_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def signalled(*_arguments: Any) -> None:
        signal.raise_signal(signal.SIGINT)
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(writing, "write_grants", signalled)
    assert polyfund("solve", "case").exit_code == 130
    assert not Path("outputs").exists()


@pytest.mark.parametrize(
    ("failure", "words"),
    [
        (
            OutOfTime(),
            "not computed: it would have taken longer than the plan itself; polyfund solve --thorough",
        ),
        (MemoryError(), "not computed: there was not enough memory for it"),
        (SolverFailed("no"), "not computed: the solver failed on it"),
    ],
)
def test_optional_work_that_fails_costs_no_plan(
    failure: Exception, words: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object) -> float:
        raise failure

    (folder / "aims.csv").write_text(AIMS, encoding="utf-8")
    monkeypatch.setattr(optional, "bound_alone", fail)
    monkeypatch.setattr(baselines, "go_alone", fail)
    result = polyfund("solve", "case")
    assert result.exit_code == 0
    assert f"On its own: {words}" in standing("Summary")
    assert f"going alone: {words}" in standing("Compared")
    assert f"reaches on its own: {words}" in result.stdout and f"going alone: {words}" in result.stdout


@pytest.mark.parametrize(("taken", "most"), [(4.0, 10.0), (40.0, 40.0)])
def test_optional_work_may_take_as_long_as_the_plan(taken: float, most: float) -> None:
    """But ten seconds always; where it was asked for all that is left of the time limit."""
    watch, now = Watch(seconds={"read": 1.0, "solve": taken - 1.0}), monotonic()
    capped = optional.allowed(watch, now + 600, asked=False)
    assert (round(capped.end - now), capped.why) == (most, "capped")
    assert round(capped.seconds(shared=2)) == most / 2
    for until in (
        optional.allowed(watch, now + 600, asked=True),
        optional.allowed(watch, now + 5, asked=False),
    ):
        assert until.why == "late" and round(until.end - now) in (600, 5)


# -- what is outside ---------------------------------------------------------------------------


def started(*words: str, **so: Any) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "polyfund", *words]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    return subprocess.Popen(command, **pipes, **so)  # type: ignore[call-overload,no-any-return]


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_while_it_loads_a_signal_ends_it_without_a_word(number: signal.Signals, folder: Path) -> None:
    process = started("solve", "case")
    sleep(0.4)  # Python has begun; the libraries take longer
    process.send_signal(number)
    assert process.communicate() == ("", "")
    assert process.returncode == 128 + number


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_frontier_is_ended_with_its_workers_and_shows_no_traceback(
    number: signal.Signals, folder: Path
) -> None:
    """As by Ctrl-C, which all of them get: the workers load their libraries at that time."""
    process = started(
        "frontier", "case", "--between", "people_lifted,money_used", "--jobs", "2", start_new_session=True
    )
    assert process.stderr
    for line in process.stderr:
        if "Looking for point" in line:
            break
    sleep(0.3)
    os.killpg(process.pid, number)
    _out, err = process.communicate()
    assert process.returncode == 128 + number
    assert "Run the same command again to go on" in err and "Traceback" not in err


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
def test_a_full_disk_is_said_once(folder: Path) -> None:
    """No file may be larger than 20,000 bytes, which the workbook is: nor can it be put elsewhere."""
    import resource

    result = started(
        "solve", "case", preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
    )
    _out, err = result.communicate()
    assert result.returncode == 7
    assert "make room there, or choose another place" in err.splitlines()[-1]
    assert "Traceback" not in err and "Exception ignored" not in err
    assert not Path("outputs").exists()


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_what_the_encoding_of_standard_output_lacks_costs_nothing(encoding: str, folder: Path) -> None:
    Path("case").rename("县")
    process = started("solve", "县", env={**os.environ, "PYTHONIOENCODING": encoding})
    out, _err = process.communicate()
    assert process.returncode == 0
    assert out.splitlines()[-1].startswith("outputs") and Path("outputs/县/run.json").exists()


def test_a_name_that_would_steer_the_terminal_is_shown_as_it_is_written(folder: Path) -> None:
    name = "a\x1b[31m\nAll checks pass \u202egpj.xlsx"
    result = polyfund("check", name)
    assert result.exit_code == 3
    assert "a\\x1b[31m\\nAll checks pass \\u202egpj.xlsx" in result.output
    assert not set("\x1b\u202e") & set(result.output)
    assert "\x1b" not in polyfund("explain", "\x1b[31m").output
