"""Small cases for tests: tables as CSV text, what a test does not name taken from ``BASE``."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import dedent

from polyfund.case.case import Case
from polyfund.run import read_case

# Two counties, one agency with 10 million a year, one programme that lifts 10 a million.
BASE = {
    "settings": """
        setting,value
        first year,2016
        last year,2017
        """,
    "counties": """
        county,population,poor persons
        East,1000,100
        West,1000,300
        """,
    "agencies": """
        agency,kind
        Province,provincial government
        """,
    "programmes": """
        programme,sector,persons lifted per million
        roads,infrastructure,10
        """,
    "needs": """
        county,programme,need
        East,roads,8
        West,roads,40
        """,
    "budgets": """
        agency,year,amount
        Province,2016,10
        Province,2017,10
        """,
}


def write_case(folder: Path, **tables: str) -> Path:
    """Write the tables, each as CSV text, into a folder."""
    return write_files(folder, BASE | tables)


def write_files(folder: Path, tables: Mapping[str, str]) -> Path:
    """The same for these tables alone, by the names of their files."""
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(dedent(text).strip() + "\n", encoding="utf-8")
    return folder


def case_of(**tables: str) -> Case:
    """The case of these tables."""
    with TemporaryDirectory() as folder:
        return read_case(write_case(Path(folder), **tables))
