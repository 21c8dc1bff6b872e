"""What every test of bad input asks of the command ``polyfund check``."""

from __future__ import annotations

import re
from pathlib import Path

from click.testing import CliRunner

from polyfund.cli.commands import main

TOLD = re.compile(r"(?P<place>.+?): (?P<what>.+); (?P<remedy>\S.+)")


def told(path: Path) -> list[str]:
    """The faults that the command tells of ``path``, one a line.

    Asserts what holds for every one of them: exit code 3, no traceback, a remedy at the end
    of each line, and the input as it was.
    """
    before = contents(path)
    result = CliRunner().invoke(main, ["check", str(path), "--out", str(path.parent / "out")])
    assert result.exit_code == 3, (result.output, result.exception)
    assert "Traceback" not in result.output
    assert contents(path) == before
    lines = [line for line in result.stderr.splitlines()[1:] if ": " in line and "; " in line]
    assert lines, result.output
    assert all(TOLD.fullmatch(line) for line in lines), result.output
    return lines


def contents(path: Path) -> dict[str, bytes]:
    """The bytes of a file, or of every file of a folder."""
    if not path.exists():
        return {}
    files = [path] if path.is_file() else [file for file in path.rglob("*") if file.is_file()]
    found = {}
    for file in files:
        with file.open("rb") as stream:  # not read_bytes, which a test may lock
            found[file.name] = stream.read()
    return found


def assert_told(lines: list[str], place: str, *words: str) -> None:
    """One line begins with the place and holds all the words."""
    assert any(line.startswith(f"{place}: ") and all(word in line for word in words) for line in lines), lines
