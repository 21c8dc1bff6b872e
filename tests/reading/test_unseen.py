"""What nobody sees on a sheet: hidden rows, columns and sheets count, and formulas may never have been calculated."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook
from xlsxwriter import Workbook as Written

from polyfund.run import read_case
from tests.reading.faulty import assert_told, told
from tests.reading.tiny import book_of, tiny


def _rows(book: Workbook) -> None:
    for row in (3, 5):
        book["Needs"].row_dimensions[row].hidden = True


def _a_blank_row(book: Workbook) -> None:
    book["Needs"].row_dimensions[99].hidden = True


def _columns(book: Workbook) -> None:
    for column in "CZ":  # nothing stands in Z
        book["Needs"].column_dimensions[column].hidden = True


def _filtered(book: Workbook) -> None:
    book["Needs"].auto_filter.ref = "A2:D5"
    book["Needs"].auto_filter.add_filter_column(1, ["roads"])
    book["Needs"].row_dimensions[4].hidden = True


def _sheet(book: Workbook) -> None:
    book["Needs"].sheet_state = "hidden"


def _all(book: Workbook) -> None:
    book["Needs"].sheet_state = "veryHidden"
    _rows(book)
    _columns(book)


HIDDEN: list[tuple[Callable[[Workbook], None], str]] = [
    (_rows, "hidden rows: 2"),
    (_a_blank_row, ""),
    (_columns, "hidden columns: 1"),
    (_filtered, "hidden rows: 1"),
    (_sheet, "the sheet itself"),
    (_all, "the sheet itself, hidden rows: 2, hidden columns: 1"),
]


@pytest.mark.parametrize(("hide", "words"), HIDDEN, ids=lambda part: getattr(part, "__name__", ""))
def test_what_is_hidden_counts_and_is_told(
    hide: Callable[[Workbook], None], words: str, tmp_path: Path
) -> None:
    book = book_of(tiny())
    hide(book)
    book.save(tmp_path / "case.xlsx")
    case = read_case(tmp_path / "case.xlsx")
    assert len(case.need) == 3
    expected = [f"Needs: what is hidden here is read like all else ({words})"] if words else []
    assert [str(warning).partition(";")[0] for warning in case.warnings] == expected


def written(path: Path, results: dict[str, float], notes: float | None = None) -> Path:
    """The tiny case written by a library that cannot calculate: formulas at some cells of Needs."""
    with Written(path) as book:
        for name, rows in tiny().items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
        for cell, result in results.items():
            book.get_worksheet_by_name("Needs").write_formula(cell, "=60+40", None, result)
        if notes is not None:
            book.add_worksheet("Notes").write_formula("A1", "=1+1", None, notes)
    return path


def test_formulas_that_were_never_calculated_are_a_fault(tmp_path: Path) -> None:
    (line,) = told(written(tmp_path / "case.xlsx", {"C3": 0, "C4": 0}))
    assert_told([line], "Needs!C3", "never calculated", "hold 0, here in C3, C4", "let it calculate, save it")


@pytest.mark.parametrize(("others", "notes"), [({"C4": 300}, None), ({}, 2)])
def test_one_zero_among_calculated_formulas_is_a_warning(
    others: dict[str, float], notes: float | None, tmp_path: Path
) -> None:
    case = read_case(written(tmp_path / "case.xlsx", {"C3": 0, **others}, notes))
    (warning,) = map(str, case.warnings)
    assert warning.startswith("Needs!C3: 0 is the result of formulas (C3)")


def test_calculated_formulas_are_read_without_a_word(tmp_path: Path) -> None:
    case = read_case(written(tmp_path / "case.xlsx", {"C2": 100, "C4": 300}))
    assert case.warnings == ()
    assert case.need["Gongshan", "roads"] == 100
