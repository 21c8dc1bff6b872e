"""Compared: the plan beside other ways of spending the same money, and what they break."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from polyfund.base.i18n import _, language
from polyfund.evaluation.audit import Finding
from polyfund.evaluation.compared import Compared
from polyfund.planning.answer import Answer
from polyfund.report import styles as look
from polyfund.report.charts import GAP, WIDE, bars
from polyfund.report.findings import Who, check_words
from polyfund.report.lists import Field, write_list
from polyfund.report.sheet_writer import Page, Sheet
from polyfund.report.ways import (
    broken_words,
    missing_words,
    nothing_compared,
    what_it_is,
    worst_county_words,
)
from polyfund.schema.table import Label
from polyfund.schema.units import DAYS, MILLION, PERSONS
from polyfund.studies.compare.names import way_words

SHEET = Sheet(
    Label("Compared", "方案比较"),
    Label(
        "The plan beside other ways of spending the same money: whom they lift, whom they leave behind, what they break",
        "与同等资金的其他安排比较：脱贫人数、被落下的县、违反的要求",
    ),
)
WAYS, BROKEN = "Compared", "ComparedBroken"
CHART_HIGH, ROW_PIXELS = 300, 20


def write(page: Page, answer: Answer) -> None:
    compared = answer.compared
    if compared is None:
        nothing_compared(page)
        return
    row = write_list(page, WAYS, _way_fields(compared, answer.case.unit(MILLION)))
    row = _write_notes(page, compared, row)
    row = _draw(page, len(compared.ways), row + 1)
    page.put(row, 0, _("Which demands are broken"), page.formats.heading())
    write_list(page, BROKEN, _broken_fields(answer, compared), row + 1)
    page.finish(wide=True)


def _way_fields(compared: Compared, unit: str) -> list[Field]:
    ways, persons = compared.ways, PERSONS[language()]
    money, lifted = _("money given"), _("people lifted")
    return [
        Field(_("way"), [way_words(way.key) for way in ways]),
        Field(money, [way.money for way in ways], look.MONEY, unit),
        Field(lifted, [way.people_lifted for way in ways], look.PERSONS, persons),
        _less_the_plan(lifted, [way.people_lifted for way in ways], persons),
        Field(
            _("persons lifted per million"),
            [way.people_lifted / way.money if way.money else 0.0 for way in ways],
            look.MONEY,
            persons,
            formula=f"IF({_this(money)}=0,0,{_this(lifted)}/{_this(money)})",
        ),
        Field(
            _("worst county"),
            [worst_county_words(way) for way in ways],
            note=_("Where the smallest share of the poor is lifted"),
        ),
        Field(_("its poor lifted"), [way.worst_share for way in ways], look.SHARE, _("share")),
        Field(
            _("Gini coefficient"),
            [way.gini for way in ways],
            look.FINE,
            note=_(
                "Of people lifted per poor person between counties: 0 where all fare alike, near 1 where one has all"
            ),
        ),
        Field(_("staff days"), [way.staff_days for way in ways], look.COUNT, DAYS[language()]),
        Field(
            _("demands broken"),
            [sum(map(len, way.broken.values())) for way in ways],
            look.COUNT,
            note=_("Of all that the case asks of a plan, without what has a price"),
        ),
        Field(
            _("broken at their price"),
            [sum(not found.met and not found.broken for found in way.audit.findings) for way in ways],
            look.COUNT,
        ),
        Field(_("of which rules"), [broken_words(way) for way in ways], widest=90),
    ]


def _this(head: str) -> str:
    return f"{WAYS}[[#This Row],[{head}]]"


def _less_the_plan(head: str, values: Sequence[float], unit: str) -> Field:
    """What each way has more than the plan, wherever the plan's row is sorted to."""
    plan = f'INDEX({WAYS}[{head}],MATCH("{way_words("plan")}",{WAYS}[{_("way")}],0))'
    return Field(
        _("difference to the plan"),
        [round(value - values[-1], 3) for value in values],
        look.MORE_COUNT,
        unit,
        formula=f"ROUND({_this(head)}-{plan},3)",
        colour=look.TEAL,
    )


def _write_notes(page: Page, compared: Compared, row: int) -> int:
    """What each way is, and how to get those that are missing."""
    words = [
        *(_("{way}: {why}").format(way=way_words(way.key), why=what_it_is(way.key)) for way in compared.ways),
        *missing_words(compared),
    ]
    for at, line in enumerate(words, start=row):
        page.put(at, 0, line, page.formats.note())
    return row + len(words)


def _draw(page: Page, count: int, top: int) -> int:
    """People lifted, and the worst county's share, by way; returns the row below."""
    names: list[str | int] = [page.name, 2, 0, 1 + count, 0]
    drawn = (
        (2, _("People lifted"), look.BLUE, look.PERSONS),
        (6, _("Worst county: poor lifted"), look.TEAL, "0%"),
    )
    for number, (column, title, colour, figures) in enumerate(drawn):
        chart = bars(page, names, [page.name, 2, column, 1 + count, column], title, colour, figures)
        chart.set_size({"width": WIDE, "height": CHART_HIGH})
        place = {"x_offset": number * (WIDE + GAP), "object_position": 2}
        page.sheet.insert_chart(top, 0, chart, place)
    return top + ceil(CHART_HIGH / ROW_PIXELS) + 1


def _broken_fields(answer: Answer, compared: Compared) -> list[Field]:
    """One row for each check that a way breaks, with the worst gap of it."""
    words, who = check_words(), Who(answer.case)
    found = [(way, check, broken) for way in compared.ways for check, broken in way.broken.items()]
    return [
        Field(_("way"), [way_words(way.key) for way, _check, _broken in found]),
        Field(_("demands of"), [words[check] for _way, check, _broken in found]),
        Field(_("demands broken"), [len(broken) for _way, _check, broken in found], look.COUNT),
        Field(_("worst gap"), [broken[0].gap for _way, _check, broken in found], look.FIGURE),
        Field(_("input cell"), [str(broken[0].place) for _way, _check, broken in found]),
        Field(_("whom"), [_whom(broken[0], who) for _way, _check, broken in found], widest=46),
        Field(
            _("unit of the gap"),
            [answer.case.unit(broken[0].unit) for _way, _check, broken in found],
            widest=16,
        ),
    ]


def _whom(finding: Finding, who: Who) -> str:
    return who(finding.demand) if finding.demand else finding.who
