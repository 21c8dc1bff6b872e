"""Any plan against its case: what breaks, and what it costs in people lifted."""

from __future__ import annotations

from dataclasses import dataclass

from model.answer.audit import Audit
from model.answer.figures import Figures


@dataclass(frozen=True)
class Judgement:
    """``people_short`` is how many fewer than the best plan on ``record``: of "this" input; None where
    there is "none" or one of an "other" input."""

    figures: Figures
    audit: Audit
    people_short: float | None = None
    record: str = "none"
