"""Every rule in force has its sheet, its words in both languages, its page and its proofs."""

from __future__ import annotations

import inspect
from importlib import import_module

import pytest
from click.testing import CliRunner

from polyfund.cli.commands import main
from polyfund.rules import IN_FORCE, Room
from tests.random_rules import RULES

PROOFS = ("test_lp_text", "test_gap_on_a_broken_plan", "test_bites")

each_rule = pytest.mark.parametrize("room", IN_FORCE, ids=lambda room: room.TABLE.key)


@each_rule
def test_words_stand_in_both_languages(room: Room) -> None:
    labels = [room.TABLE.label, room.TABLE.meaning, *([room.PRICE_MEANS] if room.PRICE_MEANS else [])]
    labels += [label for column in room.TABLE.columns for label in (column.label, column.meaning)]
    assert all(label.en and label.zh and label.en != label.zh for label in labels)


@each_rule
def test_the_formula_is_the_docstring(room: Room) -> None:
    formula = inspect.getdoc(room) or ""
    assert "=" in formula and "Source:" in formula


@each_rule
def test_proofs(room: Room) -> None:
    """The text of its rows, the gap on a broken plan, and that it bites."""
    tests = import_module(f"tests.rules.test_{room.TABLE.key}")
    assert [proof for proof in PROOFS if not hasattr(tests, proof)] == []


@each_rule
def test_random_cases_use_it(room: Room) -> None:
    """The fourth proof, that audit and solve agree, is in tests/test_properties.py."""
    assert room.TABLE.key in RULES


@each_rule
def test_a_row_has_its_source_and_what_asks_has_a_price(room: Room) -> None:
    assert "source" in room.TABLE.by_key
    assert ("price" in room.TABLE.by_key) == (room.PRICE_MEANS is not None)


@each_rule
@pytest.mark.parametrize("language", ["en", "zh"])
def test_page(room: Room, language: str) -> None:
    result = CliRunner().invoke(main, ["explain", room.TABLE.key, "--lang", language])
    assert result.exit_code == 0
    assert room.TABLE.meaning[language] in result.output
