"""Any plan against its case: what breaks, and what it costs in people lifted."""

from __future__ import annotations

from dataclasses import dataclass

from model.answer.audit import Audit
from model.answer.figures import Figures


@dataclass(frozen=True)
class Judgement:
    """``people_short`` is how many fewer than the best plan on record; None without one."""

    figures: Figures
    audit: Audit
    people_short: float | None
