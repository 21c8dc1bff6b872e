"""Files appear whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex

from model.words import _


class CannotWrite(Exception):
    """A file cannot be written; the message says why and ends with what to do."""


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A path beside ``path`` to write to, moved into its place only when the block ends well.

    Missing folders are made. The draft keeps the suffix, for writers that go by it.

    Raises: CannotWrite, when the folder or the file itself refuses (it may be open in Excel).
    """
    draft = path.with_name(f".{path.stem}.{token_hex(4)}{path.suffix}")
    try:
        with _told(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            yield draft
            draft.replace(path)
    finally:
        if draft.parent.is_dir():
            draft.unlink(missing_ok=True)


def remove(path: Path) -> None:
    """A file of an earlier run does not stay. Raises: CannotWrite, as whole_file does."""
    with _told(path):
        path.unlink(missing_ok=True)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Says of a refusal what to do."""
    try:
        yield
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
