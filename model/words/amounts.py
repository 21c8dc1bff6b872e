"""Figures in sentences."""

from __future__ import annotations

from math import floor, isfinite, log10

DIGITS = 6


def amount(value: float, digits: int = DIGITS) -> str:
    """A figure as people write it: thousands parted, ``digits`` significant decimals at most and
    never less than the whole number, no exponent, and no minus before nothing."""
    if not isfinite(value):
        return str(value)
    decimals = max(0, digits - 1 - floor(log10(abs(value)))) if value else 0
    text = f"{value:,.{decimals}f}"
    text = text.rstrip("0").rstrip(".") if decimals else text
    return text.removeprefix("-") if not text.strip("-0.,") else text
