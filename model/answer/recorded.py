"""What is on record beside a plan: for which input it was made, and what the best plan lifts."""

from __future__ import annotations

from pathlib import Path

from model.intake.table import Column, Kind, Label, Table

LOG = Table(
    "run_log",
    Label("Run log", "运行记录"),
    Label("How the plan was found: input, aims and bounds, sizes, seconds, versions", "方案的求解过程：输入、目标与上限、规模、用时、版本"),
    (
        Column("key", Label("key", "键"), Label("Its name in run.json", "在 run.json 中的名称"), required=True),
        Column("meaning", Label("what it is", "含义"), Label("In words", "文字说明")),
        Column("value", Label("value", "值"), Label("What was recorded", "所记录的值"), Kind.TEXT),
    ),
    unique=("key",),
)
SHA256, PEOPLE_LIFTED = "input.sha256", "plan.people_lifted"


def recorded_best(path: Path) -> tuple[str, float] | None:
    """SHA-256 of the input and persons lifted by the best plan of it; None without a record.

    The record is the sheet Run log of a workbook, or run.json beside a CSV file.
    """
    return None
