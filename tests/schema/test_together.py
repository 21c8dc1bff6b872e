"""One cause is one line: what is wrong alike in many cells is told once, with all of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from polyfund.base.i18n import _, speaking
from polyfund.schema.faults import Fault, InputFaults, Place
from polyfund.schema.together import together
from tests.cases import case_of, write_case
from tests.reading.faulty import told
from tests.reading.tiny import tiny, write_book


def cell(row: int, column: str = "C") -> Place:
    return Place("Needs", row, column)


def not_a_number(place: Place, text: str) -> Fault:
    return Fault(place, _("'{text}' is not a number").format(text=text), _("type a number such as 12.5"))


def lines(*faults: Fault) -> list[str]:
    return [str(told) for told in together(faults)]


def test_one_cell_is_told_as_it_is() -> None:
    assert lines(not_a_number(cell(3), "x")) == ["Needs!C3: 'x' is not a number; type a number such as 12.5"]


def test_equal_cells_of_a_column_are_one_line() -> None:
    faults = [not_a_number(cell(row), "x") for row in (*range(3, 43), 45)]
    (line,) = lines(*faults)
    assert line == "Needs!C3:C42, C45 (41 cells): 'x' is not a number; type a number such as 12.5"


def test_many_equal_faults_are_one_line() -> None:
    (line,) = lines(*(not_a_number(cell(row), "x") for row in range(2, 40_003)))
    assert line.startswith("Needs!C2:C40002 (40,001 cells): ")


def test_few_different_values_are_told_one_by_one_and_more_in_one_line() -> None:
    words = list("abcdefg")
    few = [not_a_number(cell(row), word) for row, word in enumerate(words[:3], start=3)]
    assert [line.partition(":")[0] for line in lines(*few)] == ["Needs!C3", "Needs!C4", "Needs!C5"]
    (line,) = lines(*(not_a_number(cell(row), word) for row, word in enumerate(words, start=3)))
    assert line.startswith("Needs!C3:C9 (7 cells): 'a', 'b', 'c', 'd', 'e', ... is not a number; ")


def test_in_chinese_a_line_has_the_marks_of_chinese() -> None:
    with speaking("zh"):
        assert lines(Fault(cell(3), "不是数字", "请填写数字")) == ["Needs!C3：不是数字；请填写数字"]


def test_other_columns_and_other_words_stay_apart() -> None:
    blank = Fault(cell(5), _("'{column}' is blank").format(column="need"), _("type a number"))
    faults = [not_a_number(cell(3), "x"), not_a_number(cell(4, "D"), "x"), not_a_number(cell(4), "x"), blank]
    assert [line.partition(": ")[0] for line in lines(*faults)] == [
        "Needs!C3:C4 (2 cells)",
        "Needs!D4",
        "Needs!C5",
    ]


def test_the_remedy_for_all_of_them() -> None:
    def text(row: int) -> Fault:
        return Fault(
            cell(row), _("'{text}' is text, not a number").format(text=row), f"type {row}", "mend all"
        )

    assert lines(text(3)) == ["Needs!C3: '3' is text, not a number; type 3"]
    assert lines(text(3), text(4)) == ["Needs!C3:C4 (2 cells): '3', '4' is text, not a number; mend all"]


def test_several_values_that_differ_are_shown_of_the_first() -> None:
    faults = [
        Fault(cell(row), _("{poor} poor persons are more than the {population} residents in {place}").format(
            poor=row, population=1, place=f"D{row}"), _("correct one of the two"))
        for row in range(3, 8)
    ]  # fmt: skip
    (line,) = lines(*faults)
    assert "3 poor persons are more than the 1 residents in D3, and others like it; correct" in line


def test_a_row_of_cells_that_are_wrong_alike() -> None:
    faults = [not_a_number(cell(2, column), "#tag") for column in "BCDF"]
    (line,) = lines(*faults)
    assert line.startswith("Needs!B2:D2, F2 (4 cells): '#tag' is not a number; ")


@pytest.mark.parametrize(
    ("column", "where"), [("need", "needs.csv:3-5, 9 [need] (4 lines)"), (None, "needs.csv:3-5, 9 (4 lines)")]
)
def test_lines_of_a_file(column: str | None, where: str) -> None:
    faults = [not_a_number(Place("needs.csv", row, column, file=True), "x") for row in (3, 4, 5, 9)]
    assert [line.partition(": ")[0] for line in lines(*faults)] == [where]


def test_what_has_no_cell_of_its_own_is_never_left_out() -> None:
    faults = [
        Fault(Place("Needs", 2), _("the column '{column}' is missing").format(column=name), "add it")
        for name in "abcdefg"
    ]
    assert len(lines(*faults)) == 7


def test_the_faults_stay_apart_for_who_marks_them() -> None:
    wrong = InputFaults(not_a_number(cell(row), "x") for row in (3, 4))
    assert len(wrong.faults) == 2
    assert str(wrong) == "Needs!C3:C4 (2 cells): 'x' is not a number; type a number such as 12.5"


def test_a_comma_too_many_in_every_line_of_a_file_is_told_once(tmp_path: Path) -> None:
    lines = "".join(f"c{number},1000,10,\n" for number in range(2_001))
    write_case(
        tmp_path,
        counties=f"county,population,poor persons\n{lines}",
        needs="county,programme,need\nc0,roads,8",
    )
    (line,) = told(tmp_path)
    assert line.startswith("counties.csv:2-2002 (2,001 lines): this line has 4 cells, the header 3; ")


def test_a_title_above_the_header_of_a_file_is_no_fault_of_its_lines() -> None:
    assert case_of(needs="The needs of two counties\ncounty,programme,need\nEast,roads,8\n").need


@pytest.mark.parametrize("row", ["#adm2,#population,#affected", ",persons,persons"])
def test_a_row_of_tags_or_units_below_the_header_is_one_fault(row: str, tmp_path: Path) -> None:
    write_case(tmp_path, counties=f"county,population,poor persons\n{row}\nEast,1000,100\nWest,1000,300")
    (line,) = [line for line in told(tmp_path) if "is blank" not in line]
    assert line.startswith(
        "counties.csv:2: this row has words where figures belong, such as units or tags; move it"
    )


def test_a_column_of_numbers_as_text_is_told_once(tmp_path: Path) -> None:
    tables = tiny()
    for row in tables["Needs"][1:]:
        row[2] = str(row[2])
    (line,) = told(write_book(tables, tmp_path / "case.xlsx"))
    assert line.startswith(
        "Needs!C3:C5 (3 cells): '100', '20', '300' is text, not a number; mark the column and"
    )
    assert "Data > Text to Columns" in line
    marked = load_workbook(tmp_path / "out" / "faults.xlsx")["Needs"]
    assert all("type" in marked[cell].comment.text for cell in ("C3", "C4", "C5"))
