"""Files appear whole or not at all, and those that belong together appear together.

They are made in a draft folder inside the folder where they are to stand. Then

    1.  the files that they replace are set aside, in another folder beside it
    2.  the draft folder is renamed: from here on the new files are those that count
    3.  the new files are moved into place, the record last, and what was set aside is deleted

Whoever ends the process in 1 leaves the old files to be brought back, in 3 the new ones to be moved on:
both is done by the next who writes there. The folder's lock (polyfund.base.locks) says that nobody else is
at it, so that whatever else stands there of this kind is left by a process that was killed.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from shutil import rmtree

from polyfund.base.i18n import _
from polyfund.base.interruption import undisturbed
from polyfund.base.locks import Busy, locked

RECORD = "run.json"
MADE = "made by polyfund"  # the category of a workbook in its properties
DAMAGED = (ValueError, KeyError, TypeError, RecursionError)  # by the reading of a record that is none
LEFT = ".polyfund-"  # what a killed process may leave begins so
DRAFT, ASIDE, READY, LOCK = (f"{LEFT}{word}" for word in ("draft-", "aside-", "ready-", "lock"))
PATIENCE = 20.0  # seconds that another process may take to write there


class CannotWrite(Exception):
    """A file cannot be written; the message says why and ends with what to do."""


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A path to write to, moved to ``path`` only when the block ends well.

    Missing folders are made. The draft has the same name, for writers that go by it.

    Raises: CannotWrite, when the folder or the file itself refuses (it may be open in Excel).
    """
    with told_refusal(path), drafted(path.parent) as draft:
        yield draft / path.name
        put_in_place(draft, path.parent, (path.name,))


@contextmanager
def drafted(folder: Path) -> Iterator[Path]:
    """A draft folder inside ``folder``, which is made where it is missing and does not stay empty; what a
    killed process has left there is settled first.

    Raises: OSError; Busy, when another process writes there all the time.
    """
    made = _make(folder)
    try:
        with locked(folder / LOCK, PATIENCE):
            settle(folder)
            draft = folder / f"{DRAFT}{token_hex(4)}"
            draft.mkdir()
            try:
                yield draft
            finally:
                rmtree(draft, ignore_errors=True)
    finally:
        with suppress(OSError):  # it holds something
            for one in made:
                one.rmdir()


def _make(folder: Path) -> list[Path]:
    """The folders that were missing on the way to this one, itself first, made now."""
    missing = [one for one in (folder, *folder.parents) if not one.exists()]
    for one in reversed(missing):
        one.mkdir(exist_ok=True)
    if not folder.is_dir():
        raise NotADirectoryError(20, "a file of that name is there", str(folder))
    return missing


def put_in_place(draft: Path, folder: Path, replaced: Collection[str]) -> None:
    """Move all files of a draft into the folder, and those named ``replaced`` away.

    Raises: OSError, when one of the old files is held; then all of them stand as before.
    """
    token = draft.name.removeprefix(DRAFT)
    aside = folder / f"{ASIDE}{token}"
    with undisturbed():
        aside.mkdir()
        try:
            for name in sorted(replaced, key=RECORD.__ne__):  # without its record it is no run
                if (folder / name).is_file():
                    (folder / name).rename(aside / name)
            for path in draft.iterdir():
                if os.path.lexists(folder / path.name):
                    raise FileExistsError(17, "something else of that name is there", str(path))
            draft.rename(folder / f"{READY}{token}")
        except BaseException:
            _bring_back(aside)
            raise
        _move_on(folder / f"{READY}{token}")


def settle(folder: Path) -> None:
    """End what processes that were killed had begun. Only for who holds the folder's lock."""
    with undisturbed():
        for ready in sorted(folder.glob(f"{READY}*")):
            _move_on(ready)
        for aside in sorted(folder.glob(f"{ASIDE}*")):
            if not _ready_of(aside).exists():
                _bring_back(aside)
        for draft in folder.glob(f"{DRAFT}*"):
            rmtree(draft, ignore_errors=True)


def _move_on(ready: Path) -> None:
    for path in sorted(ready.iterdir(), key=lambda one: one.name == RECORD):
        path.replace(ready.parent / path.name)
    aside = ready.parent / f"{ASIDE}{ready.name.removeprefix(READY)}"
    rmtree(aside, ignore_errors=True)
    if not aside.exists():  # else what is left there would count as the old files, to be brought back
        ready.rmdir()


def _ready_of(aside: Path) -> Path:
    return aside.with_name(f"{READY}{aside.name.removeprefix(ASIDE)}")


def _bring_back(aside: Path) -> None:
    for path in sorted(aside.iterdir(), key=lambda one: one.name == RECORD):
        path.rename(aside.parent / path.name)
    aside.rmdir()


@contextmanager
def told_refusal(path: Path) -> Iterator[None]:
    """Says of a refusal what to do. Raises: CannotWrite."""
    try:
        yield
    except Busy as busy:
        raise CannotWrite(
            _(
                "cannot write {path}: another polyfund is writing there; wait for its end, or choose another place"
            ).format(path=path)
        ) from busy
    except PermissionError as refused:
        raise CannotWrite(
            _(
                "cannot write {path}: it is open in another program, or its folder is read-only; "
                "close it there, or choose another place"
            ).format(path=path)
        ) from refused
    except OSError as refused:
        raise CannotWrite(
            _("cannot write {path}: {reason}; make room there, or choose another place").format(
                path=path, reason=refused.strerror or refused
            )
        ) from refused
