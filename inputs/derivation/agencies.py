"""The agencies: who they are, and what each may fund where."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

ROADS = ("village roads", "township roads")
PLAIN = "no limit on staff, money counts fully"


class Agency(NamedTuple):
    """``where`` and ``what`` are scopes of Eligibility; every pair of them is a row. "" is all."""

    name: str
    name_zh: str
    kind: str
    where: tuple[str, ...]
    what: tuple[str, ...]
    read: str  # where the body is named
    assumed: str = PLAIN  # why its worth and staff
    worth: float = 1
    staff_days: float | None = None
    days_per_million: float = 0


CENTRAL, PROVINCE = "central government", "provincial government"
PAIRED, FIRM = "paired province", "state-owned enterprise"
# A university has one office for its county; training and teaching take much time for little money.
UNIVERSITIES = (
    ("Tsinghua University", "清华大学", "Nanjian", "S43 S44"),
    ("Peking University", "北京大学", "Midu", "S43 S44"),
    ("Fudan University", "复旦大学", "Yongping", "S43 S44"),
    ("Tongji University", "同济大学", "Yunlong", "S44"),
    ("Shanghai Jiao Tong University", "上海交通大学", "Eryuan", "S44 S45"),
    ("Zhejiang University", "浙江大学", "Jingdong", "S43"),
    ("Central China Normal University", "华中师范大学", "Mouding", "S46"),
)
SHANGHAI_SECTORS = ("industry", "education", "health", "village roads")

NATIONAL = (
    Agency("State Council Poverty Office", "国务院扶贫办", CENTRAL, ("",),
           ("village roads", "drinking water", "industry", "vocational training", "student aid", "housing"),
           "S24 the fund"),
    Agency("National Development and Reform Commission", "国家发展改革委", CENTRAL, ("contiguous area",),
           ("relocation", "village roads", "township roads", "power and telecom", "crops and livestock"), "S27 S28"),
    Agency("Ministry of Transport", "交通运输部", CENTRAL, ("",),
           (*ROADS, "drinking water", "crops and livestock"), "S25"),
    Agency("Ministry of Agriculture and Rural Affairs", "农业农村部", CENTRAL, ("",),
           ("crops and livestock", "workshops and e-commerce", "village roads", "drinking water"), "S62 S63"),
    Agency("Ministry of Water Resources", "水利部", CENTRAL, ("",), ("drinking water", "crops and livestock"), "S25"),
    Agency("Ministry of Education", "教育部", CENTRAL, ("",), ("education",), "S09 S37 S43"),
    Agency("National Health Commission", "国家卫生健康委", CENTRAL, ("",), ("health",), "S53"),
    Agency("Ministry of Industry and Information Technology", "工业和信息化部", CENTRAL, ("contiguous area",),
           ("power and telecom",), "S09"),
    Agency("Ministry of Culture and Tourism", "文化和旅游部", CENTRAL, ("",), ("culture", "ethnic tourism"), "S09"),
    Agency("National Ethnic Affairs Commission", "国家民族事务委员会", CENTRAL, ("autonomous",),
           ("culture", "ethnic tourism", "village roads"), "S09"),
    Agency("Ministry of Foreign Affairs", "外交部", CENTRAL, ("Jinping",),
           ("education", "industry", "health", "village roads"), "S71"),
    Agency("Other central units", "其他中央定点帮扶单位", CENTRAL, ("national key county",),
           ("education", "industry", "village roads"), "S24"),
    Agency("Yunnan Poverty Office", "云南省扶贫办", PROVINCE, ("",), ("",), "S62"),
    Agency("Yunnan Development and Reform Commission", "云南省发展改革委", PROVINCE, ("",),
           ("relocation", "power and telecom", "border trade"), "S27"),
    Agency("Yunnan Department of Transport", "云南省交通运输厅", PROVINCE, ("",), ROADS, "S25"),
    Agency("Yunnan Department of Water Resources", "云南省水利厅", PROVINCE, ("",), ("drinking water",), "S25"),
    Agency("Yunnan Department of Education", "云南省教育厅", PROVINCE, ("",), ("education",), "S37"),
    Agency("Yunnan Health Commission", "云南省卫生健康委", PROVINCE, ("",), ("health",), "S53"),
    Agency("Yunnan Department of Culture and Tourism", "云南省文化和旅游厅", PROVINCE, ("",),
           ("culture", "ethnic tourism"), "S34 S35"),
)  # fmt: skip

PARTNERS = (
    Agency("Shanghai Municipality", "上海市", PAIRED,
           ("Lincang", "Dali", "Lijiang", "Chuxiong", "Honghe", "Pu'er", "Dehong"), SHANGHAI_SECTORS, "S24 S47"),
    Agency("Songjiang District of Shanghai", "上海市松江区", PAIRED, ("Xishuangbanna",), SHANGHAI_SECTORS, "S23"),
    Agency("Minhang District of Shanghai", "上海市闵行区", PAIRED, ("Longyang", "Shidian", "Longling", "Changning"),
           SHANGHAI_SECTORS, "S50"),
    Agency("Huangpu District of Shanghai", "上海市黄浦区", PAIRED,
           ("Lancang", "Menglian", "Jinggu", "Jiangcheng", "Ximeng"), SHANGHAI_SECTORS, "S51"),
    Agency("Qingpu District of Shanghai", "上海市青浦区", PAIRED, ("Mangshi",), ("industry",), "S48"),
    Agency("Changning District of Shanghai", "上海市长宁区", PAIRED, ("Jinping",), SHANGHAI_SECTORS, "S49"),
    Agency("Zhuhai of Guangdong", "广东省珠海市", PAIRED, ("Nujiang",), (*SHANGHAI_SECTORS, "housing"), "S24"),
    Agency("Three Gorges Corporation", "中国长江三峡集团", FIRM, ("Nujiang", "Lijiang", "Dehong"),
           ("housing", "village roads", "crops and livestock", "ethnic tourism", "school buildings"), "S39"),
    Agency("Huaneng Group", "中国华能集团", FIRM, ("Lancang", "Cangyuan", "Gengma", "Shuangjiang"),
           ("housing", "village roads", "drinking water", "industry", "education"), "S40"),
    Agency("China Communications Construction", "中国交通建设集团", FIRM, ("Nujiang",),
           (*ROADS, "vocational training", "culture", "crops and livestock"), "S41"),
    Agency("China Tourism Group", "中国旅游集团", FIRM, ("Menglian",), ("culture", "ethnic tourism"), "S42"),
    Agency("East-coast firms", "东部沿海企业", "private enterprise", ("",),
           ("crops and livestock", "workshops and e-commerce", "photovoltaic"),
           "S48 the firms", "two fifths of a private investment reach poor people", 0.4),
    Agency("Mixed-ownership leading enterprises", "混合所有制龙头企业", "mixed enterprise", ("contiguous area",),
           ("crops and livestock", "ethnic tourism"),
           "S00 such bodies", "half of an investment reaches poor people", 0.5),
    Agency("Agricultural Development Bank", "中国农业发展银行", "bank", ("contiguous area",), ROADS,
           "S25 the loan", "a cheap loan of many years is worth 0.4 of a grant, the rest is repaid", 0.4),
    Agency("Rural credit cooperatives", "农村信用社", "bank", ("",), ("crops and livestock", "workshops and e-commerce"),
           "S69 the loans", "three years free of interest and without pledge are worth 0.25 of a grant", 0.25),
    Agency("Asian Development Bank, Pu'er roads", "亚洲开发银行普洱公路项目", "development bank",
           ("Ning'er", "Jiangcheng", "Menglian"), ROADS,
           "S52 the project", "the loan is worth 0.5 of a grant, the rest is repaid locally", 0.5),
    Agency("Asian Development Bank, Lincang border", "亚洲开发银行临沧边境项目", "development bank",
           ("Cangyuan", "Gengma", "Zhenkang"), ("township roads", "school buildings", "village clinics", "border trade"),
           "S53 the project", "the loan is worth 0.5 of a grant, the rest is repaid locally", 0.5),
    Agency("World Bank", "世界银行", "development bank", ("Longling",),
           ("crops and livestock", "village roads", "drinking water", "student aid"),
           "S55 an earlier project", "a follow-on in the same county, the loan worth 0.5 of a grant", 0.5),
)  # fmt: skip

CIVIL = (
    Agency("China Foundation for Poverty Alleviation", "中国扶贫基金会", "domestic NGO", ("national key county",),
           ("student aid", "workshops and e-commerce", "medical assistance"),
           "S00 such bodies", "600 staff days, 30 a million", 1, 600, 30),
    Agency("Oxfam Hong Kong", "香港乐施会", "international NGO", ("Changning", "Chuxiong"),
           ("crops and livestock", "drinking water", "village roads"),
           "S56 the places", "120 staff days, 40 a million", 1, 120, 40),
    Agency("Ford Foundation", "福特基金会", "international NGO", ("Lijiang", "Nujiang"),
           ("crops and livestock", "vocational training", "traditional villages"),
           "S00", "60 staff days, 40 a million", 1, 60, 40),
    Agency("Village mutual-aid funds", "村级互助资金", "community organisation", ("contiguous area",),
           ("crops and livestock", "medical assistance"),
           "S00 names such bodies", "small loans among neighbours come back and go out again, worth 1"),
    Agency("Farmers' cooperatives", "农民专业合作社", "farmers' cooperative", ("",),
           ("crops and livestock", "workshops and e-commerce", "ethnic tourism"),
           "S00 names such bodies", "half of what members invest reaches poor members", 0.5),
    Agency("Residents' labour", "群众投工投劳", "residents", ("",),
           ("village roads", "drinking water", "relocation", "culture centres"),
           "S38 villagers gave labour", "a day of unskilled work does 0.6 of what its allowance would buy", 0.6),
    *(
        Agency(name, name_zh, "university", (county,), ("education",),
               read, "100 staff days, 80 a million", 1, 100, 80)
        for name, name_zh, county, read in UNIVERSITIES
    ),
)  # fmt: skip


def all_agencies(base: pd.DataFrame) -> tuple[Agency, ...]:
    """Every agency, the local governments too: each only in its own place."""
    prefectures = base.drop_duplicates("prefecture_code").sort_values("prefecture_code")
    local = [
        Agency(f"{row.prefecture_en} Prefecture Government", f"{row.prefecture_zh}人民政府", "prefecture government",
               (row.prefecture_en,), ("",), "S01 the prefecture")
        for row in prefectures.itertuples()
    ] + [
        Agency(f"{row.county} Government", f"{row.name_zh}人民政府", "county government",
               (row.county,), ("",), "S01 S02 the county")
        for row in base.itertuples()
    ]  # fmt: skip
    return NATIONAL + tuple(local) + PARTNERS + CIVIL


def agency_table(agencies: tuple[Agency, ...]) -> pd.DataFrame:
    """The sheet Agencies."""
    return pd.DataFrame(
        {
            "agency": one.name,
            "Chinese name": one.name_zh,
            "kind": one.kind,
            "staff days": one.staff_days,
            "staff days per million": one.days_per_million,
            "worth of one unit": one.worth,
            "source": f"assumption: {one.assumed}; {one.read}",
        }
        for one in agencies
    )


def eligibility_table(agencies: tuple[Agency, ...]) -> pd.DataFrame:
    """The sheet Eligibility: what each may fund, by its office or its pairing."""
    return pd.DataFrame(
        {
            "agency or kind": one.name,
            "counties": where,
            "programmes": what,
            "source": f"assumption: by its task or pairing; {one.read}",
        }
        for one in agencies
        for where in one.where
        for what in one.what
        if where or what
    )
