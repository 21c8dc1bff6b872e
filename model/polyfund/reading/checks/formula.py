"""The factors of the sheet Formula: what each is in every county, and whether it can share out.

    population   residents                   poor         poor persons at the start
    incidence    poor / population           income_gap   highest income per head - income per head

and any other figure as the sheet County figures has it. Incidence and the income gap are of a
county, not of its people: a small county counts for as much as a large one that is as poor.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import isnan, nan
from typing import Any

from polyfund.base.i18n import _, language
from polyfund.reading.rows import Row, Typed
from polyfund.reading.values import key_of
from polyfund.schema.faults import Faults
from polyfund.schema.registers.factors import FORMULA

MOST_NAMED = 5  # counties in one message
FROM_COUNTIES = {
    "population": ("population",),
    "poor": ("poor",),
    "incidence": ("poor", "population"),
    "income_gap": ("income",),
}  # and the columns that each is made of

Figures = Mapping[tuple[str, str], float]  # by county and figure


def factor_values(factor: str, counties: Iterable[Mapping[Any, Any]], figures: Figures) -> dict[str, float]:
    """A factor by county, of the rows of Counties; NaN where it is not known."""
    rows = {row["county"]: row for row in counties}
    match factor:
        case "population" | "poor":
            return {name: float(row[factor]) for name, row in rows.items()}
        case "incidence":
            return {name: row["poor"] / row["population"] for name, row in rows.items()}
        case "income_gap":
            known = [row["income"] for row in rows.values() if not isnan(row["income"])]
            return {name: max(known, default=nan) - row["income"] for name, row in rows.items()}
        case _:
            return {name: figures.get((name, factor), nan) for name in rows}


def check_formula(tables: Mapping[str, Typed], faults: Faults) -> None:
    """Every factor has a value in every county, and not all are 0.

    Where a row of the figures has a fault, what it may have told is left for the next run.
    """
    _check_names(tables["county_figures"], faults)
    for row in tables["formula"].rows:
        if row.sound("factor") and _is_known(row["factor"], tables):
            _check_factor(row, tables, faults)


def _check_names(typed: Typed, faults: Faults) -> None:
    """No figure bears the name of a factor that is there without it; each name is told once."""
    for name, row in typed.words("figure").items():
        if key_of(FORMULA["factor"], name):
            faults.add(
                typed.place.cell(row.number, "figure"),
                _("'{name}' is a factor that Formula has already, from the sheet Counties").format(name=name),
                _("give this figure another name"),
            )


def _is_known(factor: str, tables: Mapping[str, Typed]) -> bool:
    """Whether every cell that a factor is made of was read."""
    counties, figures = tables["counties"].rows, tables["county_figures"].rows
    needed = FROM_COUNTIES.get(factor)
    if needed:
        return all(row.sound("county", *needed) for row in counties)
    return all(row.sound("county") for row in counties) and all(
        row.sound("county", "figure") and (row["figure"] != factor or row.sound("value")) for row in figures
    )


def _check_factor(row: Row, tables: Mapping[str, Typed], faults: Faults) -> None:
    factor, figures = row["factor"], tables["county_figures"]
    read = (one for one in figures.rows if one.sound("county", "figure", "value"))
    values = factor_values(
        factor,
        (county.values for county in tables["counties"].rows),
        {(one["county"], one["figure"]): one["value"] for one in read},
    )
    choices = {choice.key: choice.label[language()] for choice in FORMULA["factor"].choices}
    shown = {"factor": choices.get(factor, factor)}
    place = tables["formula"].place.cell(row.number, "factor")
    missing = [name for name, value in values.items() if isnan(value)]
    if missing:
        shown["names"] = ", ".join(missing[:MOST_NAMED]) + (", ..." if len(missing) > MOST_NAMED else "")
        where = tables["counties"] if factor in FROM_COUNTIES else figures
        faults.add(
            place,
            _("'{factor}' has no value for {count} of the counties: {names}").format(
                count=len(missing), **shown
            ),
            _("fill them in on {table}, or name another factor").format(table=where.place.name),
        )
    elif values and not any(values.values()):
        faults.add(
            place,
            _("'{factor}' is 0 in every county, so it shares nothing out").format(**shown),
            _("correct its figures, or name another factor"),
        )
