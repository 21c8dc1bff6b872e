"""Signals that end a command: Ctrl-C, and what a system or a terminal sends instead.

Only what Python's own modules have is imported here: this is heard before anything else is loaded.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

INTERRUPTED = 128  # and the number of the signal: 130 by Ctrl-C, 143 by SIGTERM
NAMES = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")  # not every system has all
SIGNALS = tuple(int(getattr(signal, name)) for name in NAMES if hasattr(signal, name))

Handler = Callable[[int, FrameType | None], Any]


class Stopped(KeyboardInterrupt):
    """A signal ended it; ``number`` is the signal's, the other arguments are what is to be said of it."""

    number: int = signal.SIGINT


def exit_code(stopped: KeyboardInterrupt) -> int:
    """130 by Ctrl-C, 143 by SIGTERM."""
    return INTERRUPTED + (stopped.number if isinstance(stopped, Stopped) else signal.SIGINT)


def saying(stopped: KeyboardInterrupt, *lines: str) -> Stopped:
    """The same end with these lines to say."""
    told = Stopped(*lines)
    told.number = exit_code(stopped) - INTERRUPTED
    return told


def leave_at_once(number: int, _frame: FrameType | None) -> None:
    """While modules are loaded nothing has begun that could be left half done, and modules do not bear
    an exception in their midst."""
    os._exit(INTERRUPTED + number)


def stop(number: int, _frame: FrameType | None) -> None:
    """Raises: Stopped."""
    raise stopped_by(number)


def stopped_by(number: int) -> Stopped:
    stopped = Stopped()
    stopped.number = number
    return stopped


@contextmanager
def answered(handler: Handler) -> Iterator[None]:
    """Signals go to ``handler`` inside the block, but those that the caller has the command ignore."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {
        number: signal.signal(number, handler)
        for number in SIGNALS
        if signal.getsignal(number) not in (signal.SIG_IGN, None)
    }
    try:
        yield
    finally:
        for number, old in before.items():
            signal.signal(number, old)


@contextmanager
def undisturbed() -> Iterator[None]:
    """A signal that comes inside the block is heard at its end."""
    heard: list[int] = []
    try:
        with answered(lambda number, _frame: heard.append(number)):
            yield
    finally:
        for number in heard[:1]:
            signal.raise_signal(number)


@contextmanager
def unheard_by_new_processes() -> Iterator[None]:
    """A process that is started inside the block never hears Ctrl-C, which is for the one that starts
    it: not while it loads its modules either. Windows has nothing of the kind."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
