"""Cooperation: what each agency that must agree reaches alone, and what together with the others."""

from __future__ import annotations

from collections import defaultdict

from model.answer.plan import Answer
from model.intake.registers import AGENCIES
from model.intake.scope import Scope
from model.intake.table import Label
from model.report import look
from model.report.lists import Field, write_list
from model.report.names import chinese, kind_words
from model.report.page import Page, Sheet
from model.rules import Demand, participation
from model.words import _, language

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
    case, figures, persons = answer.case, answer.figures, participation.REACHED[language()]
    kinds, words = case.column("agencies", "agency", "kind"), kind_words()
    names = chinese(case, "agencies")
    alone = [(case.alone or {})[agency] for agency in agencies]
    together = [figures.reached(agency) for agency in agencies]
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
        Field(
            _("alone"),
            alone,
            look.PERSONS,
            persons,
            _("What its own best plan would reach, without any rule"),
        ),
        Field(
            _("in this plan"), together, look.PERSONS, persons, _("What its own money reaches in this plan")
        ),
        Field(
            _("gain"),
            [now / before - 1 if before else None for now, before in zip(together, alone, strict=True)],
            look.SHARE,
            _("of what it reaches alone"),
        ),
        Field(
            _("asked"),
            [max((demand.asked for demand in asked[agency]), default=None) for agency in agencies],
            look.PERSONS,
            persons,
            _(
                "The most that a row of Participation asks of the plan for it; blank: it would reach nobody alone"
            ),
        ),
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
