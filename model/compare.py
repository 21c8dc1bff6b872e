"""``polyfund compare``: what cooperation buys, as one table."""

from __future__ import annotations

from collections.abc import Callable

from model.answer.baselines import (
    Reached,
    going_alone,
    government_only,
    reached,
    spread_evenly,
    without_rules,
)
from model.answer.plan import Answer
from model.intake.case import Case
from model.run import Tell, Watch, silent, solve
from model.words import _


def compare(case: Case, tell: Tell = silent, plan: Answer | None = None) -> list[tuple[str, Reached]]:
    """Each way of spending the case's money by name, the plan last (solved where it is not given).

    Raises: Conflict, OutOfTime, SolverFailed, UnfitMatrix.
    """
    ways: tuple[tuple[str, Callable[[], Reached]], ...] = (
        (_("spread evenly"), lambda: reached(spread_evenly(case))),
        (_("going alone"), lambda: reached(going_alone(case))),
        (_("government only"), lambda: reached(government_only(case))),
        (_("coordinated, no rules"), lambda: reached(without_rules(case))),
        (_("coordinated"), lambda: reached((plan or solve(case, Watch(tell))).figures)),
    )
    found = []
    for name, way in ways:
        tell(name)
        found.append((name, way()))
    return found


def comparison_table(case: Case, found: list[tuple[str, Reached]]) -> str:
    """The ways as a table in Markdown."""
    heads = (
        _("way"),
        _("people lifted"),
        _("worst county: poor lifted"),
        _("money, million {currency}").format(currency=case.said("currency")),
        _("persons lifted per million"),
    )
    rows = [
        (
            name,
            f"{one.people_lifted:,.0f}",
            f"{one.worst_county} {one.worst_share:.1%}",
            f"{one.money:,.0f}",
            f"{one.people_lifted / one.money if one.money else 0.0:.2f}",
        )
        for name, one in found
    ]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in (heads, ["---"] * len(heads), *rows))
