"""The error stream while a command runs."""

from __future__ import annotations

import pytest

from polyfund.cli import progress
from polyfund.cli.progress import Progress


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The second that it is, in a list of one."""
    now = [0.0]
    monkeypatch.setattr(progress, "perf_counter", lambda: now[0])
    return now


def test_piped_a_stage_says_how_far_it_is_every_ten_seconds(
    clock: list[float], capsys: pytest.CaptureFixture[str]
) -> None:
    with Progress() as shown:
        shown.tell("stage 1")
        for second in range(1, 26):
            clock[0] = float(second)
            shown.note(f"stage 1 · {second} s")
    assert capsys.readouterr().err.splitlines() == [
        "    0.0 s  stage 1",
        "   10.0 s  stage 1 · 10 s",
        "   20.0 s  stage 1 · 20 s",
    ]


def test_on_a_narrow_terminal_nothing_is_cut_off(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "40")
    with Progress() as shown:
        shown.tell("stage 1")
        shown.note("stage 1 of an aim with a name of many words · 12 s")
    assert "12 s" in capsys.readouterr().err


def test_on_a_terminal_it_is_one_line_written_anew(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    with Progress() as shown:
        shown.tell("stage 1")
        capsys.readouterr()
        shown.note("stage 1 · 1 s")
        shown.note("stage 1 · 2 s")
    written = capsys.readouterr().err
    assert "stage 1 · 2 s" in written and "s  stage 1" not in written
