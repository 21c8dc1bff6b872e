"""The marked copy shows every fault where it stands, and leaves the source alone."""

import openpyxl
import pytest

from polyfund.base.i18n import speaking
from polyfund.schema.faults import Fault, Place
from polyfund.template import marked_copy as marked
from polyfund.template.marked_copy import NoCopy, write_marked_copy
from tests.reading.test_bad_files import edit


@pytest.fixture
def workbook(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Needs"
    for row in (["county", "need"], ["Fugong", "x"], ["Lushui", "=1+1"]):
        sheet.append(row)
    sheet["A3"].value, sheet["A3"].data_type = "=text", "s"
    path = tmp_path / "case.xlsx"
    book.save(path)
    return path


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "case"
    path.mkdir()
    (path / "needs.csv").write_text(
        'county,need,source\nFugong,x,"two\nlines"\n=1,7,\n', encoding="utf-8-sig", newline=""
    )
    (path / "broken.csv").write_bytes(b"a,b\n\xff\x00,2\n")
    return path


def fault(place, what="not a number"):
    return Fault(place, what, "write a number")


def test_cells_of_a_workbook_are_coloured_and_noted(workbook, tmp_path):
    before = workbook.read_bytes()
    faults = [
        fault(Place("Needs", 2, "B")),
        fault(Place("Needs", 2, "B"), "out of range"),
        fault(Place("Needs", 3)),
        fault(Place("Needs")),
        fault(Place("case.xlsx")),
    ]
    target = write_marked_copy(workbook, faults, tmp_path / "marked.xlsx")
    assert workbook.read_bytes() == before
    book = openpyxl.load_workbook(target)
    sheet = book["Needs"]
    assert sheet["B2"].comment.text == "not a number; write a number\nout of range; write a number"
    assert [sheet[cell].fill.fgColor.rgb for cell in ("B2", "A3", "A2")] == [
        "00F4B084",
        "00F4B084",
        "00000000",
    ]
    assert (sheet["A3"].value, sheet["A3"].data_type) == ("=text", "s")
    assert (sheet["B3"].value, sheet["B3"].data_type) == ("=1+1", "f")


def test_the_first_sheet_lists_faults_with_links(workbook, tmp_path):
    faults = [fault(Place("Needs", 2, "B")), fault(Place("Needs")), fault(Place("case.xlsx"))]
    book = openpyxl.load_workbook(write_marked_copy(workbook, faults, tmp_path / "marked.xlsx"))
    sheet = book.worksheets[0]
    assert sheet.title == "Faults"
    assert "case.xlsx" in sheet["A2"].value and "only a marked copy" in sheet["A2"].value
    told = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]
    assert told[0] == ["Needs", "B2", "not a number", "write a number"]
    links = [row[0].hyperlink and row[0].hyperlink.location for row in sheet.iter_rows(min_row=5)]
    assert links == ["'Needs'!A1", "'Needs'!A1", None]
    assert sheet["B5"].hyperlink.location == "'Needs'!B2"


def test_lines_of_files_are_rows(folder, tmp_path):
    faults = [
        fault(Place("needs.csv", 2, "need", file=True)),
        fault(Place("needs.csv", 4, "county", file=True)),
        fault(Place("needs.csv", 4, "column 9", file=True)),
    ]
    book = openpyxl.load_workbook(write_marked_copy(folder, faults, tmp_path / "marked.xlsx"))
    assert book.sheetnames == ["Faults", "broken", "needs"]
    sheet = book["needs"]
    assert sheet["C2"].value == "two\nlines"
    assert (sheet["A4"].value, sheet["A4"].data_type) == ("=1", "s")
    assert sheet["B2"].comment.text.startswith("not a number")
    assert sheet["A4"].comment.text.count("\n") == 1
    assert book["broken"]["A2"].value == "\N{REPLACEMENT CHARACTER}" * 2


def test_a_copy_in_chinese(workbook, tmp_path):
    with speaking("zh"):
        target = write_marked_copy(workbook, [fault(Place("Needs", 2, "B"))], tmp_path / "marked.xlsx")
    sheet = openpyxl.load_workbook(target).worksheets[0]
    assert sheet.title == "问题" and sheet["C4"].value == "问题"


def test_an_earlier_list_of_faults_is_replaced(workbook, tmp_path):
    once = write_marked_copy(workbook, [fault(Place("Needs", 2, "B"))], tmp_path / "once.xlsx")
    twice = write_marked_copy(once, [fault(Place("Needs", 3, "B"))], tmp_path / "twice.xlsx")
    assert openpyxl.load_workbook(twice).sheetnames == ["Faults", "Needs"]


@pytest.mark.parametrize("content", [b"", b"not a workbook", b"PK\x03\x04 broken"])
def test_what_cannot_be_opened_gets_no_copy(tmp_path, content):
    source = tmp_path / "case.xlsx"
    source.write_bytes(content)
    assert write_marked_copy(source, [fault(Place("case.xlsx"))], tmp_path / "marked.xlsx") is None
    assert not (tmp_path / "marked.xlsx").exists()


