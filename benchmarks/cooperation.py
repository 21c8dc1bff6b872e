"""The rules in force of a generated case, as planners ask them; counts grow with the counties."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from benchmarks.registers import FIRST_YEAR, MONEY, Registers, Tables

EVERY = 5  # one commitment for so many counties


def rules(known: Registers, draw: np.random.Generator, degenerate: bool) -> Tables:
    """The tables of the rules; those that name one agency are left out where it is ``degenerate``."""
    named = {} if degenerate else _naming_agencies(known, draw)
    return {
        "aims": _table("priority,measure", [(1, "people lifted"), (2, "people lifted weighted by need")]),
        "limits": _limits(known),
        "shares": _shares(degenerate),
        "matching": _table(
            "agencies,counties,programmes,matched agencies,at least / at most,ratio,price",
            [
                ("prefecture government", "each", "", "provincial government", "at least", 0.05, 0.05),
                (
                    "prefecture government",
                    "each",
                    "village roads",
                    "central government",
                    "at least",
                    0.05,
                    0.05,
                ),
            ],
        ),
        "prerequisites": _prerequisites(known),
        "lead": _table(
            "agencies,counties,programmes,price",
            [
                ("central government", "each", "education", 0.1),
                ("central government", "each deep poverty", "infrastructure", 0.1),
            ],
        ),
        "balance": _table(
            "counties,measure,tolerance,price", [("border", "coverage of the need", 0.15, 5000)]
        ),
        "smoothing": _table(
            "counties,years,up,down,price",
            [("each", f"{FIRST_YEAR + 1}-{FIRST_YEAR + known.size.years - 1}", 1, 0.6, 0.05)],
        ),
        "targets": _targets(known),
        **named,
    }


def _table(header: str, rows: list[tuple[Any, ...]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=header.split(","))


def _limits(known: Registers) -> pd.DataFrame:
    """Floors by poor person at seven tenths and seven eighths of the mean, a floor for the border,
    and without a price only the most that a county takes."""
    counties, money = known.counties, MONEY * known.need.sum()
    mean = 1e6 * money / counties["poor persons"].sum()
    border = counties["tags"].str.contains("border")
    share = counties["poor persons"][border].sum() / counties["poor persons"].sum()
    return _table(
        "agencies,counties,programmes,at least / at most,amount,basis,price",
        [
            ("", "each", "", "at least", round(0.7 * mean), "per poor person", 1),
            ("", "each deep poverty", "", "at least", round(0.875 * mean), "per poor person", 1),
            ("", "border", "", "at least", round(0.9 * share * money, 3), "million", 0.5),
            ("", "each", "", "at most", 0.85, "share of need", None),
            ("", "", "education", "at least", round(0.125 * money, 3), "million", 0.5),
        ],
    )


def _shares(degenerate: bool) -> pd.DataFrame:
    one = [("each", "each", "", "at most", 0.6, None)]
    return _table(
        "agencies,counties,programmes,at least / at most,share of the money,price",
        [
            *([] if degenerate else one),
            ("central government", "each", "", "at least", 0.2, 0.05),
            ("provincial government", "each", "", "at least", 0.1, 0.05),
            ("bank", "each", "", "at most", 0.4, 0.05),
            ("paired province", "deep poverty", "", "at least", 0.02, 0.05),
        ],
    )


def _prerequisites(known: Registers) -> pd.DataFrame:
    """No farm goods without a road, no workshop without power."""
    asked = [
        ("crops and livestock", "village roads"),
        ("workshops and e-commerce", "power and telecom"),
    ]
    there = set(known.programmes["programme"])
    return _table(
        "counties,programmes,years,after,ratio,allowance,price",
        [("each", later, "each", first, 1, 0.3, 20) for later, first in asked if {later, first} <= there],
    )


def _targets(known: Registers) -> pd.DataFrame:
    counties, last = known.counties, FIRST_YEAR + known.size.years - 1
    poor = counties["poor persons"]
    deep = poor[counties["tags"].str.contains("deep poverty")].sum()
    return _table(
        "counties,years,measure,at most,price",
        [
            ("each", last, "incidence", 0.03, 60000),
            ("deep poverty", last - 1, "remaining poor", round(0.5 * deep), 0.05),
            ("", FIRST_YEAR + 1, "remaining poor", round(0.85 * poor.sum()), 0.05),
        ],
    )


def _naming_agencies(known: Registers, draw: np.random.Generator) -> Tables:
    """Commitments, pairs, and who must gain by taking part."""
    paired = known.agencies["agency"][known.agencies["kind"] == "paired province"]
    places = np.arange(len(known.counties))
    pairs = []
    for agency in paired.index:
        reached = known.counties["prefecture"][places[known.reach[agency].any(axis=1)]]
        pairs.append((paired[agency], reached.iloc[0], 0.3, "of its spending", 0.5))
    return {
        "commitments": _commitments(known, draw),
        "pairs": _table("agencies,counties,share,basis,price", pairs),
        "participation": _table(
            "agencies,counting,gain,price",
            [
                ("domestic NGO", "own money", -0.1, 0.5),
                ("university", "own money", -0.2, 0.5),
                ("paired province", "own money", -0.25, 0.5),
            ],
        ),
    }


def _commitments(known: Registers, draw: np.random.Generator) -> pd.DataFrame:
    """Grants already promised, by governments everywhere: at most a tenth of a need, and together
    at most a fifth of an agency's money of one sector and year, so that they can all be kept."""
    governments = known.agencies["kind"].isin(["central government", "provincial government"])
    agency, county, programme = np.nonzero(known.reach & governments.to_numpy()[:, None, None])
    count = min(len(agency), max(3, known.size.counties // EVERY))
    chosen = np.sort(draw.choice(len(agency), count, replace=False))
    agency, county, programme = agency[chosen], county[chosen], programme[chosen]
    year = draw.integers(0, known.size.years, count)
    sectors = known.programmes["sector"].nunique()
    most = 0.2 * known.yearly[agency, year] / sectors / np.bincount(agency)[agency]
    amount = np.maximum(0.001, np.floor(1e3 * np.minimum(0.1 * known.need[county, programme], most)) / 1e3)
    return pd.DataFrame(
        {
            "agency": known.agencies["agency"].to_numpy()[agency],
            "county": known.counties["county"].to_numpy()[county],
            "programme": known.programmes["programme"].to_numpy()[programme],
            "year": FIRST_YEAR + year,
            "exactly / at least": "at least",
            "amount": amount,
        }
    )
