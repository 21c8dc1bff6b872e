"""Compared by county and by agency: who gets and gives how much in each way of spending."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from polyfund.base.i18n import _, language
from polyfund.evaluation.compared import Compared, Way
from polyfund.planning.answer import Answer
from polyfund.report import styles as look
from polyfund.report.lists import Field, write_list
from polyfund.report.names import chinese, kind_words
from polyfund.report.sheet_writer import Page, Sheet
from polyfund.report.ways import missing_words, nothing_compared
from polyfund.schema.registers import AGENCIES, COUNTIES
from polyfund.schema.table import Label
from polyfund.schema.units import MILLION, PERSONS
from polyfund.studies.compare.names import way_words

BY_COUNTY = Sheet(
    Label("Compared by county", "分县比较"),
    Label(
        "What each county gets, and how many people are lifted there, in each way of spending",
        "各种安排下各县获得的资金与脱贫人数",
    ),
)
BY_AGENCY = Sheet(
    Label("Compared by agency", "分机构比较"),
    Label("What each agency gives in each way of spending", "各种安排下各机构投入的资金"),
)
COUNTIES_TABLE, AGENCIES_TABLE = "ComparedCounties", "ComparedAgencies"


def write_by_county(page: Page, answer: Answer) -> None:
    if answer.compared is None:
        nothing_compared(page)
        return
    row = write_list(page, COUNTIES_TABLE, _county_fields(answer, answer.compared))
    _write_missing(page, answer.compared, row)
    page.finish(header_row=1, header_column=1, wide=True)


def write_by_agency(page: Page, answer: Answer) -> None:
    if answer.compared is None:
        nothing_compared(page)
        return
    row = write_list(page, AGENCIES_TABLE, _agency_fields(answer, answer.compared))
    _write_missing(page, answer.compared, row)
    page.finish(header_row=1, header_column=1, wide=True)


def _write_missing(page: Page, compared: Compared, row: int) -> None:
    for at, words in enumerate(missing_words(compared), start=row):
        page.put(at, 0, words, page.formats.note())


def _by_way(
    table: str,
    what: str,
    compared: Compared,
    values: Callable[[Way], Sequence[float]],
    figures: tuple[str, str],
    unit: str,
) -> list[Field]:
    """A column for each way, and for each but the plan its difference to it, without what rounding of
    the published amounts does; ``figures`` are the
    number formats of the two."""
    *others, plan = compared.ways
    head = _("{what} ({way})")
    heads = {way.key: head.format(what=what, way=way_words(way.key)) for way in compared.ways}
    found = {way.key: values(way) for way in compared.ways}
    cell = f"{table}[[#This Row],[{{}}]]"
    return [
        *(Field(heads[way.key], found[way.key], figures[0], unit, total=True) for way in compared.ways),
        *(
            Field(
                _("{what} less the plan ({way})").format(what=what, way=way_words(way.key)),
                [round(one - best, 3) for one, best in zip(found[way.key], found[plan.key], strict=True)],
                figures[1],
                unit,
                formula=f"ROUND({cell.format(heads[way.key])}-{cell.format(heads[plan.key])},3)",
                colour=look.TEAL,
            )
            for way in others
        ),
    ]


def _county_fields(answer: Answer, compared: Compared) -> list[Field]:
    case, names = answer.case, chinese(answer.case, "counties")
    return [
        Field(COUNTIES["county"].label[language()], case.counties),
        *_chinese(COUNTIES["name_zh"].label, case.counties, names),
        Field(
            _("poor at the start"),
            [case.poor[county] for county in case.counties],
            look.PERSONS,
            PERSONS[language()],
            total=True,
        ),
        *_by_way(
            COUNTIES_TABLE,
            _("money"),
            compared,
            lambda way: _all(case.counties, way.money_by("county")),
            (look.MONEY, look.MORE),
            case.unit(MILLION),
        ),
        *_by_way(
            COUNTIES_TABLE,
            _("people lifted"),
            compared,
            lambda way: _all(case.counties, way.lifted),
            (look.PERSONS, look.MORE_COUNT),
            PERSONS[language()],
        ),
    ]


def _agency_fields(answer: Answer, compared: Compared) -> list[Field]:
    case, names, words = answer.case, chinese(answer.case, "agencies"), kind_words()
    kinds = case.column("agencies", "agency", "kind")
    return [
        Field(AGENCIES["agency"].label[language()], case.agencies),
        *_chinese(AGENCIES["name_zh"].label, case.agencies, names),
        Field(AGENCIES["kind"].label[language()], [words[kinds[agency]] for agency in case.agencies]),
        *_by_way(
            AGENCIES_TABLE,
            _("money"),
            compared,
            lambda way: _all(case.agencies, way.money_by("agency")),
            (look.MONEY, look.MORE),
            case.unit(MILLION),
        ),
    ]


def _chinese(label: Label, names: Sequence[str], words: Mapping[str, str | None]) -> list[Field]:
    return [Field(label[language()], [words[name] for name in names])] if words else []


def _all(names: Sequence[str], values: Mapping[str, float]) -> list[float]:
    return [values.get(name, 0.0) for name in names]
