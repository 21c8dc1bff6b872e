"""Bad cells, rows, columns and sheets: each a small change of one sound case, told by the command."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from tests.reading.faulty import assert_told, told
from tests.reading.tiny import Tables, book_of, tiny, write_book, write_folder

# table, row of data, header, the bad value, place, words of the message
CELLS: list[tuple[str, int, str, Any, str, *tuple[str, ...]]] = [
    ("Counties", 1, "population", "38000", "D3", "is text, not a number", "type 38000 again"),
    ("Counties", 1, "population", "３８０００", "D3", "full-width", "38000"),
    ("Counties", 1, "population", "٣٨", "D3", "foreign digits", "38"),
    ("Counties", 1, "population", "38,000", "D3", "thousands or decimals", "38000 or 38.000"),
    ("Counties", 1, "population", "38 000", "D3", "parts its digits"),
    ("Counties", 1, "population", "38_000", "D3", "parts its digits"),
    ("Counties", 1, "population", "38000 persons", "D3", "mixes a number with words"),
    ("Counties", 1, "population", "n/a", "D3", "not a number", "leave the cell blank"),
    ("Counties", 1, "population", "nan", "D3", "not a number", "leave the cell blank"),
    ("Counties", 1, "population", "many", "D3", "'many' is not a number"),
    ("Counties", 1, "population", "#DIV/0!", "D3", "error #DIV/0!", "mend its formula"),
    ("Counties", 1, "population", "=2*19000", "D3", "formula =2*19000", "not stored", "save it"),
    ("Counties", 1, "population", True, "D3", "TRUE or FALSE", "type a number"),
    ("Counties", 1, "population", date(2016, 1, 2), "D3", "date", "2016-01-02", "General"),
    ("Counties", 1, "population", time(12, 30), "D3", "date or time", "General"),
    ("Counties", 1, "population", timedelta(hours=30), "D3", "date or time", "General"),
    ("Counties", 1, "population", 38000.5, "D3", "38000.5 is not a whole number"),
    ("Counties", 1, "population", -5, "D3", "-5 is less than 1 (persons)", "from 1 to 1000000000"),
    ("Counties", 1, "population", 1e300, "D3", "beyond all bounds", "check the unit"),
    ("Counties", 1, "population", 2e9, "D3", "more than 1000000000 (persons)"),
    ("Counties", 1, "population", None, "D3", "'population' is blank", "type a number"),
    ("Counties", 1, "population", 11999, "E3", "12000 poor persons are more", "residents in Counties!D3"),
    ("Counties", 1, "returning share", "2,5", "F3", "decimal comma", "2.5"),
    ("Counties", 1, "returning share", "2 %", "F3", "is text, not a number", "type 2 % again"),
    ("Counties", 1, "returning share", 2, "F3", "2 is more than 1", "0.02 or 2 %"),
    ("Counties", 1, "map column", None, "G3", "a column and a row", "both, or neither"),
    ("Counties", 2, "map column", 0, "G4", "already taken in Counties!G3"),
    ("Counties", 2, "prefecture", "NuJiang", "B4", "only by case or spaces", "Counties!B3"),
    ("Counties", 2, "prefecture", "border", "C3", "also the prefecture 'border' in Counties!B4"),
    ("Counties", 2, "prefecture", "Gongshan", "B4", "also the county 'Gongshan' in Counties!A3"),
    ("Counties", 2, "prefecture", 2.5, "B4", "where a name belongs"),
    ("Agencies", 1, "kind", "central goverment", "B3", "did you mean 'central government'?"),
    ("Agencies", 1, "kind", "x", "B3", "choose one of: central government,"),
    ("Agencies", 1, "kind", "enterprise", "B3", "choose one of: central government,"),  # of three
    ("Agencies", 1, "kind", "政府", "B3", "choose one of: central government,"),
    ("Agencies", 1, "kind", True, "B3", "TRUE or FALSE", "choose one of"),
    ("Agencies", 1, "staff days", 1e-9, "C3", "too small to mean anything", "type 0"),
    ("Agencies", 1, "worth of one unit", 0, "E3", "0 is not above 0", "above 0 and at most 1000"),
    ("Returns", 1, "factor on the effect", 0.5, "E4", "0.6 is above 0.5 in Returns!E3", "increasing returns"),
    ("Returns", 1, "share of the need", 0.4, "D4", "add up to 0.9", "roads"),
    ("Returns", 2, "tier", 3, "C4", "tier 3 follows where tier 2 is missing"),
    ("Needs", 1, "county", "Gongshn", "A3", "Counties knows no 'Gongshn'", "did you mean 'Gongshan'?"),
    ("Needs", 3, "county", "Xyz", "A5", "no 'Xyz'", "use a name from Counties"),
    ("Needs", 2, "programme", "roads", "A4", "Gongshan / roads is already in Needs!A3"),
    ("Budgets", 1, "year", 2020, "C3", "outside the years of the case, 2016 to 2017"),
    ("Budgets", 1, "transferable share", 0.5, "E3", "without a sector", "name the sector"),
    ("Budgets", 2, "sector", "educaton", "B4", "did you mean 'education'?"),
    ("Eligibility", 1, "counties", "each", "B3", "'each' has no meaning"),
    ("Eligibility", 1, "agency or kind", "bank", "A3", "Agencies knows no 'bank'"),
    ("Aims", 1, "priority", 0, "A3", "less than 1"),
    ("Limits", 1, "counties", "boarder", "B3", "did you mean 'border'?"),
    ("Limits", 2, "years", "2016-2030", "C4", "from 2016 to 2017"),
    ("Limits", 2, "agencies", "eachcentral government", "A4", "put a space after 'each'"),
    ("Targets", 1, "years", "2016-2017", "B3", "the end of one year"),
    ("Commitments", 1, "programme", "schools", "E3", "none may fund it", "Eligibility or Budgets"),
    ("Commitments", 1, "year", 2017, "E3", "none has money then", "change the years"),
    ("Settings", 2, "value", "soon", "B4", "'soon' is not a number"),
    ("Settings", 2, "value", 2018, "B5", "last year 2017 comes before the first year 2018"),
    ("Settings", 2, "value", 1950, "B5", "more than 50 years"),
    ("Settings", 2, "setting", "frist year", "A4", "did you mean 'first year'?"),
]

# table, a further row, place, words of the message
ROWS: list[tuple[str, list[Any], str, *tuple[str, ...]]] = [
    ("Counties", ["Gong\nshan", None, None, 9, 1], "A5", "line break", "on one line"),
    ("Counties", ["Lan\u200dping", None, None, 9, 1], "A5", "invisible", "on one line"),
    ("Counties", ["Lan\u200bping", None, None, 9, 1], "A5", "Lanping is already in Counties!A4"),
    ("Counties", ["each", None, None, 9, 1], "A5", "begins a scope"),
    ("Counties", ["每个 县", None, None, 9, 1], "A5", "begins a scope"),
    ("Counties", ["L" * 121, None, None, 9, 1], "A5", "121 characters"),
    ("Counties", ["total", None, None, 248000, 1], "A5", "248000 in Counties!D5 is their sum", "'Notes'"),
    ("Counties", ["Gongshan", None, None, 9, 1], "A5", "Gongshan is already in Counties!A3"),
    ("Counties", ["GONG shan", None, None, 9, 1], "A5", "'Gongshan' in Counties!A3 only by case or spaces"),
    ("Counties", [date(2016, 12, 1), None, None, 9, 1], "A5", "date", "2016-12-01"),
    ("Counties", [None, None, None, 9, 1], "A5", "'county' is blank", "fill it in"),
    ("Agencies", ["中央政府", "other"], "B3", "also the agency '中央政府' in Agencies!A5"),
    ("Programmes", ["education", "training", 9], "B4", "also the programme 'education' in Programmes!A5"),
    ("Returns", ["schools", "Lanping", 1, 1, 1], "B6", "Lanping has no need of schools"),
    ("Settings", ["first year", 2016], "A6", "'first year' is already in Settings!A4"),
    ("Settings", [None, 7], "A6", "no setting before it"),
]


@pytest.mark.parametrize("change", CELLS, ids=lambda change: f"{change[0]}-{change[2]}-{change[3]}"[:60])
def test_a_bad_cell(change: Any, tmp_path: Path) -> None:
    table, row, header, value, cell, *words = change
    tables = tiny()
    tables[table][row][tables[table][0].index(header)] = value
    (line,) = told(write_book(tables, tmp_path / "case.xlsx"))
    assert_told([line], f"{table}!{cell}", *words)


@pytest.mark.parametrize("change", ROWS, ids=lambda change: f"{change[0]}-{change[1][0]}"[:40])
def test_a_bad_row(change: Any, tmp_path: Path) -> None:
    table, row, cell, *words = change
    tables = tiny()
    tables[table].append(row)
    (line,) = told(write_book(tables, tmp_path / "case.xlsx"))
    assert_told([line], f"{table}!{cell}", *words)


def _renamed(tables: Tables) -> None:
    tables["Counties"][0][3] = "populaton"


def _unknown_column(tables: Tables) -> None:
    for row, value in zip(tables["Agencies"], ("telephone", 1, 2), strict=True):
        row.append(value)


def _twice(tables: Tables) -> None:
    for row, value in zip(tables["Agencies"], ("Kind", "bank", "bank"), strict=True):
        row.append(value)


def _twice_without_data(tables: Tables) -> None:
    tables["Agencies"][0].append("类别")


def _without_header(tables: Tables) -> None:
    tables["Agencies"][1].extend([None, "ask Li"])


def _missing_column(tables: Tables) -> None:
    for row in tables["Budgets"]:
        del row[3]


def _no_rows(tables: Tables) -> None:
    del tables["Needs"][1:]


def _no_setting(tables: Tables) -> None:
    del tables["Settings"][2]


def _no_sheet(tables: Tables) -> None:
    del tables["Budgets"]


def _misspelt_sheet(tables: Tables) -> None:
    tables["Limts"] = tables.pop("Limits")


def _stranger(tables: Tables) -> None:
    tables["Zoo"] = [["elephants"], [7]]


def _both_languages(tables: Tables) -> None:
    tables["限额"] = tables["Limits"]


def _no_labels(tables: Tables) -> None:
    tables["Aims"][0] = ["a", "b", "c"]


TABLES: list[tuple[Callable[[Tables], None], str, *tuple[str, ...]]] = [
    (_renamed, "Counties!D2", "'populaton'", "did you mean 'population'?"),
    (_unknown_column, "Agencies!F2", "no column of this table is called 'telephone'", "Notes"),
    (_twice, "Agencies!F2", "the column 'Kind' is already in Agencies!B2", "'Notes'"),
    (_twice_without_data, "Agencies!F2", "the column '类别' is already in Agencies!B2", "'Notes'"),
    (_without_header, "Agencies!G3", "outside the columns", "Notes"),
    (_missing_column, "Budgets!2", "the column 'amount' is missing", "add it"),
    (_no_rows, "Needs", "no rows yet", "at least one row"),
    (_no_setting, "Settings", "the setting 'first year' is missing", "add a row"),
    (_no_sheet, "case.xlsx", "the table 'Budgets' is missing", "polyfund template"),
    (_misspelt_sheet, "Limts", "no table is called 'Limts'", "rename it to 'Limits'"),
    (_stranger, "Zoo", "no table is called 'Zoo'", "Notes"),
    (_both_languages, "限额", "the same table as 'Limits'", "together in one"),
    (_no_labels, "Aims", "no label of the table 'Aims'", "priority, measure"),
]


@pytest.mark.parametrize("change", TABLES, ids=lambda change: change[0].__name__)
def test_a_bad_table(change: Any, tmp_path: Path) -> None:
    spoil, place, *words = change
    tables = tiny()
    spoil(tables)
    lines = told(write_book(tables, tmp_path / "case.xlsx"))
    assert_told(lines, place, *words)
    assert len(lines) == 1


def _merged(book: Workbook) -> None:
    book["Counties"].merge_cells("B3:B4")


def _everything_merged(book: Workbook) -> None:
    book["Counties"].merged_cells.add("A1:XFD1048576")


def _far_cell(book: Workbook) -> None:
    book["Counties"]["XFD1048576"] = "x"


def _far_right(book: Workbook) -> None:
    book["Counties"]["ZZ3"] = "x"


def _far_down(book: Workbook) -> None:
    book["Counties"]["A900000"] = "x"


SHEETS: list[tuple[Callable[[Workbook], None], str, str]] = [
    (_merged, "Counties!B3", "the cells B3:B4 are merged"),
    (_everything_merged, "Counties!A1", "the cells A1:XFD1048576 are merged"),
    (_far_cell, "Counties!XFD1048576", "a stray cell"),
    (_far_right, "Counties!ZZ3", "a stray cell"),
    (_far_down, "Counties!A900000", "a stray cell"),
]


@pytest.mark.parametrize(
    ("spoil", "place", "words"), SHEETS, ids=lambda part: getattr(part, "__name__", None)
)
def test_a_bad_sheet(spoil: Callable[[Workbook], None], place: str, words: str, tmp_path: Path) -> None:
    book = book_of(tiny())
    spoil(book)
    book.save(tmp_path / "case.xlsx")
    (line,) = told(tmp_path / "case.xlsx")
    assert_told([line], place, words)


def test_all_faults_are_told_in_one_pass_in_the_order_of_the_sheets(tmp_path: Path) -> None:
    tables = tiny()
    tables["Commitments"][1][2] = "rods"
    tables["Counties"][1][3] = "38000"
    tables["Counties"][2][4] = -1
    tables["Settings"][2][1] = None
    tables["Limits"][1][1] = "boarder"
    tables["Zoo"] = [["elephants"], [7]]
    lines = told(write_book(tables, tmp_path / "case.xlsx"))
    places = [line.partition(": ")[0] for line in lines]
    assert places == ["Zoo", "Settings!B4", "Counties!D3", "Counties!E4", "Limits!B3", "Commitments!C3"]


def test_one_bad_county_brings_no_faults_after_it(tmp_path: Path) -> None:
    tables = tiny()
    for row in tables["Counties"][1:]:
        row[3] = None
    lines = told(write_book(tables, tmp_path / "case.xlsx"))
    assert [line.partition(": ")[0] for line in lines] == ["Counties!D3:D4 (2 cells)"]


def test_an_empty_template_is_told_table_by_table(tmp_path: Path) -> None:
    empty = {name: rows[:1] for name, rows in tiny().items()}
    lines = told(write_book(empty, tmp_path / "case.xlsx"))
    for table in ("Settings", "Counties", "Agencies", "Programmes", "Needs", "Budgets"):
        assert_told(lines, table, "no rows yet")


def test_a_fault_is_told_in_a_file_by_line_and_header(tmp_path: Path) -> None:
    tables = tiny()
    tables["Counties"][2][3] = "2,5"
    (line,) = told(write_folder(tables, tmp_path / "case"))
    assert_told([line], "counties.csv:3 [population]", "decimal comma", "type 2.5")
