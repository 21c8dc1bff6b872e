"""Which folder a command writes to, and what it never replaces."""

from __future__ import annotations

import errno
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from polyfund.base import run_folder as folders
from polyfund.base.files import CannotWrite
from polyfund.base.run_folder import default_folder
from tests.cases import write_case
from tests.commands import polyfund

BUDGETS = "agency,year,amount\nProvince,2016,12\nProvince,2017,10\n"


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("mine.xlsx", "mine"),
        ("MINE.XLSX", "MINE"),
        ("plan.2021.xlsx", "plan.2021"),
        ("plan.2021/", "plan.2021"),
        ("plan.2022", "plan.2022"),
        ("case.xlsx/", "case.xlsx"),  # a folder
        ("..", "home"),
        (".", "work"),
        ("../other", "other"),
    ],
)
def test_each_input_has_a_folder_of_its_own_name(
    source: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "home" / "work").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "home" / "work")
    if source.endswith("/"):
        Path(source).mkdir()
    assert default_folder(Path(source)) == Path("outputs") / name


def of_another_input() -> None:
    Path("other").mkdir()
    write_case(Path("other"))
    assert polyfund("solve", "other", "--out", "here").exit_code == 0


def foreign_plan() -> None:
    Path("here").mkdir()
    Path("here/plan.csv").write_text("mine", encoding="utf-8")


def foreign_record(text: str = "{}") -> None:
    Path("here").mkdir()
    Path("here/run.json").write_text(text, encoding="utf-8")


def record_of_path(path: object) -> Callable[[], None]:
    entry = {"input": {"name": "case", "path": path, "sha256": ""}, "files": {"plan.csv": ""}}
    return lambda: foreign_record(json.dumps(entry))


def edited_plan() -> None:
    assert polyfund("solve", "case", "--out", "here").exit_code == 0
    with Path("here/plan.csv").open("a", encoding="utf-8") as file:
        file.write("Province,West,roads,2017,1\n")


def taken_twice() -> None:
    foreign_plan()
    shutil.copytree("here", "here (2)")


def taken_by_two() -> None:
    """What is said of the folder that was asked for is true of it, not of the one after."""
    of_another_input()
    Path("here").rename("here (2)")
    foreign_plan()


@pytest.mark.parametrize(
    ("before", "folder_of_it", "why"),
    [
        (of_another_input, "here (2)", "it was made from another input, ../other"),
        (foreign_plan, "here (2)", "plan.csv in it is not from a run of this input"),
        (foreign_record, "here (2)", "run.json in it is not the record of a run"),
        (record_of_path(5), "here (2)", "run.json in it is not the record of a run"),
        (record_of_path("a\0b"), "here (2)", "run.json in it is not the record of a run"),
        (record_of_path("\ud800"), "here (2)", "run.json in it is not the record of a run"),
        (lambda: foreign_record("[" * 100_000), "here (2)", "run.json in it is not the record of a run"),
        (edited_plan, "here (2)", "plan.csv in it was changed after it was written"),
        (taken_twice, "here (3)", "plan.csv in it is not from a run of this input"),
        (taken_by_two, "here (3)", "plan.csv in it is not from a run of this input"),
    ],
)
def test_what_is_not_its_own_stays_and_the_next_free_folder_is_taken(
    before: Callable[[], None], folder_of_it: str, why: str, folder: Path
) -> None:
    before()
    standing = tree(Path())
    result = polyfund("solve", "case", "--out", "here")
    assert result.exit_code == 0
    assert f"here stays as it is: {why}. Writing to {folder_of_it}" in result.stderr
    assert {name: tree(Path())[name] for name in standing} == standing
    assert {path.name for path in Path(folder_of_it).iterdir()} == {"plan.xlsx", "plan.csv", "run.json"}


