"""What each county needs of each programme, and what a million does there.

A need is a unit cost that was read, times a base: people, poor people, area, land relief. What
was spent in Yongsheng on roads and lines in 2014-2019 (S26) is the yardstick for networks: it is
carried to other counties by the root of area times people, and by relief.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from figures import Figures
from programmes import PROGRAMMES

# Assumed quantities.
UNMET = 2.2  # needs of networks, as a multiple of what Yongsheng spent in six years
PUPILS = 0.13  # pupils in compulsory school per resident
SCHOOL_PER_PUPIL = 14_000  # yuan: rooms and boarding for a pupil, canteen (S37) included
SCHOOL_YEARS = 5
POOR_PUPILS = 0.2  # of the poor; each gets an award every year
WORKING = 0.5  # of the poor
TRAINING_DAYS, TUITION = 60, 1.5  # days; cost of teaching on top of the allowance, as its multiple
HOUSEHOLD = 4  # persons
PV_HOUSEHOLDS = 0.3  # of poor households, where the sun is good
PV_PREFECTURES = ("Chuxiong", "Dali", "Lijiang", "Baoshan", "Honghe")
JOBS, JOB_COST = 0.2, 60_000  # of the working poor; yuan a job in a workshop or shop
VILLAGE_PEOPLE = 2_200  # residents of an administrative village
TOURISM_VILLAGES, TOURISM_FACTOR = 10, 5  # a county; access and services on top of the village fund
TOURISM_TOWNS = ("Tengchong", "Longyang", "Gucheng", "Jinghong", "Ruili", "Fengqing", "Shiping")
PORT, PORT_PER_KM = 150, 1.2  # million: a border county's crossing, and per km of its border
CLINIC = 0.55  # million: a village clinic, its share of the township hospital and equipment
ILL, CARE = 0.42, 15_000  # of the poor; yuan of care beyond insurance in five years
MOVING = 0.2  # of the poor at mean relief, more where it is steeper, never over half
MIXED_FUND = 1.15  # industry money asked per person on top of what Yongsheng spent for one


@dataclass(frozen=True)
class Need:
    """``base`` gives million by county; ``own`` the exponents that make a county's own effect:
    of relief, of the distance to Kunming and of incidence, each relative to the mean."""

    base: Callable[[pd.DataFrame, Figures], pd.Series]
    own: tuple[float, float, float]
    why: str


def need_table(base: pd.DataFrame, figures: Figures) -> pd.DataFrame:
    """The sheet Needs: only what a county needs."""
    parts = []
    for programme in PROGRAMMES:
        need = NEEDS[programme.name]
        million = need.base(base, figures).round()
        part = pd.DataFrame(
            {
                "county": base["county"],
                "programme": programme.name,
                "need": million.astype(int),
                "own effect": _own_effect(base, programme.effect, need.own),
                "source": f"estimate: {need.why}" + _why_own(need.own),
            }
        )
        parts.append(part[part["need"] > 0])
    return pd.concat(parts, ignore_index=True)


def _own_effect(base: pd.DataFrame, effect: float, own: tuple[float, float, float]) -> pd.Series:
    """Blank where nothing speaks for a difference; else within 0.6 and 1.5 times the programme's."""
    if not any(own):
        return pd.Series(np.nan, base.index)
    factor = np.prod(
        [
            (base[column] / base[column].mean()) ** exponent
            for column, exponent in zip(("relief_degree", "dist_kunming_km", "incidence"), own, strict=True)
        ],
        axis=0,
    )
    return pd.Series(effect * np.clip(factor, 0.6, 1.5), base.index).round(2)


def _why_own(own: tuple[float, float, float]) -> str:
    words = [
        f"{name} {exponent:+g}"
        for name, exponent in zip(("relief", "distance", "incidence"), own, strict=True)
        if exponent
    ]
    return f"; own effect by assumed powers of {', '.join(words)}" if words else ""


def _network(item: str) -> Callable[[pd.DataFrame, Figures], pd.Series]:
    def million(base: pd.DataFrame, figures: Figures) -> pd.Series:
        size = np.sqrt(base["area_km2"] * base["population"] * base["relief_degree"])
        yongsheng = size[base["county"] == "Yongsheng"].iloc[0]
        return figures.fund(item, "2014-2019") * UNMET * size / yongsheng

    return million


def _water(base: pd.DataFrame, figures: Figures) -> pd.Series:
    steep = np.sqrt(base["relief_degree"] / base["relief_degree"].mean())
    return base["farm"] * steep * figures.cost("rural drinking water, consolidation") * 1.5 / 1e6


def _relocation(base: pd.DataFrame, figures: Figures) -> pd.Series:
    part = MOVING * (base["relief_degree"] / base["relief_degree"].mean()) ** 1.2
    return base["poor"] * part.clip(upper=0.5) * figures.cost("relocation, whole package") / 1e6


def _schools(base: pd.DataFrame, _figures: Figures) -> pd.Series:
    return base["population"] * PUPILS * SCHOOL_PER_PUPIL / 1e6


def _student_aid(base: pd.DataFrame, figures: Figures) -> pd.Series:
    meals = base["population"] * PUPILS * figures.cost("school nutrition") / 2.5 * SCHOOL_YEARS
    awards = base["poor"] * POOR_PUPILS * figures.cost("student aid") * SCHOOL_YEARS
    return (meals + awards) / 1e6


