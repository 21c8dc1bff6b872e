"""Plans from files: what is read, and what is refused with its cell."""

from __future__ import annotations

import sys
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import Workbook, load_workbook

from polyfund.planning.plan_files import write_parquet
from polyfund.reading.plans.read_plan import plan_file, read_plan, read_plans
from polyfund.schema.faults import Fault, InputFaults
from tests.cases import case_of

CASE = case_of()
HEAD = ["agency", "county", "programme", "year", "amount"]
GRANTS = [["Province", "East", "roads", 2016, 3.5], ["Province", "West", "roads", 2017, 10]]


def csv_file(folder: Path, *lines: list[object], head: list[str] = HEAD) -> Path:
    path = folder / "plan.csv"
    path.write_text("".join(",".join(map(str, line)) + "\n" for line in (head, *lines)), encoding="utf-8")
    return path


def workbook(folder: Path, *lines: list[object], sheet: str = "Allocation", head: list[str] = HEAD) -> Path:
    """As the report writes it: other sheets before, units in row 1, the header in row 2."""
    path, book = folder / "plan.xlsx", Workbook()
    book.worksheets[0].title = "Summary"
    book.worksheets[0]["A1"] = "A sheet that is not read"
    page = book.create_sheet(sheet)
    for line in ([None, None, None, None, "million yuan"], head, *lines):
        page.append(line)
    book.save(path)
    return path


def parquet(folder: Path, *lines: list[object], head: list[str] = HEAD) -> Path:
    pytest.importorskip("pyarrow")
    path = folder / "plan.parquet"
    pd.DataFrame(list(lines), columns=head).to_parquet(path, index=False)
    return path


def told(path: Path) -> list[str]:
    with pytest.raises(InputFaults) as refused:
        read_plan(path, CASE)
    return [str(fault) for fault in refused.value.faults]


@pytest.mark.parametrize("write", [csv_file, workbook, parquet])
def test_the_grants_are_read_in_the_order_of_keys(tmp_path: Path, write: object) -> None:
    found = read_plan(write(tmp_path, *reversed(GRANTS)), CASE)  # type: ignore[operator]
    pd.testing.assert_frame_equal(found, pd.DataFrame(GRANTS, columns=HEAD), check_dtype=False)


def test_chinese_labels_and_columns_beside_are_welcome(tmp_path: Path) -> None:
    head = ["机构", "类别", "县", "项目", "年份", "金额"]
    path = workbook(tmp_path, ["Province", "=1+1", "East", "roads", 2016, 3.5], sheet="资金分配", head=head)
    assert read_plan(path, CASE)["amount"].tolist() == [3.5]


@pytest.mark.parametrize("write", [csv_file, workbook])
def test_a_plan_may_give_nothing(tmp_path: Path, write: object) -> None:
    assert read_plan(write(tmp_path), CASE).empty  # type: ignore[operator]
    assert read_plan(write(tmp_path, ["Province", "East", "roads", 2016, 0]), CASE).empty  # type: ignore[operator]


@pytest.mark.parametrize(
    "line, place, words",
    [
        (["Provnce", "East", "roads", 2016, 1], "A4", "did you mean 'Province'?"),
        (["Province", "North", "roads", 2016, 1], "B4", "knows no 'North'"),
        (["Province", "East", "rail", 2016, 1], "C4", "knows no 'rail'"),
        (["Province", "East", "roads", 2031, 1], "D4", "2031 is outside the years of the case"),
        (["Province", "East", "roads", 2017, "much"], "E4", "'much' is not a number"),
        (["Province", "East", "roads", 2017, None], "E4", "'amount' is blank"),
        (["Province", "East", "roads", 2016, 1], "A4", "Province / East / roads / 2016 is already in"),
    ],
)
def test_every_fault_names_its_cell(tmp_path: Path, line: list[object], place: str, words: str) -> None:
    (fault,) = told(workbook(tmp_path, GRANTS[0], line))
    assert fault.startswith(f"Allocation!{place}: ")
    assert words in fault


def test_a_fault_in_a_file_names_its_line_and_column(tmp_path: Path) -> None:
    (fault,) = told(csv_file(tmp_path, GRANTS[0], ["Province", "North", "roads", 2016, 1]))
    assert fault.startswith("plan.csv:3 [county]: ")


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    assert len(told(workbook(tmp_path, ["A", "B", "C", 2016, "D"]))) == 4


def test_what_is_no_plan_is_refused(tmp_path: Path) -> None:
    assert "there is no such file" in told(tmp_path / "plan.xlsx")[0]
    assert "there is no such file" in told(tmp_path)[0]
    assert "no table that this program knows" in told(workbook(tmp_path, sheet="Elsewhere"))[0]
    assert "the column 'amount' is missing" in told(csv_file(tmp_path, head=HEAD[:-1]))[0]


