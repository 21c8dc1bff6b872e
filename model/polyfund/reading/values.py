"""One cell: from what the file holds to what the column means, or why it cannot be.

Nothing is guessed. Only what no reader can see is forgiven: white space around a word and how
much of it stands inside, signs without width, accents apart from their letters, and a whole number
in a text column (an ``adcode``), which becomes its digits.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import cache
from math import nan

import numpy as np

from polyfund.base.i18n import _, language
from polyfund.reading.apostrophe import unguarded
from polyfund.reading.numbers import as_float, figure, in_range, plain_numbers, read_text, shorten, within
from polyfund.reading.raw import Unreadable, UnsavedFormula
from polyfund.reading.worded import percentage, worded
from polyfund.schema.describe import unit
from polyfund.schema.faults import nearest
from polyfund.schema.spelling import LINE_BREAKS, invisible, same, seen, sign, tidy
from polyfund.schema.table import SOURCE, Choice, Column, Kind

Value = str | float | int | tuple[str, ...] | None

ERROR_TEXT = re.compile(r"#(?:N/A|NAME\?|GETTING_DATA|[A-Z0-9/_]+!)")
SEPARATORS = re.compile("[;；,，、]")
LONGEST_NAME = 120
LONGEST_TEXT = 32_767  # what an Excel cell holds


@dataclass(frozen=True)
class Reading:
    """How cells are read: ``typed`` where a cell has a type (a workbook), else all is text."""

    typed: bool
    currency: str = "yuan"

    def value(self, column: Column, raw: object) -> Value:
        """What ``raw`` means in ``column``; blank gives the default, None or NaN.

        Raises: Unreadable.
        """
        if is_blank(raw):
            return _blank(column)
        if isinstance(raw, str):
            raw = raw.strip()
        _refuse_unusable(raw)
        if column.numeric:
            return self._number(column, raw)
        if not self.typed and isinstance(raw, str):
            raw = unguarded(raw)
        text = _text(column, raw)
        if column.kind is Kind.CHOICE:
            return _choice(column, text)
        if column.kind is Kind.TAGS:
            tags = map(_name, map(str.strip, SEPARATORS.split(text)))
            return tuple(dict.fromkeys(filter(None, tags)))
        return text

    def values(self, column: Column, raws: Sequence[object]) -> tuple[list[Value], dict[int, Unreadable]]:
        """What each of ``raws`` means, and by position why it cannot be read (there: ``meant``).

        Numbers that are plainly sound are taken all at once; every other cell goes through
        :meth:`value`.
        """
        values: list[Value] = [None] * len(raws)
        left: Iterable[int] = range(len(raws))
        if column.numeric:
            numbers = plain_numbers(raws, typed=self.typed)
            sound = within(numbers, column.at_least, column.at_most, column.above)
            if column.kind is Kind.INTEGER:
                sound &= numbers == np.floor(numbers)
                numbers = np.where(sound, numbers, 0).astype(np.int64)
            values, left = numbers.tolist(), np.flatnonzero(~sound).tolist()
        wrong = {}
        for at in left:
            try:
                values[at] = self.value(column, raws[at])
            except Unreadable as error:
                values[at], wrong[at] = error.meant if column.kind is Kind.TEXT else None, error
        return values, wrong

    def _number(self, column: Column, raw: object) -> float | int:
        if isinstance(raw, bool):
            raise Unreadable(_("this is TRUE or FALSE, not a number"), _("type a number"))
        if isinstance(raw, str):
            number = self._written(column, tidy(raw))
        elif isinstance(raw, int | float):
            number = in_range(as_float(raw))
        else:
            raise TypeError(f"a cell of type {type(raw).__name__}")
        self._check_bounds(column, number)
        if column.kind is Kind.INTEGER:
            if not number.is_integer():
                raise Unreadable(
                    _("{number} is not a whole number").format(number=figure(number)),
                    _("type a whole number"),
                )
            return int(number)
        return number

    def _written(self, column: Column, text: str) -> float:
        """The number that a text writes; in a workbook a plain one is no text."""
        number = worded(column, text, self.currency)
        if number is not None:
            return number
        share = percentage(column, text)
        number = read_text(text) if share is None else share
        if self.typed:
            raise Unreadable(
                _("'{text}' is text, not a number").format(text=shorten(text)),
                _("set the cell's format to General and type {number} again").format(
                    number=figure(number) if share is None else text
                ),
                _(
                    "mark the column and choose Data > Text to Columns > Finish: Excel then takes all of them "
                    "for numbers"
                ),
            )
        return number

    def _check_bounds(self, column: Column, number: float) -> None:
        low, high = column.at_least, column.at_most
        shown = {"number": figure(number), "unit": self._unit(column)}
        if column.above is not None and number <= column.above:
            what = _("{number} is not above {bound}{unit}").format(bound=figure(column.above), **shown)
        elif low is not None and number < low:
            what = _("{number} is less than {bound}{unit}").format(bound=figure(low), **shown)
        elif high is not None and number > high:
            what = _("{number} is more than {bound}{unit}").format(bound=figure(high), **shown)
            if column.kind is Kind.SHARE and number <= 100:
                raise Unreadable(what, _share_remedy(number))
        else:
            return
        raise Unreadable(what, self._range_remedy(column))

    def _range_remedy(self, column: Column) -> str:
        words = {"unit": self._unit(column), "high": figure(column.at_most or 0)}
        if column.above is not None:
            low, both, one = (
                column.above,
                _("type a number above {low} and at most {high}{unit}"),
                _("type a number above {low}{unit}"),
            )
        else:
            low, both, one = (
                column.at_least or 0,
                _("type a number from {low} to {high}{unit}"),
                _("type a number of at least {low}{unit}"),
            )
        return (one if column.at_most is None else both).format(low=figure(low), **words)

    def _unit(self, column: Column) -> str:
        words = unit(column, self.currency)
        return f" ({words})" if words else ""


def key_of(column: Column, word: str) -> str | None:
    """The key of the choice that ``word`` names in either language, or None."""
    return _spellings(column.choices).get(same(word)) if column.choices else None


def is_blank(raw: object) -> bool:
    """Whether a cell holds nothing that is seen."""
    return raw is None or (isinstance(raw, str) and not tidy(raw))


@cache
def _spellings(choices: tuple[Choice, ...]) -> dict[str, str]:
    return {same(word): one.key for one in reversed(choices) for word in (one.key, *one.label.both)}


def _blank(column: Column) -> Value:
    if column.required:
        raise Unreadable(
            _("'{column}' is blank").format(column=column.label[language()]),
            _("type a number") if column.numeric else _("fill it in"),
        )
    if column.default is not None:
        return _default(column)
    if column.kind is Kind.TAGS:
        return ()
    return nan if column.numeric else None


def _default(column: Column) -> Value:
    """The default in the type that the column's cells have."""
    if not column.numeric or column.default is None:
        return column.default
    return int(column.default) if column.kind is Kind.INTEGER else float(column.default)


