"""What is on record beside a plan: for which input it was made, and what the best plan lifts."""

from __future__ import annotations

from pathlib import Path


def recorded_best(path: Path) -> tuple[str, float] | None:
    """SHA-256 of the input and persons lifted by the best plan of it; None without a record."""
    return None
