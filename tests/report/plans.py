"""A small plan to report on, with names that a spreadsheet would like to take for something else."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from openpyxl.cell.cell import Cell
from openpyxl.workbook import Workbook

from polyfund.case.case import Case
from polyfund.planning.answer import Answer, judge
from polyfund.report.workbook import write_plan
from polyfund.rules import all_demands
from tests.cases import case_of

FORMULA = "=1+1"  # the name of an agency
LIBREOFFICE = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


def small_case() -> Case:
    """Two counties, two agencies, two programmes with lags 0 and 1, three demands."""
    return case_of(
        settings="""
            setting,value
            title,=Two counties
            first year,2016
            last year,2017
            """,
        counties="""
            county,Chinese name,prefecture,population,poor persons
            East*,东县,North,1000,100
            West,西县,North,1000,300
            """,
        agencies="""
            agency,Chinese name,kind,worth of one unit
            =1+1,省政府,provincial government,1
            Fund,基金会,domestic NGO,0.5
            """,
        programmes="""
            programme,Chinese name,sector,persons lifted per million,lag
            roads,公路,infrastructure,10,0
            schools,学校,education,8,1
            """,
        needs="""
            county,programme,need
            East*,roads,8
            West,roads,9
            West,schools,20
            """,
        budgets="""
            agency,sector,year,amount
            =1+1,,2016,10
            =1+1,,2017,12
            Fund,education,2017,6
            """,
        limits="""
            counties,at least / at most,amount,price
            each,at least,2,
            West,at most,15,
            """,
        targets="""
            counties,years,measure,at most,price
            West,2016,remaining poor,1,0.001
            """,
    )


def edited(answer: Answer, grants: list[tuple[str, str, str, int, float]]) -> Answer:
    """The same answer with other grants, judged anew."""
    frame = pd.DataFrame(grants, columns=list(answer.figures.grants.columns))
    figures, audit = judge(answer.case, frame, all_demands(answer.case))
    return replace(answer, figures=figures, audit=audit)


def written(answer: Answer, folder: Path, language: str = "en") -> Path:
    path = folder / f"plan.{language}.xlsx"
    write_plan(answer, path, language)
    return path


def opened(path: Path, *, values: bool) -> Workbook:
    """The workbook with the stored values of its formulas, or with the formulas."""
    return openpyxl.load_workbook(path, data_only=values)


def rows(book: Workbook, sheet: str, table: str) -> list[dict[str, object]]:
    """The rows of a named table by header."""
    cells = book[sheet][book[sheet].tables[table].ref]
    heads, *body = [[cell.value for cell in line] for line in cells]
    return [dict(zip(map(str, heads), line, strict=True)) for line in body]


def cells(book: Workbook) -> list[Cell]:
    return [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]


def calculated(book: Workbook, folder: Path) -> Workbook:
    """The workbook as LibreOffice calculates it anew."""
    bare, out = folder / "bare.xlsx", folder / "out"
    book.save(bare)  # without any stored value
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(out), str(bare)]
    subprocess.run(command, check=True, capture_output=True)
    return opened(out / bare.name, values=True)


def assert_calculates_the_same(path: Path, folder: Path) -> None:
    """Every formula stores what LibreOffice finds for it."""
    formulas, stored = opened(path, values=False), opened(path, values=True)
    live = [cell for cell in cells(formulas) if cell.data_type == "f"]
    found = calculated(formulas, folder)
    for cell in live:
        expected = stored[cell.parent.title][cell.coordinate].value
        value = found[cell.parent.title][cell.coordinate].value
        same = expected if isinstance(expected, str) else pytest.approx(expected, abs=1e-6)
        assert value == same, f"{cell.parent.title}!{cell.coordinate}"
