"""A stopwatch that a person sees, and what a command says when it is stopped."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from polyfund.base.i18n import _
from polyfund.base.interruption import saying
from polyfund.cli.progress import Progress
from polyfund.cli.solve_progress import Account
from polyfund.planning.stopwatch import Watch
from polyfund.solver.highs import OutOfTime


@contextmanager
def watching(*, keeps: bool = False) -> Iterator[Watch]:
    """A watch that a person sees. What stops the command says what is known. ``keeps``: a plan that is
    proved is kept whatever signal comes.

    Raises: KeyboardInterrupt, OutOfTime, both with these words, line by line.
    """
    with Progress() as progress, ExitStack() as held:
        watch = Watch(progress.tell, progress.note, observers=Account, held=held if keeps else None)
        try:
            yield watch
        except KeyboardInterrupt as stopped:
            raise saying(stopped, *interrupted_words(watch)) from None
        except OutOfTime as late:
            raise OutOfTime(*late_words(watch)) from late


def interrupted_words(watch: Watch) -> list[str]:
    """What a command says when Ctrl-C ended it."""
    remedies = [_("Run the command again to start anew")]
    if watch.account.seeks:
        remedies.append(_("with a larger 'accepted gap' in Settings it ends sooner"))
    return watch.known(_("Interrupted at: {doing}").format(doing=watch.doing), *remedies)


def late_words(watch: Watch) -> list[str]:
    """What a command says when its time was out."""
    remedies = [_("Raise 'time limit' in Settings")]
    if watch.account.seeks:
        remedies.append(_("with a larger 'accepted gap' it ends sooner too"))
    ended = _("The time limit was reached before a plan was proved best, at: {doing}")
    return watch.known(ended.format(doing=watch.doing), *remedies)
