"""Strict numbers: ASCII digits, one point, an exponent; anything else is told apart in words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from math import inf, isfinite, nan
from typing import Any

import numpy as np

from polyfund.base.i18n import _
from polyfund.reading.labels import apart, is_total
from polyfund.reading.raw import Unreadable

PLAIN = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
DECIMAL_COMMA = re.compile(r"[+-]?[0-9]*,[0-9]+")
GROUPED = re.compile(r"[+-]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]*)?")
SEPARATED = re.compile(r"[+-]?[0-9]+(?:[ _'’\u00a0\u2009\u202f][0-9]+)+(?:[.,][0-9]+)?")
WITH_WORDS = re.compile(r"(?=.*[^0-9.,+-])[^0-9]{0,4}[+-]?[0-9]+(?:[.,][0-9]+)*\s*[^0-9.,]{0,20}")
MISSING = ("nan", "inf", "infinity", "n/a", "na", "none", "null", "", "无")  # without a sign
Floats = np.ndarray[Any, np.dtype[np.float64]]
SMALLEST = 1e-6  # nearer to zero than this a figure says nothing, and the solver drops it
LARGEST = 1e12  # beyond this sums lose their last digits


def figure(number: float) -> str:
    """A number as a user would type it."""
    return f"{number:.12g}"


def read_text(text: str) -> float:
    """The number that ``text`` writes. Raises: Unreadable."""
    if not PLAIN.fullmatch(text):
        raise Unreadable(*_not_a_number(text))
    return in_range(float(text))


def in_range(number: float) -> float:
    """``number``, when it is finite and of a size that means something. Raises: Unreadable."""
    if not isfinite(number) or abs(number) > LARGEST:
        raise Unreadable(
            _("{number} is beyond all bounds").format(number=figure(number)),
            _("check the unit: amounts are in millions"),
        )
    if 0 < abs(number) < SMALLEST:
        raise Unreadable(
            _("{number} is too small to mean anything").format(number=figure(number)),
            _("type 0, or give the figure in the unit of the header"),
        )
    return number


def as_float(number: float) -> float:
    """``number``, which a file may write with more digits than any float has room for."""
    try:
        return float(number)
    except OverflowError:
        return inf if number > 0 else -inf


def plain_numbers(cells: Sequence[object], *, typed: bool) -> Floats:
    """The cells that are plainly numbers (texts that write them or, where cells are ``typed``,
    numbers themselves); NaN for all others."""
    if typed:
        found = (as_float(cell) if type(cell) in (int, float) else nan for cell in cells)  # type: ignore[arg-type]
    else:
        fits = PLAIN.fullmatch
        found = (float(cell) if isinstance(cell, str) and fits(cell) else nan for cell in cells)
    return np.fromiter(found, float, len(cells))


def within(
    numbers: Floats, at_least: float | None, at_most: float | None, above: float | None
) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Which of the numbers are of a size that means something (as in_range) and in these bounds."""
    size = np.abs(numbers)
    inside: np.ndarray[Any, np.dtype[np.bool_]] = (size <= LARGEST) & ((size >= SMALLEST) | (size == 0))
    if at_least is not None:
        inside &= numbers >= at_least
    if at_most is not None:
        inside &= numbers <= at_most
    return inside if above is None else inside & (numbers > above)


def _not_a_number(text: str) -> tuple[str, str]:
    """Why ``text`` is not a number, and the remedy."""
    return _other_digits(text) or _other_separators(text) or _no_digits_alone(text)


def _other_digits(text: str) -> tuple[str, str] | None:
    """Digits that are not 0 to 9."""
    if any(char.isdigit() and char not in "0123456789" for char in text):
        plain = unicodedata.normalize("NFKC", text)
        digits = "".join(str(unicodedata.digit(char, char)) for char in plain)
        return (
            _("'{text}' is written with full-width or foreign digits").format(text=shorten(text)),
            _("type {digits} with the digits 0 to 9").format(digits=shorten(digits)),
        )
    return None


def _other_separators(text: str) -> tuple[str, str] | None:
    """Commas, spaces and other marks between digits."""
    if GROUPED.fullmatch(text):
        whole, decimal = text.replace(",", ""), text.replace(",", ".", 1)
        return (
            _("the comma in '{text}' may part thousands or decimals").format(text=shorten(text)),
            _("type {whole} or {decimal}").format(whole=whole, decimal=decimal)
            if PLAIN.fullmatch(decimal)
            else _("type {number}").format(number=whole),
        )
    if DECIMAL_COMMA.fullmatch(text):
        return (
            _("'{text}' has a decimal comma").format(text=shorten(text)),
            _("type {number} with a point").format(number=text.replace(",", ".")),
        )
    if SEPARATED.fullmatch(text):
        return (
            _("'{text}' parts its digits").format(text=shorten(text)),
            _("type the digits without anything between them"),
        )
    return None


def _no_digits_alone(text: str) -> tuple[str, str]:
    """Words, or a number among words."""
    plain = unicodedata.normalize("NFKC", text)
    what = _("'{text}' is not a number").format(text=shorten(text))
    if plain.casefold().lstrip("+-") in MISSING:
        return what, _("leave the cell blank, or type a number")
    if is_total(text):
        return _("'{word}' reads like a row that adds up others").format(word=shorten(text)), apart()
    if text.startswith("="):
        return (
            _("'{text}' is a formula as text").format(text=shorten(text)),
            _("type the number it should give"),
        )
    if WITH_WORDS.fullmatch(plain):
        return (
            _("'{text}' mixes a number with words or signs").format(text=shorten(text)),
            _("type the number alone, in the unit of the header"),
        )
    return what, _("type a number such as 12.5")


def shorten(text: str) -> str:
    """``text`` on one line, at most 60 characters of it."""
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:57] + "..."
