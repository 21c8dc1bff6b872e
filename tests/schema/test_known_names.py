"""How else a name may be written, and which one was meant by an unknown one: right or none."""

from __future__ import annotations

import re

import pytest

from polyfund.schema.known_names import Known
from polyfund.schema.place_names import CITY, COUNTY, PREFECTURE, is_pinyin, place, simplified
from tests.reading.yunnan import COUNTIES, PREFECTURES, TRADITIONAL

LEVELS = {name: {COUNTY} for name in COUNTIES} | {name: {PREFECTURE, CITY} for name in PREFECTURES}
CELLS = Known(COUNTIES, levels=LEVELS)  # what a cell for a county may name
SCOPES = Known((*COUNTIES, *PREFECTURES), levels=LEVELS)  # what a scope of counties may
SHORT = re.compile(r"(?:(?:纳西|哈尼|拉祜|布朗|傈僳|独龙|普米|[彝苗回傣佤瑶白怒])族)*(?:自治县|县|市|区)$")
BOTH = ("楚雄", "红河", "文山", "大理")  # a county and its prefecture


def test_the_list_is_whole() -> None:
    assert (len(COUNTIES), len(set(COUNTIES)), len(PREFECTURES)) == (129, 129, 16)
    assert sum("自治县" in name for name in COUNTIES) == 29
    assert SHORT.sub("", "双江拉祜族佤族布朗族傣族自治县") == "双江"


@pytest.mark.parametrize("name", COUNTIES)
def test_every_county_of_yunnan_is_found_by_its_short_full_and_traditional_names(name: str) -> None:
    short = SHORT.sub("", name)
    for word in (short, short + "县", name.translate(TRADITIONAL), short.translate(TRADITIONAL) + "縣"):
        if word != name:
            assert CELLS.find(word) is None
            assert CELLS.near(word) == name
    assert CELLS.find(name) == SCOPES.find(name) == name


@pytest.mark.parametrize("name", COUNTIES)
def test_a_county_that_is_not_there_is_no_other(name: str) -> None:
    others = {other: level for other, level in LEVELS.items() if other != name}
    short = SHORT.sub("", name)
    for word in (name, short + "县", short + "区", name.translate(TRADITIONAL)):
        assert Known(others, levels=others).near(word) is None


@pytest.mark.parametrize("name", COUNTIES)
def test_among_prefectures_a_short_name_that_both_have_is_neither(name: str) -> None:
    short = SHORT.sub("", name)
    assert SCOPES.near(short) == (None if short in BOTH else name)
    assert SCOPES.find(short + "县") or SCOPES.near(short + "县") == name


@pytest.mark.parametrize("name", PREFECTURES)
def test_a_prefecture_is_no_county(name: str) -> None:
    short = re.sub(r"(?:(?:哈尼|景颇|傈僳|[彝壮苗傣白藏])族)*(?:自治州|市)$", "", name)
    kind = "州" if name.endswith("州") else "市"
    assert SCOPES.find(short + kind) or SCOPES.near(short + kind) == name
    assert CELLS.near(name) is CELLS.near(short + "州") is None


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("霑益區", "沾益区"),
        ("箇舊市", "个旧市"),
        ("腾冲县", "腾冲市"),  # a city since 2015
        ("怒江州", None),
        ("丽江县", None),  # today Yulong and Gucheng
        ("云南省", None),
        ("县", None),
        ("贡县", None),
        ("福山县", None),  # a sign away from 福贡县, and half of it
        ("凤庆线", None),
        ("西州", None),
    ],
)
def test_other_writings(word: str, meant: str | None) -> None:
    assert CELLS.near(word) == meant


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("Gongshan County", "Gongshan"),
        ("Gongshan Derung and Nu Autonomous County", "Gongshan"),
        ("Gongshan Dulong-Nu Autonomous County", "Gongshan"),
        ("贡山县", "Gongshan"),  # by the Chinese name beside it
        ("貢山", "Gongshan"),
        ("Gongshn", "Gongshan"),
        ("Gnogshan", "Gongshan"),
        ("Luchun", "Lüchun"),
        ("Ninger", "Ning'er"),
        ("Xinhua District", None),  # of which prefecture?
        ("Lincang", None),  # a place of its own, a letter from Lancang
        ("Lancang Prefecture", None),
        ("Tongshan", None),
        ("Dali City", None),  # a county of the prefecture
        ("Dali Prefecture", "Dali"),
        ("Dali County", None),
        ("??", None),
        ("Village 13", None),
    ],
)
def test_english_names(word: str, meant: str | None) -> None:
    names = [
        "Gongshan",
        "Lancang",
        "Lüchun",
        "Ning'er",
        "Xinhua (Baoshan)",
        "Xinhua (Lincang)",
        "Village 12",
        "!!",
    ]
    others = {"贡山独龙族怒族自治县": ["Gongshan"], "533324": ["Gongshan"]}
    levels = {name: {COUNTY} for name in names} | {"Dali": {PREFECTURE, CITY}}
    assert Known([*names, "Dali"], others, levels).near(word) == meant


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("澜沧县政府", "澜沧拉祜族自治县政府"),
        ("瀾滄縣政府", "澜沧拉祜族自治县政府"),
        ("双江县政府", None),
        ("省交通厅", None),
        ("Educaton Bank", "Education Bank"),
        ("Education bnak", "Education Bank"),
        ("Lancang Government", None),
        ("Fund B", None),
        ("Phase III", None),
        ("Bank", None),
        ("Tank of Roads", None),
    ],
)
def test_names_of_agencies(word: str, meant: str | None) -> None:
    names = ["澜沧拉祜族自治县政府", "沧源佤族自治县政府", "省教育厅", "Education Bank", "Lincang Government"]
    known = Known([*names, "Fund A", "Phase II", "Bank of Roads"])
    assert known.near(word) == meant


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("East", "East"),
        (" EAST", "East"),
        ("Ｅａｓｔ", "East"),
        ("Ea\u200bst", "East"),
        ("东县", "East"),
        ("530502", "East"),
        ("新华区", None),  # of both
        ("Xinhua", None),
        ("West", None),
    ],
)
def test_what_a_name_may_be_written_as(word: str, name: str | None) -> None:
    others = {"东县": ["East"], "530502": ["East"], "新华区": ["North", "South"], "South": ["North"]}
    known = Known(["East", "North", "South"], others)
    assert known.find(word) == name
    assert known.find("South") == "South"  # a name of its own before another's other name
    assert known.meant("新华区") == ("North", "South")


def test_places() -> None:
    assert place("东乡族自治县") == ("东乡", (COUNTY,))
    assert place("塔什库尔干塔吉克自治县").name == "塔什库尔干"
    assert place("陵水黎族自治县").name == "陵水"  # 水 is a nationality, too
    assert place("管城回族区").name == "管城"
    assert place("三都水族自治县").name == "三都"
    assert place("大理白族自治州") == ("大理", (PREFECTURE,))
    assert simplified("德欽縣 騰衝市 雲龍縣") == "德钦县 腾冲市 云龙县"
    assert [is_pinyin(word) for word in ("lincang", "xishuangbanna", "gongshn", "hill")] == [
        True,
        True,
        False,
        False,
    ]
