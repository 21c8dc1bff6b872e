"""What a command is doing, and what it knows when it is stopped."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import perf_counter

from pyomo.common.gc_manager import PauseGC

from model.account import Account
from model.progress import Progress
from model.solving.highs import OutOfTime
from model.words import _

Tell = Callable[[str], None]


def silent(_line: str) -> None:
    """Tells nobody."""


@dataclass
class Watch:
    """Seconds by stage. ``say`` hears the name of each stage as it begins, ``show`` how far it is, many
    times; ``doing`` is what was said last, ``account`` what the solving has come to."""

    say: Tell = silent
    show: Tell = silent
    seconds: dict[str, float] = field(default_factory=dict)
    doing: str = ""
    account: Account | None = None

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

    def known(self, ended: str, *remedies: str) -> str:
        """How it ended, what is known, and what to do next."""
        reached = self.account.reached() if self.account else []
        return "\n".join(
            [ended, *reached, _("No plan was written. {remedies}").format(remedies=_("; ").join(remedies))]
        )


@contextmanager
def watching() -> Iterator[Watch]:
    """A watch that a person sees. What stops the command says what is known.

    Raises: KeyboardInterrupt, OutOfTime, both with these words.
    """
    with Progress() as progress:
        watch = Watch(progress.tell, progress.note)
        try:
            yield watch
        except KeyboardInterrupt:
            raise KeyboardInterrupt(interrupted_words(watch)) from None
        except OutOfTime as late:
            raise OutOfTime(late_words(watch)) from late


def interrupted_words(watch: Watch) -> str:
    """What a command says when Ctrl-C ended it."""
    remedies = [_("Run the command again to start anew")]
    if watch.account and watch.account.seeks:
        remedies.append(_("with a larger 'accepted gap' in Settings it ends sooner"))
    return watch.known(_("Interrupted at: {doing}").format(doing=watch.doing), *remedies)


def late_words(watch: Watch) -> str:
    """What a command says when its time was out."""
    remedies = [_("Raise 'time limit' in Settings")]
    if watch.account and watch.account.seeks:
        remedies.append(_("with a larger 'accepted gap' it ends sooner too"))
    ended = _("The time limit was reached before a plan was proved best, at: {doing}")
    return watch.known(ended.format(doing=watch.doing), *remedies)
