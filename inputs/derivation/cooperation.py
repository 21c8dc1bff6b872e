"""How the bodies cooperate: one table for each rule of cooperation, each row with its reason."""

from __future__ import annotations

import pandas as pd
from figures import Figures

ASSUMED = "assumption: "

# agencies, counties, programmes, sense, share, price, why
SHARES = (
    ("each", "each", "", "at most", 0.6, None,
     "no body carries more than three fifths of a county: the study's single-site monopoly (S00)"),
    ("central government", "each", "", "at least", 0.2, None, "the government core stays in every county (S00)"),
    ("paired province", "deep poverty", "", "at least", 0.02, 0.05, "partners do not only choose the easy counties"),
)  # fmt: skip

# agencies, counties, programmes, matched agencies, sense, ratio, price, why
MATCHING = (
    ("county government", "each", "", "provincial government", "at least", 0.02, 0.05,
     "a county puts in one fiftieth of what the province gives it; a twentieth of a person for each million short"),
    ("residents", "each", "village roads", "central government", "at least", 0.05, 0.05,
     "villagers' labour beside the state's money for their own roads"),
)  # fmt: skip

# agencies, counties, share, basis, price, why
PAIRS = (
    ("Shanghai Municipality", "deep poverty", 0.3, "of its spending", None, "S47 names the tilt to deep poverty; the share is assumed"),
    ("Zhuhai of Guangdong", "Nujiang", 0.9, "of its budget", None, "its pair is Nujiang; a tenth may stay unspent"),
    ("Minhang District of Shanghai", "Baoshan", 0.8, "of its budget", 0.5, "its pairs are four counties of Baoshan (S50)"),
)  # fmt: skip

# counties, programmes, after, ratio, allowance, price, why
PREREQUISITES = (
    ("each", "workshops and e-commerce", "power and telecom", 1, 0.3, 20, "no workshop without power and a line"),
    ("each", "ethnic tourism", "township roads", 1, 0.3, 20, "guests come by road"),
)  # fmt: skip

# project, agencies, counties, programmes, years, amount, funded, why
JOINT = tuple(
    ("Nujiang valley road", agency, county, "township roads", "2018", amount, "whole",
     "one road up the valley through three counties; amounts assumed")
    for agency, county, amount in (
        ("Yunnan Department of Transport", "Lushui", 60),
        ("Ministry of Transport", "Fugong", 50),
        ("Ministry of Transport", "Gongshan", 40),
    )
)  # fmt: skip

# agencies, counties, programmes, price, why
LEAD = (
    ("central government", "each", "education", 0.1, "compulsory education is led by the state's ministries (S37)"),
    ("central government", "each deep poverty", "infrastructure", 0.1, "the poorest counties are led from above"),
)  # fmt: skip

# counties, measure, tolerance, price, why
BALANCE = (
    ("border", "coverage of the need", 0.15, 5_000,
     "21 border counties, none left far behind; fifty persons for each percent of its need"),
)  # fmt: skip

# counties, years, up, down, price, why
SMOOTHING = (
    ("each", "2017-2020", 1.0, 0.6, 0.05, "an administration cannot take in more than twice the money of the year before"),
)  # fmt: skip

# agencies, counties, at least, why
MINIMUM_GRANTS = (
    ("Ford Foundation", "each", 0.5, "an office in a county is not opened for less than half a million in five years"),
    ("Oxfam Hong Kong", "each", 1, "an office in a county is not opened for less than a million in five years"),
    ("China Foundation for Poverty Alleviation", "each", 2, "a county programme takes two million in five years"),
)  # fmt: skip

# agencies, counties, programmes, weight, why
PREFERENCES = (
    ("Ford Foundation", "", "traditional villages", 3, "its work is with communities and their culture"),
    ("Oxfam Hong Kong", "", "drinking water", 2, "its work is with water and villages"),
    ("university", "", "education", 2, "they teach and train first"),
)  # fmt: skip

# agencies, counting, gain, price, why
PARTICIPATION = (
    ("international NGO", "own money", -0.1, None, "who comes on its own account gives up a tenth of its own aim at most"),
    ("domestic NGO", "own money", -0.1, None, "the same"),
    ("university", "own money", -0.2, None, "it gives up a fifth of its own aim at most"),
    ("paired province", "own money", -0.25, 0.5, "half a person for each one that its own money reaches less"),
    ("state-owned enterprise", "own money", -0.25, 0.5, "half a person for each one that its own money reaches less"),
    ("international NGO", "everybody's money", 0, None, "together no less is done in what it cares for than if all went alone"),
)  # fmt: skip

SPILL = 0.05


def cooperation_tables(base: pd.DataFrame, figures: Figures) -> dict[str, pd.DataFrame]:
    """The rules of cooperation by key."""
    return {
        "shares": _table(SHARES, "agencies,counties,programmes,at least / at most,share of the money,price"),
        "matching": _table(
            MATCHING, "agencies,counties,programmes,matched agencies,at least / at most,ratio,price"
        ),
        "pairs": _table(PAIRS, "agencies,counties,share,basis,price"),
        "prerequisites": _with_years(PREREQUISITES, "counties,programmes,after,ratio,allowance,price"),
        "joint": _table(JOINT, "project,agencies,counties,programmes,years,amount,funded"),
        "lead": _table(LEAD, "agencies,counties,programmes,price"),
        "balance": _table(BALANCE, "counties,measure,tolerance,price"),
        "smoothing": _table(SMOOTHING, "counties,years,up,down,price"),
        "minimum_grants": _table(MINIMUM_GRANTS, "agencies,counties,at least"),
        "preferences": _table(PREFERENCES, "agencies,counties,programmes,weight"),
        "participation": _table(PARTICIPATION, "agencies,counting,gain,price"),
        "neighbours": _neighbours(base["county"], figures.adjacency),
    }


def _table(rows: tuple[tuple[object, ...], ...], columns: str) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=[*columns.split(","), "source"])
    return table.assign(source=ASSUMED + table["source"])


def _with_years(rows: tuple[tuple[object, ...], ...], columns: str) -> pd.DataFrame:
    """With each year, after the programmes."""
    table = _table(rows, columns)
    table.insert(2, "years", "each")
    return table


def _neighbours(names: pd.Series, adjacency: pd.DataFrame) -> pd.DataFrame:
    """Every two counties that touch: township roads serve both."""
    inside = adjacency[adjacency["in_set_p"] == 1]
    return pd.DataFrame(
        {
            "county": names.loc[inside["adcode_a"]].to_numpy(),
            "neighbour": names.loc[inside["adcode_b"]].to_numpy(),
            "programmes": "township roads",
            "share": SPILL,
            "source": "S01 that they touch; " + ASSUMED + "a twentieth of what a township road lifts at home",
        }
    )
