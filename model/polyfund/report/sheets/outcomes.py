"""Outcomes: poor persons by county and year, and how many are lifted when."""

from __future__ import annotations

from collections.abc import Sequence

from polyfund.base.i18n import _, language
from polyfund.planning.answer import Answer
from polyfund.report import styles as look
from polyfund.report.lists import Field, write_list
from polyfund.report.names import chinese
from polyfund.report.sheet_writer import Page, Sheet
from polyfund.schema.registers import COUNTIES
from polyfund.schema.table import Label
from polyfund.schema.units import PERSONS

SHEET = Sheet(
    Label("Outcomes", "脱贫成效"),
    Label("How many people are poor in each county at the end of each year", "各县各年末的贫困人口"),
)
TABLE = "Outcomes"


def head(key: str, year: int) -> str:
    """The header of a column of people: ``key`` is "poor" or "lifted"."""
    words = {"poor": _("poor at the end of {year}"), "lifted": _("lifted in {year}")}
    return words[key].format(year=year)


def start_cells() -> str:
    return f"{TABLE}[{_('poor at the start')}]"


def cells(key: str, year: int) -> str:
    """A column of people as formulas write it."""
    return f"{TABLE}[{head(key, year)}]"


def write(page: Page, answer: Answer) -> None:
    case = answer.case
    unit = PERSONS[language()]
    fields = [
        *_who(answer),
        _people(_("poor at the start"), [case.poor[county] for county in case.counties], unit),
        *_by_year(answer, "poor", unit),
        *_by_year(answer, "lifted", unit),
        *_neighbours(answer, unit),
        *_shares(answer),
    ]
    end = write_list(page, TABLE, fields)
    page.put(
        end,
        0,
        _(
            "Green: after the last year of the plan, by money given until then. Lifted are all who leave poverty in a year; returning shares add to the poor."
        ),
        page.formats.note(),
    )
    page.finish(header_row=1, header_column=1, wide=True)


def _people(title: str, values: Sequence[object], unit: str, *, after: bool = False) -> Field:
    return Field(title, values, look.PERSONS, unit, total=True, colour=look.TEAL if after else look.BLUE)


def _who(answer: Answer) -> list[Field]:
    case = answer.case
    fields = [Field(COUNTIES["county"].label[language()], case.counties)]
    names, prefectures = chinese(case, "counties"), case.column("counties", "county", "prefecture")
    if names:
        fields.append(
            Field(COUNTIES["name_zh"].label[language()], [names[county] for county in case.counties])
        )
    if any(prefectures.values()):
        label = COUNTIES["prefecture"].label[language()]
        fields.append(Field(label, [prefectures[county] for county in case.counties]))
    return fields


def _by_year(answer: Answer, key: str, unit: str) -> list[Field]:
    case = answer.case
    people = answer.figures.outcomes.set_index(["county", "year"])[key].to_dict()
    return [
        _people(
            head(key, year),
            [people[county, year] for county in case.counties],
            unit,
            after=year > case.years[-1],
        )
        for year in case.outcome_years
    ]


def _neighbours(answer: Answer, unit: str) -> list[Field]:
    """Empty where no county helps another."""
    if answer.case.tables["neighbours"].empty:
        return []
    helped = answer.figures.work.lifted_by_neighbours()
    return [
        Field(
            _("can be lifted by neighbours' works"),
            [helped[county] for county in answer.case.counties],
            look.PERSONS,
            unit,
            _(
                "Over all these years, by the sheet Neighbours; part of those lifted as far as anybody is still poor"
            ),
            total=True,
        )
    ]


def _shares(answer: Answer) -> list[Field]:
    """Poor at the end as a share of all residents, and how much of the need is covered."""
    case, last = answer.case, answer.case.outcome_years[-1]
    population = case.column("counties", "county", "population")
    poor = answer.figures.outcomes.set_index(["county", "year"])["poor"].to_dict()
    met = answer.figures.work.needs_met.groupby("county")[["need", "received"]].sum()
    covered = (met["received"] / met["need"]).to_dict()
    return [
        Field(
            _("share of residents still poor at the end of {year}").format(year=last),
            [poor[county, last] / population[county] for county in case.counties],
            look.SHARE,
        ),
        Field(_("share of the need covered"), [covered.get(county) for county in case.counties], look.SHARE),
    ]
