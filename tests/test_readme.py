"""The README does what it says: its walk-through by hand, and every command in it."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from polyfund.cli.commands import main

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
WALK = README.split("## Fill the template")[1].split("Every sheet and column")[0]
BY_CI = ("<!-- solve -->", "<!-- test -->")  # .ci/run takes these two from the README itself


def tables() -> dict[str, list[list[str]]]:
    """The tables of the walk-through by the sheet named before them, header first."""
    found = {}
    for sheet, text in re.findall(r"[Oo]n \*\*(\w+)\*\*.*?\n\n(\|.+?)\n\n", WALK, re.DOTALL):
        rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines()]
        found[sheet] = [rows[0], *rows[2:]]
    return found


def fill(sheet: Worksheet, rows: list[list[str]]) -> None:
    """Type the rows under the headers of the sheet, as a person would."""
    header = {str(cell.value): cell.column for cell in sheet[2]}
    settings = {str(sheet.cell(row, 1).value): row for row in range(3, sheet.max_row + 1)}
    for number, row in enumerate(rows[1:], start=3):
        place = settings[row[0]] if sheet.title == "Settings" else number
        for name, text in zip(rows[0], row, strict=True):
            value = float(text) if re.fullmatch(r"\d+", text) else text
            sheet.cell(place, header[name], value)


def run(command: str) -> str:
    """The output of a command that must end well."""
    result = CliRunner().invoke(main, shlex.split(command)[1:])
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture
def filled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with my-case.xlsx, made and filled as the README says."""
    monkeypatch.chdir(tmp_path)
    run("polyfund template my-case.xlsx")
    book = load_workbook("my-case.xlsx")
    for sheet, rows in tables().items():
        fill(book[sheet], rows)
    book.save("my-case.xlsx")
    return tmp_path


def test_walk_through(filled: Path) -> None:
    """80 million of roads lift 12 each, 30 of training 20 each: 1,560."""
    assert len(tables()) == 7
    run("polyfund check my-case.xlsx")
    assert "1,560" in run("polyfund solve my-case.xlsx")
    assert {path.name for path in (filled / "outputs" / "my-case").iterdir()} == {
        "plan.xlsx",
        "plan.csv",
        "run.json",
    }


def test_every_command(filled: Path) -> None:
    """In the order of the README, on the case of the walk-through."""
    (filled / "inputs").symlink_to(ROOT / "inputs")
    blocks = re.findall(r"(<!-- \w+ -->\n)?```bash\n(.*?)```", README, re.DOTALL)
    commands = [line for mark, text in blocks if mark.strip() not in BY_CI for line in text.splitlines()]
    assert [shlex.split(command)[1] for command in commands] == [
        *("template", "check", "solve", "audit", "template", "solve", "diff", "frontier")
    ]
    for command in commands[1:]:
        run(command)
    for inline in set(re.findall(r"`(polyfund explain[^`]*)`", README)):
        run(inline)


@pytest.mark.parametrize("options", ["--lang zh", "--rules limits,targets", "--example western-yunnan"])
def test_template_options(options: str, tmp_path: Path) -> None:
    assert options in README
    run(f"polyfund template {shlex.quote(str(tmp_path / 'other.xlsx'))} {options}")


def test_python_door(filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    exec(code)
    assert "village roads" in capsys.readouterr().out


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\(([^)#]+)\)", README))))
def test_links(link: str) -> None:
    assert (ROOT / link.rstrip("/")).exists()


def test_both_languages_tell_the_same_of_cooperation() -> None:
    """The English table is made again by tests/test_example.py; counties have their own names."""
    chinese = (ROOT / "README.zh.md").read_text(encoding="utf-8")
    row = r"^\| [^|]+ \| ([\d,]+) \| \w+ ([\d.]+%) \| ([\d.]+ \| [\d,]+ \| [\d.]+ \| \d+).* \|$"
    figures = [re.findall(row, text, re.M) for text in (README, chinese)]
    assert len(figures[0]) == 6
    assert figures[0] == figures[1]
