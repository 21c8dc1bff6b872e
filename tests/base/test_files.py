"""Files appear whole or not at all, and those that belong together appear together."""

from __future__ import annotations

import errno
import os
import signal
from multiprocessing import get_context
from pathlib import Path
from shutil import rmtree

import pytest

from polyfund.base import files as writing
from polyfund.base.files import CannotWrite, drafted, put_in_place, settle, whole_file
from polyfund.base.interruption import Stopped, answered, stop
from polyfund.base.locks import Busy, locked


def files(folder: Path) -> dict[str, str]:
    """What stands in a folder, by name; a folder in it as its name alone."""
    return {
        path.name: path.read_text(encoding="utf-8") if path.is_file() else "" for path in folder.iterdir()
    }


def fill(folder: Path, **texts: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / name.replace("_", ".")).write_text(text, encoding="utf-8")


OLD = {"plan.xlsx": "old", "plan.csv": "old", "run.json": "old"}
NEW = {"plan.xlsx": "new", "plan.csv": "new", "run.json": "new"}


def write_new(folder: Path) -> None:
    with drafted(folder) as draft:
        fill(draft, plan_xlsx="new", plan_csv="new", run_json="new")
        put_in_place(draft, folder, ("plan.xlsx", "plan.csv", "run.json", "plan.parquet"))


# -- one file ----------------------------------------------------------------------------------


def test_a_file_appears_when_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "new" / "plan.csv"
    with whole_file(path) as draft:
        draft.write_text("whole", encoding="utf-8")
        assert draft.name == path.name and not path.exists()
    assert files(path.parent) == {"plan.csv": "whole"}


def test_a_failure_leaves_the_old_file(tmp_path: Path) -> None:
    fill(tmp_path, plan_csv="old")
    with pytest.raises(ZeroDivisionError), whole_file(tmp_path / "plan.csv") as draft:
        draft.write_text("half", encoding="utf-8")
        raise ZeroDivisionError
    assert files(tmp_path) == {"plan.csv": "old"}


def test_a_failure_leaves_no_folder(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), whole_file(tmp_path / "a" / "b" / "plan.csv"):
        raise ZeroDivisionError
    assert files(tmp_path) == {}


@pytest.mark.parametrize(
    ("refusal", "words"),
    [
        (PermissionError(errno.EACCES, "refused"), "open in another program"),
        (OSError(errno.ENOSPC, "no space left"), "no space left; make room"),
    ],
)
def test_a_refusal_says_what_to_do(tmp_path: Path, refusal: OSError, words: str) -> None:
    with pytest.raises(CannotWrite, match=words) as told, whole_file(tmp_path / "plan.csv"):
        raise refusal
    assert str(told.value).endswith("choose another place")


def test_a_folder_in_the_way_is_told(tmp_path: Path) -> None:
    (tmp_path / "plan.csv").mkdir()
    with pytest.raises(CannotWrite), whole_file(tmp_path / "plan.csv") as draft:
        draft.write_text("", encoding="utf-8")
    settle_now(tmp_path)
    assert files(tmp_path) == {"plan.csv": ""}


# -- files that belong together ----------------------------------------------------------------


def test_files_take_the_place_of_old_ones_and_what_has_no_successor_goes(tmp_path: Path) -> None:
    fill(tmp_path, plan_xlsx="old", plan_csv="old", run_json="old", plan_parquet="old", notes_txt="mine")
    write_new(tmp_path)
    assert files(tmp_path) == NEW | {"notes.txt": "mine"}


