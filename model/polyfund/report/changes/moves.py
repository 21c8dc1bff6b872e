"""Moves: every move, the largest first. Grants: every grant that is not the same."""

from __future__ import annotations

from polyfund.base.i18n import _
from polyfund.report import styles as look
from polyfund.report.changes.words import kind_words, unit_of_money
from polyfund.report.grants import head
from polyfund.report.lists import Field, write_list
from polyfund.report.sheet_writer import Page, Sheet
from polyfund.schema.table import Label
from polyfund.studies.replan.difference import Spot
from polyfund.studies.replan.replanned import Replanned

MOVES = Sheet(
    Label("Moves", "调动"),
    Label("Whose money went from where to where, the largest first", "谁的资金从何处调往何处，由大到小"),
)
GRANTS = Sheet(
    Label("Grants", "逐笔变化"),
    Label("Every grant that is not the same in both plans", "两个方案中不相同的每笔拨款"),
)
TABLE = "Moves"


def cells(name: str) -> str:
    """A column of Moves as formulas write it."""
    return f"{TABLE}[{name}]"


def kind_head() -> str:
    return _("what changes")


def write_moves(page: Page, plans: Replanned) -> None:
    moves, kinds = plans.difference.moves, kind_words()
    ends = (
        (_("from"), [move.source for move in moves], look.TEAL),
        (_("to"), [move.target for move in moves], look.BLUE),
    )
    fields = [
        Field(_("no."), list(range(1, len(moves) + 1)), look.COUNT),
        Field(kind_head(), [kinds[move.kind] for move in moves]),
        Field(head("agency"), [move.agency for move in moves]),
        *(field for words, spots, colour in ends for field in _end_fields(words, spots, colour)),
        Field(head("amount"), [move.million for move in moves], look.FINE, unit_of_money(plans), total=True),
    ]
    end = write_list(page, TABLE, fields)
    note = _(
        "The change of each grant is a fact; which money went where is a reading of it: first to another "
        "year, then another county, then another programme."
    )
    page.put(end, 0, note, page.formats.note())
    page.finish(header_row=1, header_column=3, wide=True)


def _end_fields(words: str, spots: list[Spot | None], colour: str) -> list[Field]:
    return [
        Field(
            f"{words}: {head(key)}",
            [getattr(spot, key) if spot else None for spot in spots],
            look.YEAR if key == "year" else "",
            colour=colour,
        )
        for key in Spot._fields
    ]


def write_grants(page: Page, plans: Replanned) -> None:
    changes = plans.difference.changes
    fields = [
        *(
            Field(head(key), changes[key].tolist(), look.YEAR if key == "year" else "")
            for key in ("agency", *Spot._fields)
        ),
        *change_fields(plans, changes["before"].tolist(), changes["after"].tolist(), "Grants"),
    ]
    write_list(page, "Grants", fields)
    page.finish(header_row=1, header_column=1)


def change_fields(plans: Replanned, before: list[float], after: list[float], table: str) -> list[Field]:
    """Money in A, in B, and what is between them as a live formula."""
    unit, a, b = unit_of_money(plans), _("plan A"), _("plan B")
    return [
        Field(a, before, look.FINE, unit, total=True),
        Field(b, after, look.FINE, unit, total=True),
        Field(
            _("change"),
            [round(new - old, 6) for old, new in zip(before, after, strict=True)],
            look.MORE_FINE,
            unit,
            formula=f"ROUND({table}[[#This Row],[{b}]]-{table}[[#This Row],[{a}]],6)",
            total=True,
        ),
    ]
