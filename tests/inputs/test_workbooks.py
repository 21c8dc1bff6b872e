"""The workbooks in inputs/ are what the command writes today."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner

from polyfund.cli.commands import main
from polyfund.run import read_case

INPUTS = Path(__file__).parents[2] / "inputs"


def parts(path: Path) -> dict[str, bytes]:
    """The parts of a workbook; how they are compressed differs between machines."""
    with ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.mark.parametrize(
    ("name", "options"),
    [("template.xlsx", []), ("western-yunnan.xlsx", ["--example", "western-yunnan"])],
)
def test_written_by_the_command(name: str, options: list[str], tmp_path: Path) -> None:
    again = tmp_path / name
    assert CliRunner().invoke(main, ["template", str(again), *options]).exit_code == 0
    assert parts(INPUTS / name) == parts(again), f"delete inputs/{name} and run polyfund template again"


def test_workbook_and_folder_are_one_case() -> None:
    book, folder = (read_case(INPUTS / name) for name in ("western-yunnan.xlsx", "western-yunnan"))
    assert book.settings == folder.settings
    for table, frame in folder.tables.items():
        assert frame.reset_index(drop=True).equals(book.tables[table].reset_index(drop=True)), table
