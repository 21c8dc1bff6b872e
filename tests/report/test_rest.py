"""Plans with more rows than a sheet holds: where the rows go, and how they are read again."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pandas as pd
import pytest

from polyfund.base.i18n import speaking
from polyfund.planning.answer import Answer
from polyfund.planning.stopwatch import Watch
from polyfund.reading.plans import read_plan as reading
from polyfund.reading.plans.read_plan import plan_file, read_plan
from polyfund.report import write as writing
from polyfund.report.rest import Rest
from polyfund.run import compare, solve, write
from polyfund.schema.faults import InputFaults
from tests.report.plans import (
    FORMULA,
    LIBREOFFICE,
    assert_calculates_the_same,
    cells,
    opened,
    rows,
    small_case,
    written,
)

GRANTS = [[FORMULA, "East*", "roads", 2016, 8.0]]  # the first of them
WORDS = {"en": "The rows are more than a sheet of Excel can hold", "zh": "行数超过 Excel 工作表的容量"}


@pytest.fixture(scope="module")
def answer() -> Answer:
    return compare(solve(small_case()))


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists of one row are the longest; pyarrow is not there."""
    monkeypatch.setattr(writing, "MOST_ROWS", 1)
    monkeypatch.setattr(reading, "MOST_ROWS", 1)
    monkeypatch.setattr(writing, "can_write_parquet", lambda: False)


@pytest.fixture
def folder(answer: Answer, tmp_path: Path, narrow: None) -> Path:
    write(answer, tmp_path, Watch())
    return tmp_path


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_sheet_says_where_its_rows_are(
    language: str, answer: Answer, tmp_path: Path, narrow: None
) -> None:
    with speaking(language):
        write(answer, tmp_path, Watch())
    sheet = opened(tmp_path / "plan.xlsx", values=True).worksheets[2]
    count = len(answer.figures.grants)
    assert [cell.value for cell in sheet["A"][1:3]] == [{"en": "file", "zh": "文件"}[language], "plan.csv"]
    assert sheet["B3"].value == count == len(pd.read_csv(tmp_path / "plan.csv"))
    assert WORDS[language] in sheet["A4"].value


def test_other_lists_go_to_files_of_their_own(folder: Path, answer: Answer) -> None:
    """Each of two counties is asked at least 2, West at most 15; and there is one target."""
    told = pd.read_csv(folder / "plan_rules.csv")
    assert told["rule"].tolist() == ["Limits", "Limits", "Limits", "Targets"]
    assert told["asked"].tolist()[:3] == [2, 2, 15]
    assert opened(folder / "plan.xlsx", values=True)["Rules"]["A3"].value == "plan_rules.csv"


def test_no_formula_speaks_of_a_list_that_is_not_there(folder: Path, answer: Answer) -> None:
    formulas = opened(folder / "plan.xlsx", values=False)
    live = [str(cell.value) for cell in cells(formulas) if cell.data_type == "f"]
    assert live  # totals of the matrices
    assert not [formula for formula in live if "Allocation[" in formula or "Budgets[" in formula]
    money = {row[0].value: row[1].value for row in formulas["Summary"].iter_rows(min_row=6)}
    assert money["money given"] == pytest.approx(answer.figures.grants["amount"].sum())


@pytest.mark.slow
@LIBREOFFICE
def test_libreoffice_calculates_the_same(folder: Path, tmp_path: Path) -> None:
    assert_calculates_the_same(folder / "plan.xlsx", tmp_path)


def test_with_room_everything_stands_in_the_workbook(answer: Answer, tmp_path: Path) -> None:
    paths = write(answer, tmp_path, Watch())
    assert [path.name for path in paths] == ["plan.xlsx", "plan.csv", "run.json"]
    assert len(rows(opened(paths[0], values=True), "Allocation", "Allocation")) == len(answer.figures.grants)
    assert written(answer, tmp_path).read_bytes() == paths[0].read_bytes()


def test_a_folder_is_read_from_the_file_that_holds_the_grants(folder: Path, answer: Answer) -> None:
    assert plan_file(folder) == folder / "plan.csv"
    found = read_plan(plan_file(folder), answer.case)
    pd.testing.assert_frame_equal(found, answer.figures.grants, check_dtype=False)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_such_a_workbook_is_never_read_as_an_empty_plan(
    language: str, answer: Answer, tmp_path: Path, narrow: None
) -> None:
    with speaking(language):
        write(answer, tmp_path, Watch())
    with pytest.raises(InputFaults) as refused:
        read_plan(tmp_path / "plan.xlsx", answer.case)
    (fault,) = refused.value.faults
    assert f"the {len(answer.figures.grants)} grants of this plan are in plan.csv" in fault.what
    assert str(tmp_path / "plan.csv") in fault.remedy


@pytest.mark.parametrize("asked", [True, False])
def test_parquet_is_written_when_asked_or_needed(
    asked: bool, answer: Answer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("pyarrow")
    if not asked:
        monkeypatch.setattr(writing, "MOST_ROWS", 1)
    names = [path.name for path in write(answer, tmp_path, Watch(), parquet=asked)]
    assert names[:3] == ["plan.xlsx", "plan.csv", "plan.parquet"]
    found = read_plan(tmp_path / "plan.parquet", answer.case)
    pd.testing.assert_frame_equal(found, answer.figures.grants, check_dtype=False)


def test_nothing_of_an_earlier_longer_plan_stays(answer: Answer, folder: Path) -> None:
    """The record says which files were the earlier plan's, and by their SHA-256 which still are."""
    record = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    assert {"plan.csv", "plan.xlsx", "plan_rules.csv"} <= {*record["files"]}
    record["files"] |= dict.fromkeys(("plan.parquet", "../outside.csv"), sha256(b"old").hexdigest())
    (folder / "run.json").write_text(json.dumps(record), encoding="utf-8")
    for name in ("plan.parquet", "plan_of_mine.csv", "../outside.csv"):
        (folder / name).write_bytes(b"old")
    with pytest.MonkeyPatch.context() as wide:
        wide.setattr(writing, "MOST_ROWS", 100)
        written = write(answer, folder, Watch())
    assert {*folder.iterdir()} == {*written, folder / "plan_of_mine.csv"}
    assert (folder / "../outside.csv").exists()


def test_a_list_is_left_with_its_columns() -> None:
    rest = Rest(files={"Allocation": ("plan.csv",)})
    assert rest.leave("Allocation", {"amount": [1.5]}) == ("plan.csv",)
    assert rest.leave("Rules", {"rule": ["Limits"], "price": [None]}) == ("plan_rules.csv",)
    assert {name: frame.columns.tolist() for name, frame in rest.frames().items()} == {
        "plan_rules.csv": ["rule", "price"]
    }
    assert rest.is_asked("=SUM(Rules[price])")
    assert not rest.is_asked("=SUM(Budgets[amount])")
