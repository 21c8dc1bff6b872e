"""Everything that a command says passes here, line by line."""

from __future__ import annotations

import sys
from io import TextIOWrapper

import click

from polyfund.base.files import CannotWrite
from polyfund.base.i18n import _, safe


def say(*lines: object, err: bool = False) -> None:
    """Say each line, on standard output or the error stream.

    Raises: CannotWrite, where standard output takes nothing more.
    """
    for line in lines:
        try:
            click.echo(safe(str(line)), err=err)
        except BrokenPipeError:
            raise
        except OSError as refused:
            raise CannotWrite(
                _(
                    "cannot write to standard output: {reason}; what was to be written to files is written"
                ).format(reason=refused.strerror or refused)
            ) from refused


def mend_streams() -> None:
    """What the encoding of a stream lacks is shown as a question mark there; the command goes on."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
