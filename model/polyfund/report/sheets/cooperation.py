"""Cooperation: what each agency that must agree reaches alone, and what together with the others."""

from __future__ import annotations

from collections import defaultdict

from polyfund.base.i18n import _, language
from polyfund.planning.answer import Answer
from polyfund.report import styles as look
from polyfund.report.lists import Field, write_list
from polyfund.report.names import chinese, kind_words
from polyfund.report.sheet_writer import Page, Sheet
from polyfund.rules import Demand, participation
from polyfund.schema.registers import AGENCIES
from polyfund.schema.scope import Scope
from polyfund.schema.table import Label

SHEET = Sheet(
    Label("Cooperation", "合作"),
    Label(
        "What each agency that Participation names reaches alone and in this plan, by its own lights",
        "“参与”所列各机构按自身标准单独行动与在本方案中的成效",
    ),
)
TABLE = "Cooperation"


def write(page: Page, answer: Answer, unit: str) -> None:
    agencies = participation.named(answer.case)
    if agencies:
        end = write_list(page, TABLE, _fields(answer, agencies, unit))
        page.put(
            end,
            0,
            _(
                "Persons are counted for each agency by itself, as if it alone filled each need and by its "
                "own preferences: they do not add up to people lifted."
            ),
            page.formats.note(),
        )
    else:
        page.put(0, 0, _("No agency asks to do as well as alone in this case."), page.formats())
        page.sheet.set_column(0, 0, 60)
    page.finish(header_row=1 if agencies else None, header_column=1)


def _fields(answer: Answer, agencies: tuple[str, ...], unit: str) -> list[Field]:
    case, figures = answer.case, answer.figures
    kinds, words = case.column("agencies", "agency", "kind"), kind_words()
    names = chinese(case, "agencies")
    asked: dict[str, list[Demand]] = defaultdict(list)
    for demand in figures.demands[participation.TABLE.key]:
        asked[demand.scope.label].append(demand)
    return [
        Field(AGENCIES["agency"].label[language()], agencies),
        *(
            [Field(AGENCIES["name_zh"].label[language()], [names[agency] for agency in agencies])]
            if names
            else []
        ),
        Field(AGENCIES["kind"].label[language()], [words[kinds[agency]] for agency in agencies]),
        *_by_own_money(answer, agencies, asked),
        *_by_everybodys_money(answer, agencies, asked),
        Field(
            _("price of its consent"),
            [
                sum(answer.demand_prices.get(demand.key, 0.0) for demand in asked[agency])
                for agency in agencies
            ],
            look.PRICE,
            _("first aim, per person"),
            participation.PRICE_MEANS[language()],
        ),
        Field(
            _("money given"),
            [figures.money(Scope(agencies=frozenset((agency,)))) for agency in agencies],
            look.MONEY,
            unit,
            total=True,
        ),
    ]


Asked = dict[str, list[Demand]]


def _by_own_money(answer: Answer, agencies: tuple[str, ...], asked: Asked) -> list[Field]:
    persons, alone = participation.REACHED[language()], answer.case.alone
    before = [alone.persons[agency] if alone else 0.0 for agency in agencies]
    now = [answer.figures.reached(agency) for agency in agencies]
    return [
        Field(
            _("alone"),
            before,
            look.PERSONS,
            persons,
            _("What its own best plan would reach, without any rule"),
        ),
        Field(_("in this plan"), now, look.PERSONS, persons, _("What its own money reaches in this plan")),
        Field(_("gain"), _gains(before, now), look.SHARE, _("of what it reaches alone")),
        _asked(_("asked"), persons, agencies, asked, own=True),
    ]


def _by_everybodys_money(answer: Answer, agencies: tuple[str, ...], asked: Asked) -> list[Field]:
    persons, alone = participation.HELPED[language()], answer.case.alone
    before = [alone.apart[agency] if alone else 0.0 for agency in agencies]
    now = [answer.figures.helped(agency) for agency in agencies]
    return [
        Field(
            _("all alone"),
            before,
            look.PERSONS,
            persons,
            _("What everybody's money would do in what it cares for, if each followed its own best plan"),
            colour=look.TEAL,
        ),
        Field(
            _("all together"),
            now,
            look.PERSONS,
            persons,
            _("What everybody's money does in what it cares for in this plan"),
            colour=look.TEAL,
        ),
        Field(
            _("gain by cooperating"),
            _gains(before, now),
            look.SHARE,
            _("of what all reach alone"),
            colour=look.TEAL,
        ),
        _asked(_("asked of all"), persons, agencies, asked, own=False),
    ]


def _gains(before: list[float], now: list[float]) -> list[float | None]:
    return [new / old - 1 if old else None for new, old in zip(now, before, strict=True)]


def _asked(head: str, unit: str, agencies: tuple[str, ...], asked: Asked, *, own: bool) -> Field:
    """The most that a row asks for each agency, by one way of counting."""
    return Field(
        head,
        [
            max((demand.asked for demand in asked[agency] if demand.own is own), default=None)
            for agency in agencies
        ],
        look.PERSONS,
        unit,
        _("The most that a row of Participation asks of the plan for it; blank: none asks"),
        colour=look.BLUE if own else look.TEAL,
    )
