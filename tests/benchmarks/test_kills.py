"""A run that is killed at a random moment leaves the run before or its own, whole."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from pytest import approx

from benchmarks.kills import Left, kills, standing, write_case
from polyfund.planning.stopwatch import Watch
from polyfund.run import read_case, solve, write


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_six_kills(tmp_path: Path) -> None:
    """benchmarks/kills.py kills more often."""
    assert len(list(kills(seed=7, runs=6, folder=tmp_path))) == 6


def test_what_must_not_be_left_is_found(tmp_path: Path) -> None:
    out, sha256 = tmp_path / "out", write_case(tmp_path, 5)
    assert standing(out) is None
    write(solve(read_case(tmp_path / "case")), out, Watch())
    assert standing(out) == (sha256, approx(20.005))
    record = out / "run.json"
    text = record.read_text(encoding="utf-8")
    for change in ({"plan": {"money": 20}}, {"input": {"sha256": "of another"}}):
        record.write_text(json.dumps(json.loads(text) | change), encoding="utf-8")
        with pytest.raises(Left):
            standing(out)
    record.unlink()
    with pytest.raises(Left, match="without a record"):
        standing(out)