def test_an_empty_folder_gets_no_copy(tmp_path):
    (tmp_path / "empty").mkdir()
    assert write_marked_copy(tmp_path / "empty", [], tmp_path / "marked.xlsx") is None


def test_of_very_many_faults_the_first_are_marked(folder, tmp_path, monkeypatch):
    monkeypatch.setattr(marked, "MOST_LISTED", 1)
    faults = [fault(Place("needs.csv", line, "need", file=True)) for line in (2, 4, 2_000_000)]
    book = openpyxl.load_workbook(write_marked_copy(folder, faults, tmp_path / "faults.xlsx"))
    assert [book["needs"][cell].comment is None for cell in ("B2", "B4")] == [False, True]
    assert book["Faults"]["A6"].value.startswith("and 2 more")


def test_lines_beyond_the_copy_are_listed_only(folder, tmp_path, monkeypatch):
    monkeypatch.setattr(marked, "MOST_COPIED", 2)
    faults = [fault(Place("needs.csv", 2_000_000, "need", file=True))]
    book = openpyxl.load_workbook(write_marked_copy(folder, faults, tmp_path / "faults.xlsx"))
    assert book["needs"].max_row == 2
    assert book["Faults"]["B5"].value == "2000000 [need]"


def test_a_workbook_in_which_no_sheet_has_a_fault_gets_no_copy(workbook, tmp_path):
    assert write_marked_copy(workbook, [fault(Place("case.xlsx"))], tmp_path / "marked.xlsx") is None


def test_a_fault_in_a_merged_range_is_noted_on_its_first_cell(workbook, tmp_path):
    book = openpyxl.load_workbook(workbook)
    book["Needs"].merge_cells("A2:A3")
    book.save(workbook)
    target = write_marked_copy(workbook, [fault(Place("Needs", 3, "A"))], tmp_path / "marked.xlsx")
    sheet = openpyxl.load_workbook(target)["Needs"]
    assert sheet["A2"].comment.text == "not a number; write a number"


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("needs[1].csv", "needs_1_"),
        ("a:b*c?d.csv", "a_b_c_d"),
        ("'needs'.csv", "needs"),
        ("ne\x1beds.csv", "ne\N{REPLACEMENT CHARACTER}eds"),
        ("n" * 40 + ".csv", "n" * 31),
    ],
)
def test_the_name_of_a_file_that_no_sheet_can_have(name, title, tmp_path):
    (tmp_path / "case").mkdir()
    (tmp_path / "case" / name).write_text("county\nA\x1b\ufffe\n", encoding="utf-8")
    faults = [fault(Place(name, 2, "county", file=True), "'A\x1b' cannot be")]
    target = write_marked_copy(tmp_path / "case", faults, tmp_path / "marked.xlsx")
    book = openpyxl.load_workbook(target)
    assert book.sheetnames == ["Faults", title]
    assert book[title]["A2"].value == "A" + 2 * "\N{REPLACEMENT CHARACTER}"
    assert book[title]["A2"].comment.text.startswith("'A\\x1b' cannot be")


@pytest.mark.parametrize("cell", ['t="n"><v>' + "9" * 400, 't="d"><v>'], ids=["400 digits", "no date"])
def test_what_cannot_be_written_again_gets_no_copy(cell, workbook, tmp_path):
    edit(
        workbook,
        "xl/worksheets/sheet1.xml",
        b'<c r="B2" t="inlineStr"><is><t>x</t></is>',
        f'<c r="B2" {cell}</v>'.encode(),
    )
    with pytest.raises(NoCopy, match="cannot be written again"):
        write_marked_copy(workbook, [fault(Place("Needs", 2, "B"))], tmp_path / "marked.xlsx")


@pytest.mark.parametrize("source", ["workbook", "folder"])
def test_a_copy_takes_no_longer_than_reading_did(source, request, tmp_path, monkeypatch):
    monkeypatch.setattr(marked, "AT_LEAST", 0.0)
    path = request.getfixturevalue(source)
    faults = [fault(Place("Needs", 2, "B")), fault(Place("needs.csv", 2, file=True))]
    with pytest.raises(NoCopy, match="longer than reading"):
        write_marked_copy(path, faults, tmp_path / "marked.xlsx", seconds=0.0)
    assert write_marked_copy(path, faults, tmp_path / "marked.xlsx", seconds=60.0)


def test_a_picture_is_left_out(workbook, tmp_path, monkeypatch):
    class Picture:
        format = "webp"  # of which openpyxl knows no part

    load = marked.load_workbook

    def with_picture(data):
        book = load(data)
        book["Needs"]._images.append(Picture())
        return book

    monkeypatch.setattr(marked, "load_workbook", with_picture)
    assert write_marked_copy(workbook, [fault(Place("Needs", 2, "B"))], tmp_path / "marked.xlsx")


def test_a_cell_without_a_header_is_marked_where_it_stands(folder, tmp_path):
    wrong = Fault(
        Place("needs.csv", 4, "column 2", file=True), "this cell stands outside the columns", "move it"
    )
    sheet = openpyxl.load_workbook(write_marked_copy(folder, [wrong], tmp_path / "faults.xlsx"))["needs"]
    assert [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment] == ["B4"]
