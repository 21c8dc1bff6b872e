"""The template says exactly what the tables declare, and a filled one reads back the same."""

import re
from csv import DictReader
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest

from polyfund.base.i18n import speaking
from polyfund.reading.read import read_case
from polyfund.reading.sheets import FRONT
from polyfund.rules import TABLES
from polyfund.schema.registers import REGISTERS
from polyfund.schema.scope import SCOPES
from polyfund.schema.table import NUMERIC, SOURCE, Choice, Column, Kind, Label, Table
from polyfund.template import BESIDES, case_rows, folder_rows, write_template
from polyfund.template.sheets import table_name
from polyfund.template.validation import LONGEST_TEXT, LONGEST_TITLE

EXAMPLE = Path(__file__).parents[2] / "inputs" / "western-yunnan"
BOTH = pytest.mark.parametrize("language", ["en", "zh"])

ROWS = {
    "settings": [
        {
            "title": "=1+1",
            "currency": "euro",
            "first_year": 2016,
            "last_year": 2018,
            "title source": "made up",
        }
    ],
    "counties": [
        {"county": "Fugong", "adcode": "533323", "population": 100000, "poor": 40000, "returning": 0.05},
        {"county": "=A1", "population": 5, "poor": 0, "tags": "border; deep"},
    ],
    "agencies": [{"agency": "Province", "kind": "provincial government"}],
    "programmes": [{"programme": "roads", "sector": "building", "effect": 12.5, "source": "#N/A"}],
    "needs": [{"county": "Fugong", "programme": "roads", "need": 3.5}],
    "budgets": [{"agency": "Province", "year": 2016, "amount": 2.25, "transferable": 0.3}],
    "limits": [{"counties": "each", "years": "2016", "sense": "at least", "amount": 1.0}],
}


@pytest.fixture(scope="module")
def books(tmp_path_factory):
    folder = tmp_path_factory.mktemp("template")
    for language in ("en", "zh"):
        write_template(folder / f"blank-{language}.xlsx", TABLES, language)
        write_template(folder / f"filled-{language}.xlsx", TABLES, language, ROWS)
    return {path.stem: openpyxl.load_workbook(path) for path in folder.iterdir()}


def sheet_of(book, key, language):
    return book[next(table for table in TABLES if table.key == key).label[language]]


def header(sheet):
    return {cell.value: cell for cell in sheet[2]}


def checks(sheet):
    return {
        str(check.sqref).split(":")[0].rstrip("0123456789"): check
        for check in sheet.data_validations.dataValidation
    }


@BOTH
def test_sheets_are_in_order_visible_and_unmerged(books, language):
    book = books[f"blank-{language}"]
    about, contents, lists = (label[language] for label in BESIDES)
    assert book.sheetnames == [about, contents, *(table.label[language] for table in TABLES), lists]
    assert all(sheet.sheet_state == "visible" and not sheet.merged_cells.ranges for sheet in book)


@BOTH
def test_the_reader_passes_over_the_sheets_without_tables(language):
    assert {label[language].casefold() for label in BESIDES} <= set(FRONT)


@BOTH
@pytest.mark.parametrize(
    "table", [table for table in TABLES if not table.record], ids=lambda table: table.key
)
def test_a_sheet_is_what_its_table_declares(books, table, language):
    sheet = books[f"blank-{language}"][table.label[language]]
    (named,) = sheet.tables.values()
    assert [cell.value for cell in sheet[2]] == [column.label[language] for column in table.columns]
    assert named.displayName == table_name(table)
    assert named.ref == f"A2:{sheet.cell(2, len(table.columns)).column_letter}22"
    assert sheet.freeze_panes == "B3"
    with speaking(language):
        for column, cell in zip(table.columns, sheet[2], strict=True):
            assert column.meaning[language].split("{")[0] in cell.comment.text
            assert cell.comment.height >= 60


@BOTH
def test_table_names_are_unique_and_the_same_in_both_languages(books, language):
    names = [name for sheet in books[f"blank-{language}"] for name in sheet.tables]
    assert len(set(names)) == len(names) == len(TABLES)
    assert all(re.fullmatch(r"tbl_\w+", name, re.ASCII) for name in names)


