"""Files appear whole or not at all."""

import errno

import pytest

from model.writing import CannotWrite, remove, whole_file


def test_a_file_appears_when_it_is_whole(tmp_path):
    path = tmp_path / "new" / "plan.csv"
    with whole_file(path) as draft:
        draft.write_text("whole", encoding="utf-8")
        assert draft.suffix == ".csv" and not path.exists()
    assert path.read_text(encoding="utf-8") == "whole"
    assert list(path.parent.iterdir()) == [path]


def test_a_failure_leaves_the_old_file(tmp_path):
    path = tmp_path / "plan.csv"
    path.write_text("old", encoding="utf-8")
    with pytest.raises(ZeroDivisionError), whole_file(path) as draft:
        draft.write_text("half", encoding="utf-8")
        raise ZeroDivisionError
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("refusal", "words"),
    [
        (PermissionError(errno.EACCES, "refused"), "open in another program"),
        (OSError(errno.ENOSPC, "no space left"), "no space left; make room"),
    ],
)
def test_a_refusal_says_what_to_do(tmp_path, refusal, words):
    with pytest.raises(CannotWrite, match=words) as told, whole_file(tmp_path / "plan.csv"):
        raise refusal
    assert str(told.value).endswith("choose another place")


def test_a_folder_in_the_way_is_told(tmp_path):
    (tmp_path / "plan.csv").mkdir()
    with pytest.raises(CannotWrite), whole_file(tmp_path / "plan.csv") as draft:
        draft.write_text("", encoding="utf-8")
    assert len(list(tmp_path.iterdir())) == 1


def test_a_file_of_an_earlier_run_goes_or_its_refusal_is_told(tmp_path):
    path = tmp_path / "plan.parquet"
    remove(path)
    path.write_bytes(b"old")
    remove(path)
    assert not path.exists()
    path.mkdir()
    with pytest.raises(CannotWrite, match="choose another place"):
        remove(path)
