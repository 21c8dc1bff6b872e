"""Any plan against its case: what breaks, and what it costs in people lifted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from polyfund.evaluation.audit import Audit
from polyfund.evaluation.quantities import Figures
from polyfund.schema.faults import Fault


@dataclass(frozen=True)
class Judgement:
    """``people_short`` is how many fewer than the best plan on ``record``: of "this" input; None where
    there is "none" or one of an "other" input. ``noticed`` is what need not be wrong in the plan's file."""

    figures: Figures
    audit: Audit
    people_short: float | None = None
    record: str = "none"
    noticed: Sequence[Fault] = ()
