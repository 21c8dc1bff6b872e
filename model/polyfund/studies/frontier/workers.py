"""Work shared among processes, one piece at a time each.

The processes are started anew (``spawn``), so that the same happens on every system and a solver's
threads are never copied. Ctrl-C is for the process that asked: it ends the others.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import get_context, resource_tracker
from multiprocessing.connection import Connection, wait
from os import cpu_count
from traceback import format_exc
from typing import Any, Generic, TypeVar

import polyfund.base.imports  # noqa: F401, before anything else imports SciPy
from polyfund.base.i18n import language, use
from polyfund.base.interruption import unheard_by_new_processes
from polyfund.solver.highs import SolverFailed

Piece = tuple[Any, ...]
Done = TypeVar("Done")


class Crew(Generic[Done]):
    """``make(*means)`` gives, in each process, what is called with the pieces. With one job that is
    done in this very process."""

    def __init__(self, jobs: int | None, make: Callable[..., Callable[..., Done]], *means: Any) -> None:
        self._jobs = jobs or cpu_count() or 1
        self._make, self._means = make, means
        self._here: Callable[..., Done] | None = None
        self._processes: dict[Connection, Any] = {}

    def __enter__(self) -> Crew[Done]:
        return self

    def __exit__(self, *_failure: object) -> None:
        for process in self._processes.values():
            process.terminate()
        for pipe, process in self._processes.items():
            process.join()
            pipe.close()

    def do(self, take: Callable[[], Piece | None]) -> Iterator[tuple[Piece, Done]]:
        """Each piece with what came of it, as they are done. ``take`` gives the next piece, None when
        there is none left; it is asked whenever a process is free.

        Raises: what a piece raises; SolverFailed, when a process is lost.
        """
        if self._jobs == 1:
            while (piece := take()) is not None:
                self._here = self._here or self._make(*self._means)
                yield piece, self._here(*piece)
            return
        busy: dict[Connection, Piece] = {}
        while True:
            while len(busy) < self._jobs and (piece := take()) is not None:
                pipe = next((one for one in self._processes if one not in busy), None) or self._start()
                with _lost_is_told():
                    pipe.send(piece)
                busy[pipe] = piece
            if not busy:
                return
            for ready in wait(list(busy)):
                assert isinstance(ready, Connection)
                yield busy.pop(ready), self._heard(ready)

    def _start(self) -> Connection:
        context = get_context("spawn")
        here, there = context.Pipe()
        process = context.Process(
            target=_serve, args=(there, language(), self._make, self._means), daemon=True
        )
        if os.name == "posix":  # the first start of its process would have Ctrl-C heard again
            resource_tracker.ensure_running()
        with unheard_by_new_processes():
            process.start()
        there.close()
        self._processes[here] = process
        return here

    def _heard(self, pipe: Connection) -> Done:
        with _lost_is_told():
            done, failure = pipe.recv()
        if failure is not None:
            raise failure
        return done  # type: ignore[no-any-return]


@contextmanager
def _lost_is_told() -> Iterator[None]:
    try:
        yield
    except (EOFError, OSError):
        raise SolverFailed("a process was lost; it may have run out of memory: try --jobs 1") from None


def _serve(pipe: Connection, spoken: str, make: Callable[..., Any], means: tuple[Any, ...]) -> None:
    """What each process does until it is ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    use(spoken)
    work = None
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):  # nobody is there any more who asked
        while True:
            piece = pipe.recv()
            try:
                work = work or make(*means)
                told: tuple[Any, Exception | None] = work(*piece), None
            except Exception as failure:  # noqa: BLE001 - raised again where the piece was asked for
                told = None, _portable(failure)
            pipe.send(told)


def _portable(failure: Exception) -> Exception:
    """The failure as it can travel; of a defect, where it happened."""
    if isinstance(failure, MemoryError):  # NumPy's and Arrow's too, which do not travel
        return MemoryError(str(failure))
    plain = len(failure.args) <= 1 or all(isinstance(part, str) for part in failure.args)
    known = plain and type(failure).__module__.startswith("polyfund.")
    return failure if known else RuntimeError(format_exc())
