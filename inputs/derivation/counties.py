"""The 61 counties: people, poor people, and what follows from them.

The poor of one county in one year were not found. They are estimated here from what was:
totals of prefectures, a few counties, and the rural income of the others.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from figures import Figures

# Two counties and prefectures would share a name; scopes must tell them apart.
RENAMED = {"Honghe": "Honghe County"}

# Farm people per resident, relative to other counties: these are seats of prefectures or
# ports with a town economy. All is then scaled to the study's incidence of 19.77 %.
TOWN_COUNTIES = {
    "Longyang", "Linxiang", "Mangshi", "Tengchong", "Gucheng", "Simao", "Jinghong", "Ruili",
}  # fmt: skip
TOWN_FARM_SHARE = 0.65

# Poverty falls with rural income: an incidence of 2.8 times at half the income. Chosen so that
# in Honghe the poorest listed county comes out at about twice the richest, as its neighbours do.
INCOME_ELASTICITY = -1.5
# Counties outside the list of 832 have no income in the data: as if so many times that of
# the richest listed county of their prefecture.
UNLISTED_INCOME = 1.25

# The part of a prefecture's poor that lives in its counties of the area.
#   Chuxiong, Honghe: share of people times a higher density of poverty in listed counties
#   Lijiang: without Huaping; Dali: without the city
PART_IN_AREA = {"Chuxiong": 0.405 * 1.3, "Honghe": 0.351 * 1.6, "Lijiang": 0.95, "Dali": 0.945}
# These totals are dated 2014; the others count everybody ever registered or lifted and are
# scaled down together until the area has the study's number of poor.
DATED_2014 = {"Chuxiong", "Dali", "Dehong", "Nujiang"}

# Counties with a published number, in the same terms as their prefecture's total.
KNOWN = {
    "Longling": ("2017", "registered_poor_total", "S22"),
    "Changning": ("2014-2018", "registered_poor_total", "S22"),
    "Menglian": ("2014-2019", "registered_poor_total", "S42"),
    "Yongsheng": ("2014-2019", "persons_lifted", "S26"),
    "Heqing": ("2014", "poor_population", "S59"),
}
NUJIANG = ("Lushui", "Fugong", "Gongshan", "Lanping")  # spread by their incidences of 2017 (S19)

WEIGHT_BOUNDS = (0.7, 1.6)  # one person counts at most so much less or more than another
RETURNING = 0.01  # a year; 2 % where a source names deep poverty
RETURNING_DEEP = 0.02
MANAGEMENT_DAYS = (250, 2.0, 25.0)  # a county office; per 1,000 residents; per 1,000 poor

SOURCES_OF_TOTALS = {
    "Baoshan": "S21", "Lijiang": "S17", "Pu'er": "S15", "Lincang": "S16", "Chuxiong": "S11",
    "Honghe": "S14", "Dali": "S12", "Dehong": "S13", "Nujiang": "S18",
}  # fmt: skip


def county_base(figures: Figures) -> pd.DataFrame:
    """One row a county: what all later estimates stand on."""
    base = figures.counties.copy()
    base["county"] = base["name_en"].replace(RENAMED)
    base["population"], base["population_source"] = _population(figures)
    base["farm"] = _farm_people(base, figures)
    base["model_income"] = _income(base, figures)
    base["poor"], base["poor_source"] = _poor(base, figures)
    base["incidence"] = base["poor"] / base["farm"]
    base["deep"] = base["deep_poverty"] == 1
    return base


def county_table(base: pd.DataFrame) -> pd.DataFrame:
    """The sheet Counties."""
    relative = np.sqrt(base["incidence"] / (base["poor"].sum() / base["farm"].sum()))
    office, residents, poor = MANAGEMENT_DAYS
    days = office + (residents * base["population"] + poor * base["poor"]) / 1000
    return pd.DataFrame(
        {
            "county": base["county"],
            "Chinese name": base["name_zh"],
            "adcode": base.index.astype(str),
            "prefecture": base["prefecture_en"],
            "tags": base.apply(_tags, axis=1),
            "population": base["population"],
            "poor persons": base["poor"],
            "income per head": base["rural_income_2015_cny"],
            "weight": relative.clip(*WEIGHT_BOUNDS).round(2),
            "returning share": np.where(base["deep"], RETURNING_DEEP, RETURNING),
            "management days": days.round(-1).astype(int),
            "map column": base["col"],
            "map row": base["row"],
            "source": base["population_source"] + "; " + base["poor_source"] + base.apply(_remarks, axis=1),
        }
    )


def _tags(county: pd.Series) -> str:
    tags = {
        "border": county["border"] == 1,
        "autonomous": county["ethnic_autonomous"] == 1,
        "deep poverty": county["deep"],
        "national key county": county["national_key_2012"] == 1,
        "contiguous area": county["role"] == "core56",
    }
    return "; ".join(tag for tag, holds in tags.items() if holds)


def _remarks(county: pd.Series) -> str:
    remarks = "; income S03 for 2015" if county["role"] == "core56" else "; income not found"
    if county["county"] in ("Longling", "Changning", "Shiping"):
        remarks += ", looks wrong beside 2014 and 2016 and is kept as printed"
    return remarks + "; assumption: weight, returning share and days as in the README"


def _population(figures: Figures) -> tuple[pd.Series, pd.Series]:
    counties = figures.counties
    later = figures.series[figures.series["year"] == 2016].set_index("adcode")["population"]
    between = counties["pop_2010"] + (counties["pop_2018_est"] - counties["pop_2010"]) * 5 / 8
    listed = counties["role"] == "core56"
    people = counties["pop_2015"].fillna(later.where(listed)).fillna(between.round(-2))
    source = pd.Series("estimate: population S01, straight line between 2010 and 2018", counties.index)
    source[listed] = "estimate: population S03 of 2016, 2015 is missing"
    source[counties["pop_2015"].notna()] = "estimate: population as read in S03 for 2015"
    return people.astype(int), source


def _farm_people(base: pd.DataFrame, figures: Figures) -> pd.Series:
    """Farm people: Nujiang from its own figures, the others scaled to the study's incidence."""
    nujiang = base["prefecture_en"] == "Nujiang"
    poor, percent = (figures.seen("Nujiang", "2014-end", m) for m in ("poor_population", "poverty_incidence"))
    farm = base["population"] * np.where(base["county"].isin(TOWN_COUNTIES), TOWN_FARM_SHARE, 1.0)
    own = poor / percent * 100
    area = figures.study("poor_population_2014") / figures.study("incidence_2014")
    farm[nujiang] *= own / farm[nujiang].sum()
    farm[~nujiang] *= (area - own) / farm[~nujiang].sum()
    return farm


