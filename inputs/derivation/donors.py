"""The money of everybody but governments, in million yuan."""

from __future__ import annotations

import pandas as pd
from agencies import UNIVERSITIES
from figures import YEARS, Figures
from lines import GROWTH, Line, spread

USD = 6.5  # yuan, assumed for the development banks' loans
PARTNER_GROWTH = (0.10, 0.15, 0.20, 0.27, 0.28)  # paired assistance rose faster than the rest (assumed)
NUJIANG_OF_GUANGDONG = 0.2  # the rest goes to Zhaotong, which is much larger
MINHANG_PART = 0.5  # of 29 years' money that falls into these five
OUTSIDE = 0.25  # of Three Gorges' money beside Nujiang's goes to Diqing, outside the area
THREE_GORGES_NUJIANG = 300  # a year: nearly 900 in three years (note of S39)
PU_ER_LOAN_YEARS = 6  # 2015-2020
LINCANG_LOAN_YEARS = 6  # 2019-2024
WORLD_BANK_COUNTIES = 18  # of the earlier project (S55)
CREDIT_YEARS = 6  # 2012-2017 (S69)

# Bodies whose amounts were not found: million a year, sector, and why so much.
ASSUMED = (
    ("Mixed-ownership leading enterprises", "industry", 120, "two plants or farms of 60 million a year"),
    ("China Foundation for Poverty Alleviation", "", 18, "as much as its 600 staff days can place"),
    ("Oxfam Hong Kong", "", 2.5, "a few village projects; amounts not found (S56)"),
    ("Ford Foundation", "", 1.2, "a few small grants; amounts not found (S00)"),
    ("Farmers' cooperatives", "industry", 150, "2.5 million a county"),
)
MUTUAL_FUND = 0.25  # million put into each poor village's fund over the five years
LABOUR_DAYS = 12  # a year of each second poor person, at the day's allowance of S33
UNIVERSITY = 0.73  # million a year: Shanghai Jiao Tong's 5.1 in seven years (S45), the others alike


def partner_lines(base: pd.DataFrame, figures: Figures, share: float) -> list[Line]:
    """Shanghai's total for the area, less what districts are known to give, by poor persons."""
    recent = "to 2020-03 (recent years)"
    songjiang = figures.given("Songjiang District, Shanghai", "2016-2020")
    minhang = MINHANG_PART * figures.given("Minhang District, Shanghai", "1997-2025")
    rest = share * figures.given("Shanghai Municipality", recent) - songjiang - minhang
    poor = base.set_index("county")["poor"]
    open_to = base.loc[~base["prefecture_en"].isin(["Xishuangbanna", "Baoshan", "Nujiang"]), "poor"].sum()
    districts = {
        "Huangpu District of Shanghai": ["Lancang", "Menglian", "Jinggu", "Jiangcheng", "Ximeng"],
        "Qingpu District of Shanghai": ["Mangshi"],
        "Changning District of Shanghai": ["Jinping"],
    }
    by_poor = {name: rest * poor[counties].sum() / open_to for name, counties in districts.items()}
    shared = "7,280 million to Yunnan (S24) x the area's share of the poor, less S23 and S50, by poor persons"
    guangdong = NUJIANG_OF_GUANGDONG * figures.given("Guangdong Province", recent)
    amounts = {
        "Songjiang District of Shanghai": (songjiang, "311 million in 2016-2020 (S23)"),
        "Minhang District of Shanghai": (minhang, "half (assumed) of 1,424 million of 1997-2025 (S50)"),
        **{name: (amount, shared) for name, amount in by_poor.items()},
        "Shanghai Municipality": (rest - sum(by_poor.values()), f"{shared}, without its districts' own"),
        "Zhuhai of Guangdong": (guangdong, f"{NUJIANG_OF_GUANGDONG:.0%} (assumed) of 2,031 million (S24)"),
    }
    return [
        Line(name, "", spread(amount, PARTNER_GROWTH), f"estimate: {source}; growth by year assumed")
        for name, (amount, source) in amounts.items()
    ]


