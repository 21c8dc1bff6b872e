"""What stands above a header: titles and units stay there in peace, data are never lost in silence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from polyfund.reading.plans.read_plan import read_plan
from polyfund.run import read_case
from polyfund.schema.faults import InputFaults
from tests.reading.faulty import assert_told, told
from tests.reading.tiny import Tables, book_of, tiny, write_book, write_folder

LOST = "above the header and looks like data"


def sorted_with_header(table: str) -> Tables:
    """The rows of a table in the order of its second row, header, the rest."""
    tables = tiny()
    header, first, *others = tables[table]
    tables[table] = [first, header, *others]
    return tables


# table, the rows put above its header, the first cell told of, words
ABOVE: list[tuple[str, list[list[Any]], str, str]] = [
    ("Needs", [["Gongshan", "schools", 20]], "Needs!A2", "A2:C2 stands"),
    ("Needs", [["Needs of 2016"], ["Gongshan", None, 20]], "Needs!A3", "A3:C3 stands"),
    ("Needs", [[None, None, 20]], "Needs!C2", "C2 stands"),
    ("Needs", [["Gongshan", "schools", "2,000"]], "Needs!A2", "A2:C2 stands"),
    ("Eligibility", [["Ministry", "border", "schools"]], "Eligibility!A2", "A2:C2 stands"),
    ("Agencies", [["Ministry", "central government"]], "Agencies!A2", "A2:B2 stands"),
    ("Budgets", [["Ministry", None, 2016, 9]] * 5, "Budgets!A2", "A2:D2, A3:D3, A4:D4 and 2 more rows"),
    ("Budgets", [["Ministry", None, 2016, 9]] * 12, "Budgets!A2", "and 9 more rows"),
]


@pytest.mark.parametrize("above", ABOVE, ids=lambda above: f"{above[0]}-{len(above[1])}-{above[3]}")
def test_data_above_the_header_are_a_fault(above: Any, tmp_path: Path) -> None:
    table, rows, cell, words = above
    tables = tiny()
    tables[table][:0] = rows
    lines = told(write_book(tables, tmp_path / "case.xlsx"))
    assert_told(lines, cell, LOST, words, "move it below the header")


@pytest.mark.parametrize("table", ["Needs", "Budgets", "Agencies", "Limits", "Settings", "Counties"])
def test_a_table_sorted_with_its_header_loses_nothing(table: str, tmp_path: Path) -> None:
    tables = sorted_with_header(table)
    first = "B2" if table == "Limits" else "A2"  # whose agencies are blank
    assert_told(told(write_book(tables, tmp_path / "case.xlsx")), f"{table}!{first}", LOST)
    file = f"{table.lower()}.csv"
    assert_told(told(write_folder(tables, tmp_path / "case")), f"{file}:1", LOST, "line 1")


# titles, notes and units of the user's own
BESIDE: list[list[list[Any]]] = [
    [["The needs of 2016"]],
    [["The needs of 2016"], [None, "Source: the yearbook of 2016"]],
    [["required", "required", "million yuan · required", "persons per million yuan"]],
    [["必填", "必填", "百万元 · 必填"]],
    [[None, None, "million dollars"]],
    [["who", "for what", "10k yuan?"], ["", "", "万元"]],
]


@pytest.mark.parametrize("rows", BESIDE)
def test_titles_and_units_may_stand_there(rows: list[list[Any]], tmp_path: Path) -> None:
    tables = tiny()
    tables["Needs"][:0] = rows
    case = read_case(write_book(tables, tmp_path / "case.xlsx"))
    assert len(case.need) == 3
    assert [str(one.place) for one in case.warnings] == (["Needs!A2"] if "who" in rows[0] else [])


def test_headings_merged_over_columns_may_stand_there(tmp_path: Path) -> None:
    tables = tiny()
    tables["Eligibility"].insert(0, ["who", "where and what"])
    book = book_of(tables)
    book["Eligibility"].merge_cells("B2:C2")
    book.save(tmp_path / "case.xlsx")
    assert read_case(tmp_path / "case.xlsx").warnings == ()


def test_what_may_be_data_is_told(tmp_path: Path) -> None:
    tables = tiny()
    tables["Needs"].insert(0, ["Gongshan", "schools"])  # no need
    tables["Eligibility"].insert(0, ["Ministry"])  # a title, or an agency that may fund everything
    warnings = list(map(str, read_case(write_book(tables, tmp_path / "case.xlsx")).warnings))
    assert [warning.partition(";")[0] for warning in warnings] == [
        "Needs!A2: A2:B2 stands above the header and is not read",
        "Eligibility!A2: A2 stands above the header and is not read",
    ]


def test_a_header_far_below_is_found(tmp_path: Path) -> None:
    tables = tiny()
    tables["Needs"][:0] = [[f"Note {number}"] for number in range(12)]
    assert len(read_case(write_book(tables, tmp_path / "case.xlsx")).need) == 3


def test_a_plan_loses_no_grant_above_its_header(tmp_path: Path) -> None:
    grants: Tables = {
        "Allocation": [
            ["Ministry", "Gongshan", "roads", 2016, 5],
            ["agency", "county", "programme", "year", "amount"],
            ["Ministry", "Lanping", "roads", 2016, 7],
        ]
    }
    for path in (
        write_book(grants, tmp_path / "plan.xlsx"),
        write_folder(grants, tmp_path) / "allocation.csv",
    ):
        with pytest.raises(InputFaults, match=LOST):
            read_plan(path, None)


WIDE = [
    ["agency", "sector", 2016, 2017],
    ["Ministry", "education", None, 30],
    ["Road Bank", "infrastructure", 80, 0],
]


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        (["Ministry", None, 50, 40], "A1:D1"),
        (["Ministry", None, None, "1.2亿"], "A1:D1"),
        ([None, None, 50, 40], "C1:D1"),
    ],
)
def test_figures_above_years_side_by_side_are_not_lost(row: list[Any], cells: str, tmp_path: Path) -> None:
    tables: Tables = {**tiny(), "Budgets": [row, *WIDE]}
    book = book_of(tables)
    book["Budgets"].delete_rows(1)  # the units: the row stands in their place
    book.save(tmp_path / "case.xlsx")
    with pytest.raises(InputFaults, match=f"{cells} stands above the header and looks like data"):
        read_case(tmp_path / "case.xlsx")


def test_a_title_above_years_side_by_side_may_stand_there(tmp_path: Path) -> None:
    tables: Tables = {**tiny(), "Budgets": [["Budgets of the province"], *WIDE]}
    assert read_case(write_book(tables, tmp_path / "case.xlsx")).warnings == ()


def test_years_above_figures_of_one_name_are_no_second_fault(tmp_path: Path) -> None:
    tables: Tables = {
        **tiny(),
        "Budgets": [[None, 2016, 2017], ["agency", "amount", "amount"], ["Ministry", 50, 30]],
    }
    with pytest.raises(InputFaults) as wrong:
        read_case(write_book(tables, tmp_path / "case.xlsx"))
    (fault,) = wrong.value.faults
    assert str(fault).startswith("Budgets!B3: several columns are called 'amount'")
