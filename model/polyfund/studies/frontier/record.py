"""What is on record beside each plan of a frontier, so that a run that was cut short goes on.

``point.json`` is written last, when the plan is whole: what the point was made from (the SHA-256 of
the input, the aims, the place with its epsilons, the language and the versions), the SHA-256 of
the plan's files, and the point itself. It is taken over only where all of that is the same, and the
plan comes to what the point says (see polyfund.studies.frontier.evaluated).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from polyfund.base.files import DAMAGED, LEFT, LOCK, RECORD, CannotWrite, settle, told_refusal, whole_file
from polyfund.base.i18n import _, language
from polyfund.base.locks import Busy, locked
from polyfund.base.progress import silent
from polyfund.base.run_folder import write_whole
from polyfund.case.case import Case
from polyfund.planning.plan_files import digests, write_json, write_record
from polyfund.planning.run_files import input_entry, output_of
from polyfund.studies.frontier.points import Place, Point

FILES = ("plan.xlsx", "plan.csv", "run.json")
NAME = "point.json"
LISTS = ("values", "published", "prices")  # of a point
WORKING = ".polyfund-frontier"  # the lock of the process that is at it
MAKERS = ("polyfund", "highspy")


@dataclass(frozen=True)
class Record:
    """``name`` is the point's folder, ``made_from`` what its plan follows from."""

    name: str
    made_from: dict[str, Any]

    def write(self, folder: Path, point: Point) -> None:
        """Raises: CannotWrite."""
        entry = {
            "made_from": self.made_from,
            "files": self._digests(folder),
            "point": asdict(point),
        }
        with whole_file(folder / self.name / NAME) as draft:
            write_json(entry, draft)

    def read(self, folder: Path) -> Point | None:
        """The point on record, where its plan stands there whole and would be made the same again."""
        try:
            entry = json.loads((folder / self.name / NAME).read_text(encoding="utf-8"))
            if (entry["made_from"], entry["files"]) != (_as_read(self.made_from), self._digests(folder)):
                return None
            return Point(**entry["point"] | {name: tuple(entry["point"][name]) for name in LISTS})
        except (OSError, *DAMAGED):  # none, or none of ours: made anew
            return None

    def found(self, folder: Path) -> bool:
        """Whether there is a record, of whatever run."""
        return (folder / self.name / NAME).is_file()

    def _digests(self, folder: Path) -> dict[str, str]:
        return digests(folder / self.name / file for file in FILES)


def record_of(case: Case, aims: Sequence[str], place: Place) -> Record:
    """Of a place between these aims."""
    return Record(
        place.name,
        {
            "input": case.sha256,
            "aims": list(aims),
            "place": asdict(place),
            "language": language(),
            "versions": {name: version(name) for name in MAKERS},
        },
    )


def others_in(folder: Path, names: set[str]) -> list[str]:
    """The folders with a record that are not among these names."""
    return sorted({path.parent.name for path in folder.glob(f"*/{NAME}")} - names)


def frontier_record(case: Case, keys: Sequence[str], points: int, folder: Path) -> dict[str, Any]:
    """What the tables of a frontier are made from."""
    return {
        "status": "frontier",
        "input": input_entry(case, folder),
        "aims": list(keys),
        "points": points,
    }


def begin(case: Case, keys: Sequence[str], points: int, folder: Path) -> None:
    """Put down whose frontier it is; the tables of one from another state of the input, or between
    other aims, do not stay beside points that are made anew.

    Raises: CannotWrite.
    """
    clear_drafts(folder)
    record = frontier_record(case, keys, points, folder)
    try:
        entry = json.loads((folder / RECORD).read_text(encoding="utf-8"))
        if {key: entry[key] for key in record} == record:
            return
    except (OSError, *DAMAGED):
        pass  # none yet, or none of ours: then it is not replaced
    output = output_of(case, (RECORD,), siblings=False)
    write_whole(folder, output, lambda draft, _folder: write_record(record, draft), silent)


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """No other process works at a frontier in this folder meanwhile. Raises: CannotWrite."""
    try:
        with told_refusal(folder / WORKING):
            folder.mkdir(parents=True, exist_ok=True)
            lock = ExitStack()
            lock.enter_context(locked(folder / WORKING))
    except CannotWrite as refused:
        if not isinstance(refused.__cause__, Busy):
            raise
        words = _(
            "another polyfund frontier is at work in {folder}; wait for its end, or choose another place with --out"
        )
        raise CannotWrite(words.format(folder=folder)) from None
    with lock:
        yield


def clear_drafts(folder: Path) -> None:
    """Settle what processes that were killed had begun to write for a point; a process that still lives
    is left to its work."""
    for part in {path.parent for path in folder.glob(f"*/{LEFT}*")}:
        with suppress(Busy), locked(part / LOCK):
            settle(part)


def _as_read(entry: dict[str, Any]) -> Any:
    return json.loads(json.dumps(entry))
