"""A line of money, and how a total is laid over the years."""

from __future__ import annotations

from typing import NamedTuple

GROWTH = (0.16, 0.18, 0.20, 0.22, 0.24)  # of five years' money, where nothing tells the years apart


class Line(NamedTuple):
    """Money of an agency for a sector ("" for any): ``amounts`` in million by year from 2016."""

    agency: str
    sector: str
    amounts: tuple[float, ...]
    source: str
    transferable: float = 0
    carry_over: int = 0


def spread(total: float, shares: tuple[float, ...]) -> tuple[float, ...]:
    """``total`` by year."""
    return tuple(total * share for share in shares)