def _income(base: pd.DataFrame, figures: Figures) -> pd.Series:
    """Rural income, mean of 2014 to 2016: some single years look wrong."""
    around = figures.series[figures.series["year"].between(2014, 2016)]
    income = around.groupby("adcode")["rural_income_cny"].mean().reindex(base.index)
    richest = income.groupby(base["prefecture_en"]).transform("max")
    return income.fillna(richest * UNLISTED_INCOME)


def _poor(base: pd.DataFrame, figures: Figures) -> tuple[pd.Series, pd.Series]:
    """Poor persons at the end of 2014, adding up to the study's number."""
    index = (base["model_income"] / base["model_income"].median()) ** INCOME_ELASTICITY
    pressure = base["farm"] * index
    raw = pd.Series(np.nan, base.index)
    source = pd.Series("", base.index)
    for prefecture, members in base.groupby("prefecture_en"):
        if prefecture == "Xishuangbanna":
            continue
        total = figures.prefectures.at[prefecture, "registered_poor"] * PART_IN_AREA.get(prefecture, 1.0)
        raw[members.index], source[members.index] = _spread(members, pressure, total, figures)
    level = raw.sum() / pressure[raw.notna()].sum()
    no_total = raw.isna()
    raw[no_total] = pressure[no_total] * level
    source[no_total] = "poor by rural income at the mean rate of the other prefectures"

    dated = base["prefecture_en"].isin(DATED_2014)
    area = figures.study("poor_population_2014")
    raw[~dated] *= (area - raw[dated].sum()) / raw[~dated].sum()
    source += np.where(dated, "", ", scaled") + "; all add up to S00"
    return whole_numbers(raw, int(area)), source


def _spread(
    members: pd.DataFrame, pressure: pd.Series, total: float, figures: Figures
) -> tuple[pd.Series, pd.Series]:
    """One prefecture's total over its counties: known ones first, the rest by farm people and income."""
    prefecture = members["prefecture_en"].iloc[0]
    read = f"poor from {SOURCES_OF_TOTALS[prefecture]} total of {prefecture}"
    if prefecture == "Nujiang":
        percent = members["county"].map(lambda name: figures.seen(name, "2017-end", "poverty_incidence"))
        part = members["farm"] * percent
        return part / part.sum() * total, pd.Series(f"{read} spread by S19 incidences of 2017", members.index)
    known = {code: KNOWN[name] for code, name in members["county"].items() if name in KNOWN}
    poor = pd.Series(
        {code: figures.seen(members.at[code, "county"], *key[:2]) for code, key in known.items()}, dtype=float
    )
    others = members.index.difference(poor.index)
    rest = pressure[others] / pressure[others].sum() * (total - poor.sum())
    source = pd.Series(f"{read} spread by farm people and rural income", members.index)
    for code, (_when, _measure, read_in) in known.items():
        source[code] = f"poor from {read_in} number of the county"
    return pd.concat([poor, rest]).reindex(members.index), source


def whole_numbers(parts: pd.Series, total: int) -> pd.Series:
    """``parts`` as whole numbers that add up to ``total``: the largest remainders are rounded up."""
    floor = np.floor(parts).astype(int)
    missing = total - int(floor.sum())
    up = (parts - floor).sort_values(ascending=False, kind="stable").index[:missing]
    floor[up] += 1
    return floor
