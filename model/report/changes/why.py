"""Why: what speaks for each move, as far as the case shows it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from model.answer.audit import Finding
from model.answer.reasons import Reason, Why
from model.intake.table import Label
from model.report import look
from model.report.changes.words import WhyWords, end_words, reason_words
from model.report.grants import head
from model.report.lists import Field, write_list
from model.report.page import Page, Sheet
from model.rules.tables import sense_words
from model.rules.units import MILLION
from model.words import _

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
    lost, gained = _("last million lifts, plan A"), _("last million lifts, plan B")
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
            [one.gained - one.lost for one in why.reasons],
            look.SIGNED_PRICE,
            persons,
            formula=f"{row.format(gained)}-{row.format(lost)}",
        ),
        Field(_("what speaks for it"), [kinds[one.kind] for one in why.reasons]),
        *_demand_fields(why, words),
        Field(_("in words"), [words(one) for one in why.reasons], widest=LONGEST),
    ]
    write_list(page, TABLE, fields)
    page.finish(header_row=1, header_column=2, wide=True)


def _demand_fields(why: Why, words: WhyWords) -> list[Field]:
    """The first demand that speaks for each move."""

    def each(tell: Callable[[Finding], Any]) -> list[Any]:
        firsts = [next(iter((*one.mended, *one.binding)), None) for one in why.reasons]
        return [tell(first) if first else None for first in firsts]

    return [
        Field(_("demand"), each(words.check)),
        Field(_("input cell"), each(lambda finding: str(finding.place))),
        Field(_("who"), each(words.who)),
        Field(_("sense"), each(lambda finding: sense_words(finding.sense))),
        Field(_("asked"), each(lambda finding: finding.asked), look.FIGURE),
        Field(_("given, plan A"), [_given_before(one) for one in why.reasons], look.FIGURE),
        Field(_("given, plan B"), each(why.given_after), look.FIGURE),
        Field(_("unit"), each(lambda finding: why.case.unit(finding.unit))),
    ]


def _given_before(reason: Reason) -> float | None:
    """What A gives of what it breaks; what binds in B is told of B alone."""
    return reason.mended[0].given if reason.mended else None
