"""Faults are told first; the copy that marks them is for comfort, and never in their way."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands import polyfund
from tests.reading.tiny import tiny, write_book


@pytest.fixture
def book(tmp_path: Path) -> Path:
    tables = tiny()
    tables["Needs"][1][2] = "60元"
    return write_book(tables, tmp_path / "case.xlsx")


@pytest.mark.parametrize(
    "command", [("check",), ("solve",), ("frontier", "--between", "people_lifted,worst_coverage")]
)
def test_faults_are_told_before_the_copy(command: tuple[str, ...], book: Path) -> None:
    name, *options = command
    result = polyfund(name, str(book), *options, "--out", str(book.parent / "out"))
    assert result.exit_code == 3
    assert result.stderr.index("Needs!C3: '60元'") < result.stderr.index("faults.xlsx; the input itself")
    assert (book.parent / "out" / "faults.xlsx").is_file()


def test_a_copy_that_is_open_in_excel_hides_no_fault(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def held(_draft: Path, target: Path) -> None:
        raise PermissionError(13, "Permission denied", str(target))

    monkeypatch.setattr(Path, "replace", held)
    result = polyfund("check", str(book), "--out", str(book.parent / "out"))
    assert result.exit_code == 3
    assert "Needs!C3: '60元'" in result.stderr
    assert "No copy with the faults marked: cannot write" in result.stderr


def test_each_thing_noticed_is_a_line_of_its_own(tmp_path: Path) -> None:
    tables = tiny()
    tables["Needs"][1][2] = 9e8  # million, for counties of a few thousand
    result = polyfund("check", str(write_book(tables, tmp_path / "case.xlsx")))
    first, second, *_rest = result.stderr.splitlines()
    assert first == "Noticed in the input, need not be wrong:"
    assert second.startswith("  Needs!C3: ")


def test_no_folder_is_named_where_no_copy_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A plan given for a case has nothing to mark; what stands in the folder is left out of it."""
    monkeypatch.chdir(tmp_path)
    Path("plan.csv").write_text("agency,county,programme,year,amount\n", encoding="utf-8")
    Path("outputs/plan").mkdir(parents=True)
    Path("outputs/plan/faults.xlsx").write_text("mine", encoding="utf-8")
    result = polyfund("check", "plan.csv")
    assert result.exit_code == 3
    assert "Writing to" not in result.stderr