def enterprise_lines(figures: Figures, share: float) -> list[Line]:
    """Firms, banks and development banks, and the central units that help single counties."""
    part = f"x {share:.3f}, the area's share of the poor (S00)"
    nujiang = THREE_GORGES_NUJIANG
    yearly = figures.given("China Three Gorges Corporation", "2016-2019") / 4
    three_gorges = nujiang + (yearly - nujiang) * (1 - OUTSIDE)
    huaneng = figures.given("China Huaneng Group", "2016-2019") / 4
    cccc = figures.given("China Communications Construction (CCCC)", "2012-2025") / 14
    tourism = figures.given("China Tourism Group", "2003- (to about 2020)") / 18
    foreign = figures.given("Ministry of Foreign Affairs", "1992-") / 29 / 2
    units = figures.given("54 central units", "to 2020-03") * 44 / 73
    firms = share * figures.given("Shanghai and Guangdong firms", "to 2020-12")
    roads = share * figures.fund("concessional policy-bank loan for rural roads", "2016-2020")
    credit = share * figures.fund("poverty micro-credit, Yunnan", "2012-2017") / CREDIT_YEARS
    bank = "Asian Development Bank"
    pu_er = USD * figures.given(bank, "approved 2014-12") / PU_ER_LOAN_YEARS
    lincang = USD * figures.given(bank, "approved 2018-12") / LINCANG_LOAN_YEARS
    world = USD * figures.given("World Bank", "2005-2011") / WORLD_BANK_COUNTIES / 5
    return [
        Line("Three Gorges Corporation", "", (three_gorges,) * 4 + (0,),
             "estimate: 500 million a year to 2019 (S39), less a quarter (assumed) of what Nujiang does not get"),
        Line("Huaneng Group", "", (huaneng,) * 4 + (0,), "S40: 500 million a year, 2016-2019"),
        Line("China Communications Construction", "", (cccc,) * 5, "estimate: 1,600 million of 2012-2025 (S41) / 14"),
        Line("China Tourism Group", "", (tourism,) * 5, "estimate: 20.27 million of 2003-2020 (S42) / 18"),
        Line("Ministry of Foreign Affairs", "", (foreign,) * 5,
             "estimate: half (assumed) of 452 million since 1992 (S71) / 29 years"),
        Line("Other central units", "", spread(units, GROWTH),
             "estimate: 2,716 million (S24) x 44 of 73 counties; may hold part of what bodies named by themselves give"),
        Line("East-coast firms", "industry", spread(firms, PARTNER_GROWTH), f"estimate: 16,200 million (S48) {part}"),
        Line("Agricultural Development Bank", "infrastructure", spread(roads, GROWTH),
             f"estimate: loan of 9,240 million (S25) {part}", 0, 1),
        Line("Rural credit cooperatives", "industry", (credit,) * 5,
             f"estimate: loans of 30,500 million in six years (S69) / 6 {part}"),
        Line(f"{bank}, Pu'er roads", "infrastructure", (pu_er,) * 5,
             "estimate: 200 million dollars of 2014 (S52) over six years at 6.5 yuan (assumed)", 0, 1),
        Line(f"{bank}, Lincang border", "", (0, 0, 0, lincang, lincang),
             "estimate: 250 million dollars of 2018 (S53) over six years at 6.5 yuan (assumed)", 0, 1),
        Line("World Bank", "", (world,) * 5,
             "assumption: one county's part of 100 million dollars for 18 counties (S55) once more, at 6.5 yuan"),
    ]  # fmt: skip


def civil_lines(base: pd.DataFrame, figures: Figures) -> list[Line]:
    """NGOs, communities, cooperatives, residents and universities."""
    funds = figures.study("poor_villages") * MUTUAL_FUND / len(YEARS)
    labour = base["poor"].sum() * 0.5 * LABOUR_DAYS * figures.cost("training allowance") / 1e6
    read = "5.1 million in seven years (S45)"
    return [
        *(Line(name, sector, (amount,) * 5, f"assumption: {why}") for name, sector, amount, why in ASSUMED),
        Line("Village mutual-aid funds", "", (funds,) * 5,
             f"assumption: {MUTUAL_FUND} million for each of 1,959 poor villages (S00) in five years"),
        Line("Residents' labour", "", (labour,) * 5,
             f"assumption: {LABOUR_DAYS} days a year of every second poor person at 80 yuan (S33)"),
        *(
            Line(name, "education", (UNIVERSITY,) * 5,
                 f"estimate: {read} / 7" if "Jiao Tong" in name else f"assumption: as Shanghai Jiao Tong, {read}")
            for name, *_others in UNIVERSITIES
        ),
    ]  # fmt: skip
