"""Everything that a command says passes here, line by line."""

from __future__ import annotations

import sys
import unicodedata
from io import TextIOWrapper

import click

from model.words import _
from model.writing import CannotWrite

UNSEEN = ("Cc", "Cf", "Cs", "Zl", "Zp")  # control and format characters, lone surrogates, line ends


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


def safe(line: str) -> str:
    """One line as any terminal can show it. A name may hold what moves the cursor, ends the line or
    turns the direction of writing: such a character is shown by its number."""
    if line.isascii() and line.isprintable():
        return line
    return "".join(
        sign.encode("unicode_escape", "surrogatepass").decode("ascii")
        if unicodedata.category(sign) in UNSEEN
        else sign
        for sign in line
    )


def mend_streams() -> None:
    """What the encoding of a stream lacks is shown as a question mark there; the command goes on."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
