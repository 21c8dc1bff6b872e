"""What lies in a folder, or stands where an input should, and is no CSV file: told, never passed over."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from polyfund.run import read_case
from tests.reading.faulty import assert_told, told
from tests.reading.tiny import tiny, write_book, write_folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_folder(tiny(), tmp_path / "case")


def _a_folder(path: Path) -> None:
    path.mkdir()


def _a_broken_link(path: Path) -> None:
    path.symlink_to("nowhere.csv")


def _a_pipe(path: Path) -> None:
    os.mkfifo(path)


def _a_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system without pipes among its files")
@pytest.mark.parametrize("make", [_a_folder, _a_broken_link, _a_pipe, _a_device])
def test_a_table_that_is_no_file_is_told(make: Callable[[Path], None], folder: Path) -> None:
    (folder / "limits.csv").unlink()
    make(folder / "limits.csv")
    (line,) = told(folder)
    assert_told([line], "limits.csv", "not a file" if make != _a_broken_link else "No such file")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system without pipes among its files")
def test_an_input_that_is_no_file_is_told_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.xlsx")
    assert_told(told(tmp_path / "pipe.xlsx"), "pipe.xlsx", "pipe or device", "save it as a file")
    assert_told(told(Path("/dev/zero")), "zero", "pipe or device")


@pytest.mark.parametrize("name", ["limits.txt", "limits.xlsx", "Limits.CSV.txt", "限额.tsv"])
def test_a_table_in_another_format_is_told(name: str, folder: Path) -> None:
    (folder / "limits.csv").rename(folder / name)
    (line,) = told(folder)
    assert_told([line], name, "bears the name of the table 'Limits'", "under the name limits.csv")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("needs.xlsx", "needs.csv is the table 'Needs'"),
        ("needs.csv.bak", "needs.csv is the table 'Needs'"),
        ("budgets of 2016.xlsx", "only .csv files"),
        ("limts.txt", "only .csv files"),
        ("matching.pdf", "bears the name of the table 'Matching'"),
        ("readme.txt", ""),
        ("notes.xlsx", ""),
        (".needs.txt", ""),
    ],
)
def test_what_may_be_a_table_is_told(name: str, words: str, folder: Path) -> None:
    (folder / name).write_text("a,b", encoding="utf-8")
    warnings = list(map(str, read_case(folder).warnings))
    assert [one.startswith(f"{name}: ") and words in one for one in warnings] == ([True] if words else [])


@pytest.mark.parametrize("sheet", ["Limit", "Limits (2)", "Limits_2016"])
def test_a_sheet_that_is_nearly_called_like_a_table_is_told(sheet: str, tmp_path: Path) -> None:
    tables = tiny(Limits=None)
    tables[sheet] = tiny()["Limits"]
    (line,) = told(write_book(tables, tmp_path / "case.xlsx"))
    assert_told([line], sheet, "rename it to 'Limits'")


def test_a_sheet_with_blanks_around_its_name_is_the_table(tmp_path: Path) -> None:
    tables = tiny(Limits=None)
    tables["Limits "] = tiny()["Limits"]
    assert len(read_case(write_book(tables, tmp_path / "case.xlsx")).tables["limits"]) == 2


def test_a_folder_without_tables(tmp_path: Path) -> None:
    (tmp_path / "case").mkdir()
    assert_told(told(tmp_path / "case"), "case", "no table that this program knows", "polyfund template")
    write_book(tiny(), tmp_path / "case" / "case.xlsx")
    assert_told(told(tmp_path / "case"), "case", "holds a workbook but no CSV files", "the workbook itself")


@pytest.mark.parametrize(
    ("name", "data", "place", "words"),
    [
        ("counties.csv", "county,population,poor persons\n贡山,9,1\n".encode("gbk"), "counties.csv", "line 2 is not written in UTF-8"),
        ("counties.csv", "county,population\nA,9\n".encode("utf-16"), "counties.csv", "not written in UTF-8"),
        ("counties.csv", b"county;population;poor persons\nA;9;1\n", "counties.csv", "not parted by commas"),
        ("counties.csv", b'county,population\n"A,9\n', "counties.csv", "from line 2 on this is no CSV"),
        ("counties.csv", b"", "counties.csv", "the file is empty"),
        ("aims.csv", b"priority,measure\n1,people lifted,x\n", "aims.csv:2", "3 cells, the header 2"),
        ("aims.csv", b"priority,measure\n\n1\n", "aims.csv:3", "1 cells, the header 2"),
        ("limts.csv", b"a\n1\n", "limts.csv", "rename it to 'Limits'"),
        ("限额.csv", b"amount\n1\n", "限额.csv", "the same table as 'limits.csv'"),
        ("aims.csv", b"priority,measure\n1,#REF!\n", "aims.csv:2 [measure]", "error #REF!"),
        ("aims.csv", b"Priority,measure\nTRUE,people lifted\n", "aims.csv:2 [Priority]", "'TRUE' is not a number"),
        ("aims.csv", b"priority,measure\n=1,people lifted\n", "aims.csv:2 [priority]", "formula as text"),
    ],
)  # fmt: skip
def test_a_bad_file_of_a_folder(name: str, data: bytes, place: str, words: str, folder: Path) -> None:
    (folder / name).write_bytes(data)
    assert_told(told(folder), place, words)


def test_a_folder_reads_as_the_workbook_does(folder: Path) -> None:
    sheets, files = read_case(write_book(tiny(), folder.parent / "case.xlsx")), read_case(folder)
    assert sheets.settings == files.settings
    assert sheets.directory == files.directory
    for key, table in sheets.tables.items():
        assert table.reset_index(drop=True).equals(files.tables[key].reset_index(drop=True)), key


def test_a_mark_of_byte_order_is_no_part_of_the_header(folder: Path) -> None:
    file = folder / "needs.csv"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert len(read_case(folder).need) == 3