def test_the_same_path_takes_the_place_of_its_earlier_run_whatever_it_holds(folder: Path) -> None:
    """10 persons for each of 20 million, then of 22."""
    for budgets, people in (("agency,year,amount\nProvince,2016,20\n", 200), (BUDGETS, 220)):
        (folder / "budgets.csv").write_text(budgets, encoding="utf-8")
        assert polyfund("solve", "case").exit_code == 0
        record = json.loads(Path("outputs/case/run.json").read_text(encoding="utf-8"))
        assert (record["input"]["path"], record["plan"]["people_lifted"]) == ("../../case", people)
    assert [path.name for path in Path("outputs").iterdir()] == ["case"]


@pytest.mark.parametrize(("name", "out"), [("moved", "outputs/case"), ("case", "outputs/case (2)")])
def test_a_moved_input_is_the_same_and_a_copy_is_another(name: str, out: str, folder: Path) -> None:
    """Where the case has moved away its run is the moved one's; a copy beside it is an input of its own."""
    polyfund("solve", "case")
    shutil.copytree("case", "moved")
    if name == "moved":
        shutil.rmtree("case")
    assert polyfund("solve", "moved", "--out", "outputs/case").exit_code == 0
    assert json.loads(Path(out, "run.json").read_text())["input"]["path"] == "../../moved"


def test_other_files_in_its_folder_stay(folder: Path) -> None:
    Path("here").mkdir()
    Path("here/notes.txt").write_text("mine", encoding="utf-8")
    for _time in range(2):
        assert polyfund("solve", "case", "--out", "here").exit_code == 0
    assert {path.name for path in Path("here").iterdir()} == {
        "plan.xlsx",
        "plan.csv",
        "run.json",
        "notes.txt",
    }


# -- inputs ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("command", "own"),
    [
        (("solve", "own/plan.xlsx", "--out", "own"), "plan.xlsx"),
        (("solve", "own", "--out", "own"), "plan.xlsx"),
        (("check", "own/faults.xlsx", "--out", "own"), "faults.xlsx"),
        (("diff", "own/diff.xlsx", "own/plan.xlsx", "--out", "own"), "diff.xlsx"),
        (("diff", "plan/plan.csv", "plan", "--case", "own/diff.xlsx", "--out", "own"), "diff.xlsx"),
        (("frontier", "own/frontier.xlsx", "--between", "people_lifted,money_used", "--out", "own"), ""),
        (("frontier", "own/run.json.xlsx", "--between", "people_lifted,money_used", "--out", "own"), ""),
    ],
)
def test_no_input_is_ever_replaced(command: tuple[str, ...], own: str, folder: Path) -> None:
    polyfund("template", "mine.xlsx", "--from", "case")
    polyfund("solve", "case", "--out", "plan")
    if command[1] == "own":
        shutil.copytree("case", "own")
    Path("own").mkdir(exist_ok=True)
    for name in ("plan.xlsx", "faults.xlsx", "diff.xlsx", "frontier.xlsx", "run.json.xlsx"):
        shutil.copy(
            "plan/plan.xlsx" if command[0] == "diff" and "--case" not in command else "mine.xlsx",
            f"own/{name}",
        )
    if own == "faults.xlsx":
        spoil("own/faults.xlsx")
    before = tree(Path("own"))
    result = polyfund(*command, *(("--points", "2", "--jobs", "1") if command[0] == "frontier" else ()))
    assert result.exit_code == (3 if own == "faults.xlsx" else 0), result.output
    assert tree(Path("own")).items() >= before.items()
    assert not own or (Path("own (2)") / own).exists()


def spoil(name: str) -> None:
    from openpyxl import load_workbook

    book = load_workbook(name)
    book["Needs"]["A3"] = "Nowhere"
    book.save(name)


def test_a_marked_copy_makes_way_for_the_next_one_and_a_file_of_the_user_does_not(folder: Path) -> None:
    (folder / "needs.csv").write_text("county,programme,need\nNowhere,roads,8\n", encoding="utf-8")
    for _time in range(2):
        assert polyfund("check", "case", "--out", "here").exit_code == 3
    assert [path.name for path in Path("here").iterdir()] == ["faults.xlsx"] and not Path("here (2)").exists()
    polyfund("template", "here/mine.xlsx")
    Path("here/mine.xlsx").replace("here/faults.xlsx")
    before = tree(Path("here"))
    assert polyfund("check", "case", "--out", "here").exit_code == 3
    assert tree(Path("here")) == before and Path("here (2)/faults.xlsx").exists()


