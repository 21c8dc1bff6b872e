"""What a column accepts, in words: for the notes of the template and for the documentation.

Everything here speaks the language in use (:mod:`polyfund.base.i18n`).
"""

from __future__ import annotations

from collections.abc import Mapping

from polyfund.base.i18n import _, language
from polyfund.schema.table import Choice, Column, Kind, Table


def is_year(column: Column) -> bool:
    """Whether the whole numbers of a column are years, which are written without commas."""
    return column.kind is Kind.INTEGER and (column.key == "year" or column.key.endswith("_year"))


def figure(column: Column, value: float) -> str:
    """A bound or default as a planner writes it: 30 %, 1,000,000 or 2016."""
    if column.kind is Kind.SHARE:
        return f"{value * 100:.12g} %"
    return f"{value:.12g}" if is_year(column) else f"{value:,.12g}"


def unit(column: Column, currency: str) -> str:
    """The unit with the case's word for money in it."""
    return column.unit[language()].replace("{currency}", currency)


def meaning(column: Column, currency: str) -> str:
    return column.meaning[language()].replace("{currency}", currency)


def choice_words(choices: tuple[Choice, ...]) -> list[str]:
    return [choice.label[language()] for choice in choices]


def bounds(column: Column) -> str:
    """``at least 0, at most 100``; empty where a column has no bounds."""
    words = (
        (column.above, _("above {figure}")),
        (column.at_least, _("at least {figure}")),
        (column.at_most, _("at most {figure}")),
    )
    told = (text.format(figure=figure(column, bound)) for bound, text in words if bound is not None)
    return _(", ").join(told)


def default(column: Column) -> str:
    """The default as the planner would type it; empty where there is none."""
    if column.default is None:
        return ""
    if not isinstance(column.default, str):
        return figure(column, column.default)
    words = {choice.key: choice.label[language()] for choice in column.choices}
    return words.get(column.default) or _(column.default)


def blank(column: Column) -> str:
    """What it means to leave a cell of this column empty."""
    if column.required:
        return _("required")
    if column.default is not None:
        return _("blank means {default}").format(default=default(column))
    return _("may stay blank")


def accepts(column: Column, tables: Mapping[str, Table]) -> str:
    """What may be typed, with the bounds."""
    if column.kind is Kind.CHOICE:
        return _("one of: {words}").format(words=_("; ").join(choice_words(column.choices)))
    if column.kind is Kind.REFERENCE:
        places = (referred(refers, tables) for refers in column.refers)
        named = _("a name from {places}").format(places=_(" or ").join(places))
        words = _("one of: {words}").format(words=_("; ").join(choice_words(column.choices)))
        return _(" or ").join((words, named)) if column.choices else named
    kinds = {
        Kind.TEXT: _("words"),
        Kind.NUMBER: _("a number"),
        Kind.INTEGER: _("a year") if is_year(column) else _("a whole number"),
        Kind.SHARE: _("a share, such as 0.3 or 30 %"),
        Kind.TAGS: _("names separated by semicolons"),
        Kind.SCOPE: _("a scope"),
    }
    limits = bounds(column)
    return kinds[column.kind] + (_(", ") + limits if limits else "")


def referred(refers: str, tables: Mapping[str, Table]) -> str:
    """``Counties: county`` for ``counties.county``."""
    table, key = refers.split(".")
    return _("{table}: {column}").format(
        table=tables[table].label[language()], column=tables[table][key].label[language()]
    )


def scope_words() -> tuple[tuple[str, str], ...]:
    """The scope language: what one writes and what it means."""
    return (
        (_("(blank)"), _("All of them together.")),
        (_("each"), _("One demand for each of them.")),
        (_("a name"), _("That one: an agency, county, programme or year.")),
        (_("a group"), _("All of it together: a kind, prefecture, tag or sector; years: 2016-2018.")),
        (_("each + a group"), _("One demand for each of its members, such as “each border”.")),
    )
