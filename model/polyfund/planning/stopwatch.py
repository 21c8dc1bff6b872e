"""What a command is doing, and what it knows when it is stopped."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from time import perf_counter
from types import FrameType

from pyomo.common.gc_manager import PauseGC

from polyfund.base.i18n import _
from polyfund.base.interruption import answered, saying, stopped_by
from polyfund.cli.progress import Progress
from polyfund.cli.solve_progress import Account
from polyfund.solver.highs import OutOfTime

Tell = Callable[[str], None]


def silent(_line: str) -> None:
    """Tells nobody."""


@dataclass
class Watch:
    """Seconds by stage. ``say`` hears the name of each stage as it begins, ``show`` how far it is, many
    times; ``doing`` is what was said last, ``account`` what the solving has come to. ``held`` ends with the
    command, where a plan is to be kept that is proved; ``stopped`` is what then ended optional work."""

    say: Tell = silent
    show: Tell = silent
    seconds: dict[str, float] = field(default_factory=dict)
    doing: str = ""
    account: Account | None = None
    held: ExitStack | None = None
    stopped: KeyboardInterrupt | None = None
    _optional: bool = False

    def tell(self, words: str) -> None:
        self.doing = words
        self.say(words)

    def note(self, words: str) -> None:
        self.doing = words
        self.show(words)

    @contextmanager
    def stage(self, name: str, words: str) -> Iterator[None]:
        """What is done inside counts as this stage. Python does not look for cycles the while: there are
        millions of objects to look through, and hardly any garbage among them."""
        self.tell(words)
        started = perf_counter()
        try:
            with PauseGC():
                yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + perf_counter() - started

    def keep(self) -> None:
        """From here on there is a plan to be written: a signal ends optional work alone, and what is
        written then says so; only a second one ends the command."""
        if self.held is not None:
            self.held.enter_context(answered(self._hear))

    def _hear(self, number: int, _frame: FrameType | None) -> None:
        stopped, again = stopped_by(number), self.stopped is not None
        self.stopped = self.stopped or stopped
        if self._optional or again:
            raise stopped

    @contextmanager
    def optional(self) -> Iterator[None]:
        """What is done inside adds to a plan that is kept."""
        self._optional = True
        try:
            yield
        except KeyboardInterrupt as stopped:
            if self.held is None:
                raise
            self.stopped = self.stopped or stopped
        finally:
            self._optional = False

    def known(self, ended: str, *remedies: str) -> list[str]:
        """How it ended, what is known, and what to do next."""
        reached = self.account.reached() if self.account else []
        return [ended, *reached, _("No plan was written. {remedies}").format(remedies=_("; ").join(remedies))]


@contextmanager
def watching(*, keeps: bool = False) -> Iterator[Watch]:
    """A watch that a person sees. What stops the command says what is known. ``keeps``: a plan that is
    proved is kept whatever signal comes.

    Raises: KeyboardInterrupt, OutOfTime, both with these words, line by line.
    """
    with Progress() as progress, ExitStack() as held:
        watch = Watch(progress.tell, progress.note, held=held if keeps else None)
        try:
            yield watch
        except KeyboardInterrupt as stopped:
            raise saying(stopped, *interrupted_words(watch)) from None
        except OutOfTime as late:
            raise OutOfTime(*late_words(watch)) from late


def interrupted_words(watch: Watch) -> list[str]:
    """What a command says when Ctrl-C ended it."""
    remedies = [_("Run the command again to start anew")]
    if watch.account and watch.account.seeks:
        remedies.append(_("with a larger 'accepted gap' in Settings it ends sooner"))
    return watch.known(_("Interrupted at: {doing}").format(doing=watch.doing), *remedies)


def late_words(watch: Watch) -> list[str]:
    """What a command says when its time was out."""
    remedies = [_("Raise 'time limit' in Settings")]
    if watch.account and watch.account.seeks:
        remedies.append(_("with a larger 'accepted gap' it ends sooner too"))
    ended = _("The time limit was reached before a plan was proved best, at: {doing}")
    return watch.known(ended.format(doing=watch.doing), *remedies)