@BOTH
def test_every_column_that_excel_can_check_is_checked(books, language):
    for table in TABLES:
        if table.record:
            continue
        sheet = books[f"blank-{language}"][table.label[language]]
        wanted = {
            cell.column_letter
            for column, cell in zip(table.columns, sheet[2], strict=True)
            if column.numeric or column.kind in (Kind.CHOICE, Kind.REFERENCE, Kind.SCOPE)
        }
        assert set(checks(sheet)) == wanted, table.key


@BOTH
def test_checks_keep_within_what_excel_opens(books, language):
    for sheet in books[f"blank-{language}"]:
        for check in sheet.data_validations.dataValidation:
            assert not check.formula1.startswith(('"', "=")), "no inline list"
            assert "INDIRECT" not in check.formula1
            assert len(check.formula1) <= 255
            assert len(check.errorTitle) <= LONGEST_TITLE and len(check.error) <= LONGEST_TEXT
            assert len(check.prompt or "") <= LONGEST_TEXT


@pytest.mark.parametrize(
    ("key", "label", "kind", "style", "refuses", "formula"),
    [
        ("agencies", "kind", "list", "stop", True, "'Lists'!$B$3:$B$19"),
        (
            "needs",
            "county",
            "list",
            "warning",
            True,
            "OFFSET('Counties'!$A$3,0,0,MAX(1,COUNTA('Counties'!$A$3:$A$1002)),1)",
        ),
        (
            "limits",
            "counties",
            "list",
            "information",
            False,
            "OFFSET('Lists'!$F$3,0,0,MAX(1,'Lists'!$F$1),1)",
        ),
        (
            "eligibility",
            "counties",
            "list",
            "information",
            False,
            "OFFSET('Lists'!$F$4,0,0,MAX(1,'Lists'!$F$1-1),1)",
        ),
        ("counties", "population", "whole", "stop", True, "1"),
        ("counties", "returning share", "decimal", "stop", True, "0"),
        ("agencies", "worth of one unit", "custom", "stop", True, "AND(ISNUMBER(F3),F3>0,F3<=1000)"),
    ],
)
def test_a_check(books, key, label, kind, style, refuses, formula):
    sheet = sheet_of(books["blank-en"], key, "en")
    check = checks(sheet)[header(sheet)[label].column_letter]
    assert (check.type, check.errorStyle, check.showErrorMessage) == (kind, style, refuses)
    assert check.formula1 == formula


def test_choices_stand_on_lists_in_the_language(books):
    for language, name in (("en", "Lists"), ("zh", "列表")):
        columns = [[cell.value for cell in column] for column in books[f"blank-{language}"][name].iter_cols()]
        for table in TABLES:
            for column in table.columns:
                if column.choices:
                    words = [choice.label[language] for choice in column.choices]
                    assert any(listed[2 : 2 + len(words)] == words for listed in columns), column.key


@BOTH
def test_text_stays_text(books, language):
    counties = sheet_of(books[f"filled-{language}"], "counties", language)
    programmes = sheet_of(books[f"filled-{language}"], "programmes", language)
    settings = sheet_of(books[f"filled-{language}"], "settings", language)
    for cell, text in ((counties["A4"], "=A1"), (programmes["G3"], "#N/A"), (settings["B3"], "=1+1")):
        assert (cell.value, cell.data_type) == (text, "s")
    assert counties["C3"].value == "533323"
    assert counties["C3"].number_format == "@"


@pytest.mark.parametrize(
    ("key", "cell", "value", "shown_as"),
    [
        ("counties", "F3", 100000, "#,##0"),
        ("counties", "J3", 0.05, "0.0#%"),
        ("budgets", "C3", 2016, "0"),
        ("budgets", "D3", 2.25, "#,##0.0##"),
        ("limits", "D3", 2016, "General"),
        ("limits", "B3", "each", "@"),
        ("agencies", "C3", "provincial government", "@"),
    ],
)
def test_values_are_typed(books, key, cell, value, shown_as):
    found = sheet_of(books["filled-en"], key, "en")[cell]
    assert (found.value, found.number_format) == (value, shown_as)


def test_words_of_the_program_are_written_in_the_language(books):
    book = books["filled-zh"]
    assert sheet_of(book, "agencies", "zh")["C3"].value == "省级政府"
    assert sheet_of(book, "limits", "zh")["B3"].value == "每个"
    assert [sheet_of(books["blank-zh"], "settings", "zh")[cell].value for cell in ("B3", "B4")] == [
        "方案",
        "元",
    ]


