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
    text = shown(value, f",.{decimals}f")
    return text.rstrip("0").rstrip(".") if decimals else text


def shown(value: float, how: str) -> str:
    """``value`` as ``how`` formats it, with no minus before nothing."""
    text = format(value, how)
    return text if text.strip("-0.,%") else text.removeprefix("-")
