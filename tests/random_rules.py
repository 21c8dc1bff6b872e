"""Random rows of every rule sheet for a random case: demands that could be met one by one.

Together they may conflict. Each function draws the rows of one rule; ``prices`` draws the
cell of its price.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from hypothesis import strategies as st

from polyfund.case.case import Case
from polyfund.case.eligible import eligible_grants

Rows = list[tuple[str, ...]]
Drawn = list[tuple[object, ...]]

some = st.sampled_from


def table(header: str, rows: Drawn) -> Rows:
    return [tuple(header.split(",")), *(tuple(map(str, row)) for row in rows)]


@dataclass
class Chance:
    """A case and the luck of the draw; ``possible`` holds its eligible grants, ``drawn`` the rows
    of the rules so far."""

    draw: st.DrawFn
    case: Case
    possible: list[tuple[str, str, str, int]]
    prices: st.SearchStrategy[object]
    drawn: dict[str, Rows] = field(default_factory=dict)

    def __call__(self, *choices: object) -> object:
        """One of the choices."""
        return self.draw(some(choices))

    def times(self, most: int) -> range:
        return range(self.draw(st.integers(0, most)))

    @property
    def price(self) -> object:
        return self.draw(self.prices)

    @property
    def sectors(self) -> list[str]:
        return sorted(set(self.case.sector.values()))


def limits(one: Chance) -> Rows:
    rows: Drawn = []
    for _ in one.times(3):
        years = one("", "each", *one.case.years)
        if not one.possible or one(True, False):
            county, programme = one.draw(some(sorted(one.case.need)))
            where = one("", "each", *one.case.agencies), one("", county), one("", programme)
            what = one(("at most", 6, ""), ("at most", 0.5, "share of need"))
        else:
            agency, county, programme, year = one.draw(some(one.possible))
            where = one("", agency), one("", county), one("", programme)
            years = one("", year)
            what = one(("at least", 1, ""), ("at least", 0.125, "share of need"))
        rows.append((*where, years, *what, one.price))
    return table("agencies,counties,programmes,years,sense,amount,basis,price", rows)


def shares(one: Chance) -> Rows:
    rows: Drawn = []
    for _ in one.times(2):
        where = one("", "each", *one.case.counties), one("", *one.sectors)
        years = one("", "each")
        what = one(("at most", 0.75), ("at most", 0.5), ("at least", 0.25))
        rows.append((one("each", *one.case.agencies), *where, years, *what, one.price))
    return table("agencies,counties,programmes,years,sense,share,price", rows)


def targets(one: Chance) -> Rows:
    rows: Drawn = []
    for _ in one.times(2):
        where = one("", "each", *one.case.counties), one("each", *one.case.years)
        measure = one(("remaining poor", 4000), ("incidence", 0.75), ("remaining poor", 250))
        rows.append((*where, *measure, one.price))
    return table("counties,years,measure,at most,price", rows)


def commitments(one: Chance) -> Rows:
    rows: Drawn = []
    for grant in one.draw(st.lists(some(one.possible), max_size=2, unique=True)) if one.possible else ():
        sense, amount = one(("exactly", 0.5), ("at least", 0.5), ("at least", 2))
        rows.append((*grant, sense, amount, one.price))
    return table("agency,county,programme,year,exactly / at least,amount,price", rows)


def matching(one: Chance) -> Rows:
    rows: Drawn = []
    for _ in one.times(2):
        agency, *_rest = one.draw(some(one.possible)) if one.possible else ("",)
        others = [name for name in one.case.agencies if name != agency]
        by_agency = others and one(True, False)
        programmes = one("", *one.sectors) if by_agency else ""
        matched = (one(*others), "") if by_agency else ("", one(*one.sectors))
        where = one("", "each", *one.case.counties), programmes, one("", "each")
        rows.append((agency, *where, *matched, one("at least", "at most"), one(0.25, 1, 2), one.price))
    header = "agencies,counties,programmes,years,matched agencies,matched programmes,sense,ratio,price"
    return table(header, rows)


def pairs(one: Chance) -> Rows:
    rows: Drawn = []
    for _ in one.times(1 if one.possible else 0):
        agency, county, *_rest = one.draw(some(one.possible))
        what = one((0.125, "of its budget"), (0.5, "of its spending"), ("", "of its spending"))
        rows.append((agency, county, one("", "each"), *what, one.price))
    return table("agencies,counties,years,share,basis,price", rows)


def prerequisites(one: Chance) -> Rows:
    rows: Drawn = []
    for _ in one.times(1 if len(one.case.programmes) > 1 else 0):
        follow, first = one.draw(st.permutations(one.case.programmes))[:2]
        where = one("", "each", *one.case.counties), follow, one("each", *one.case.years), first
        rows.append((*where, one("", 0.5, 2), one("", 1), one("", 0.125), one.price))
    return table("counties,programmes,years,after,ratio,lag,allowance,price", rows)


def lead(one: Chance) -> Rows:
    rows: Drawn = []
    for _ in one.times(1):
        where = one("", "each", *one.case.counties), one("", *one.sectors), one("", "each")
        rows.append((one(*one.case.agencies), *where, one.price))
    return table("agencies,counties,programmes,years,price", rows)


def balance(one: Chance) -> Rows:
    rows: Drawn = []
    for _ in one.times(1):
        measure = one("money per poor person", "coverage of the need", "people lifted per poor person")
        rows.append((measure, one(0, 0.25, 1), one.price))
    return table("measure,tolerance,price", rows)


def smoothing(one: Chance) -> Rows:
    rows: Drawn = []
    for _ in one.times(1):
        where = one("", "each", *one.case.counties), one("", "each", *one.sectors)
        rows.append((one("", "each"), *where, *one((0.5, 0.5), (2, ""), ("", 0.25)), one.price))
    return table("agencies,counties,programmes,up,down,price", rows)


def joint(one: Chance) -> Rows:
    """Contributions of grants no other contribution has."""
    rows: Drawn = []
    for number in one.times(2):
        name, funded, price = f"Road {number}", one("whole", "in proportion"), one.price
        apart = one.possible[number::2]  # grants of the other project are others
        for grant in one.draw(st.lists(some(apart), max_size=3, unique=True)) if apart else ():
            rows.append((name, *grant, one(0.5, 2, 6), funded, price))
    return table("project,agencies,counties,programmes,years,amount,funded,price", rows)


def minimum_grants(one: Chance) -> Rows:
    rows: Drawn = []
    for _ in one.times(2):
        where = one("each", *one.case.agencies), one("each", *one.case.counties), one("each", "")
        rows.append((*where, one("each", ""), one(1, 4), one.price))
    return table("agencies,counties,programmes,years,at least,price", rows)


def neighbours(one: Chance) -> Rows:
    rows: Drawn = []
    for _ in one.times(1):
        county, neighbour = one.draw(st.permutations(one.case.counties))[:2]
        rows.append((county, neighbour, one("", *one.sectors), one(0.125, 0.5), one("", "no")))
    return table("county,neighbour,programmes,share,both ways", rows)


def participation(one: Chance) -> Rows:
    givers = sorted({agency for agency, _county, _programme, _year in one.possible})
    rows: Drawn = []
    for _ in one.times(1) if givers else ():
        price = one.price
        counting = one("", "everybody's money")
        gains = ("", -0.5, 0.125 if price or counting else -0.25)
        rows.append((one("each", *givers), counting, one(*gains), price))
    return table("agencies,counting,gain,price", rows)


def previous_plan(one: Chance) -> Rows:
    """Grants as they were; those with a price would rather stay."""
    rows: Drawn = []
    for grant in one.draw(st.lists(some(one.possible), max_size=4, unique=True)) if one.possible else ():
        rows.append((*grant, one(0, 0.5, 6), one.price))
    return table("agency,county,programme,year,amount,price", rows)


def changes(one: Chance) -> Rows:
    """Only where a previous plan has money; most of it may change."""
    rows: Drawn = []
    previous = any(row[4] not in ("amount", "0") for row in one.drawn.get("previous_plan", ()))
    for _ in one.times(1 if previous else 0):
        what = one((0.5, "share of the previous plan"), (30, ""))
        rows.append((one("", "each"), *what, one.price))
    return table("counties,at most,basis,price", rows)


ROWS: dict[str, Callable[[Chance], Rows]] = {
    "limits": limits,
    "shares": shares,
    "matching": matching,
    "pairs": pairs,
    "prerequisites": prerequisites,
    "joint": joint,
    "lead": lead,
    "balance": balance,
    "smoothing": smoothing,
    "targets": targets,
    "commitments": commitments,
    "minimum_grants": minimum_grants,
    "neighbours": neighbours,
    "participation": participation,
    "previous_plan": previous_plan,
    "changes": changes,
}
RULES = tuple(ROWS)


def rules(draw: st.DrawFn, case: Case, soft: bool) -> dict[str, Rows]:
    """Rows of a few rules."""
    possible = list(eligible_grants(case).itertuples(index=False, name=None))
    one = Chance(draw, case, possible, some(("", "", 0.5, 4) if soft else ("",)))
    chosen = draw(st.sets(some(RULES), max_size=4))
    for rule in RULES:
        if rule in chosen or (rule == "previous_plan" and "changes" in chosen):
            one.drawn[rule] = ROWS[rule](one)
    return one.drawn
