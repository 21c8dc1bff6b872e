"""Every word that a user meets stands in Chinese too, with the same blanks to fill."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from polyfund.base.i18n import _, chinese_catalogue, language, plural, speaking, use
from polyfund.base.i18n.amounts import amount, shown

MODEL = Path(__file__).parents[2] / "model" / "polyfund"
FOUND = {
    str(message)
    for _file, _line, message, _comments, _context in extract_from_dir(
        str(MODEL), method_map=[("**.py", "python")], keywords={"_": None, "plural": (3,)}
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


def test_no_sentence_has_two_places() -> None:
    """The one would win over the other in silence."""
    parts = sorted((MODEL / "words" / "zh").glob("*.po"))
    ids = [
        str(message.id) for part in parts for message in read_po(part.open("rb"), locale="zh") if message.id
    ]
    assert [one for one, count in Counter(ids).items() if count > 1] == []


def test_language_in_use() -> None:
    try:
        use("zh")
        assert (language(), _("at least")) == ("zh", "至少")
    finally:
        use("en")
    with pytest.raises(ValueError, match="fr"):
        use("fr")


def test_one_is_not_many() -> None:
    counts = [0, 1, 2]
    assert [plural(n, "{count:,} county", "{count:,} counties").format(count=n) for n in counts] == [
        "0 counties",
        "1 county",
        "2 counties",
    ]
    with speaking("zh"):
        assert plural(1, "{count:,} county", "{count:,} counties").format(count=1) == "1 个县"


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (-1e-9, "-0.000000001"),
        (62 / 17, "3.64706"),
        (14266.666, "14,266.7"),
        (1234567.0, "1,234,567"),  # never less than the whole number
        (1e13, "10,000,000,000,000"),
        (float("inf"), "inf"),
    ],
)
def test_figures_in_sentences(value: float, told: str) -> None:
    assert amount(value) == told


@pytest.mark.parametrize(
    ("value", "how", "told"),
    [(-0.0, ",.1f", "0.0"), (-0.04, ",.1f", "0.0"), (-0.06, ",.1f", "-0.1"), (-1e-9, ".2%", "0.00%")],
)
def test_nothing_has_no_minus(value: float, how: str, told: str) -> None:
    assert shown(value, how) == told
