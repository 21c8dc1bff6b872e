"""The figures that were read somewhere, as frames and look-ups; nothing is computed here."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

FOLDER = Path(__file__).parent / "figures"
YEARS = range(2016, 2021)


@dataclass(frozen=True)
class Figures:
    """``counties`` holds the 61 of set P, indexed by adcode; the other frames are as printed."""

    counties: pd.DataFrame
    series: pd.DataFrame
    prefectures: pd.DataFrame
    observations: pd.DataFrame
    pairs: pd.DataFrame
    funding: pd.DataFrame
    costs: pd.DataFrame
    facts: pd.DataFrame
    adjacency: pd.DataFrame

    def study(self, fact: str) -> float:
        """A figure of the study."""
        return float(self.facts.set_index("fact").at[fact, "value"])

    def fund(self, item: str, period: str) -> float:
        """Million yuan of one row of funding.csv."""
        return _one(self.funding, "amount", item=item, period=period)

    def given(self, helper: str, period: str) -> float:
        """Million (yuan, or dollars of a development bank) of one row of assistance_pairs.csv."""
        return _one(self.pairs, "amount", helper=helper, period=period)

    def cost(self, item: str) -> float:
        """Yuan a unit of one row of unit_costs.csv."""
        return _one(self.costs, "value", item=item)

    def seen(self, name: str, when: str, measure: str) -> float:
        """A dated figure of poverty_observations.csv."""
        return _one(self.observations, "value", name=name, when=when, measure=measure)


def read_figures() -> Figures:
    def frame(name: str) -> pd.DataFrame:
        return pd.read_csv(FOLDER / f"{name}.csv", encoding="utf-8", keep_default_na=False, na_values=[""])

    counties = frame("counties").query("set_p == 1").set_index("adcode").sort_index()
    tiles = frame("tilegrid").set_index("adcode")
    return Figures(
        counties.join(tiles[["col", "row"]], validate="one_to_one"),
        frame("county_timeseries"),
        frame("prefectures").set_index("name_en"),
        frame("poverty_observations"),
        frame("assistance_pairs"),
        frame("funding"),
        frame("unit_costs"),
        frame("study"),
        frame("adjacency"),
    )


def _one(frame: pd.DataFrame, value: str, **where: str) -> float:
    for column, wanted in where.items():
        frame = frame[frame[column] == wanted]
    if len(frame) != 1:
        raise LookupError(f"{len(frame)} rows with {where} instead of one; look at the figures")
    return float(frame[value].iloc[0])
