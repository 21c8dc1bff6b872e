"""What the plan must do: aims, limits, targets and promises."""

from __future__ import annotations

import pandas as pd

SETTINGS = (
    ("title", "Western Yunnan 2016-2020", "S00: 61 counties of the western Yunnan border mountainous area"),
    ("currency", "yuan", "assumption: current prices, money in million yuan"),
    ("first year", "2016", "assumption: the five years to 2020"),
    ("last year", "2020", "S00: all counties out of poverty by 2020"),
    ("time limit", "600", "assumption: ten minutes"),
    ("increasing returns allowed", "no", "assumption: effects fall as needs are filled"),
    ("count effects after the last year", "yes", "assumption: schools built in 2020 lift people later"),
)

AIMS = (
    (1, "people lifted", 0.0, "S00: all people out of poverty; the most people first"),
    (2, "people lifted weighted by need", 0.0, "S00: differentiated policy for the poorest"),
    (3, "money used", 0.0, "assumption: no more money than the people lifted ask for"),
)

# agencies, counties, programmes, years, sense, amount, basis, price, why
LIMITS = (
    ("", "each", "", "", "at least", 65_000, "per poor person", None,
     "assumption: no county gets less than seven tenths of the area's 91,000 yuan per poor person"),
    ("", "each deep poverty", "", "", "at least", 80_000, "per poor person", None,
     "assumption: seven eighths of the area's mean where a source names deep poverty (S19 S49 S68)"),
    ("", "border", "", "", "at least", 60_000, "million", 0.5,
     "assumption: the border's share of the poor, less a tenth; half a person for each million short"),
    ("", "each", "", "", "at most", 0.85, "share of need", None,
     "assumption: an administration cannot bring all projects to their end in five years"),
    ("", "", "education", "", "at least", 28_000, "million", None,
     "assumption: an eighth of all money; the study sees education as the way out that lasts (S00)"),
    ("", "each autonomous", "culture", "", "at least", 0.35, "share of need", 400,
     "assumption: preservation of ethnic culture (S00); 4 persons for each percent short"),
    ("", "each", "village clinics", "", "at least", 0.3, "share of need", 800,
     "assumption: no county without clinics; 8 persons for each percent short"),
    ("", "each", "drinking water", "", "at least", 0.3, "share of need", 1_500,
     "assumption: safe water is an exit standard of its own; 15 persons for each percent short"),
    ("Three Gorges Corporation", "Nujiang", "", "each 2016-2018", "at least", 290, "million", None,
     "estimate: nearly 900 million in three years to Nujiang (S39), so 290 a year"),
    ("Huaneng Group", "Lancang", "", "2016-2019", "at least", 1_100, "million", None,
     "S40: 1,100 million to Lancang by mid 2019"),
)  # fmt: skip

# counties, years, measure, at most, price, why
TARGETS = (
    ("each", "2020", "incidence", 0.02, 60_000,
     "assumption: exit standard of 3 % of farm people, two thirds of residents; a county of 240,000 pays a "
     "quarter of a person for each person above it"),
    ("deep poverty", "2019", "remaining poor", 130_000, 0.05,
     "assumption: two thirds out before the last year; a twentieth of a person for each above it"),
    ("", "2016", "remaining poor", 2_200_000, 0.05,
     "assumption: what takes effect at once begins at once; a twentieth of a person for each above it"),
    ("", "2017", "remaining poor", 1_900_000, 0.05,
     "assumption: 400,000 out in the first two years, as the first works take effect; "
     "a twentieth of a person for each above it"),
    ("", "2018", "remaining poor", 1_250_000, 0.05,
     "assumption: nearly half out by the middle; a twentieth of a person for each above it"),
)  # fmt: skip

# agency, county, programme, sense, amount a year, years, why
COMMITMENTS = (
    ("Three Gorges Corporation", "Fugong", "relocation", "at least", 40, range(2016, 2019),
     "assumption: a part of 300 million a year to Nujiang; it topped up relocation in Fugong (S39)"),
    ("Three Gorges Corporation", "Lanping", "relocation", "at least", 40, range(2016, 2019),
     "assumption: a part of 300 million a year to Nujiang (S39)"),
    ("Huaneng Group", "Lancang", "village roads", "at least", 60, range(2016, 2020),
     "assumption: a part of 1,100 million to Lancang (S40)"),
    ("Huaneng Group", "Lancang", "crops and livestock", "at least", 60, range(2016, 2020),
     "assumption: a part of 1,100 million to Lancang (S40)"),
    ("Asian Development Bank, Pu'er roads", "Ning'er", "township roads", "at least", 45, range(2016, 2020),
     "estimate: of 217 million a year for three counties (S52), split assumed"),
    ("Asian Development Bank, Pu'er roads", "Jiangcheng", "township roads", "at least", 45, range(2016, 2020),
     "estimate: of 217 million a year for three counties (S52), split assumed"),
    ("Asian Development Bank, Pu'er roads", "Menglian", "township roads", "at least", 45, range(2016, 2020),
     "estimate: of 217 million a year for three counties (S52), split assumed"),
    ("Asian Development Bank, Lincang border", "Cangyuan", "township roads", "at least", 60, range(2019, 2021),
     "estimate: of 271 million a year for three counties (S53), split assumed"),
    ("China Communications Construction", "Lushui", "vocational training", "at least", 15, range(2016, 2021),
     "assumption: a part of 114 million a year to Nujiang (S41)"),
    ("Songjiang District of Shanghai", "Mengla", "workshops and e-commerce", "at least", 8, range(2016, 2021),
     "assumption: a part of 311 million to Xishuangbanna (S23)"),
    ("Qingpu District of Shanghai", "Mangshi", "crops and livestock", "exactly", 2, range(2017, 2021),
     "assumption: the vegetable project of S48, its amount not found"),
)  # fmt: skip


def settings_table() -> pd.DataFrame:
    return pd.DataFrame(SETTINGS, columns=["setting", "value", "source"])


def aim_table() -> pd.DataFrame:
    return pd.DataFrame(AIMS, columns=["priority", "measure", "slack", "source"])


def limit_table() -> pd.DataFrame:
    return pd.DataFrame(
        LIMITS,
        columns=[
            "agencies",
            "counties",
            "programmes",
            "years",
            "at least / at most",
            "amount",
            "basis",
            "price",
            "source",
        ],
    )


def target_table() -> pd.DataFrame:
    return pd.DataFrame(TARGETS, columns=["counties", "years", "measure", "at most", "price", "source"])


def commitment_table() -> pd.DataFrame:
    """One row a year of each promise."""
    return pd.DataFrame(
        {
            "agency": agency,
            "county": county,
            "programme": programme,
            "year": year,
            "exactly / at least": sense,
            "amount": amount,
            "source": why,
        }
        for agency, county, programme, sense, amount, years, why in COMMITMENTS
        for year in years
    )
