"""Which folder a command writes to: one folder is one run, and nothing is replaced that is not its own.

``run.json`` names the input of a run by its path, seen from the folder (so that both may be moved
together), and by its SHA-256, and the files of the run with theirs. The next run of the same path takes
their place, whatever the input holds by now; so does one of the same SHA-256 where that path is no more.
Where another input's run stands, or a file that no run wrote, or one that somebody has changed since,
or one that another program holds, all goes to the next free ``NAME (2)``, ``NAME (3)``, ..., and that is said.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import TypeVar

from polyfund.base.files import RECORD, CannotWrite, drafted, put_in_place, told_refusal
from polyfund.base.i18n import _
from polyfund.base.locks import Busy
from polyfund.base.progress import Tell

READ = (".xlsx", ".csv", ".parquet")  # what a name may end in that is no part of it
MOST = 99  # folders of one name that are tried

Make = Callable[[Path, Path], None]  # (draft, folder)
Done = TypeVar("Done")
NUMBERED = re.compile(r"(.*) \((\d+)\)", re.DOTALL)


class Taken(Exception):
    """A folder holds something that must stay; the message says what."""


@dataclass(frozen=True)
class Output:
    """What a command is about to write: files of these ``names``, and maybe more. ``own(folder)`` names
    the files there that it may replace; ``inputs`` it never does. ``siblings``: whether a folder of
    another number will do."""

    names: tuple[str, ...]
    inputs: tuple[Path, ...]
    own: Callable[[Path], Collection[str]]
    siblings: bool = True

    def rank(self, name: str) -> tuple[bool, int, str]:
        """For the order in which files are told: as named, others after them, the record last."""
        place = self.names.index(name) if name in self.names else len(self.names)
        return name == RECORD, place, name

    def replaced(self, folder: Path, names: Collection[str] = ()) -> set[str]:
        """The files of the folder that make way for these and for ``names``. Raises: Taken."""
        if not folder.exists():
            return set()
        if not folder.is_dir():
            raise Taken(_("a file of that name is there"))
        if any(_same(folder, given) for given in self.inputs):
            raise Taken(_("that is the input"))
        own = {name for name in self.own(folder) if (folder / name).is_file()}
        for name in sorted({*self.names, *names, *own}):
            path = folder / name
            if any(_same(path, given) for given in self.inputs):
                raise Taken(_("{name} in it is the input").format(name=name))
            if name not in own and os.path.lexists(path):
                raise Taken(_("{name} in it is not from a run of this input").format(name=name))
        for name in sorted(own):
            with suppress(FileNotFoundError):
                _check_held(folder / name)
        return own


def _same(path: Path, given: Path) -> bool:
    return path.exists() and given.exists() and path.samefile(given)


def _check_held(path: Path) -> None:
    """A file that is renamed to its own name stays as it is, but on Windows not where another program
    has it open. Raises: Taken."""
    try:
        path.replace(path)
    except PermissionError:
        raise Taken(_("{name} in it is open in another program").format(name=path.name)) from None


def default_folder(source: Path) -> Path:
    """Where a command writes unless told otherwise: outputs/NAME."""
    name = os.path.basename(os.path.abspath(source)) or "case"  # noqa: PTH100, PTH119 - links keep their name
    stem, ending = os.path.splitext(name)  # noqa: PTH122
    return Path("outputs") / (stem if ending.lower() in READ and not source.is_dir() else name)


def writable_folder(wanted: Path, output: Output, tell: Tell) -> Path:
    """The folder, or where it is taken the next free one of its name; a file could be made there.

    Raises: CannotWrite.
    """
    return _in_first(wanted, output, tell, lambda _draft, folder: folder)


def write_whole(wanted: Path, output: Output, make: Make, tell: Tell) -> list[Path]:
    """The files that ``make(draft, folder)`` writes to the draft, all put in place together, in the
    folder or where it is taken in the next free one of its name.

    Raises: CannotWrite.
    """

    def fill(draft: Path, folder: Path) -> list[Path]:
        with told_refusal(folder / output.names[0]):  # of a draft: it does not go better elsewhere
            make(draft, folder)
        names = sorted((path.name for path in draft.iterdir()), key=output.rank)
        put_in_place(draft, folder, output.replaced(folder, names))
        return [folder / name for name in names]

    return _in_first(wanted, output, tell, fill)


def write_somewhere(wanted: Path, output: Output, make: Make, tell: Tell) -> list[Path]:
    """The same, and where it cannot be there, nothing is lost: the files are made in a new folder among
    the system's temporary ones, and the refusal says so.

    Raises: CannotWrite.
    """
    try:
        return write_whole(wanted, output, make, tell)
    except CannotWrite as refused:
        elsewhere = _made_elsewhere(make)
        if elsewhere is None:
            raise
        told = _("What was to be written stands whole in {folder}").format(folder=elsewhere)
        raise CannotWrite(*refused.args, told) from refused


def _made_elsewhere(make: Make) -> Path | None:
    """A new folder among the temporary ones with these files; None where there is no room either."""
    elsewhere = None
    try:
        elsewhere = Path(mkdtemp(prefix="polyfund-"))
        make(elsewhere, elsewhere)
    except OSError:
        if elsewhere:
            rmtree(elsewhere, ignore_errors=True)
        return None
    return elsewhere


def _in_first(wanted: Path, output: Output, tell: Tell, act: Callable[[Path, Path], Done]) -> Done:
    """What ``act(draft, folder)`` gives in the first folder that takes it. Raises: CannotWrite."""
    why: object = None  # the folder that was asked for is taken; of the others none asks
    with told_refusal(wanted / output.names[0]):
        for folder in of_its_name(wanted) if output.siblings else (wanted,):
            try:
                output.replaced(folder)
                if why:
                    words = _("{folder} stays as it is: {why}. Writing to {instead}")
                    tell(words.format(folder=wanted, why=why, instead=folder))
                with drafted(folder) as draft:
                    return act(draft, folder)
            except Taken as taken:
                why = why or taken
            except (PermissionError, Busy):
                if not output.siblings or not folder.exists():  # where it cannot be made, no other can
                    raise
                why = why or _("a file in it is open in another program, or it is read-only")
    raise CannotWrite(
        _("cannot write to {folder}: {why}; choose another place").format(folder=wanted, why=why)
    )


def of_its_name(wanted: Path) -> Iterator[Path]:
    """NAME, NAME (2), NAME (3) ...; of a folder that is named by dots, beside the folder that it is."""
    yield wanted
    folder = named(wanted)
    numbered = NUMBERED.fullmatch(folder.name)
    name, number = (numbered[1], int(numbered[2])) if numbered else (folder.name, 1)
    for more in range(1, MOST):
        yield folder.parent / f"{name} ({number + more})"


def named(folder: Path) -> Path:
    """The same folder by its own name, where it is named by dots."""
    return folder if folder.name not in ("", "..") else Path(os.path.abspath(folder))  # noqa: PTH100
