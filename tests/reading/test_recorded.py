"""The record beside a plan: found, missing, or none."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from polyfund.reading.plans.recorded import recorded_best
from polyfund.schema.faults import InputFaults


def beside(folder: Path, record: str | None) -> Path:
    """A plan.csv with this run.json beside it."""
    if record is not None:
        (folder / "run.json").write_text(record, encoding="utf-8")
    return folder / "plan.csv"


def test_run_json_beside_a_file(tmp_path: Path) -> None:
    record = '{"input": {"name": "x", "sha256": "ab"}, "plan": {"people_lifted": 12}}'
    assert recorded_best(beside(tmp_path, record)) == ("ab", 12.0)


def test_no_record(tmp_path: Path) -> None:
    assert recorded_best(beside(tmp_path, None)) is None


@pytest.mark.parametrize(
    "record", ["", "[]", "[" * 100_000, "{}", '{"input": "x"}', '{"input": {"sha256": "ab"}}']
)
def test_another_run_json(tmp_path: Path, record: str) -> None:
    with pytest.raises(
        InputFaults, match=r"run\.json: this is not the record of a run; run 'polyfund solve' again"
    ):
        recorded_best(beside(tmp_path, record))


@pytest.mark.parametrize("name", ["plan.xlsx", "plan.xlsm"])
@pytest.mark.parametrize("sheet", ["Run log", "运行记录"])
def test_the_sheet_run_log(tmp_path: Path, sheet: str, name: str) -> None:
    book = Workbook()
    page = book.create_sheet(sheet)
    for line in (
        ["key", "what it is", "value"],
        ["input.sha256", None, "ab"],
        ["plan.people_lifted", None, 12],
    ):
        page.append(line)
    book.save(tmp_path / name)
    assert recorded_best(tmp_path / name) == ("ab", 12.0)


def test_a_workbook_without_that_sheet(tmp_path: Path) -> None:
    Workbook().save(tmp_path / "plan.xlsx")
    assert recorded_best(tmp_path / "plan.xlsx") is None
