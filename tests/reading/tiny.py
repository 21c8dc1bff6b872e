"""The smallest sound case, as plain tables; writes itself as a workbook or a folder.

Two counties, two agencies, two programmes, two years. Rows are lists in the order of the
header, so that a test changes one cell and nothing else. In the workbook row 1 holds units,
row 2 the header, and the data begin in row 3; in a file the header is line 1.
"""

from __future__ import annotations

import csv
from copy import deepcopy
from pathlib import Path
from typing import Any

from openpyxl import Workbook

Tables = dict[str, list[list[Any]]]

TINY: Tables = {
    "Settings": [
        ["setting", "value"],
        ["title", "A tiny plan"],
        ["first year", 2016],
        ["last year", 2017],
    ],
    "Counties": [
        [
            "county",
            "prefecture",
            "tags",
            "population",
            "poor persons",
            "returning share",
            "map column",
            "map row",
        ],
        ["Gongshan", "Nujiang", "border; deep poverty", 38000, 12000, 0.02, 0, 0],
        ["Lanping", "Nujiang", "deep poverty", 210000, 60000, 0.02, 1, 0],
    ],
    "Agencies": [
        ["agency", "kind", "staff days", "staff days per million", "worth of one unit"],
        ["Ministry", "central government", 900, 2, 1],
        ["Road Bank", "development bank", None, 1, 1],
    ],
    "Programmes": [
        ["programme", "sector", "persons lifted per million", "lag"],
        ["roads", "infrastructure", 40, 1],
        ["schools", "education", 60, 1],
    ],
    "Returns": [
        ["programme", "county", "tier", "share of the need", "factor on the effect"],
        ["roads", None, 1, 0.5, 1],
        ["roads", None, 2, 0.5, 0.6],
        ["roads", "Gongshan", 1, 1, 0.9],
    ],
    "Needs": [
        ["county", "programme", "need", "own effect"],
        ["Gongshan", "roads", 100, None],
        ["Gongshan", "schools", 20, 50],
        ["Lanping", "roads", 300, None],
    ],
    "Budgets": [
        ["agency", "sector", "year", "amount", "transferable share", "carry-over years"],
        ["Ministry", None, 2016, 50, None, 1],
        ["Ministry", "education", 2017, 30, 0.3, 0],
        ["Road Bank", "infrastructure", 2016, 80, None, 0],
    ],
    "Eligibility": [
        ["agency or kind", "counties", "programmes"],
        ["development bank", None, "roads"],
    ],
    "Aims": [
        ["priority", "measure", "counties"],
        [1, "people lifted", None],
    ],
    "Limits": [
        ["agencies", "counties", "years", "at least / at most", "amount", "basis"],
        [None, "border", None, "at least", 10, "million"],
        ["each central government", None, "2016-2017", "at most", 60, None],
    ],
    "Targets": [
        ["counties", "years", "measure", "at most", "price"],
        ["Gongshan", 2017, "remaining poor", 11900, 5],
    ],
    "Commitments": [
        ["agency", "county", "programme", "year", "amount"],
        ["Road Bank", "Gongshan", "roads", 2016, 5],
    ],
}


def tiny(**changes: Any) -> Tables:
    """The tiny case with tables replaced (``Aims=None`` leaves one out)."""
    tables = {**deepcopy(TINY), **changes}
    return {name: rows for name, rows in tables.items() if rows is not None}


def book_of(tables: Tables) -> Workbook:
    """The tables as a workbook: an About sheet, then one sheet a table with an empty units row."""
    book = Workbook()
    book.active.title = "About"
    book["About"]["A1"] = "A tiny case"
    for name, rows in tables.items():
        sheet = book.create_sheet(name)
        for number, row in enumerate(rows, start=2):
            for column, value in enumerate(row, start=1):
                if value is not None:
                    sheet.cell(number, column, value)
    return book


def write_book(tables: Tables, path: Path) -> Path:
    book_of(tables).save(path)
    return path


def write_folder(tables: Tables, path: Path) -> Path:
    """The tables as CSV files named by their keys."""
    path.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        with (path / f"{name.lower()}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
    return path
