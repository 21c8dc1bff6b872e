"""A lock that one process holds on a folder, and that the system lets go of when the process ends,
however it ends."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep

BETWEEN = 0.05  # seconds between two tries
UNSUPPORTED = (errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS)  # by some network drives


class Busy(Exception):
    """Another process holds the lock."""


@contextmanager
def locked(path: Path, seconds: float = 0.0) -> Iterator[None]:
    """Hold the lock file at ``path``, which is there only as long. On a drive that knows no locks there
    is none.

    Raises: Busy, when another process holds it for all of ``seconds``; OSError.
    """
    end = monotonic() + seconds
    while (file := _held(path)) is None:
        if monotonic() >= end:
            raise Busy(path)
        sleep(BETWEEN)
    try:
        yield
    finally:
        if sys.platform != "win32":  # while it is held, so that nobody is left with a file that is gone
            path.unlink(missing_ok=True)
        os.close(file)
        if sys.platform == "win32":
            with suppress(OSError):  # another process has it already
                path.unlink(missing_ok=True)


def _held(path: Path) -> int | None:
    """The open lock file; None where another process holds it."""
    try:
        file = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    except PermissionError:
        if path.exists() and os.access(path.parent, os.W_OK):
            return None  # on Windows while it is deleted
        raise
    try:
        if _lock(file) and _is_there(file, path):
            return file
    except BaseException:
        os.close(file)
        raise
    os.close(file)
    return None


def _lock(file: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as refused:
        return refused.errno in UNSUPPORTED
    return True


def _is_there(file: int, path: Path) -> bool:
    """Whether the file is still that of the path: who held it before has deleted it."""
    try:
        return os.path.samestat(os.fstat(file), path.stat())
    except FileNotFoundError:
        return False
