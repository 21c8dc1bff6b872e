"""What must fit together between cells: years, people, tiles, budgets."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from polyfund.base.i18n import _, language
from polyfund.reading.numbers import figure
from polyfund.reading.rows import Problem, Row, Typed
from polyfund.reading.worded import Percentage
from polyfund.schema.faults import Faults, Place
from polyfund.schema.table import Column

MOST_YEARS = 50

Tables = Mapping[str, Typed]


def horizon(tables: Tables, faults: Faults) -> tuple[tuple[int, ...], bool]:
    """The years of the case, and whether the settings say them.

    Where they do not, the years of Budgets stand in, so that what does not hang on the
    horizon can still be checked.
    """
    (settings,) = tables["settings"].rows
    if settings.sound("first_year", "last_year"):
        first, last = settings["first_year"], settings["last_year"]
        place = tables["settings"].place.cell(None, "last_year")
        if first <= last < first + MOST_YEARS:
            return tuple(range(first, last + 1)), True
        if last < first:
            faults.add(
                place,
                _("the last year {last} comes before the first year {first}").format(last=last, first=first),
                _("change one of the two"),
            )
        else:
            faults.add(
                place,
                _("from {first} to {last} there are more than {most} years").format(
                    first=first, last=last, most=MOST_YEARS
                ),
                _("plan for fewer years at a time"),
            )
    given = {row["year"] for row in tables["budgets"].rows if row.sound("year")} or {2000}
    return tuple(range(min(given), min(max(given), min(given) + MOST_YEARS - 1) + 1)), False


def check_years(tables: Tables, years: tuple[int, ...], faults: Faults) -> None:
    """Whatever names a year names one of the case."""
    for typed in tables.values():
        if "year" not in typed.table.by_key:
            continue
        outside = typed.columns["year"].where(lambda year: year not in years) & typed.sound("year")
        typed.blame(outside, "year", faults, lambda year: _outside(year, years))


def _outside(year: int, years: tuple[int, ...]) -> Problem:
    return (
        _("{year} is outside the years of the case, {first} to {last}").format(
            year=year, first=years[0], last=years[-1]
        ),
        _("change it, or the first or last year in the settings"),
    )


def check_counties(tables: Tables, faults: Faults) -> None:
    """Poor persons are among the residents, and each county has a tile of its own or none."""
    counties = tables["counties"]
    tiles: dict[tuple[float, float], Place] = {}
    for row in counties.rows:
        if row.sound("population", "poor") and row["poor"] > row["population"]:
            _fault(
                counties,
                row,
                "poor",
                faults,
                _("{poor} poor persons are more than the {population} residents in {place}").format(
                    poor=row["poor"],
                    population=row["population"],
                    place=counties.place.cell(row.number, "population"),
                ),
                _("correct one of the two"),
            )
        if row.sound("map_column", "map_row"):
            _check_tile(counties, row, tiles, faults)


def _check_tile(counties: Typed, row: Row, tiles: dict[tuple[float, float], Place], faults: Faults) -> None:
    tile = row["map_column"], row["map_row"]
    blank = [key for key in ("map_column", "map_row") if row[key] != row[key]]
    if len(blank) == 1:
        _fault(
            counties,
            row,
            blank[0],
            faults,
            _("a tile on the map needs a column and a row"),
            _("fill in both, or neither"),
        )
    elif not blank and tile in tiles:
        _fault(
            counties,
            row,
            "map_column",
            faults,
            _("column {column}, row {row} of the map is already taken in {other}").format(
                column=figure(tile[0]), row=figure(tile[1]), other=tiles[tile]
            ),
            _("give this county another tile"),
        )
    elif not blank:
        tiles[tile] = counties.place.cell(row.number, "map_column")


def check_budgets(tables: Tables, faults: Faults) -> None:
    """Only an earmark can be transferred."""
    budgets = tables["budgets"]
    for row in budgets.rows:
        if row.sound("sector", "transferable") and row["sector"] is None and row["transferable"] > 0:
            _fault(
                budgets,
                row,
                "transferable",
                faults,
                _("money without a sector may be used for any sector already"),
                _("leave this cell blank, or name the sector"),
            )


def check_percentages(tables: Tables, faults: Faults) -> None:
    """A percentage stands only where its row makes the figure a share."""
    for typed in tables.values():
        for column in typed.table.columns:
            if column.share_if:
                _check_percentages(typed, column, *column.share_if, faults)


def _check_percentages(typed: Typed, column: Column, other: str, choice: str, faults: Faults) -> None:
    words = {one.key: one.label[language()] for one in typed.table[other].choices}
    written = typed.columns[column.key].where(lambda value: isinstance(value, Percentage))
    shares = typed.columns[other].where(lambda key: key == choice)

    def told(share: float) -> Problem:
        return (
            _("{number} % is a percentage, but this cell holds no share").format(number=figure(share * 100)),
            _("type a number in the unit of '{column}', or choose '{choice}' there").format(
                column=typed.table[other].label[language()], choice=words[choice]
            ),
        )

    typed.blame(written & ~shares & typed.sound(other), column.key, faults, told)


def _fault(typed: Typed, row: Row, column: str, faults: Faults, what: str, remedy: str) -> None:
    """Tells a fault of one cell and takes its row out of later checks."""
    row.blame(column)
    faults.add(typed.place.cell(row.number, column), what, remedy)


CHECKS: tuple[Callable[[Tables, Faults], None], ...] = (
    check_counties,
    check_budgets,
    check_percentages,
)
