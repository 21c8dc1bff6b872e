"""What a person sees while a command runs: a line for each stage, on the error stream."""

from __future__ import annotations

from time import perf_counter

from rich.console import Console
from rich.status import Status
from rich.text import Text


class Progress:
    """On a terminal the running stage turns beside its words; piped, each is a plain line."""

    def __init__(self) -> None:
        self._console = Console(stderr=True, highlight=False, soft_wrap=True)
        self._started = perf_counter()
        self._status: Status | None = None

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_failure: object) -> None:
        self._stop()

    def tell(self, words: str) -> None:
        line = f"{perf_counter() - self._started:7.1f} s  {words}"
        if not self._console.is_terminal:
            self._console.print(line, markup=False)
            return
        self._stop()
        self._console.print(line, markup=False, style="dim")
        self._status = self._console.status(Text(words))
        self._status.start()

    def _stop(self) -> None:
        if self._status:
            self._status.stop()
            self._status = None