def test_units_name_the_currency(books):
    assert (
        header(sheet_of(books["filled-en"], "budgets", "en"))["amount"].offset(-1).value
        == "million euro · required"
    )
    assert sheet_of(books["blank-zh"], "budgets", "zh")["D1"].value == "百万元 · 必填"


def test_settings_have_one_row_each(books):
    sheet = sheet_of(books["filled-en"], "settings", "en")
    settings = next(table for table in TABLES if table.record)
    assert [cell.value for cell in sheet[2]] == ["setting", "value", "unit", "meaning", "source"]
    assert [row[0].value for row in sheet.iter_rows(min_row=3)] == [c.label.en for c in settings.columns]
    assert [sheet[cell].value for cell in ("B4", "B5", "B8", "E3")] == ["euro", 2016, 600, "made up"]


def test_contents_lead_to_every_sheet(books):
    book = books["blank-en"]
    links = [row[0].hyperlink.location for row in book["Contents"].iter_rows(min_row=2)]
    assert links == [f"'{name}'!A1" for name in book.sheetnames if name != "Contents"]


@BOTH
def test_nothing_is_left_in_the_other_language(books, language):
    """About and Contents are all in Chinese signs, or without any."""
    for sheet in books[f"blank-{language}"].worksheets[:2]:
        for row in sheet.iter_rows():
            for cell in row:
                text = str(cell.value or "")
                chinese = re.search(r"[\u4e00-\u9fff]", text) is not None
                assert chinese == (language == "zh") or not text or text.startswith("polyfund"), text


def test_the_same_tables_give_the_same_bytes(tmp_path):
    for name in ("one.xlsx", "two.xlsx"):
        write_template(tmp_path / name, REGISTERS, "en", ROWS)
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()
    with ZipFile(tmp_path / "one.xlsx") as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_lone_table_needs_no_registers(tmp_path):
    colours = (Choice("red", Label("red", "红")), Choice("blue", Label("blue", "蓝")))
    table = Table(
        "paints",
        Label("Paints & more", "漆"),
        Label("Paints", "漆"),
        (
            Column("colour", Label("colour", "颜色"), Label("Which", "颜色"), Kind.CHOICE, choices=colours),
            SOURCE,
        ),
    )
    write_template(tmp_path / "paints.xlsx", [table], "en")
    book = openpyxl.load_workbook(tmp_path / "paints.xlsx")
    assert list(book["Paints & more"].tables) == ["tbl_PaintsMore"]


@BOTH
def test_the_example_reads_back_as_it_was(tmp_path, language):
    rows = folder_rows(EXAMPLE, TABLES)
    write_template(tmp_path / "example.xlsx", TABLES, language, rows)
    from_files, from_workbook = read_case(EXAMPLE, TABLES), read_case(tmp_path / "example.xlsx", TABLES)
    assert from_workbook.settings == from_files.settings
    for table in TABLES:
        words = [column.key for column in table.columns if column.kind is Kind.SCOPE]  # 'each' is translated
        for case in (from_files, from_workbook):
            frame = case.tables[table.key]
            case.tables[table.key] = frame.drop(columns=words if language == "zh" else []).reset_index(
                drop=True
            )
        assert from_workbook.tables[table.key].equals(from_files.tables[table.key]), table.key


def test_case_rows_keep_the_order_of_the_input_and_the_sources_of_settings():
    case = read_case(EXAMPLE, TABLES)
    plain, with_sources = case_rows(case), folder_rows(EXAMPLE, TABLES)
    with (EXAMPLE / "budgets.csv").open(encoding="utf-8", newline="") as file:
        assert [row["agency"] for row in plain["budgets"]] == [row["agency"] for row in DictReader(file)]
    assert "title source" not in plain["settings"][0]
    assert with_sources["settings"][0]["title source"]


def test_every_kind_and_dimension_is_met():
    """What these tests walk over holds a column of every kind."""
    columns = [column for table in TABLES for column in table.columns]
    assert {column.kind for column in columns} == set(Kind) and set(NUMERIC) < set(Kind)
    assert {column.dimension for column in columns if column.dimension} == set(SCOPES)
