"""What the tests of every rule need: its rows as text, its plan, the gap on a given plan."""

from __future__ import annotations

import pandas as pd

from polyfund.case.case import Case
from polyfund.case.eligible import GRANT_KEYS
from polyfund.evaluation.audit import Finding
from polyfund.formulation.build import build
from polyfund.objectives.aims import stages
from polyfund.planning.answer import Answer, judge
from polyfund.rules import all_demands
from polyfund.run import solve, with_alone


def program_text(case: Case, rule: str, *rows: str) -> list[str]:
    """The rule's rows in the program, each as an inequality."""
    case = with_alone(case)
    demands = all_demands(case)
    model = build(case, demands, stages(case, demands)).model
    block = model.component(rule)
    return [str(row.expr) for name in rows or ("demand",) for row in block.component(name).values()]


def findings(case: Case, rule: str, *grants: tuple[str, str, str, int, float]) -> list[Finding]:
    """What the audit says of the rule on a plan given by hand."""
    plan = pd.DataFrame(grants, columns=[*GRANT_KEYS, "amount"])
    case = with_alone(case)
    _, audit = judge(case, plan, all_demands(case))
    return [finding for finding in audit.findings if finding.check == rule]


def gaps(case: Case, rule: str, *grants: tuple[str, str, str, int, float]) -> list[float]:
    """By how much each of the rule's demands is broken by a plan given by hand."""
    return [round(finding.gap, 6) for finding in findings(case, rule, *grants)]


def given(answer: Answer) -> dict[tuple[str, int], float]:
    """Million by county and year."""
    frame = answer.figures.grants
    return {key: round(money, 4) for key, money in frame.groupby(["county", "year"])["amount"].sum().items()}


def lifted(case: Case) -> float:
    """The best number of people lifted."""
    return round(solve(case).stages[0].final, 3)
