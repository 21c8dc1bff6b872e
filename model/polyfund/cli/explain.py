"""``polyfund explain``: a rule, or the aims, in words and formulas."""

from __future__ import annotations

import inspect
from types import ModuleType
from typing import cast

import click

from polyfund.base.i18n import _, language
from polyfund.cli.inputs import unknown_rule
from polyfund.objectives.measures import MEASURES
from polyfund.rules import IN_FORCE, Room
from polyfund.schema.registers import AIMS
from polyfund.schema.scope import SCOPES
from polyfund.schema.table import Label


def list_rules() -> str:
    """Every rule in force and what a row of its sheet says."""
    tongue = language()
    lines = [f"  {room.TABLE.key:14}{room.TABLE.meaning[tongue]}" for room in IN_FORCE]
    return "\n".join(
        (_("The rules in force:"), *lines, _("Next: polyfund explain RULE, or polyfund explain aims"))
    )


def explain_rule(name: str) -> str:
    """What a rule's row says, its formula, its columns and what its price means.

    Raises: click.UsageError.
    """
    if name.casefold() in (AIMS.key, *map(str.casefold, AIMS.label.both)):
        return _aims()
    for room in IN_FORCE:
        if name.casefold() in (room.TABLE.key, *map(str.casefold, room.TABLE.label.both)):
            return _page(room)
    raise click.UsageError(unknown_rule(name))


def _aims() -> str:
    """Each measure: what is made most or least of, its unit and its formula."""
    tongue = language()
    lines = [f"{AIMS.label[tongue]}: {AIMS.meaning[tongue]}"]
    for measure in MEASURES.values():
        most = _("as much as can be") if measure.sign > 0 else _("as little as can be")
        told_by = [SCOPES[dimension].label[tongue] for dimension in measure.scopes]
        scopes = _("; told apart by {columns}").format(columns=_(", ").join(told_by)) if told_by else ""
        lines += ["", f"{measure.title} ({most}, {measure.unit[tongue]}{scopes})"]
        lines += [f"    {line}" for line in (inspect.getdoc(measure.of) or "").splitlines()]
    return "\n".join(lines).replace("{currency}", _("yuan"))


def _page(room: Room) -> str:
    tongue, table = language(), room.TABLE
    formula = inspect.getdoc(cast(ModuleType, room)) or ""
    columns = [f"  {column.label[tongue]}: {column.meaning[tongue]}" for column in table.columns]
    page = "\n".join(
        (
            f"{table.label[tongue]}: {table.meaning[tongue]}",
            "",
            formula,
            "",
            _("Columns"),
            *columns,
            *([] if room.PRICE_MEANS is None else ["", _price_words(room.PRICE_MEANS)]),
        )
    )
    return page.replace("{currency}", _("yuan"))


def _price_words(means: Label) -> str:
    return _("What its price means: {words}").format(words=means[language()])
