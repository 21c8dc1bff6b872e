"""Every word that a user meets stands in Chinese too, with the same blanks to fill."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir

from model.words import _, chinese_catalogue, language, use

MODEL = Path(__file__).parent.parent / "model"
FOUND = {
    str(message)
    for _file, _line, message, _comments, _context in extract_from_dir(
        str(MODEL), method_map=[("**.py", "python")], keywords={"_": None}
    )
}
CHINESE = {str(message.id): str(message.string) for message in chinese_catalogue() if message.id}
BLANK = re.compile(r"{(\w+)(?::[^}]*)?}")


def test_something_is_found() -> None:
    assert len(FOUND) > 100


@pytest.mark.parametrize("english", sorted(FOUND))
def test_in_chinese(english: str) -> None:
    chinese = CHINESE.get(english, "")
    assert chinese
    assert set(BLANK.findall(chinese)) == set(BLANK.findall(english))


def test_nothing_is_kept_that_is_not_used() -> None:
    spoken = {"Plan"}  # a default of the settings
    assert set(CHINESE) - FOUND - spoken == set()


def test_language_in_use() -> None:
    try:
        use("zh")
        assert (language(), _("at least")) == ("zh", "至少")
    finally:
        use("en")
    with pytest.raises(ValueError, match="fr"):
        use("fr")