def _refuse_unusable(raw: object) -> None:
    """Errors, formulas without a result and dates are no values in any column."""
    if isinstance(raw, str) and ERROR_TEXT.fullmatch(raw):
        raise Unreadable(
            _("this cell holds the error {error}").format(error=raw), _("mend its formula, or type the value")
        )
    if isinstance(raw, UnsavedFormula):
        raise Unreadable(
            _("the result of the formula {formula} is not stored in the file").format(
                formula=shorten(raw.text)
            ),
            _("open the workbook in Excel, let it calculate, save it and run again; or type the value"),
        )
    if isinstance(raw, date | time | timedelta):
        raise Unreadable(
            _("Excel turned this into a date or time: {date}").format(date=raw),
            _("set the cell's format to General (or Text, for words) and type it again"),
        )


def _share_remedy(number: float) -> str:
    return _("a share is written 0.3 or 30 %: type {share} or {number} %").format(
        share=figure(number / 100), number=figure(number)
    )


def _text(column: Column, raw: object) -> str:
    """The words of a cell, checked for what no name or note may hold."""
    if isinstance(raw, bool):
        raise Unreadable(
            _("this is TRUE or FALSE, not a word"),
            _("choose one of: {words}").format(words=_words(column)) if column.choices else _("type a word"),
        )
    if isinstance(raw, int | float):
        if isinstance(raw, float) and not raw.is_integer():
            raise Unreadable(
                _("the number {number} stands where a name belongs").format(number=figure(raw)),
                _("type a name; a name made of digits needs the cell's format Text"),
            )
        raw = str(int(raw))
    if not isinstance(raw, str):
        raise TypeError(f"a cell of type {type(raw).__name__}")
    if len(raw) > LONGEST_TEXT:
        raise Unreadable(
            _("{length} characters are more than a cell can hold").format(length=len(raw)),
            _("shorten it to {most} characters").format(most=LONGEST_TEXT),
        )
    if column.key == SOURCE.key:
        return _note(raw)
    return raw if column.kind is Kind.TAGS else _name(raw)


def _note(text: str) -> str:
    """Free words: line breaks are welcome, other control characters are not."""
    if any(unicodedata.category(char) in ("Cc", "Cs") and char not in "\n\r\t" for char in text):
        raise Unreadable(_("this text holds control characters"), _("type it again"))
    return text


def _refuse_unseen(text: str) -> None:
    """Line breaks are seen, and no names; other signs are not, and make two names of one."""
    at = invisible(text)
    if at is None:
        return
    name = _("a line break") if text[at] in LINE_BREAKS else _("an invisible sign ({sign})")
    where = _("{name} stands after '{before}'") if at else _("{name} stands before '{after}'")
    words = {"before": shorten(text[:at]), "after": shorten(text[at + 1 :])}
    what = where.format(name=name.format(sign=sign(text[at])), **words)
    raise Unreadable(what, _("type it again on one line"), meant=seen(text))


def _name(text: str) -> str:
    """One line that other cells can repeat. Raises: Unreadable."""
    _refuse_unseen(text)
    text = tidy(text)
    if len(text) > LONGEST_NAME:
        raise Unreadable(
            _("'{text}' has {length} characters").format(text=shorten(text), length=len(text)),
            _("shorten it to {most} characters").format(most=LONGEST_NAME),
        )
    return text


def _choice(column: Column, text: str) -> str:
    key = key_of(column, text)
    if key is not None:
        return key
    labels = {word: choice for choice in column.choices for word in (choice.key, *choice.label.both)}
    near = nearest(text, labels)
    what = _("'{text}' is not a word that '{column}' knows").format(
        text=shorten(text), column=column.label[language()]
    )
    if near:
        raise Unreadable(what, _("did you mean '{near}'?").format(near=labels[near].label[language()]))
    raise Unreadable(what, _("choose one of: {words}").format(words=_words(column)))


def _words(column: Column) -> str:
    return ", ".join(choice.label[language()] for choice in column.choices)
