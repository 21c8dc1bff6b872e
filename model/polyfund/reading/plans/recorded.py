"""What is on record beside a plan: for which input it was made, and what the best plan lifts."""

from __future__ import annotations

import json
from pathlib import Path

from polyfund.base.files import DAMAGED
from polyfund.base.i18n import _
from polyfund.reading.package import read_bytes
from polyfund.reading.raw import Unreadable
from polyfund.reading.xlsx import read_workbook
from polyfund.schema.faults import Fault, Faults, InputFaults, Place
from polyfund.schema.table import Column, Kind, Label, Table

LOG = Table(
    "run_log",
    Label("Run log", "运行记录"),
    Label(
        "How the plan was found: input, aims and bounds, sizes, seconds, versions",
        "方案的求解过程：输入、目标与上限、规模、用时、版本",
    ),
    (
        Column(
            "key", Label("key", "键"), Label("Its name in run.json", "在 run.json 中的名称"), required=True
        ),
        Column("meaning", Label("what it is", "含义"), Label("In words", "文字说明")),
        Column("value", Label("value", "值"), Label("What was recorded", "所记录的值"), Kind.TEXT),
    ),
    unique=("key",),
)
SHA256, PEOPLE_LIFTED = "input.sha256", "plan.people_lifted"


def recorded_best(path: Path) -> tuple[str, float] | None:
    """SHA-256 of the input and persons lifted by the best plan of it; None without a record.

    The record is the sheet Run log of a workbook, or run.json beside a file that has none.
    Raises: InputFaults, when there is a run.json that is none.
    """
    found = {} if path.suffix.lower() in (".csv", ".parquet") else _in_workbook(path)
    found = found or _beside(path)
    sha256, people = found.get(SHA256), found.get(PEOPLE_LIFTED)
    if isinstance(sha256, str) and isinstance(people, int | float):
        return sha256, float(people)
    return None


def _in_workbook(path: Path) -> dict[str, object]:
    """The entries of the sheet Run log by key; none without it."""
    try:
        raws = read_workbook(path.name, read_bytes(path), (LOG,), Faults())
    except Unreadable:  # there is no such sheet; a damaged file has been told by read_plan
        return {}
    return {str(cells["key"]): cells["value"] for _number, cells in raws[LOG.key].rows}


def _beside(path: Path) -> dict[str, object]:
    """The entries of run.json that are asked for, by dotted key; none without it."""
    record = path.with_name("run.json")
    if not record.is_file():
        return {}
    try:
        entries = json.loads(record.read_text(encoding="utf-8"))
        return {key: entries[key.split(".")[0]][key.split(".")[1]] for key in (SHA256, PEOPLE_LIFTED)}
    except (OSError, *DAMAGED):
        raise InputFaults(
            [
                Fault(
                    Place(record.name, file=True),
                    _("this is not the record of a run"),
                    _("run 'polyfund solve' again, or move it elsewhere"),
                )
            ]
        ) from None
