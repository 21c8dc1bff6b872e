"""What a person sees while a command runs, on the error stream: a line for each stage, and how far it is."""

from __future__ import annotations

from time import perf_counter

from rich.console import Console
from rich.status import Status
from rich.text import Text

from polyfund.base.i18n import safe

BETWEEN = 10.0  # seconds between two plain lines that say how far a stage is


class Progress:
    """On a terminal the running stage turns beside its words, in a line that is written anew (two where
    the terminal is narrow); piped, each is a plain line."""

    def __init__(self) -> None:
        self._console = Console(stderr=True, highlight=False)
        self._started = self._last = perf_counter()
        self._status: Status | None = None

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_failure: object) -> None:
        self._stop()

    def tell(self, words: str) -> None:
        """A stage begins."""
        words = safe(words)
        self._last = perf_counter()
        line = f"{self._last - self._started:7.1f} s  {words}"
        if not self._console.is_terminal:
            self._console.print(line, markup=False, soft_wrap=True)
            return
        self._stop()
        self._console.print(line, markup=False, soft_wrap=True, style="dim")
        self._status = self._console.status(Text(words))
        self._status.start()

    def note(self, words: str) -> None:
        """How far the stage is: in its place on a terminal, else now and then."""
        if self._status:
            self._status.update(Text(safe(words)))
        elif perf_counter() - self._last >= BETWEEN:
            self.tell(words)

    def _stop(self) -> None:
        if self._status:
            self._status.stop()
            self._status = None
