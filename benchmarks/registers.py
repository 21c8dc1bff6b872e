"""Who, where and what of a generated case: counties, agencies, programmes, needs and money."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Booleans = NDArray[np.bool_]
Tables = dict[str, pd.DataFrame]

FIRST_YEAR = 2016
PREFECTURE = 8  # counties of one prefecture
COST = 0.14  # million of need for each poor person, as in inputs/western-yunnan
MONEY = 2 / 3  # what the budgets are worth, as a share of the needs
NEEDED = 0.93  # of the pairs of county and programme
FALLING = ((1, 0.35, 1.0), (2, 0.35, 0.65), (3, 0.3, 0.35))  # tier, share of the need, factor
MORE_A_YEAR = 1.08  # budgets grow
TAGS = ("border", "deep poverty", "national key county", "contiguous area", "autonomous")


class Size(NamedTuple):
    """How many of each, what a place is called, and its usual residents."""

    place: str
    counties: int
    agencies: int
    programmes: int
    years: int
    residents: int


class Programme(NamedTuple):
    name: str
    sector: str
    effect: float  # persons a million
    lag: int  # years
    days: float  # of management a million


PROGRAMMES = (
    Programme("village roads", "infrastructure", 11, 1, 0.8),
    Programme("vocational training", "education", 20, 1, 3),
    Programme("crops and livestock", "industry", 13, 1, 2),
    Programme("village clinics", "health", 7, 1, 0.8),
    Programme("power and telecom", "infrastructure", 13, 1, 0.6),
    Programme("workshops and e-commerce", "industry", 12, 0, 2),
    Programme("relocation", "housing", 16, 1, 1),
    Programme("student aid", "education", 15, 2, 2),
    Programme("drinking water", "infrastructure", 6, 1, 0.8),
    Programme("medical assistance", "health", 12, 0, 2.5),
    Programme("school buildings", "education", 11, 3, 0.8),
    Programme("ethnic tourism", "industry", 9, 2, 1.5),
)


class Giver(NamedTuple):
    """What agencies of a kind have in common."""

    kind: str
    money: float  # weight of one such agency's budget
    worth: float = 1.0
    days: float = 0.0  # of staff a million
    everywhere: bool = False  # or in three quarters of the prefectures
    earmarked: bool = False  # money by sector, a part of it transferable


CENTRAL = Giver("central government", 12, everywhere=True, earmarked=True)
PROVINCIAL = Giver("provincial government", 9, everywhere=True, earmarked=True)
PREFECTURE_OWN = Giver("prefecture government", 3)
PAIRED = Giver("paired province", 2)
STATE_OWNED = Giver("state-owned enterprise", 1.5)
UNIVERSITY = Giver("university", 0.05, days=80)
BANK = Giver("bank", 6, worth=0.4)
NGO = Giver("domestic NGO", 0.1, days=30)
FIRM = Giver("private enterprise", 2, worth=0.5)
DEVELOPMENT = Giver("development bank", 3, worth=0.5)

# The first so many of these, again from the start when more are asked for.
GIVERS = (
    *(CENTRAL, PROVINCIAL, PREFECTURE_OWN, PAIRED, STATE_OWNED, UNIVERSITY, BANK, NGO, CENTRAL, PAIRED),
    *(PROVINCIAL, CENTRAL, FIRM, PREFECTURE_OWN, CENTRAL, DEVELOPMENT, STATE_OWNED, NGO, CENTRAL, PAIRED),
)


@dataclass(frozen=True)
class Registers:
    """The registers of a case, and what its rules are drawn from.

    ``need`` is (counties, programmes) in million, 0 where none; ``reach`` is (agencies, counties,
    programmes), True where a grant may be given; ``yearly`` is (agencies, years) in million.
    """

    size: Size
    counties: pd.DataFrame
    agencies: pd.DataFrame
    programmes: pd.DataFrame
    budgets: pd.DataFrame
    eligibility: pd.DataFrame
    need: Floats
    reach: Booleans
    yearly: Floats

    def tables(self) -> Tables:
        """As the input has them."""
        county, programme = np.nonzero(self.need)
        needs = {
            "county": self.counties["county"].to_numpy()[county],
            "programme": self.programmes["programme"].to_numpy()[programme],
            "need": self.need[county, programme],
        }
        returns = [(programme, *tier) for programme in self.programmes["programme"] for tier in FALLING]
        found = {
            "counties": self.counties,
            "agencies": self.agencies,
            "programmes": self.programmes,
            "needs": pd.DataFrame(needs),
            "returns": pd.DataFrame(
                returns, columns=["programme", "tier", "share of the need", "factor on the effect"]
            ),
            "budgets": self.budgets,
            "eligibility": self.eligibility,
        }
        return {name: table for name, table in found.items() if len(table)}


def registers(size: Size, draw: np.random.Generator, degenerate: bool) -> Registers:
    programmes = pd.DataFrame(PROGRAMMES[: size.programmes]).rename(
        columns={
            "name": "programme",
            "effect": "persons lifted per million",
            "days": "management days per million",
        }
    )
    counties = _counties(size, draw)
    need = _needs(counties["poor persons"].to_numpy(), size.programmes, draw)
    counties["management days"] = _managed(need, programmes, size.years)
    givers = [GIVERS[number % len(GIVERS)] for number in range(size.agencies)]
    if degenerate:
        givers = [Giver(giver.kind, 1.0, everywhere=True) for giver in givers]
    sectors = programmes["sector"].unique()
    serves, there = _scopes(givers, len(sectors), counties["prefecture"].nunique(), draw)
    if degenerate:
        serves[:] = True
    agencies, yearly = _agencies(givers, need.sum(), size.years)
    prefecture = counties["prefecture"].factorize()[0]
    of_sector = serves[:, programmes["sector"].factorize()[0]]
    return Registers(
        size,
        counties,
        agencies,
        programmes,
        _budgets(givers, agencies["agency"], sectors, serves, yearly),
        pd.DataFrame() if degenerate else _eligibility(agencies, sectors, serves, counties, there),
        need,
        there[:, prefecture, None] & of_sector[:, None, :] & (need > 0),
        yearly,
    )


def _counties(size: Size, draw: np.random.Generator) -> pd.DataFrame:
    """Places on a grid, prefecture by prefecture; its rim is the border."""
    count, wide = size.counties, int(np.ceil(np.sqrt(size.counties)))
    number = np.arange(count)
    row, column = np.divmod(number, wide)
    people = np.exp(draw.normal(np.log(size.residents), 0.45, count)).round().astype(int)
    poor = (people * np.clip(draw.beta(4, 22, count), 0.03, 0.6)).round().astype(int)
    incidence = poor / people
    tagged = np.array(
        [
            (column == 0) | (row == row.max()),
            incidence >= np.quantile(incidence, 0.9),
            incidence >= np.quantile(incidence, 0.3),
            draw.random(count) < 0.9,
            draw.random(count) < 0.7,
        ]
    )
    digits = len(str(count))
    return pd.DataFrame(
        {
            "county": [f"{size.place} {one:0{digits}}" for one in number + 1],
            "prefecture": [f"Prefecture {one:0{digits}}" for one in number // PREFECTURE + 1],
            "tags": ["; ".join(np.array(TAGS)[own]) for own in tagged.T],
            "population": people,
            "poor persons": poor,
            "weight": np.round(0.8 + 0.4 * incidence / incidence.mean() / 2, 2),
            "returning share": 0.01,
            "map column": column + 1,
            "map row": row + 1,
        }
    )


def _needs(poor: NDArray[np.int64], programmes: int, draw: np.random.Generator) -> Floats:
    """Million by county and programme: what the poor cost, spread; some need none of a programme."""
    parts = draw.gamma(3.0, 1.0, (len(poor), programmes))
    parts *= draw.random(parts.shape) < NEEDED
    parts[~parts.any(axis=1), 0] = 1.0
    return np.asarray(np.round(COST * poor[:, None] * parts / parts.sum(axis=1, keepdims=True), 3))


def _managed(need: Floats, programmes: pd.DataFrame, years: int) -> Floats:
    """Days a year for nine tenths of the needs in even years: short where money comes in one."""
    days = programmes["management days per million"].to_numpy(dtype=float)
    return np.asarray(np.ceil(0.9 * need @ days / years))


def _scopes(
    givers: list[Giver], sectors: int, prefectures: int, draw: np.random.Generator
) -> tuple[Booleans, Booleans]:
    """Which sectors and which prefectures each agency serves: about half of the grants in all."""
    local = np.array([not giver.everywhere for giver in givers])
    wanted = np.where(local, 0.7, 0.55)
    serves = _so_many(draw, np.ceil(wanted * sectors - 0.5), sectors)
    there = _so_many(draw, np.where(local, np.ceil(0.75 * prefectures), prefectures), prefectures)
    return serves, there


def _so_many(draw: np.random.Generator, counts: Floats, of: int) -> Booleans:
    """A row for each count, with as many True, at least one, in places drawn."""
    ranks = draw.random((len(counts), of)).argsort(axis=1).argsort(axis=1)
    return np.asarray(ranks < np.maximum(1, counts)[:, None])


def _agencies(givers: list[Giver], needs: float, years: int) -> tuple[pd.DataFrame, Floats]:
    """The agencies and their money by year in million; all of it is worth MONEY of the needs."""
    growth = MORE_A_YEAR ** np.arange(years)
    yearly = np.outer([giver.money for giver in givers], growth / growth.sum())
    worth = np.array([giver.worth for giver in givers])
    yearly *= MONEY * needs / (yearly.sum(axis=1) @ worth)
    days = np.array([giver.days for giver in givers])
    kinds = pd.Series([giver.kind for giver in givers])
    own = kinds.groupby(kinds).cumcount() + 1
    return pd.DataFrame(
        {
            "agency": kinds.str.capitalize() + " " + own.astype(str).str.zfill(2),
            "kind": kinds,
            "staff days": np.where(days > 0, np.ceil(0.8 * days * yearly.mean(axis=1)), np.nan),
            "staff days per million": days,
            "worth of one unit": worth,
        }
    ), yearly


def _budgets(
    givers: list[Giver], agencies: pd.Series[str], sectors: NDArray[Any], serves: Booleans, yearly: Floats
) -> pd.DataFrame:
    """Lines by sector where the money is earmarked, with 0, a fifth or two fifths of it
    transferable and up to two years to spend it; one line a year elsewhere."""
    lines: list[tuple[Any, ...]] = []
    for number, (giver, agency) in enumerate(zip(givers, agencies, strict=True)):
        own = sectors[serves[number]] if giver.earmarked else [""]
        amounts = np.round(yearly[number] / len(own), 3)
        lines += [
            (agency, sector, FIRST_YEAR + year, amount, 0.2 * (place % 3) if sector else 0, carry)
            for place, sector in enumerate(own)
            for carry in [(number + place) % 3 if giver.earmarked else 1]
            for year, amount in enumerate(amounts)
        ]
    names = ["agency", "sector", "year", "amount", "transferable share", "carry-over years"]
    return pd.DataFrame(lines, columns=names)


def _eligibility(
    agencies: pd.DataFrame, sectors: NDArray[Any], serves: Booleans, counties: pd.DataFrame, there: Booleans
) -> pd.DataFrame:
    """A row for each agency, sector and prefecture, or for all prefectures: a cell names one thing."""
    names = np.array(["", *counties["prefecture"].unique()], dtype=object)
    everywhere = np.asarray(there.all(axis=1))
    places = np.column_stack([everywhere, there & np.logical_not(everywhere)[:, None]])
    agency, sector, place = np.nonzero(serves[:, :, None] & places[:, None, :])
    return pd.DataFrame(
        {
            "agency or kind": agencies["agency"].to_numpy()[agency],
            "counties": names[place],
            "programmes": sectors[sector],
        }
    )
