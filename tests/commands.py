"""The command from outside, for tests of it."""

from __future__ import annotations

from click.testing import CliRunner, Result

from polyfund.cli.commands import main


def polyfund(*words: str) -> Result:
    return CliRunner().invoke(main, words)