@pytest.mark.parametrize("held", ["plan.xlsx", "plan.csv", "run.json"])
def test_where_one_is_held_all_stand_as_before(
    held: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As Windows does where Excel has it open."""
    fill(tmp_path, plan_xlsx="old", plan_csv="old", run_json="old")
    rename = Path.rename

    def refuse(path: Path, target: Path) -> Path:
        if path == tmp_path / held:
            raise PermissionError(errno.EACCES, "in use")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(PermissionError):
        write_new(tmp_path)
    assert files(tmp_path) == OLD


def settle_now(folder: Path) -> None:
    with locked(folder / writing.LOCK):
        settle(folder)


def end_at(step: int, folder: Path) -> None:
    """Write, and end like a process that is killed before the given move of a file or folder."""
    left = [step]

    def counted(move):  # type: ignore[no-untyped-def]
        def moved(path: Path, target: Path) -> Path:
            if not left[0]:
                os._exit(9)
            left[0] -= 1
            return move(path, target)  # type: ignore[no-any-return]

        return moved

    Path.rename, Path.replace = counted(Path.rename), counted(Path.replace)  # type: ignore[method-assign]
    write_new(folder)


@pytest.mark.parametrize(
    ("step", "after"),
    [
        *((step, OLD) for step in range(4)),  # three old ones are set aside, then the draft's name changes
        *((step, NEW) for step in range(4, 8)),  # three new ones move into place; at 7 all is done
    ],
)
def test_who_is_killed_between_two_moves_leaves_the_old_or_the_new_files(
    step: int, after: dict[str, str], tmp_path: Path
) -> None:
    fill(tmp_path, plan_xlsx="old", plan_csv="old", run_json="old")
    process = get_context("fork").Process(target=end_at, args=(step, tmp_path))
    process.start()
    process.join()
    assert process.exitcode == (0 if step == 7 else 9)
    standing = {name: text for name, text in files(tmp_path).items() if not name.startswith(".")}
    assert standing.items() <= OLD.items() or standing.items() <= NEW.items()  # never some of each
    assert "run.json" not in standing or len(standing) == 3  # and never with a record, but whole
    settle_now(tmp_path)
    assert files(tmp_path) == after


def test_an_old_file_that_cannot_be_deleted_at_once_never_comes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows while another program looks into it."""
    fill(tmp_path, plan_xlsx="old", plan_csv="old", run_json="old")
    with monkeypatch.context() as held:
        held.setattr(
            writing, "rmtree", lambda folder, **so: None if "aside" in folder.name else rmtree(folder, **so)
        )
        write_new(tmp_path)
        settle_now(tmp_path)
    assert NEW.items() <= files(tmp_path).items()
    settle_now(tmp_path)
    assert files(tmp_path) == NEW


def test_a_draft_of_a_killed_process_goes_and_that_of_a_living_one_stays(tmp_path: Path) -> None:
    fill(tmp_path / f"{writing.DRAFT}0123", plan_csv="half")
    with drafted(tmp_path) as alive:
        assert [path.name for path in tmp_path.glob(f"{writing.DRAFT}*")] == [alive.name]
        with pytest.raises(Busy), locked(tmp_path / writing.LOCK):
            pass
    assert files(tmp_path) == {}


def test_another_process_that_writes_there_is_waited_for_and_then_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "PATIENCE", 0.2)
    with (
        drafted(tmp_path),
        pytest.raises(CannotWrite, match="another polyfund is writing there"),
        whole_file(tmp_path / "plan.csv"),
    ):
        pass


def hold(path: Path) -> None:
    with locked(path):
        os.kill(os.getpid(), signal.SIGKILL)


def test_a_dead_process_holds_no_lock(tmp_path: Path) -> None:
    process = get_context("fork").Process(target=hold, args=(tmp_path / "lock",))
    process.start()
    process.join()
    assert (tmp_path / "lock").exists()
    with locked(tmp_path / "lock"):
        pass
    assert files(tmp_path) == {}


def test_a_signal_is_heard_when_all_files_have_moved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rename = Path.rename

    def signalled(path: Path, target: Path) -> Path:
        signal.raise_signal(signal.SIGTERM)
        return rename(path, target)

    fill(tmp_path, plan_xlsx="old", plan_csv="old", run_json="old")
    monkeypatch.setattr(Path, "rename", signalled)
    with pytest.raises(Stopped), answered(stop):
        write_new(tmp_path)
    assert files(tmp_path) == NEW
