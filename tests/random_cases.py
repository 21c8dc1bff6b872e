"""Random small cases as tables: a few counties, agencies, programmes and years, every feature.

A table is its header and its rows, all text, so that tests can shuffle, drop or scale rows.
Numbers are halves and quarters: doubling and halving them is exact.
"""

from __future__ import annotations

from itertools import product

from hypothesis import assume
from hypothesis import strategies as st

from polyfund.case.case import Case
from polyfund.schema.faults import InputFaults
from tests.cases import case_of
from tests.random_rules import Rows, rules, some, table

Tables = dict[str, Rows]

COUNTIES = ("Ash", "Birch", "Cedar", "Dogwood")
AGENCIES = ("Fund", "Lender", "Twin")
KINDS = ("provincial government", "bank", "paired province")
PROGRAMMES = ("roads", "water", "school", "clinic")
SECTORS = ("infrastructure", "welfare")
SHAPES = (
    ((1, 1),),
    ((0.5, 1), (0.5, 0.5)),
    ((0.25, 1), (0.5, 0.75), (0.25, 0)),
    ((0.5, 1), (0.5, 1)),
    ((0.25, 0.5), (0.5, 1.5), (0.25, 1)),
)


def texts(tables: Tables) -> dict[str, str]:
    """Each table as CSV text."""
    return {name: "\n".join(map(",".join, rows)) for name, rows in tables.items()}


def read(tables: Tables) -> Case:
    """The case of the tables; a draw that is no sound input is put aside."""
    try:
        return case_of(**texts(tables))
    except InputFaults:
        assume(False)
        raise


@st.composite
def cases(draw: st.DrawFn, *, soft: bool = True, days: bool = True, aims: bool = True) -> Tables:
    """With or without ``soft`` demands, work in ``days``, and ``aims`` of its own."""
    counties = COUNTIES[: draw(st.integers(2, 4))]
    agencies = AGENCIES[: draw(st.integers(1, 3))]
    programmes = PROGRAMMES[: draw(st.integers(1, 4))]
    years = tuple(range(2016, 2016 + draw(st.integers(1, 3))))
    tables = {
        "settings": table(
            "setting,value",
            [
                ("first year", years[0]),
                ("last year", years[-1]),
                ("accepted gap", 0),
                ("increasing returns allowed", "yes"),
                ("count effects after the last year", draw(some(("yes", "no")))),
            ],
        ),
        **_registers(draw, counties, agencies, programmes, days),
        "budgets": _budgets(draw, agencies, programmes, years),
    }
    tables |= rules(draw, read(tables), soft)
    if "participation" in tables and draw(st.booleans()):
        wishes = st.tuples(some(agencies), some(("", *counties)), some(("", *programmes)))
        drawn = draw(st.lists(wishes, max_size=2, unique=True))
        rows = [(*wish, draw(some((0, 0.5, 3)))) for wish in drawn]
        tables["preferences"] = table("agencies,counties,programmes,weight", rows)
    if aims and draw(st.booleans()):
        tables["aims"] = draw(some(_aims()))
    return tables


def _registers(
    draw: st.DrawFn,
    counties: tuple[str, ...],
    agencies: tuple[str, ...],
    programmes: tuple[str, ...],
    days: bool,
) -> Tables:
    per_million = some((0, 0.5, 2)) if days else st.just(0)
    pairs = [pair for pair in product(counties, programmes) if draw(st.integers(0, 3))] or [
        (counties[0], programmes[0])
    ]
    return {
        "counties": table(
            "county,population,poor persons,weight,returning share,management days",
            [
                (
                    county,
                    2000,
                    draw(some((40, 300, 1500, 0))),
                    draw(some((0.5, 1, 2))),
                    draw(some((0, 0, 0.0625, 0.25))),
                    draw(some(("", "", 4, 30))),
                )
                for county in counties
            ],
        ),
        "agencies": table(
            "agency,kind,staff days,staff days per million,worth",
            [
                (agency, kind, draw(some(("", "", 5, 40))), draw(per_million), draw(some((1, 1, 0.5, 2))))
                for agency, kind in zip(agencies, KINDS, strict=False)
            ],
        ),
        "programmes": table(
            "programme,sector,persons lifted per million,lag,management days per million",
            [
                (
                    programme,
                    SECTORS[number % 2],
                    draw(some((0, 4, 9, 17.5))),
                    draw(some((0, 0, 1, 2))),
                    draw(per_million),
                )
                for number, programme in enumerate(programmes)
            ],
        ),
        "returns": table(
            "programme,county,tier,share,factor",
            [
                (programme, county, number + 1, *tier)
                for programme, county in [*product(programmes, ("",)), (pairs[0][1], pairs[0][0])]
                if draw(st.booleans())
                for number, tier in enumerate(draw(some(SHAPES)))
            ],
        ),
        "needs": table(
            "county,programme,need,own effect",
            [
                (*pair, draw(some((3.25, 20, 64, 0))) if number else 20, draw(some(("", "", 6, 12.5))))
                for number, pair in enumerate(pairs)
            ],
        ),
        "eligibility": table(
            "agency,counties,programmes",
            list(
                dict.fromkeys(
                    (
                        draw(some((*agencies, KINDS[0]))),
                        draw(some(("", *counties))),
                        draw(some(("", *programmes))),
                    )
                    for _ in range(draw(st.integers(0, 2)))
                )
            ),
        ),
    }


def _budgets(
    draw: st.DrawFn, agencies: tuple[str, ...], programmes: tuple[str, ...], years: tuple[int, ...]
) -> Rows:
    sectors = SECTORS[: len(programmes)]
    cells = list(product(agencies, ("", *sectors), years))
    chosen = [cell for cell in cells if draw(st.booleans())] or cells[:1]
    return table(
        "agency,sector,year,amount,transferable share,carry-over years",
        [
            (
                *cell,
                draw(some((0, 2.5, 11, 40))),
                draw(some((0, 0, 0.25, 1))) if cell[1] else 0,
                draw(some((0, 0, 1, 2))),
            )
            for cell in chosen
        ],
    )


def _aims() -> tuple[Rows, ...]:
    header = "priority,measure,counties,weight,slack"
    return (
        table(header, [(1, "people lifted weighted by need", "", 1, 0), (2, "staff days", "", 1, 0)]),
        table(header, [(1, "people lifted", "", 1, 0.125), (2, "money used", "", 1, 0)]),
        table(header, [(1, "people lifted", COUNTIES[1], 3, 0), (2, "people lifted", "", 1, 0)]),
        table(header, [(1, "cost of broken soft demands", "", 1, 0), (2, "people lifted", "", 1, 0)]),
        table(header, [(1, "people lifted", "", 1, 0), (1, "money used", "", 0.5, 0)]),
        table(header, [(1, "people lifted", "", 1, 0.25), (2, "spread between counties", "", 1, 0)]),
        table(header, [(1, "years out of poverty", "", 1, 0), (2, "least satisfied agency", "", 1, 0)]),
        table(header, [(1, "worst county's coverage of needs", "", 1, 0.5), (2, "people lifted", "", 1, 0)]),
        table(
            header,
            [
                (1, "cost of broken soft demands", "", 1, 0),
                (2, "worst-off counties first", "", 1, 0),
                (3, "people lifted", "", 1, 0),
            ],
        ),
        table(
            header,
            [(1, "worst county's share of poor lifted", "", 1, 0), (2, "spread between counties", "", 1, 0)],
        ),
    )
