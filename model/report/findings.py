"""Findings of the audit in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from model.answer.audit import Finding
from model.intake.case import Case
from model.intake.scope import NAMED
from model.report.names import chinese, kind_words
from model.rules import IN_FORCE, Demand
from model.words import _, language


def check_words() -> dict[str, str]:
    """The name of every check, in the order of the audit."""
    return {
        "eligibility": _("eligibility"),
        "budgets": _("budgets pay for all grants"),
        "needs": _("no more than the need"),
        "staff": _("staff of the agencies"),
        "management": _("management of the counties"),
        **{room.TABLE.key: room.TABLE.label[language()] for room in IN_FORCE},
    }


def state(finding: Finding) -> str:
    """Holds, holds and binds, broken at its price, or broken."""
    if finding.broken:
        return _("broken")
    if not finding.met:
        return _("broken at its price")
    binds = abs(finding.given - finding.asked) * finding.scale <= finding.allowed
    return _("binding") if binds else _("holds")


class Who:
    """Whom a demand speaks of, in words."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._kinds = kind_words()
        self._names = {register: chinese(case, register) if language() == "zh" else {} for register in NAMED}

    def __call__(self, demand: Demand) -> str:
        """The words of the row's scope; of ``each`` the one that this demand is about."""
        row: Any = self._case.tables[demand.rule].loc[demand.row]
        told = []
        for dimension in ("agencies", "counties", "programmes", "years"):
            chosen = getattr(demand.scope, dimension)
            if chosen is not None:
                told.append(self._part(dimension, chosen, row.get(dimension), demand.scope.label))
        return " / ".join(told) or _("all together")

    def _part(self, dimension: str, chosen: Iterable[Any], cell: str | None, label: str) -> str:
        one, *others = chosen
        if others or (cell and cell in self._kinds and one != label):
            return self._kinds.get(str(cell), str(cell))
        return str(self._names.get(dimension, {}).get(one) or one)
