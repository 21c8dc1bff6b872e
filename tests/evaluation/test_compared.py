"""What a way of spending breaks, by check."""

from __future__ import annotations

import pandas as pd
from pytest import approx

from polyfund.case.eligible import GRANT_KEYS
from polyfund.evaluation.compared import Way
from polyfund.planning.answer import judge
from polyfund.rules import all_demands
from tests.cases import case_of


def test_by_check_the_worst_first() -> None:
    """Province has 10 million in 2016; East gets 20 where it needs 8, West 50 where it needs 40."""
    case = case_of()
    rows = [("Province", "East", "roads", 2016, 20.0), ("Province", "West", "roads", 2016, 50.0)]
    grants = pd.DataFrame(rows, columns=[*GRANT_KEYS, "amount"])
    way = Way(*judge(case, grants, all_demands(case)), "plan")
    gaps = {check: [finding.gap for finding in found] for check, found in way.broken.items()}
    assert gaps == {"budgets": [approx(60)], "needs": [approx(12), approx(10)]}
