"""Who has how much in which year, in million yuan.

Bottom up: every amount that was read, brought to the area and to 2016-2020. Top down: the total
is taken to be as much again as the study counts since 2011, 211,615 million. What no source
splits is the rest; it goes to the departments by the assumed shares of REST.
"""

from __future__ import annotations

import pandas as pd
from donors import civil_lines, enterprise_lines, partner_lines
from figures import YEARS, Figures
from lines import GROWTH, Line, spread

COUNTY_SHARE, PREFECTURE_SHARE = 0.14, 0.07  # of local revenue that goes into poverty relief
REVENUE_GROWTH = 1.05
NDRC_PART = 0.35  # of relocation money from the central budget, the rest is borrowed by the province
WATER_CENTRAL = 0.6

# The rest by department: share, sector, and how much of it counties may integrate.
REST = {
    "Ministry of Transport": (0.33, "infrastructure", 0.2),
    "National Development and Reform Commission": (0.09, "infrastructure", 0.2),
    "Ministry of Agriculture and Rural Affairs": (0.20, "industry", 0.4),
    "Ministry of Education": (0.16, "education", 0.0),
    "National Health Commission": (0.07, "health", 0.0),
    "Yunnan Department of Transport": (0.05, "infrastructure", 0.0),
    "Yunnan Department of Education": (0.04, "education", 0.0),
    "Yunnan Health Commission": (0.04, "health", 0.0),
    "Yunnan Department of Culture and Tourism": (0.02, "culture", 0.2),
}


def budget_table(base: pd.DataFrame, figures: Figures) -> pd.DataFrame:
    """The sheet Budgets; lines of one agency and sector are added."""
    lines = all_lines(base, figures)
    merged: dict[tuple[str, str], Line] = {}
    for line in lines:
        key = line.agency, line.sector
        before = merged.get(key)
        merged[key] = line if before is None else _added(before, line)
    return pd.DataFrame(
        {
            "agency": line.agency,
            "sector": line.sector,
            "year": year,
            "amount": round(amount, 1),
            "transferable share": line.transferable,
            "carry-over years": line.carry_over,
            "source": line.source,
        }
        for line in merged.values()
        for year, amount in zip(YEARS, line.amounts, strict=True)
        if round(amount, 1) > 0
    )


def all_lines(base: pd.DataFrame, figures: Figures) -> list[Line]:
    found = [
        *_poverty_funds(figures),
        *_earmarks(figures),
        *_local(base),
        *partner_lines(base, figures, area_share(figures)),
        *enterprise_lines(figures, area_share(figures)),
        *civil_lines(base, figures),
    ]
    rest = figures.study("invested") - sum(sum(line.amounts) for line in found)
    return found + [
        Line(agency, sector, spread(rest * share, GROWTH),
             f"estimate: {share:.0%} (assumed) of what is left of 211,615 million (S00) after all other lines; "
             "growth by year assumed", transferable, 1)
        for agency, (share, sector, transferable) in REST.items()
    ]  # fmt: skip


def area_share(figures: Figures) -> float:
    """The area's part of the province's poor."""
    return figures.study("poor_population_2014") / figures.study("province_poor_2014")


def _added(one: Line, other: Line) -> Line:
    """Two sources of one earmark: their money adds up, the freer of their rules stands."""
    return one._replace(
        amounts=tuple(a + b for a, b in zip(one.amounts, other.amounts, strict=True)),
        source=f"{one.source}; and {other.source.removeprefix('estimate: ')}",
        transferable=max(one.transferable, other.transferable),
        carry_over=max(one.carry_over, other.carry_over),
    )


def central_special_funds(figures: Figures) -> tuple[float, ...]:
    """Central special funds to the province by year: ends and total are read, the growth between
    them is even, 2020 is taken to be as 2019."""
    fund = "central special poverty funds to Yunnan"
    first, last = figures.fund(fund, "2015"), figures.fund(fund, "2019")
    rate = (last / first) ** 0.25
    between = [first * rate**year for year in (1, 2, 3)]
    scale = (figures.fund(fund, "2015-2019") - first - last) / sum(between)
    return (*(scale * amount for amount in between), last, last)


def _poverty_funds(figures: Figures) -> list[Line]:
    share = area_share(figures)
    central = central_special_funds(figures)
    province = figures.fund("Yunnan poverty relief spending", "2017") - central[1]
    half = tuple(0.5 * share * amount for amount in central)
    read = (
        "estimate: half of central special funds to Yunnan (S24), years between by even growth, 2020 as 2019"
    )
    part = f"x {share:.3f}, the area's share of the poor (S00)"
    flat = tuple(0.4 * share * province for _ in YEARS)
    return [
        Line("State Council Poverty Office", "", half, f"{read}, {part}", 0, 1),
        Line("State Council Poverty Office", "industry", half, f"{read}, {part}", 0.4, 1),
        Line("Yunnan Poverty Office", "", tuple(1.5 * amount for amount in flat),
             f"estimate: three fifths of provincial money of 2017 (S62 less S24) every year, {part}", 0, 1),
        Line("Yunnan Poverty Office", "industry", flat,
             f"estimate: two fifths of provincial money of 2017 (S62 less S24) every year, {part}", 0.4, 1),
    ]  # fmt: skip


