"""How a command ends: each failure has an exit code, and words that end with what to do."""

from __future__ import annotations

import tempfile
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

import click
from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from model.answer.audit import AuditFailed
from model.intake.faults import Fault, InputFaults
from model.rules.tables import sense_words
from model.solving.conflict import Conflict, Repair
from model.solving.highs import Infeasible, OutOfTime, SolverFailed
from model.solving.matrix import UnfitMatrix
from model.words import _
from model.writing import CannotWrite

DEFECT, USAGE, FAULTS, CONFLICT, SOLVER, TIME, WRITING, INTERRUPTED = 1, 2, 3, 4, 5, 6, 7, 130


@contextmanager
def told_exits() -> Iterator[None]:
    """Turn every expected failure into words on the error stream and its exit code."""
    try:
        yield
    except InputFaults as wrong:
        tell_wrong(wrong)
        raise click.exceptions.Exit(FAULTS) from wrong
    except Conflict as conflict:
        tell_conflict(conflict.repairs)
        raise click.exceptions.Exit(CONFLICT) from conflict
    except (SolverFailed, Infeasible, UnfitMatrix, AuditFailed) as failed:
        _say(
            _(
                "No plan is published: {reason}. Look for figures of very different size; if there are none, report this with the input"
            ).format(reason=failed)
        )
        raise click.exceptions.Exit(SOLVER) from failed
    except OutOfTime as late:
        _say(
            str(late)
            or _("The time limit was reached before a plan was proved best. Raise 'time limit' in Settings")
        )
        raise click.exceptions.Exit(TIME) from late
    except CannotWrite as refused:
        _say(str(refused))
        raise click.exceptions.Exit(WRITING) from refused
    except KeyboardInterrupt as stopped:
        _say(str(stopped) or _("Interrupted; nothing was written. Run the command again to start anew"))
        raise click.exceptions.Exit(INTERRUPTED) from stopped


def _say(words: str) -> None:
    click.echo(words, err=True)


def tell_wrong(wrong: InputFaults) -> None:
    """Everything found wrong with the input."""
    tell_faults(wrong.faults)
    tell_warnings(wrong.warnings)
    if wrong.waiting:
        _say(_("Some checks need these first; run polyfund check again when they are mended"))


def tell_faults(faults: tuple[Fault, ...]) -> None:
    """A table on a terminal, plain lines in a pipe."""
    console = Console(stderr=True, highlight=False)
    count = _("{count} to mend in the input:").format(count=len(faults))
    if not console.is_terminal:
        _say("\n".join((count, *map(str, faults))))
        return
    grid = Grid(_("where"), _("what is wrong"), _("what to do"), title=count, title_justify="left")
    for fault in faults:
        grid.add_row(*(Text(str(cell)) for cell in (fault.place, fault.what, fault.remedy)))
    console.print(grid)


def tell_warnings(warnings: Sequence[Fault]) -> None:
    """What was noticed in the input and need not be wrong, a line each."""
    if warnings:
        _say("\n".join((_("Noticed in the input, need not be wrong:"), *(f"  {one}" for one in warnings))))


def tell_conflict(repairs: list[Repair]) -> None:
    """The demands that cannot all hold, and by how much these would have to give way."""
    _say(_("The demands cannot all hold. A plan exists if these give way:"))
    for repair in repairs:
        demand = repair.demand
        _say(
            _("  {place}{whom}: {sense} {asked:,.6g}, broken by {breach:,.6g} {unit}").format(
                place=repair.place,
                whom=demand.scope.aside,
                sense=sense_words(demand.sense),
                asked=demand.asked,
                breach=repair.breach,
                unit=repair.unit,
            )
        )
    _say(_("Change these figures by that much, or give the rows a price so that they may be broken"))


def report_defect(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """The hook for what nobody expected: no traceback on the screen, but in a file."""
    with tempfile.NamedTemporaryFile(
        "w", prefix="polyfund-", suffix=".txt", delete=False, encoding="utf-8"
    ) as file:
        file.write("".join(traceback.format_exception(kind, error, trace)))
    _say(
        _("A defect of polyfund: {error}. Please report it with the file {file}").format(
            error=f"{kind.__name__}: {error}", file=Path(file.name)
        )
    )