@pytest.mark.parametrize("command", ["check", "diff"])
def test_a_workbook_that_somebody_has_saved_since_stays(command: str, folder: Path) -> None:
    """Its properties say when it was saved last."""
    from openpyxl import load_workbook

    polyfund("solve", "case", "--out", "plan")
    if command == "check":
        (folder / "needs.csv").write_text("county,programme,need\nNowhere,roads,8\n", encoding="utf-8")
    arguments = ("check", "case") if command == "check" else ("diff", "plan", "plan")
    polyfund(*arguments, "--out", "here")
    (book,) = Path("here").iterdir()
    load_workbook(book).save(book)
    before = tree(Path("here"))
    polyfund(*arguments, "--out", "here")
    assert tree(Path("here")) == before and Path("here (2)", book.name).exists()


# -- held files --------------------------------------------------------------------------------


@pytest.mark.parametrize("held", ["plan.xlsx", "plan.csv", "run.json"])
def test_where_one_is_held_all_go_to_the_next_folder_and_that_is_known_before_solving(
    held: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    polyfund("solve", "case")
    before = tree(Path("outputs/case"))
    replace = Path.replace

    def refuse(path: Path, target: Path) -> Path:
        if path == Path("outputs/case") / held:
            raise PermissionError(errno.EACCES, "in use")
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", refuse)
    lines = polyfund("solve", "case").stderr.splitlines()
    (told,) = [
        number for number, line in enumerate(lines) if f"{held} in it is open in another program" in line
    ]
    assert told < next(number for number, line in enumerate(lines) if "Building the program" in line)
    assert tree(Path("outputs/case")) == before
    assert tree(Path("outputs/case (2)")).keys() == before.keys()


def test_where_one_is_opened_while_it_is_solved_all_go_to_the_next_folder(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    polyfund("solve", "case")
    before = tree(Path("outputs/case"))
    rename = Path.rename

    def refuse(path: Path, target: Path) -> Path:
        if path == Path("outputs/case/plan.csv"):
            raise PermissionError(errno.EACCES, "in use")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refuse)
    result = polyfund("solve", "case")
    assert (result.exit_code, "Writing to outputs/case (2)" in result.stderr) == (0, True)
    assert tree(Path("outputs/case")) == before
    assert tree(Path("outputs/case (2)")).keys() == before.keys()


def test_what_cannot_be_written_there_is_put_elsewhere_and_said(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, "no space left")

    elsewhere = folder.parent / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.setattr(folders, "put_in_place", full)
    monkeypatch.setattr(folders, "mkdtemp", lambda prefix: str(elsewhere))
    result = polyfund("solve", "case")
    assert result.exit_code == 7
    assert "no space left; make room" in result.stderr
    assert f"What was to be written stands whole in {elsewhere}" in result.stderr
    assert {path.name for path in elsewhere.iterdir()} == {"plan.xlsx", "plan.csv", "run.json"}
    assert not Path("outputs").exists()


def test_a_folder_that_cannot_be_made_is_known_before_solving(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_only(*_arguments: object, **_so: object) -> None:
        raise PermissionError(errno.EACCES, "read-only")

    monkeypatch.setattr(Path, "mkdir", read_only)
    result = polyfund("solve", "case")
    assert (result.exit_code, "its folder is read-only" in result.stderr) == (7, True)
    assert "Building the program" not in result.stderr


def test_after_many_of_one_name_it_gives_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "MOST", 3)
    for name in ("a", "a (2)", "a (3)"):
        (tmp_path / name).write_text("mine", encoding="utf-8")
    output = folders.Output(("plan.xlsx",), (), lambda _folder: ())
    with pytest.raises(CannotWrite, match="a file of that name is there; choose another place"):
        folders.writable_folder(tmp_path / "a", output, str)  # type: ignore[arg-type]
