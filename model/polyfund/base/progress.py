"""Who is told how far something is."""

from __future__ import annotations

from collections.abc import Callable

Tell = Callable[[str], None]


def silent(_line: str) -> None:
    """Tells nobody."""
