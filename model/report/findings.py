"""Findings of the audit in words."""

from __future__ import annotations

from typing import Any

from model.answer.audit import Finding
from model.intake.case import Case
from model.intake.scope import EACH, NAMED, SCOPES
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
    return _("binding") if finding.binds else _("holds")


class Who:
    """Whom a demand speaks of, in words."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._kinds = kind_words()
        self._names = {register: chinese(case, register) if language() == "zh" else {} for register in NAMED}
        self._members = {key: set(map(str, members)) for key, members in case.directory.members.items()}
        self._cells: dict[str, dict[Any, dict[str, Any]]] = {}
        self._groups: dict[tuple[str, frozenset[Any], str | None], str] = {}

    def __call__(self, demand: Demand) -> str:
        """The words of the row's scope; of ``each`` the one that this demand is about."""
        cells = self._cells_of(demand.rule).get(demand.row, {})
        told = []
        for dimension in SCOPES:
            chosen = getattr(demand.scope, dimension)
            if chosen is not None:
                each = demand.scope.label.split(" / ")
                told.append(self._part(dimension, chosen, cells.get(dimension), each))
        return " / ".join(told) or _("all together")

    def _cells_of(self, rule: str) -> dict[Any, dict[str, Any]]:
        """The scope cells of a rule's rows."""
        if rule not in self._cells:
            table = self._case.tables[rule]
            own = [column for column in table.columns if column in SCOPES]
            rows = table[own].itertuples(name=None)
            self._cells[rule] = {row: dict(zip(own, cells, strict=True)) for row, *cells in rows}
        return self._cells[rule]

    def _part(self, dimension: str, chosen: frozenset[Any], cell: str | None, each: list[str]) -> str:
        """The group that the cell names, where the demand is of all of it; otherwise the members."""
        if len(chosen) == 1:
            (member,) = chosen
            return self._words(dimension, chosen, None if str(member) in each else cell)
        key = dimension, chosen, cell
        if key not in self._groups:
            self._groups[key] = self._words(*key)
        return self._groups[key]

    def _words(self, dimension: str, chosen: frozenset[Any], cell: str | None) -> str:
        members = sorted(chosen)
        if cell and self._is_group(dimension, cell, chosen):
            return self._kinds.get(cell, cell)
        if dimension == "years" and len(members) > 1:
            return f"{members[0]}-{members[-1]}"
        return ", ".join(str(self._names.get(dimension, {}).get(one) or one) for one in members)

    def _is_group(self, dimension: str, cell: str, chosen: frozenset[Any]) -> bool:
        """Whether the cell names a group, and ``chosen`` is all of it."""
        if cell.split()[0].casefold() in EACH:
            return False
        return cell not in self._members[dimension] and self._case.chosen(dimension, cell) == chosen
