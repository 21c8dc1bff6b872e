"""Files that are no workbook, or no whole one: each told in words before anything is parsed."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest

from polyfund.reading import package
from polyfund.reading import xlsx as workbook
from polyfund.run import read_case
from tests.reading.faulty import assert_told, told
from tests.reading.tiny import tiny, write_book

OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
LAUGHS = b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;">]><sst>&lol2;</sst>'
SHEET = "xl/worksheets/sheet3.xml"  # Counties


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return write_book(tiny(), tmp_path / "case.xlsx")


def repack(path: Path, parts: Mapping[str, bytes | None]) -> Path:
    """Rewrites a package with parts replaced, added, or (None) left out."""
    with ZipFile(path) as old:
        kept = {name: old.read(name) for name in old.namelist()}
    with ZipFile(path, "w", ZIP_DEFLATED) as new:
        for name, data in {**kept, **parts}.items():
            if data is not None:
                new.writestr(name, data)
    return path


def edit(path: Path, part: str, old: bytes, new: bytes) -> Path:
    """Replaces bytes of one part."""
    with ZipFile(path) as whole:
        data = whole.read(part)
    assert old in data
    return repack(path, {part: data.replace(old, new, 1)})


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", ("the file is empty", "polyfund template")),
        (b"county,population\nGongshan,38000\n", ("a text file", "folder of CSV files")),
        ("县,人口\n贡山,38000\n".encode("gbk"), ("a text file", "folder of CSV files")),
        (b"\xef\xbb\xbf\n <html><table></table></html>", ("a web page", "Excel Workbook (.xlsx)")),
        (b"<?xml version='1.0'?><Workbook/>", ("XML file", "Excel Workbook (.xlsx)")),
        (OLE2, ("old .xls", "Excel Workbook (.xlsx)")),
        (OLE2 + "EncryptedPackage".encode("utf-16-le"), ("password", "without a password")),
        (b"\x00\x01\x02\x03" * 99, ("not a workbook", "give an .xlsx file")),
        (b"PK\x03\x04" + bytes(99), ("damaged or was not copied to its end", "again")),
    ],
    ids=["empty", "csv", "gbk", "html", "xml", "xls", "encrypted", "binary", "stub"],
)
def test_a_file_of_another_kind(data: bytes, words: tuple[str, ...], tmp_path: Path) -> None:
    path = tmp_path / "case.xlsx"
    path.write_bytes(data)
    (line,) = told(path)
    assert_told([line], "case.xlsx", *words)


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"[Content_Types].xml": None}, "not an Excel workbook"),
        ({"xl/workbook.xml": None, "word/document.xml": b"<w/>"}, "not an Excel workbook"),
        ({"xl/workbook.xml": None, "xl/workbook.bin": b"0"}, "binary workbook (.xlsb)"),
        ({"mimetype": b"application/vnd.oasis", "content.xml": b"<x/>"}, "OpenDocument"),
        ({"xl/sharedStrings.xml": LAUGHS}, "declares XML entities"),
        ({"xl/styles.xml": LAUGHS.decode().encode("utf-16-le")}, "declares XML entities"),
        ({SHEET: b"<worksheet><sheetData>"}, "damaged"),
        ({SHEET: None}, "damaged"),
        ({"xl/styles.xml": b"<styleSheet/"}, "damaged"),
        ({"xl/_rels/workbook.xml.rels": None}, "damaged"),
        ({"xl/_rels/workbook.xml.rels": b"<Relationships/>"}, "damaged"),
        ({"_rels/.rels": b"<Relationships/>", "[Content_Types].xml": b"<Types/>"}, "damaged"),
        ({SHEET: b"<other/>"}, "damaged"),
        ({"xl/media/zeros.bin": bytes(64 * 2**20)}, "unpacks to 64 MB"),
        ({SHEET: b"<worksheet>" + b"<row/>" * 2**18}, "times its size"),
        ({"xl/styles.xml": b"".join(b"<xf a='%d'/>" % at for at in range(package.MOST_TAGS + 1))}, "holds more than any workbook"),
        ({f"xl/media/{number}.bin": b"" for number in range(package.MOST_PARTS)}, "parts, more than any workbook"),
    ],
    ids=[
        "no types", "docx", "xlsb", "ods", "laughs", "utf-16 laughs", "open xml", "no sheet", "bad styles",
        "no relations", "empty relations", "empty types", "other sheet", "bomb", "rows", "styles", "parts",
    ],
)  # fmt: skip
def test_a_package_that_is_no_sound_workbook(parts: dict[str, bytes | None], words: str, book: Path) -> None:
    (line,) = told(repack(book, parts))
    assert_told([line], "case.xlsx", words)


def test_a_truncated_workbook(book: Path) -> None:
    book.write_bytes(book.read_bytes()[:-2000])
    assert_told(told(book), "case.xlsx", "damaged or was not copied to its end", "again")


def test_a_workbook_with_a_broken_part(book: Path) -> None:
    with ZipFile(book) as whole:
        info = whole.getinfo(SHEET)
    data = bytearray(book.read_bytes())
    middle = info.header_offset + 30 + len(SHEET) + info.compress_size // 2
    data[middle : middle + 8] = bytes(8)
    book.write_bytes(data)
    assert_told(told(book), "case.xlsx", "damaged")


def test_a_part_that_is_larger_than_it_says(book: Path) -> None:
    data = book.read_bytes()
    with ZipFile(book) as whole:
        size = whole.getinfo(SHEET).file_size.to_bytes(4, "little")
    book.write_bytes(data.replace(size, (99).to_bytes(4, "little")))
    assert_told(told(book), "case.xlsx", "damaged")


def test_a_package_with_a_password(book: Path) -> None:
    data = bytearray(book.read_bytes())
    entry = data.index(b"PK\x01\x02")
    data[entry + 8] |= 1
    book.write_bytes(data)
    assert_told(told(book), "case.xlsx", "password", "save it without")


def test_a_part_given_twice(book: Path) -> None:
    with warnings.catch_warnings(), ZipFile(book, "a") as whole:
        warnings.simplefilter("ignore")  # that is what is meant
        whole.writestr(SHEET, b"<worksheet/>")
    assert_told(told(book), "case.xlsx", "damaged or was not written by Excel")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'<row r="4"', b'<row r="2"'),
        (b'r="A4"', b'r="A3"'),
        (b'r="B4"', b'r="A4"'),
        (b'r="A4"', b'r="a-4"'),
        (b'<row r="4"', b'<row r="9999999"'),
        (b"<v>38000</v>", b"<v>38_000</v>"),
        (b"<v>38000</v>", "<v>３８０００</v>".encode()),
        (b"<v>38000</v>", b"<v>1</v><v>38000</v>"),
        (b't="n"><v>38000</v>', b't="s"><v>-1</v>'),
        (b't="n"><v>38000</v>', b't="zz"><v>38000</v>'),
        (b't="n"><v>38000</v>', b't="n"><is><t>38000</t></is>'),
        (b't="n"><v>38000</v>', b't="inlineStr"><v>38000</v>'),
    ],
)
def test_cells_that_contradict_their_rows(old: bytes, new: bytes, book: Path) -> None:
    (line,) = told(edit(book, SHEET, old, new))
    assert_told([line], "case.xlsx", "damaged", "repair")


def test_a_strict_workbook(book: Path) -> None:
    main, strict = (
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    )
    assert_told(told(edit(book, "xl/workbook.xml", main, strict)), "case.xlsx", "Strict Open XML")


@pytest.mark.parametrize(
    ("old", "new"), [(b'name="Counties"', b'name="Agencies"'), (b'r:id="rId3"', b'r:id="rId4"')]
)
def test_two_sheets_that_are_one(old: bytes, new: bytes, book: Path) -> None:
    (line,) = told(edit(book, "xl/workbook.xml", old, new))
    assert_told([line], "case.xlsx", "damaged", "repair")


def test_a_workbook_of_something_else(tmp_path: Path) -> None:
    path = write_book({"Zoo": [["elephants"], [7]]}, tmp_path / "case.xlsx")
    (line,) = told(path)
    assert_told([line], "case.xlsx", "no table that this program knows", "polyfund template")


def test_a_locked_file(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", locked)
    assert_told(told(book), "case.xlsx", "cannot be opened", "close it in Excel")


def test_a_file_that_cannot_be_read(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(path: Path) -> bytes:
        raise OSError(5, "Input/output error", str(path))

    monkeypatch.setattr(Path, "read_bytes", broken)
    assert_told(told(book), "case.xlsx", "Input/output error", "local disk")


def test_a_file_too_large(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "LARGEST_FILE", 2**10)
    assert_told(told(book), "case.xlsx", "larger than")


def test_a_full_sheet_is_read_however_long(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 2)
    assert len(read_case(book).counties) == 2


def test_a_csv_file_may_be_larger_than_a_workbook(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "LARGEST_FILE", 2**4)
    read_case(folder)
    monkeypatch.setattr(package, "LARGEST_TABLE", 2**4)
    assert_told(told(folder), "counties.csv", "larger than", "a copy without the rows")


def test_without_the_guard_against_bombs_nothing_is_read(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(openpyxl, "DEFUSEDXML", False)
    assert_told(told(book), "case.xlsx", "guard against XML bombs", "install defusedxml")


def test_the_mark_of_an_open_workbook(tmp_path: Path) -> None:
    path = tmp_path / "~$case.xlsx"
    path.write_bytes(bytes(165))
    assert_told(told(path), "~$case.xlsx", "beside an open workbook", "give case.xlsx instead")


def test_a_missing_file(book: Path) -> None:
    assert_told(told(book.with_name("cse.xlsx")), "cse.xlsx", "no such file", "did you mean 'case.xlsx'?")
    assert_told(told(book.parent / "nowhere" / "x.xlsx"), "x.xlsx", "no such file", "check the name")


# -- what must be taken -----------------------------------------------------------------------


def test_a_workbook_with_a_wrong_dimension_and_cells_without_address_is_read_whole(book: Path) -> None:
    expected = read_case(book).tables
    edit(book, SHEET, b'<dimension ref="A2:H4"', b'<dimension ref="A1"')
    edit(book, SHEET, b' r="B4"', b"")
    tables = read_case(book).tables
    assert all(tables[key].equals(expected[key]) for key in expected)


def test_macro_workbooks_and_sheets_of_notes_are_welcome(tmp_path: Path) -> None:
    path = write_book(
        tiny(**{"Notes of Li": [["ask"], [1]], "备注2": [["问"]], "備註": [["問"]]}), tmp_path / "case.xlsm"
    )
    assert read_case(path).name == "case"


@pytest.mark.parametrize("result", [b"<v>38000</v>", b"<v>3.8E4</v>"])
def test_formulas_with_a_stored_result_are_read(result: bytes, book: Path) -> None:
    edit(book, SHEET, b"<v>38000</v>", b"<f>2*19000</f>" + result)
    assert read_case(book).tables["counties"]["population"].tolist() == [38000, 210000]


def test_a_formula_that_gives_no_words_is_a_blank(book: Path) -> None:
    edit(book, SHEET, b'<c r="F3" t="n"><v>0.02</v></c>', b'<c r="F3" t="str"><f>""</f><v></v></c>')
    assert read_case(book).returning == {"Gongshan": 0, "Lanping": 0.02}


def test_styled_blank_cells_far_away_are_no_strays(book: Path) -> None:
    edited = edit(
        book, SHEET, b"</sheetData>", b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
    )
    assert len(read_case(edited).counties) == 2


def test_labels_and_words_are_taken_in_either_language_in_any_order(tmp_path: Path) -> None:
    tables = tiny(Aims=None)
    tables["目标"] = [["指标", "Priority "], ["脱贫人数", 1]]
    tables["Agencies"][1][1] = "中央政府"
    tables["Eligibility"][1][0] = "开发银行"
    case = read_case(write_book(tables, tmp_path / "case.xlsx"))
    assert case.tables["aims"]["measure"].tolist() == ["people_lifted"]
    assert case.tables["agencies"]["kind"].tolist()[0] == "central government"
    assert case.tables["eligibility"]["agency"].tolist() == ["development bank"]


def test_the_order_of_rows_changes_nothing(tmp_path: Path) -> None:
    turned = {name: [rows[0], *reversed(rows[1:])] for name, rows in tiny(Limits=None).items()}
    first = read_case(write_book(tiny(Limits=None), tmp_path / "a.xlsx"))
    second = read_case(write_book(turned, tmp_path / "b.xlsx"))
    assert first.directory == second.directory
    for key, table in first.tables.items():
        assert table.reset_index(drop=True).equals(second.tables[key].reset_index(drop=True)), key
