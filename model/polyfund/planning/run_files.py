"""Whose the files of a folder are: what a run writes of its input, and reads when it comes again."""

from __future__ import annotations

import json
import os
import re
import zlib
from collections.abc import Collection, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from polyfund.base.files import DAMAGED, MADE, RECORD
from polyfund.base.i18n import _
from polyfund.base.run_folder import Output, Taken, of_its_name
from polyfund.case.case import Case
from polyfund.planning.plan_files import digests

RUN = ("plan.xlsx", "plan.csv", RECORD)
FRONTIER = ("frontier.xlsx", "frontier.csv", "frontier.html", RECORD)
FAULTS, DIFF = "faults.xlsx", "diff.xlsx"
OURS = re.compile(r"(?:plan|frontier)\.\w+|plan_\w+\.csv")


def output_of(
    case: Case, names: tuple[str, ...] = RUN, *, siblings: bool = True, changed: bool = False
) -> Output:
    """What a run of a case writes; the files of an earlier run of the same input make way, those that
    somebody has changed since only where ``changed``."""
    inputs = (Path(case.path),) if case.path else ()
    own = partial(_files_of_run, path=case.path, sha256=case.sha256, changed=changed)
    return Output(names, inputs, own, siblings)


def in_run(folder: Path, case: Case) -> Path:
    """The folder, or where another input's run stands there the next of its name."""
    for candidate in of_its_name(folder):
        with suppress(Taken):
            _run_there(candidate, case.path, case.sha256)
            return candidate
    return folder


def output_of_faults(source: Path) -> Output:
    """The marked copy of an input, which makes way for the next one."""

    def own(folder: Path) -> Collection[str]:
        _run_there(folder, str(source), "")  # another input's folder is not for its faults
        return [FAULTS] if _is_made(folder / FAULTS) else []

    return Output((FAULTS,), (source,), own)


def output_of_diff(inputs: Sequence[Path]) -> Output:
    """diff.xlsx and the lists that it has no room for."""

    def own(folder: Path) -> Collection[str]:
        lists = (path.name for path in folder.glob(f"{Path(DIFF).stem}_*.csv"))
        return [DIFF, *lists] if _is_made(folder / DIFF) else []

    return Output((DIFF,), tuple(inputs), own)


def _is_made(path: Path) -> bool:
    """Whether polyfund made a workbook, and nobody has saved it since: its properties say so."""
    try:
        with ZipFile(path) as package:
            core = package.read("docProps/core.xml").decode(errors="replace")
    except (OSError, BadZipFile, KeyError, zlib.error, NotImplementedError, RuntimeError):
        return False  # nothing of ours
    times = [re.findall(rf"<dcterms:{word}\b[^>]*>([^<]*)<", core) for word in ("created", "modified")]
    return f"<cp:category>{MADE}</cp:category>" in core and times[0] == times[1]


def input_entry(case: Case, folder: Path | None) -> dict[str, str]:
    """How a record names its input: by name, by path as seen from the folder, by SHA-256."""
    path = {"path": _seen_from(folder, case.path)} if folder and case.path else {}
    return {"name": case.name, **path, "sha256": case.sha256}


def _seen_from(folder: Path, path: str) -> str:
    given = os.path.realpath(path)
    try:
        return Path(os.path.relpath(given, folder.resolve())).as_posix()
    except ValueError:  # on another drive of Windows
        return Path(given).as_posix()


def _files_of_run(folder: Path, path: str, sha256: str, *, changed: bool) -> Collection[str]:
    """The files of the run that stands there, where it is one of this input. Raises: Taken; OSError."""
    written = _run_there(folder, path, sha256)
    if written is None:
        return ()
    for name, digest in written.items():
        file = folder / name
        if not changed and file.is_file() and digests([file])[name] != digest:
            raise Taken(_("{name} in it was changed after it was written").format(name=name))
    return {*written, RECORD}


def _run_there(folder: Path, path: str, sha256: str) -> dict[str, str] | None:
    """The files of the run that stands there with their SHA-256, where it is one of this input; None
    where there is no run. Raises: Taken."""
    record = folder / RECORD
    if not record.exists():
        return None
    try:
        entry = json.loads(record.read_text(encoding="utf-8"))
        given, files = entry["input"], dict(entry["files"])
        name, made_from, digest = given["name"], given.get("path"), given["sha256"]
        own = {name: files[name] for name in files if OURS.fullmatch(name)}
        known = os.path.realpath(folder / made_from) if made_from else ""
    except (OSError, AttributeError, *DAMAGED):
        raise Taken(_("{name} in it is not the record of a run").format(name=RECORD)) from None
    same = known == os.path.realpath(path) if known and path else False
    moved = sha256 == digest and not os.path.exists(known)  # noqa: PTH110 - or no file ever held it
    if not (same or moved):
        raise Taken(_("it was made from another input, {input}").format(input=made_from or name))
    return own
