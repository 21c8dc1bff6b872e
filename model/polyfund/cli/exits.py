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

from polyfund.base.files import CannotWrite
from polyfund.base.i18n import _, safe
from polyfund.base.i18n.amounts import amount
from polyfund.base.interruption import exit_code
from polyfund.cli.console import say
from polyfund.evaluation.audit import AuditFailed
from polyfund.planning.infeasibility import Conflict, Repair
from polyfund.report.findings import held_words
from polyfund.rules.tables import sense_words
from polyfund.run import conflicts_beside
from polyfund.schema.faults import Fault, InputFaults
from polyfund.schema.together import together
from polyfund.solver.highs import Infeasible, OutOfTime, SolverFailed
from polyfund.solver.matrix import UnfitMatrix

DEFECT, USAGE, FAULTS, CONFLICT, SOLVER, TIME, WRITING, MEMORY = 1, 2, 3, 4, 5, 6, 7, 8


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
        tell(
            _(
                "No plan is published: {reason}. Look for figures of very different size; if there are none, report this with the input"
            ).format(reason=failed)
        )
        raise click.exceptions.Exit(SOLVER) from failed
    except OutOfTime as late:
        words = _("The time limit was reached before a plan was proved best. Raise 'time limit' in Settings")
        tell(*late.args or (words,))
        raise click.exceptions.Exit(TIME) from late
    except CannotWrite as refused:
        tell(*refused.args)
        raise click.exceptions.Exit(WRITING) from refused
    except KeyboardInterrupt as stopped:
        words = _("Interrupted; nothing was written. Run the command again to start anew")
        tell(*stopped.args or (words,))
        raise click.exceptions.Exit(exit_code(stopped)) from stopped
    except MemoryError as full:
        tell(
            _(
                "There is not enough memory to go on. Close other programs, or run this on a machine that has more"
            )
        )
        raise click.exceptions.Exit(MEMORY) from full
    except click.ClickException as wrong:  # it may name a file
        wrong.message = safe(wrong.message)  # type: ignore[misc]
        raise


def tell(*lines: object) -> None:
    """Say it on the error stream."""
    say(*lines, err=True)


def tell_wrong(wrong: InputFaults) -> None:
    """The faults of an input, what was noticed beside, and what may come after these."""
    tell_faults(wrong.faults)
    tell_warnings(wrong.warnings)
    if wrong.waiting:
        tell(_("Some checks need these first; run polyfund check again when they are mended"))
    if wrong.clashes:
        _tell_clashes(wrong)


def tell_faults(faults: tuple[Fault, ...]) -> None:
    """A table on a terminal, plain lines in a pipe."""
    console = Console(stderr=True, highlight=False)
    told = together(faults)
    count = _("{count} to mend in the input:").format(count=len(told))
    if not console.is_terminal:
        tell(count, *told)
        return
    grid = Grid(_("where"), _("what is wrong"), _("what to do"), title=count, title_justify="left")
    for line in told:
        grid.add_row(*(Text(safe(cell)) for cell in line))
    console.print(grid)


def tell_warnings(warnings: Sequence[Fault]) -> None:
    """What was noticed in the input and need not be wrong, a line each."""
    if warnings:
        lines = (f"  {one}" for one in together(warnings))
        tell(_("Noticed in the input, need not be wrong:"), *lines)


def _tell_clashes(wrong: InputFaults) -> None:
    """A check sees two demands at a time; what stands against them all only solving shows."""
    repairs = conflicts_beside(wrong)
    if repairs:
        tell_conflict(repairs)
    else:
        tell(_("Other demands may be against each other too; polyfund solve tells when these are mended"))


def tell_conflict(repairs: list[Repair]) -> None:
    """The demands that cannot all hold, and by how much these would have to give way."""
    tell(_("The demands cannot all hold. A plan exists if these give way:"))
    for repair in repairs:
        demand = repair.demand
        tell(
            _("  {place}{whom}: {sense} {asked}, broken by {breach} {unit}").format(
                place=repair.place,
                whom=demand.scope.aside,
                sense=sense_words(demand.sense),
                asked=amount(demand.asked),
                breach=amount(repair.breach),
                unit=repair.unit,
            )
            + held_words(repair.held, demand.asked)
        )
    tell(_("Change these figures by that much, or give the rows a price so that they may be broken"))


def report_defect(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """The hook for what nobody expected: no traceback on the screen, but in a file."""
    told = f"{kind.__name__}: {error}"
    try:
        with tempfile.NamedTemporaryFile(
            "w", prefix="polyfund-", suffix=".txt", delete=False, encoding="utf-8", errors="backslashreplace"
        ) as file:
            file.write("".join(traceback.format_exception(kind, error, trace)))
    except OSError:
        tell(_("A defect of polyfund: {error}. Please report it").format(error=told))
        return
    tell(
        _("A defect of polyfund: {error}. Please report it with the file {file}").format(
            error=told, file=Path(file.name)
        )
    )
