"""A plan and the one that takes its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from polyfund.evaluation.quantities import Figures
from polyfund.schema.faults import Fault
from polyfund.studies.replan.difference import Difference
from polyfund.studies.replan.reasons import Why


@dataclass(frozen=True)
class Replanned:
    """``names`` are the files of A and B, ``sectors`` the sector of each programme as far as
    anything tells it. ``why`` is None without a case, ``noticed`` what need not be wrong in the files."""

    names: tuple[str, str]
    difference: Difference
    sectors: Mapping[str, str]
    why: Why | None
    noticed: Sequence[Fault] = ()


def people_by_county(why: Why) -> pd.DataFrame:
    """Indexed by county, columns lifted_before, lifted_after, poor_before, poor_after: persons at
    the end of the years counted."""
    poor = {side: _poor_at_end(plan.figures) for side, plan in (("before", why.before), ("after", why.after))}
    without = pd.Series(why.case.poor_without, dtype=float)
    lifted = {f"lifted_{side}": without - left for side, left in poor.items()}
    return pd.DataFrame({**lifted, **{f"poor_{side}": left for side, left in poor.items()}})


def _poor_at_end(plan: Figures) -> pd.Series:
    end = plan.outcomes["year"] == plan.case.outcome_years[-1]
    return plan.outcomes[end].set_index("county")["poor"]