def _earmarks(figures: Figures) -> list[Line]:
    share = area_share(figures)
    part = f"x {share:.3f}, the area's share of the poor (S00)"
    moving = share * figures.fund("relocation plan", "2016-2020")
    early = (0.2, 0.3, 0.3, 0.15, 0.05)  # relocation was to be done by 2019
    water = share * figures.fund("rural drinking water consolidation", "2016-2020")
    meals = share * 5 / 4 * figures.fund("school nutrition programme", "2011-2014")
    central_meals = 4653 / 6361  # the note of the same row
    canteens = share * 5 / 4 * figures.fund("school canteens", "2011-2014")
    roads = tuple(share * figures.fund("rural road budget of the province", "per year") for _ in YEARS)
    villages = figures.fund("traditional-village protection, 179 villages", "2016")
    telephones = figures.fund("universal telecom service pilot", "2016")
    peoples = figures.fund("minorities development funds, small ethnic groups", "2016")
    years = "as in 2016 in every year (assumed)"
    education = f"estimate: school meals and canteens of 2011-2014 (S37) x 5/4 {part}"
    return [
        Line("National Development and Reform Commission", "housing", spread(NDRC_PART * moving, early),
             f"estimate: {NDRC_PART:.0%} (assumed) of the relocation plan (S27) {part}", 0, 2),
        Line("Yunnan Development and Reform Commission", "housing", spread((1 - NDRC_PART) * moving, early),
             f"estimate: {1 - NDRC_PART:.0%} (assumed) of the relocation plan (S27) {part}", 0, 2),
        Line("Ministry of Water Resources", "infrastructure", spread(WATER_CENTRAL * water, GROWTH),
             f"estimate: {WATER_CENTRAL:.0%} (assumed) of 10 billion (S25) {part}", 0.2, 1),
        Line("Yunnan Department of Water Resources", "infrastructure", spread((1 - WATER_CENTRAL) * water, GROWTH),
             f"estimate: {1 - WATER_CENTRAL:.0%} (assumed) of 10 billion (S25) {part}", 0, 1),
        Line("Ministry of Education", "education", spread(central_meals * meals, (0.2,) * 5), f"{education}, central", 0, 1),
        Line("Yunnan Department of Education", "education",
             spread((1 - central_meals) * meals + canteens, (0.2,) * 5), f"{education}, local", 0, 1),
        Line("Yunnan Department of Transport", "infrastructure", roads, f"estimate: 833 million a year (S25) {part}", 0, 1),
        Line("Ministry of Industry and Information Technology", "infrastructure", (telephones,) * 5,
             f"estimate: telecom pilot in the area (S09), {years}"),
        Line("Ministry of Culture and Tourism", "culture", (villages, *(0.6 * villages,) * 4),
             "estimate: traditional villages of the area in 2016 (S09), later years at 60 % (assumed)", 0.2, 1),
        Line("National Ethnic Affairs Commission", "culture", (peoples,) * 5,
             f"estimate: small peoples' development funds of the area (S09), {years}", 0.5, 1),
    ]  # fmt: skip


def _local(base: pd.DataFrame) -> list[Line]:
    """Counties and prefectures: a share of the revenue of 2015, growing."""
    head = base["fiscal_revenue_2015_mcny"] / base["population"]
    poorest_city = head.groupby(base["prefecture_en"]).transform("max")
    revenue = base["fiscal_revenue_2015_mcny"].fillna(poorest_city * base["population"])
    growth = tuple(REVENUE_GROWTH ** (year - 2015) for year in YEARS)
    lines = []
    for code, county in base.iterrows():
        read = (
            "S03"
            if county["role"] == "core56"
            else "per head as the best listed county of the prefecture, S03"
        )
        lines.append(
            Line(f"{county['county']} Government", "", spread(COUNTY_SHARE * revenue[code], growth),
                 f"estimate: {COUNTY_SHARE:.0%} of revenue 2015 ({read}), 5 % more a year (both assumed)", 0, 1)
        )  # fmt: skip
    for prefecture, total in revenue.groupby(base["prefecture_en"]).sum().items():
        lines.append(
            Line(f"{prefecture} Prefecture Government", "", spread(PREFECTURE_SHARE * total, growth),
                 f"estimate: {PREFECTURE_SHARE:.0%} of its counties' revenue 2015 (S03), 5 % more a year (both assumed)",
                 0, 1)
        )  # fmt: skip
    return lines