def test_without_a_case_names_stand_as_they_are(tmp_path: Path) -> None:
    """The sheet tells the sectors where it has them; years and names are nobody's to check."""
    head, line = [*HEAD, "sector"], ["Anyone", "Anywhere", "wells", 1999, 2.5, "water"]
    assert read_plan(workbook(tmp_path, line, head=head), None).values.tolist() == [line]
    assert read_plan(csv_file(tmp_path, line[:-1]), None)["sector"].tolist() == [None]


def test_without_a_case_cells_are_checked_all_the_same(tmp_path: Path) -> None:
    line = ["Anyone", "Anywhere", "wells", 1999, 2.5]
    with pytest.raises(InputFaults, match=r"Allocation!A4: Anyone / .+ is already in Allocation!A3"):
        read_plan(workbook(tmp_path, line, line), None)
    with pytest.raises(InputFaults, match=r"plan\.csv:2 \[amount\]: 'amount' is blank"):
        read_plan(csv_file(tmp_path, [*line[:-1], ""]), None)


def test_a_folder_stands_for_the_plan_in_it(tmp_path: Path) -> None:
    assert plan_file(tmp_path) == tmp_path / "plan.xlsx"  # told then as missing
    path = csv_file(tmp_path, *GRANTS)
    assert plan_file(tmp_path) == plan_file(path) == path
    edited = workbook(tmp_path, *GRANTS)
    assert plan_file(tmp_path) == edited


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (["Province", "North", "roads", 2016, 1.0], "plan.parquet:2 [county]: "),
        (["Province", "East", "roads", 2016, "1.0"], "plan.parquet:2 [amount]: '1.0' is text"),
        (["Province", "East", "roads", 2016.5, 1.0], "plan.parquet:2 [year]: 2016.5 is not a whole number"),
        (["Province", "East", "roads", 2016, float("inf")], "plan.parquet:2 [amount]: inf is beyond"),
    ],
)
def test_parquet_is_checked_like_any_file(line: list[object], fault: str, tmp_path: Path) -> None:
    (found,) = told(parquet(tmp_path, line))
    assert found.startswith(fault)


@pytest.mark.parametrize("amount", [Decimal("3.5"), b"3.5", [3.5]])
def test_parquet_of_other_things_than_words_and_numbers(amount: object, tmp_path: Path) -> None:
    (found,) = told(parquet(tmp_path, ["Province", "East", "roads", 2016, amount]))
    assert "the column 'amount' holds neither words nor numbers" in found
    assert found.endswith("give plan.csv instead")


def test_parquet_of_no_grants(tmp_path: Path) -> None:
    """Columns of nothing are neither words nor numbers, and no fault."""
    assert read_plan(parquet(tmp_path), CASE).empty


def test_a_parquet_file_that_is_none(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    path = tmp_path / "plan.parquet"
    path.write_bytes(b"PAR1 and no more")
    (found,) = told(path)
    assert "no sound Parquet file" in found
    assert found.endswith("give plan.csv instead")


def test_parquet_without_pyarrow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "plan.parquet"
    path.write_bytes(b"PAR1")
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    (found,) = told(path)
    assert found.endswith("pyarrow is not installed; give plan.csv instead, or install pyarrow")


def test_faults_of_several_plans_name_their_file(tmp_path: Path) -> None:
    paths = [workbook(tmp_path, ["Province", "North", "roads", 2016, 1]), csv_file(tmp_path, head=HEAD[:-1])]
    with pytest.raises(InputFaults) as refused:
        read_plans([*paths, tmp_path / "none.csv"], CASE)
    assert [str(fault).split(": ")[0] for fault in refused.value.faults] == [
        f"{paths[0]} Allocation!B3",
        f"{paths[1]}:1",
        f"{tmp_path / 'none.csv'}",
    ]


def test_a_damaged_parquet_file_is_refused_or_read_as_it_stands(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    path = tmp_path / "plan.parquet"
    write_parquet(pd.DataFrame(GRANTS, columns=HEAD), path)
    whole, expected = path.read_bytes(), read_plan(path, CASE)
    for at in range(0, len(whole), 31):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :])
        try:
            pd.testing.assert_frame_equal(read_plan(path, CASE), expected)
        except InputFaults as refused:
            assert refused.faults


def test_what_is_hidden_in_a_plan_counts_and_is_noticed(tmp_path: Path) -> None:
    path = workbook(tmp_path, *GRANTS)
    book = load_workbook(path)
    book["Allocation"].row_dimensions[4].hidden = True
    book.save(path)
    noticed: list[Fault] = []
    (plan,) = read_plans([path], CASE, noticed)
    assert plan["amount"].tolist() == [3.5, 10]
    (told,) = map(str, noticed)
    assert told.startswith(f"{path} Allocation: what is hidden here is read like all else (hidden rows: 1)")
