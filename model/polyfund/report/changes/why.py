"""Why: what speaks for each move, as far as the case shows it."""

from __future__ import annotations

from polyfund.base.i18n import _
from polyfund.report import styles as look
from polyfund.report.changes.words import WhyWords, end_words, reason_words
from polyfund.report.grants import head
from polyfund.report.lists import Field, write_list
from polyfund.report.sheet_writer import Page, Sheet
from polyfund.schema.table import Label
from polyfund.schema.units import MILLION
from polyfund.studies.replan.reasons import Why

SHEET = Sheet(
    Label("Why", "缘由"),
    Label(
        "For each move: how many people a million lifts at both ends, or the demand that asks for it",
        "每项调动：两端每百万可使多少人脱贫，或哪项要求使其发生",
    ),
)
TABLE = "Why"
LONGEST = 110  # digits of the sentence


def write(page: Page, why: Why) -> None:
    moves, words, kinds = why.difference.moves, WhyWords(why), reason_words()
    lost, gained = _("plan A: last million lifts"), _("plan B: last million lifts")
    row = f"{TABLE}[[#This Row],[{{}}]]"
    persons = _("persons per million")
    fields = [
        Field(_("no."), list(range(1, len(moves) + 1)), look.COUNT),
        Field(head("agency"), [move.agency for move in moves]),
        Field(_("from"), [end_words(move.source) for move in moves]),
        Field(_("to"), [end_words(move.target) for move in moves]),
        Field(head("amount"), [move.million for move in moves], look.FINE, why.case.unit(MILLION)),
        Field(lost, [one.lost for one in why.reasons], look.PRICE, persons, _("Where the money came from")),
        Field(gained, [one.gained for one in why.reasons], look.PRICE, persons, _("Where the money goes to")),
        Field(
            _("more"),
            [round(one.gained - one.lost, 2) for one in why.reasons],
            look.MORE_PRICE,
            persons,
            formula=f"ROUND({row.format(gained)}-{row.format(lost)},2)",
        ),
        Field(_("what speaks for it"), [kinds[one.kind] for one in why.reasons]),
        *_demand_fields(why, words),
        Field(_("in words"), [words(one) for one in why.reasons], widest=LONGEST),
    ]
    write_list(page, TABLE, fields)
    page.finish(header_row=1, header_column=2, wide=True)
    page.over_pages(2)


def _demand_fields(why: Why, words: WhyWords) -> list[Field]:
    """The first demand that speaks for each move."""
    firsts = [next(iter((*one.mended, *one.binding)), None) for one in why.reasons]
    return [
        Field(_("demand"), [words.check(first) if first else None for first in firsts]),
        Field(_("input cell"), [str(first.place) if first else None for first in firsts]),
    ]