def _training(base: pd.DataFrame, figures: Figures) -> pd.Series:
    day = figures.cost("training allowance") * (1 + TUITION)
    return base["poor"] * WORKING * TRAINING_DAYS * day / 1e6


def _crops(base: pd.DataFrame, figures: Figures) -> pd.Series:
    loans = 501  # million, the note of the same row of S26
    person = (figures.fund("industry support, Yongsheng", "2014-2019") + loans) / figures.seen(
        "Yongsheng", "2014-2019", "persons_lifted"
    )
    return base["poor"] * person * MIXED_FUND


def _photovoltaic(base: pd.DataFrame, figures: Figures) -> pd.Series:
    households = base["poor"] / HOUSEHOLD * PV_HOUSEHOLDS
    return households * figures.cost("rooftop PV") / 1e6 * base["prefecture_en"].isin(PV_PREFECTURES)


def _workshops(base: pd.DataFrame, _figures: Figures) -> pd.Series:
    return base["poor"] * WORKING * JOBS * JOB_COST / 1e6


def _tourism(base: pd.DataFrame, figures: Figures) -> pd.Series:
    villages = TOURISM_VILLAGES * np.sqrt(base["area_km2"] / base["area_km2"].mean())
    welcome = (base["ethnic_autonomous"] == 1) | base["county"].isin(TOURISM_TOWNS)
    return villages * TOURISM_FACTOR * figures.cost("ethnic tourism village") / 1e6 * welcome


def _border_trade(base: pd.DataFrame, _figures: Figures) -> pd.Series:
    return (PORT + PORT_PER_KM * base["border_km_geom"].fillna(0)) * base["border"]


def _culture_centres(base: pd.DataFrame, figures: Figures) -> pd.Series:
    return base["population"] / VILLAGE_PEOPLE * figures.cost("village culture centre") / 1e6


def _traditional_villages(base: pd.DataFrame, figures: Figures) -> pd.Series:
    """As many villages in each of five years as in 2016 (179), by farm people of autonomous counties."""
    people = base["farm"] * np.where(base["ethnic_autonomous"] == 1, 1.0, 0.4)
    return figures.fund("traditional-village protection, 179 villages", "2016") * 5 * people / people.sum()


def _clinics(base: pd.DataFrame, _figures: Figures) -> pd.Series:
    return base["population"] / VILLAGE_PEOPLE * CLINIC


def _medical(base: pd.DataFrame, _figures: Figures) -> pd.Series:
    return base["poor"] * ILL * CARE / 1e6


YARDSTICK = f"{UNMET} x what Yongsheng spent (S26), by root of area x people x relief"
NEEDS = {
    "village roads": Need(_network("village roads, Yongsheng"), (-0.35, 0, 0.4), YARDSTICK),
    "township roads": Need(_network("township roads, Yongsheng"), (-0.35, 0, 0.3), YARDSTICK),
    "drinking water": Need(_water, (-0.2, 0, 0.3), "1.5 x 733 yuan (S25) x farm people x root of relief"),
    "power and telecom": Need(_network("power grid, Yongsheng"), (-0.2, -0.1, 0.4), YARDSTICK),
    "relocation": Need(
        _relocation,
        (0.2, 0, 0),
        f"62,500 yuan (S28) x poor x {MOVING} x relief^1.2, at most half of the poor",
    ),
    "school buildings": Need(
        _schools,
        (0, -0.1, 0.4),
        f"{SCHOOL_PER_PUPIL:,} yuan (assumed) x pupils, {PUPILS} of residents (assumed)",
    ),
    "student aid": Need(
        _student_aid,
        (0, 0, 0.3),
        "five years of meals (S37) for pupils and of awards (S13) for a fifth of the poor",
    ),
    "vocational training": Need(
        _training,
        (0, -0.2, 0),
        "half of the poor x 60 days x 80 yuan (S33), teaching 1.5 times as much (assumed)",
    ),
    "crops and livestock": Need(
        _crops,
        (-0.3, -0.1, 0),
        f"poor x industry money and loans per person in Yongsheng (S26) x {MIXED_FUND}",
    ),
    "photovoltaic": Need(
        _photovoltaic, (0, 0, 0), "30,000 yuan (S31) x three in ten poor households; sunny prefectures"
    ),
    "workshops and e-commerce": Need(
        _workshops, (-0.1, -0.3, 0), "60,000 yuan a job (assumed) x a tenth of the poor"
    ),
    "ethnic tourism": Need(
        _tourism,
        (0.2, -0.1, 0),
        "2 million a village (S34) x 5 for access x ten villages, by root of area (assumed)",
    ),
    "border trade": Need(
        _border_trade, (-0.2, 0, 0), "150 million a crossing and 1.2 a km of border (both assumed)"
    ),
    "culture centres": Need(
        _culture_centres, (0, 0, 0.3), "440,200 yuan a site (S36) x one per 2,200 residents"
    ),
    "traditional villages": Need(
        _traditional_villages,
        (0, 0, 0),
        "five times the 500 million of 2016 (S09) by farm people, autonomous x 2.5",
    ),
    "village clinics": Need(_clinics, (0, 0, 0.3), "0.55 million (assumed) x one per 2,200 residents"),
    "medical assistance": Need(
        _medical, (0, 0, 0), "42 % of the poor x 15,000 yuan in five years (both assumed)"
    ),
}
