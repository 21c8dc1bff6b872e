"""``polyfund explain``: a rule in words, with its formula."""

from __future__ import annotations

import inspect
from types import ModuleType
from typing import cast

import click

from model.inputs import unknown_rule
from model.intake.table import Label
from model.rules import IN_FORCE, Room
from model.words import _, language


def list_rules() -> str:
    """Every rule in force and what a row of its sheet says."""
    tongue = language()
    lines = [f"  {room.TABLE.key:14}{room.TABLE.meaning[tongue]}" for room in IN_FORCE]
    return "\n".join((_("The rules in force:"), *lines, _("Next: polyfund explain RULE")))


def explain_rule(name: str) -> str:
    """What a rule's row says, its formula, its columns and what its price means.

    Raises: click.UsageError.
    """
    for room in IN_FORCE:
        if name.casefold() in (room.TABLE.key, *map(str.casefold, room.TABLE.label.both)):
            return _page(room)
    raise click.UsageError(unknown_rule(name))


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
