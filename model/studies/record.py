"""What is on record beside each plan of a frontier, so that a run that was cut short goes on.

``point.json`` is written last, when the plan is whole: what the point was made from (the SHA-256 of
the input, the aims, the place with its epsilons, the language and the versions), the SHA-256 of
the plan's files, and the point itself. It is taken over only where all of that is the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from model.intake.case import Case
from model.report.files import write_record
from model.studies.points import Place, Point
from model.words import language
from model.writing import whole_file

FILES = ("plan.xlsx", "plan.csv", "run.json")
NAME = "point.json"
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
            "files": dict(self._sums(folder)),
            "point": asdict(point),
        }
        with whole_file(folder / self.name / NAME) as draft:
            write_record(entry, draft)

    def read(self, folder: Path) -> Point | None:
        """The point on record, where its plan stands there whole and would be made the same again."""
        try:
            entry = json.loads((folder / self.name / NAME).read_text(encoding="utf-8"))
            same = entry["made_from"] == _as_read(self.made_from) and entry["files"] == dict(
                self._sums(folder)
            )
            found = entry["point"]
            lists = {key: tuple(value) for key, value in found.items() if isinstance(value, list)}
            return Point(**found | lists) if same else None
        except (OSError, ValueError, KeyError, TypeError):  # none, or none of ours: made anew
            return None

    def found(self, folder: Path) -> bool:
        """Whether there is a record, of whatever run."""
        return (folder / self.name / NAME).is_file()

    def _sums(self, folder: Path) -> Iterator[tuple[str, str]]:
        for file in FILES:
            yield file, sha256((folder / self.name / file).read_bytes()).hexdigest()


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


def clear_drafts(folder: Path) -> None:
    """Delete what processes that were killed had begun to write."""
    for file in (*FILES, NAME):
        stem, suffix = file.split(".")
        for draft in folder.glob(f"*/.{stem}.????????.{suffix}"):
            draft.unlink(missing_ok=True)


def _as_read(entry: dict[str, Any]) -> Any:
    return json.loads(json.dumps(entry))
