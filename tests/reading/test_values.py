"""One cell at a time: what it means, or why it cannot be read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from math import isnan
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyfund.base.i18n import use
from polyfund.reading.raw import Unreadable, UnsavedFormula
from polyfund.reading.values import Reading, is_blank
from polyfund.schema.table import SOURCE, Choice, Column, Kind, Label

WORDS = Label("column", "列")
NUMBER = Column(
    "n", WORDS, WORDS, Kind.NUMBER, Label("million {currency}", "百万{currency}"), at_least=-100, at_most=1e9
)
PERSONS = Column("p", WORDS, WORDS, Kind.INTEGER, Label("persons", "人"), at_least=0, at_most=1e9)
INCOME = Column("i", WORDS, WORDS, Kind.NUMBER, Label("{currency}", "{currency}"))
DAYS = Column("d", WORDS, WORDS, Kind.NUMBER, Label("days per year", "天/年"))
RATIO = Column("q", WORDS, WORDS, Kind.NUMBER)
YEARS = Column("y", WORDS, WORDS, Kind.INTEGER, default=2)
SHARE = Column("s", WORDS, WORDS, Kind.SHARE, default=0.5, at_least=0, at_most=1)
TEXT = Column("t", WORDS, WORDS)
NEEDED = Column("r", WORDS, WORDS, required=True)
TAGS = Column("g", WORDS, WORDS, Kind.TAGS)
CHOICE = Column(
    "c",
    WORDS,
    WORDS,
    Kind.CHOICE,
    default="no",
    choices=(Choice("no", Label("No way", "否")), Choice("yes", Label("Yes", "是"))),
)

SHEET, FILE = Reading(typed=True), Reading(typed=False)


@pytest.mark.parametrize(
    ("reading", "column", "raw", "value"),
    [
        (SHEET, NUMBER, 12, 12.0),
        (SHEET, NUMBER, -0.5, -0.5),
        (SHEET, NUMBER, 0, 0.0),
        (SHEET, YEARS, 3.0, 3),
        (SHEET, YEARS, None, 2),
        (SHEET, SHARE, "  ", 0.5),
        (FILE, NUMBER, " 12 ", 12.0),
        (FILE, NUMBER, "+1.5e2", 150.0),
        (FILE, NUMBER, ".5", 0.5),
        (FILE, NUMBER, "5.", 5.0),
        (FILE, YEARS, "3.0", 3),
        (FILE, NUMBER, "12\u200b", 12.0),
        (FILE, SHARE, "30 %", 0.3),
        (FILE, SHARE, "7％", 0.07),
        (FILE, SHARE, "0.1%", 0.001),
        (FILE, NUMBER, "1.2亿", 120.0),
        (SHEET, NUMBER, "1.2亿元", 120.0),
        (FILE, NUMBER, "3,500万", 35.0),
        (FILE, NUMBER, "12萬", 0.12),
        (FILE, NUMBER, "12 million", 12.0),
        (SHEET, NUMBER, "12 Million yuan", 12.0),
        (FILE, NUMBER, "0.012 billion RMB", 12.0),
        (FILE, PERSONS, "1.2万", 12_000),
        (SHEET, PERSONS, "1.2 万人", 12_000),
        (FILE, PERSONS, "12 thousand people", 12_000),
        (FILE, INCOME, "1.2万元", 12_000.0),
        (SHEET, TEXT, None, None),
        (SHEET, TEXT, "\u200b", None),
        (SHEET, TEXT, " 贡山\u3000", "贡山"),
        (SHEET, TEXT, "village\u00a0 roads", "village roads"),
        (SHEET, TEXT, "Lan\u200bping\u200e\ufeff", "Lanping"),
        (SHEET, TEXT, "Ri\u0301o Cafe\u0301", "Río Café"),
        (SHEET, TEXT, "（贡山）", "（贡山）"),
        (SHEET, TEXT, 530502, "530502"),
        (SHEET, TEXT, 530502.0, "530502"),
        (SHEET, TAGS, None, ()),
        (SHEET, TAGS, "a; b b；c;;a", ("a", "b b", "c")),
        (SHEET, CHOICE, None, "no"),
        (SHEET, CHOICE, "YES", "yes"),
        (SHEET, CHOICE, " no way ", "no"),
        (SHEET, CHOICE, "no\u00a0 way", "no"),
        (SHEET, CHOICE, "ｙｅｓ\u200b", "yes"),
        (FILE, TAGS, "a  b；\u200b; a\u00a0b", ("a b",)),
        (FILE, CHOICE, "是", "yes"),
        (SHEET, SOURCE, "book\npage 3", "book\npage 3"),
    ],
)
def test_a_sound_cell(reading: Reading, column: Column, raw: object, value: object) -> None:
    read: Any = reading.value(column, raw)
    assert read == value
    assert type(read) is type(value)
    assert reading.values(column, [raw]) == ([read], {})


ANY = Column("n", WORDS, WORDS, Kind.NUMBER)


@pytest.mark.parametrize(
    ("column", "raw", "sound"),
    [
        (ANY, 1e-6, True),  # nearer to zero a figure says nothing
        (ANY, -1e-6, True),
        (ANY, 0.99e-6, False),
        (ANY, -0.99e-6, False),
        (ANY, 0.0, True),
        (ANY, 1e12, True),  # beyond it sums lose their last digits
        (ANY, -1e12, True),
        (ANY, 1.001e12, False),
        (ANY, -1.001e12, False),
        (NUMBER, -100, True),
        (NUMBER, 1e9, True),
        (NUMBER, 1.001e9, False),
        (SHARE, 0, True),
        (SHARE, 1, True),
        (SHARE, 1.000001, False),
        (SHARE, -0.000001, False),
        (replace(ANY, above=0.0), 0, False),
        (replace(ANY, above=0.0), 1e-6, True),
        (TEXT, "x" * 120, True),
        (TEXT, "x" * 121, False),
        (SOURCE, "x" * 32_767, True),
        (SOURCE, "x" * 32_768, False),
    ],
)
def test_cells_at_the_edge(column: Column, raw: object, sound: bool) -> None:
    """One by one and many at once, in sheets and in files."""
    for reading, cell in ((SHEET, raw), (FILE, str(raw))):
        values, wrong = reading.values(column, [cell])
        assert (values == [raw], not wrong) == (sound, sound)
        if sound:
            assert reading.value(column, cell) == raw
        else:
            with pytest.raises(Unreadable):
                reading.value(column, cell)


def test_a_blank_number_without_default_is_nan() -> None:
    assert isnan(SHEET.value(NUMBER, None))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("reading", "column", "raw", "what", "remedy"),
    [
        (SHEET, NUMBER, "12", "is text, not a number", "type 12 again"),
        (FILE, NUMBER, "１２", "full-width", "type 12 with the digits"),
        (FILE, NUMBER, "1,5", "decimal comma", "1.5"),
        (FILE, NUMBER, "1,500", "thousands or decimals", "1500 or 1.500"),
        (FILE, NUMBER, "1,234,567.5", "thousands or decimals", "1234567.5"),
        (FILE, NUMBER, "1_000", "parts its digits", "without anything between"),
        (FILE, NUMBER, "1 000", "parts its digits", "without anything between"),
        (FILE, NUMBER, "1'000", "parts its digits", "without anything between"),
        (FILE, NUMBER, "30 %", "percentage", "unit of the header"),
        (FILE, RATIO, "30％", "percentage", "type 0.3"),
        (SHEET, SHARE, "30 %", "is text, not a number", "type 30 % again"),
        (FILE, SHARE, "130 %", "1.3 is more than 1", "0.013 or 1.3 %"),
        (FILE, DAYS, "1.2万", "mixes a number with words", "1.2万 is 12000"),
        (FILE, NUMBER, "1.2亿人", "mixes a number with words", "1.2亿 is 120000000, or 120 million"),
        (FILE, NUMBER, "12 million USD", "mixes a number with words", "12 million is 12000000"),
        (FILE, NUMBER, "3,500 million", "mixes a number with words", "unit of the header"),
        (FILE, NUMBER, "1,5亿", "mixes a number with words", "unit of the header"),
        (FILE, NUMBER, "12m", "mixes a number with words", "unit of the header"),
        (FILE, PERSONS, "1.23456万", "12345.6 is not a whole number", "whole number"),
        (FILE, PERSONS, "12亿", "1200000000 is more than 1000000000", "from 0 to"),
        (Reading(typed=False, currency="万元"), NUMBER, "12万", "mixes a number with words", "is 120000"),
        (FILE, NUMBER, "¥12", "mixes a number with words", "unit of the header"),
        (FILE, NUMBER, "-", "not a number", "leave the cell blank"),
        (FILE, NUMBER, "Infinity", "not a number", "leave the cell blank"),
        (FILE, NUMBER, "0x10", "not a number", "12.5"),
        (FILE, NUMBER, "1.2.3", "not a number", "12.5"),
        (FILE, NUMBER, "1e999", "beyond all bounds", "unit"),
        (FILE, NUMBER, "1e-7", "too small", "type 0"),
        (SHEET, NUMBER, 10**400, "inf is beyond all bounds", "unit"),
        (SHEET, NUMBER, float("nan"), "beyond all bounds", "unit"),
        (SHEET, NUMBER, True, "TRUE or FALSE", "number"),
        (SHEET, NUMBER, date(2016, 3, 1), "2016-03-01", "General"),
        (SHEET, NUMBER, "#N/A", "#N/A", "formula"),
        (SHEET, NUMBER, "#NAME?", "#NAME?", "formula"),
        (SHEET, NUMBER, UnsavedFormula("=A1"), "=A1", "save it"),
        (SHEET, NUMBER, -101, "less than -100 (million yuan)", "from -100 to 1000000000 (million yuan)"),
        (SHEET, YEARS, 3.5, "whole number", "whole number"),
        (SHEET, SHARE, 30, "more than 1", "0.3 or 30 %"),
        (SHEET, SHARE, 300, "more than 1", "from 0 to 1"),
        (SHEET, TEXT, 2.5, "where a name belongs", "Text"),
        (SHEET, TEXT, False, "TRUE or FALSE", "word"),
        (SHEET, TEXT, "a\tb", "an invisible sign (U+0009) stands after 'a'", "one line"),
        (SHEET, TEXT, "a\u202eb", "invisible sign (U+202E RIGHT-TO-LEFT OVERRIDE) stands after 'a'", "one line"),
        (SHEET, TEXT, "\u200db", "invisible sign (U+200D ZERO WIDTH JOINER) stands before 'b'", "one line"),
        (SHEET, TEXT, "a\nb", "a line break stands after 'a'", "one line"),
        (SHEET, TEXT, "x" * 121, "121 characters", "120"),
        (SHEET, TAGS, "ok; a\nb", "line break", "one line"),
        (SHEET, SOURCE, "x" * 32768, "32768 characters", "32767"),
        (SHEET, SOURCE, "bell\x07", "control characters", "again"),
        (SHEET, NEEDED, None, "'column' is blank", "fill it in"),
        (SHEET, CHOICE, "yess", "not a word", "did you mean 'Yes'?"),
        (SHEET, CHOICE, "perhaps", "not a word", "choose one of: No way, Yes"),
    ],
)  # fmt: skip
def test_a_bad_cell(reading: Reading, column: Column, raw: object, what: str, remedy: str) -> None:
    with pytest.raises(Unreadable) as told:
        reading.value(column, raw)
    assert what in told.value.what
    assert remedy in told.value.remedy
    values, wrong = reading.values(column, [raw])
    assert (values, str(wrong[0]), wrong[0].remedy) == (
        [told.value.meant],
        told.value.what,
        told.value.remedy,
    )


@pytest.mark.parametrize("column", [NUMBER, YEARS, SHARE, replace(NUMBER, above=0.0)])
@given(texts=st.lists(st.from_regex(r"[-+]?[0-9 .,eE%٣]{0,9}", fullmatch=True), max_size=20))
def test_many_cells_at_once_are_read_as_one_by_one(column: Column, texts: list[str]) -> None:
    values, wrong = FILE.values(column, texts)
    for at, text in enumerate(texts):
        try:
            alone = FILE.value(column, text)
        except Unreadable as error:
            assert (values[at], wrong[at].args, wrong[at].remedy) == (None, error.args, error.remedy)
        else:
            assert at not in wrong
            assert (type(values[at]), str(values[at])) == (type(alone), str(alone))


def test_the_unit_speaks_of_the_currency_in_the_language_in_use() -> None:
    use("zh")
    try:
        with pytest.raises(Unreadable) as told:
            Reading(typed=True, currency="元").value(NUMBER, -101)
    finally:
        use("en")
    assert "百万元" in told.value.what


def test_only_white_space_is_blank() -> None:
    assert [is_blank(raw) for raw in (None, "", " \u3000\n", 0, False, "0")] == [True] * 3 + [False] * 3
