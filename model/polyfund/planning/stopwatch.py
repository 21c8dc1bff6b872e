"""What a command is doing, and what it knows when it is stopped."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from time import perf_counter
from types import FrameType

from pyomo.common.gc_manager import PauseGC

from polyfund.base.i18n import _
from polyfund.base.interruption import answered, stopped_by
from polyfund.base.progress import Tell, silent
from polyfund.objectives.aims import Stage
from polyfund.solver.observer import Listener


class SolveObserver(Listener):
    """Follows the solving of a case, and knows what it has come to; this one knows nothing."""

    @property
    def seeks(self) -> bool:
        """Whether it is at branch and bound, which a larger accepted gap ends sooner."""
        return False

    def reached(self) -> list[str]:
        """A sentence for each aim that is done: its value, and the bound that is certified."""
        return []


# What observes a solve: made of the aims, the time limit in seconds and when it is out (monotonic),
# and who is told of each stage as it begins, and of how far it is.
Observers = Callable[[Sequence[Stage], float, float, Tell, Tell], SolveObserver]


def nobody(_aims: Sequence[Stage], _limit: float, _end: float, _tell: Tell, _note: Tell) -> SolveObserver:
    """No observer."""
    return SolveObserver()


@dataclass
class Watch:
    """Seconds by stage. ``say`` hears the name of each stage as it begins, ``show`` how far it is, many
    times; ``doing`` is what was said last, ``account`` what the solving has come to, as one of ``observers`` tells. ``held`` ends with the
    command, where a plan is to be kept that is proved; ``stopped`` is what then ended optional work."""

    say: Tell = silent
    show: Tell = silent
    seconds: dict[str, float] = field(default_factory=dict)
    doing: str = ""
    observers: Observers = nobody
    account: SolveObserver = field(default_factory=SolveObserver)
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

    def observe(self, aims: Sequence[Stage], limit: float, end: float) -> SolveObserver:
        """Who follows a solve with these aims."""
        self.account = self.observers(aims, limit, end, self.tell, self.note)
        return self.account

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
        return [
            ended,
            *self.account.reached(),
            _("No plan was written. {remedies}").format(remedies=_("; ").join(remedies)),
        ]
