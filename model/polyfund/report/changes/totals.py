"""By agency, by county, by programme, by year: what each got in A and in B."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from polyfund.base.i18n import _, language
from polyfund.report import styles as look
from polyfund.report.changes.moves import change_fields
from polyfund.report.grants import head
from polyfund.report.lists import Field, write_list
from polyfund.report.names import chinese
from polyfund.report.sheet_writer import Page, Sheet
from polyfund.schema.registers import COUNTIES
from polyfund.schema.table import Label
from polyfund.schema.units import PERSONS
from polyfund.studies.replan.replanned import Replanned, people_by_county

BY_AGENCY = Sheet(
    Label("By agency", "按机构"), Label("What each agency gives in both plans", "各机构在两个方案中的投入")
)
BY_COUNTY = Sheet(
    Label("By county", "按县"),
    Label("What each county gets in both plans, and whom it lifts", "各县在两个方案中得到的资金与脱贫人数"),
)
BY_PROGRAMME = Sheet(
    Label("By programme", "按项目"),
    Label("What each programme gets in both plans", "各项目在两个方案中得到的资金"),
)
BY_YEAR = Sheet(
    Label("By year", "按年份"), Label("What is given in each year in both plans", "两个方案各年的投入")
)

REGISTERS = {"agency": "agencies", "county": "counties", "programme": "programmes"}


def table(by: str) -> str:
    """The name of the Excel table."""
    return f"By_{by}"


@dataclass(frozen=True)
class Block:
    """Where the rows stand, and the column of plan A's money (plan B's is next); from 0."""

    page: Page
    first: int
    last: int
    before: int


def write_totals(page: Page, plans: Replanned, by: str) -> Block:
    """One row for each member of ``by`` (agency, county, programme or year) with money in either
    plan; of counties with a case, every one."""
    totals = plans.difference.totals(by).set_index(by)
    if by == "county" and plans.why:
        totals = totals.reindex(list(plans.why.case.counties), fill_value=0.0)
    members = totals.index.tolist()
    names = [Field(head(by), members, look.YEAR if by == "year" else ""), *_beside(plans, by, members)]
    fields = [
        *names,
        *change_fields(plans, totals["before"].tolist(), totals["after"].tolist(), table(by)),
        *(_people(plans, members) if by == "county" else ()),
    ]
    write_list(page, table(by), fields)
    page.finish(header_row=1, header_column=1)
    return Block(page, 2, 1 + max(1, len(members)), len(names))


def _beside(plans: Replanned, by: str, members: list[str]) -> list[Field]:
    """The Chinese name where the case has one; of programmes the sector where anything tells it."""
    fields = []
    names = chinese(plans.why.case, REGISTERS[by]) if plans.why and by in REGISTERS else {}
    if names:
        fields.append(Field(COUNTIES["name_zh"].label[language()], [names.get(one) for one in members]))
    if by == "programme" and plans.sectors:
        fields.append(Field(head("sector"), [plans.sectors.get(one) for one in members]))
    return fields


def lifted_heads() -> tuple[str, str]:
    return _("plan A: people lifted"), _("plan B: people lifted")


def poor_heads(end: int) -> tuple[str, str]:
    return (
        _("plan A: poor at the end of {end}").format(end=end),
        _("plan B: poor at the end of {end}").format(end=end),
    )


def _people(plans: Replanned, members: list[str]) -> list[Field]:
    """Persons of each county at the end, with a case."""
    if plans.why is None:
        return []
    people = people_by_county(plans.why).loc[members]
    a, b = lifted_heads()
    row = f"{table('county')}[[#This Row],[{{}}]]"
    more = (people["lifted_after"] - people["lifted_before"]).round(1) + 0.0
    formula = f"ROUND({row.format(b)}-{row.format(a)},1)"
    return [
        _persons(a, people["lifted_before"]),
        _persons(b, people["lifted_after"]),
        replace(_persons(_("more people lifted"), more), figures=look.MORE, formula=formula),
        *(
            _persons(words, people[key])
            for words, key in zip(
                poor_heads(plans.why.case.outcome_years[-1]), ("poor_before", "poor_after"), strict=True
            )
        ),
    ]


def _persons(words: str, people: pd.Series) -> Field:
    return Field(words, people.tolist(), look.PERSONS, PERSONS[language()], total=True, colour=look.TEAL)
