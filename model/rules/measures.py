"""What an aim may measure: each once, for the program and for a finished plan alike.

    people lifted        sum(c) poor without the plan[c,end] - poor[c,end]
    weighted by need     the same, each county times its weight
    cost of broken soft demands   sum(demands) price * breach
    money used           sum grant[a,c,p,t]
    staff days           sum days per million[a] * grant[a,c,p,t]

*Poor without the plan* is poor at the start, grown by the returning share until the end. With
no returning share, people lifted is just the sum of all who are lifted; with one, counting
heads alone would reward letting poverty grow first in order to lift more later.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from model.intake.registers.settings import MEASURES as CHOICES
from model.intake.scope import Scope
from model.intake.table import Label
from model.rules.room import Quantities
from model.rules.units import DAYS, MILLION, PERSONS
from model.words import language


@dataclass(frozen=True)
class Measure:
    """``sign`` is 1 where more is better, -1 where less is; ``scopes`` names the scope
    columns of Aims that it understands."""

    key: str
    sign: int
    unit: Label
    of: Callable[[Quantities, Scope], Any]
    scopes: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """Its name in the language in use, as the sheet Aims offers it."""
        return next(choice.label[language()] for choice in CHOICES if choice.key == self.key)


GRANT_SCOPES = ("agencies", "counties", "programmes", "years")

MEASURES = {
    measure.key: measure
    for measure in (
        Measure("people_lifted", 1, PERSONS, lambda plan, scope: plan.lifted(scope), ("counties",)),
        Measure(
            "need_weighted",
            1,
            Label("weighted persons", "加权人数"),
            lambda plan, scope: plan.lifted(scope, weighted=True),
            ("counties",),
        ),
        Measure("soft_cost", -1, Label("price units", "价格单位"), lambda plan, scope: plan.soft_cost()),
        Measure(
            "money_used",
            -1,
            MILLION,
            lambda plan, scope: plan.money(scope),
            GRANT_SCOPES,
        ),
        Measure(
            "staff_days",
            -1,
            DAYS,
            lambda plan, scope: plan.staff_days(scope),
            GRANT_SCOPES,
        ),
    )
}
