"""What is on record about a run: written to ``run.json`` and to the sheet Run log."""

from __future__ import annotations

import platform
from importlib.metadata import version
from pathlib import Path
from typing import Any

from polyfund.planning.answer import Answer
from polyfund.planning.run_files import input_entry
from polyfund.schema.scope import Scope
from polyfund.schema.together import together

PACKAGES = ("polyfund", "pyomo", "highspy", "pandas", "numpy", "scipy", "openpyxl", "XlsxWriter")


def run_record(answer: Answer, folder: Path | None = None) -> dict[str, Any]:
    """Status, aims with certified bounds, counts, seconds by stage, versions and input, with its path
    as seen from ``folder``.

    Money in million, people in persons, time in seconds; ``gap`` and ``violation`` are
    relative (see polyfund.solver.certificate).
    """
    everything = Scope()
    return {
        "status": "optimal",
        "input": input_entry(answer.case, folder),
        "warnings": [str(told) for told in together(answer.case.warnings)],
        "aims": [
            {
                "priority": stage.stage.priority,
                "aim": stage.stage.title,
                "value": stage.value,
                "bound": stage.bound,
                "published": stage.final,
                "on_its_own": stage.alone,
                "gave_up": {  # by the priority of the earlier aim, which no other one has
                    str(earlier.stage.priority): lost
                    for earlier, lost in zip(answer.stages, stage.gave_up, strict=False)
                },
                "gap": stage.gap,
                "proof": stage.proof,
                "primal_violation": stage.violation,
                "dual_violation": stage.dual_violation,
                "slack": stage.stage.slack,
                "iterations": stage.iterations,
                "seconds": stage.seconds,
            }
            for stage in answer.stages
        ],
        "plan": {
            "grants": len(answer.figures.grants),
            "money": answer.figures.money(everything),
            "people_lifted": answer.figures.lifted(everything),
            "staff_days": answer.figures.staff_days(everything),
            "cost_of_broken_soft_demands": answer.figures.soft_cost(),
        },
        "audit": {
            "passes": answer.audit.passes,
            "examined": len(answer.audit.findings),
            "broken": len(answer.audit.broken),
        },
        "program": answer.counts,
        "seconds": answer.seconds,
        "versions": {"python": platform.python_version(), **{name: version(name) for name in PACKAGES}},
    }
