"""The programmes: their effects, lags and work, and how the effect saturates.

No published effect per million of these programmes was found (figures/poverty_effects.csv has
rounded ones of the 1990s and a ranking). The effects are priors: about 11 persons a million on
the whole, as 2,314,300 persons for 211,615 million (S00) and 16 for relocation (S28) suggest, in
the order that the studies give: education, telecommunications, agricultural extension, roads,
and least for water and irrigation (S57, S58).
"""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd


class Programme(NamedTuple):
    name: str
    name_zh: str
    sector: str
    effect: float  # persons per million
    lag: int  # years
    days: float  # management days per million
    returns: str  # a shape of RETURNS
    why: str


PROGRAMMES = (
    Programme("village roads", "通村公路", "infrastructure", 11, 1, 0.8, "network",
              "rural roads lift most of all infrastructure but telephones (S57 S58)"),
    Programme("township roads", "通乡公路", "infrastructure", 8, 2, 0.5, "network",
              "a kilometre costs 4.6 times one to a natural village (S26)"),
    Programme("drinking water", "农村饮水", "infrastructure", 6, 1, 0.8, "broad",
              "water works rank low in S58"),
    Programme("power and telecom", "电网与通信", "infrastructure", 13, 1, 0.6, "network",
              "telephones rank second, electricity below roads (S57 S58)"),
    Programme("relocation", "易地扶贫搬迁", "housing", 16, 1, 1.0, "listed",
              "62,500 yuan a person (S28) is 16 a million"),
    Programme("school buildings", "校舍建设", "education", 11, 3, 0.8, "broad",
              "education ranks first (S58), but buildings are slow"),
    Programme("student aid", "学生资助与营养", "education", 15, 2, 2.0, "listed",
              "education ranks first (S58)"),
    Programme("vocational training", "职业培训", "education", 20, 1, 3.0, "broad",
              "education ranks first (S58), wages follow within a year"),
    Programme("crops and livestock", "高原特色种养", "industry", 13, 1, 2.0, "market",
              "agricultural research and extension rank third (S58)"),
    Programme("photovoltaic", "光伏扶贫", "industry", 11, 0, 0.8, "listed",
              "30,000 yuan (S31) earn 2,970 a year for a household of four: half of them counted as lifted, "
              "rounded down for upkeep and sun"),
    Programme("workshops and e-commerce", "扶贫车间与电商", "industry", 12, 0, 2.0, "market",
              "a job of about 60,000 yuan lifts a household of four, one job in four kept by the poor"),
    Programme("ethnic tourism", "民族特色旅游", "industry", 9, 2, 1.5, "market",
              "gains reach few villages"),
    Programme("border trade", "边境贸易", "industry", 8, 1, 0.8, "market",
              "gains reach the port towns first"),
    Programme("culture centres", "村文化活动室", "culture", 4, 1, 1.2, "broad",
              "of use beyond income, which is not counted here"),
    Programme("traditional villages", "传统村落保护", "culture", 6, 2, 1.2, "market",
              "work and visitors for the village"),
    Programme("village clinics", "村卫生室", "health", 7, 1, 0.8, "broad",
              "keeps illness from becoming poverty"),
    Programme("medical assistance", "医疗救助", "health", 12, 0, 2.5, "listed",
              "paid to households that illness made poor"),
)  # fmt: skip

# How the effect falls as a need is filled: (share of the need, factor) by tier.
SHAPES = {
    "network": (((0.35, 1), (0.35, 0.65), (0.3, 0.35)), "the villages with most people first"),
    "broad": (((0.4, 1), (0.35, 0.7), (0.25, 0.45)), "the least served places first"),
    "listed": (((0.6, 1), (0.3, 0.8), (0.1, 0.5)), "paid by list of persons, so it falls late"),
    "market": (((0.3, 1), (0.35, 0.65), (0.35, 0.3)), "the market for the same goods fills up"),
}
# Where the terrain speaks for it.
GORGE = ((0.25, 1), (0.3, 0.6), (0.45, 0.3))  # roads and lines: few people live on the last stretches
RESETTLE = ((0.75, 1), (0.2, 0.85), (0.05, 0.6))  # relocation: most steep villages have no other way out
GORGE_COUNTIES = ("Lushui", "Fugong", "Gongshan", "Lanping")


def programme_table() -> pd.DataFrame:
    """The sheet Programmes."""
    return pd.DataFrame(
        {
            "programme": one.name,
            "Chinese name": one.name_zh,
            "sector": one.sector,
            "persons lifted per million": one.effect,
            "lag": one.lag,
            "management days per million": one.days,
            "source": f"assumption: {one.why}; lag and days are assumed",
        }
        for one in PROGRAMMES
    )


def returns_table() -> pd.DataFrame:
    """The sheet Returns: a shape for every programme, and two of their own for the Nu gorge."""
    rows = []
    for one in PROGRAMMES:
        shape, why = SHAPES[one.returns]
        rows += _tiers(one.name, "", shape, why)
    for county in GORGE_COUNTIES:
        for name in ("village roads", "township roads", "power and telecom"):
            rows += _tiers(name, county, GORGE, "steep gorge, scattered hamlets (relief S03)")
        rows += _tiers("relocation", county, RESETTLE, "steep gorge, few other ways out (relief S03)")
    return pd.DataFrame(rows)


def _tiers(programme: str, county: str, shape: tuple[tuple[float, float], ...], why: str) -> list[dict]:
    return [
        {
            "programme": programme,
            "county": county,
            "tier": tier,
            "share of the need": share,
            "factor on the effect": factor,
            "source": f"assumption: {why}",
        }
        for tier, (share, factor) in enumerate(shape, start=1)
    ]
