"""Names of places by what they name: the place itself, and what kind of place it is.

贡山, 贡山县, 貢山獨龍族怒族自治縣 and 贡山独龙族怒族自治县 name one place; 福贡县, which shares
as many signs with 贡山县, names another. So do Lancang and Lincang: where both of two words read
as pinyin, a letter's difference is no slip of the pen.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from polyfund.schema.spelling import same

if TYPE_CHECKING:
    from opencc import OpenCC

COUNTY, CITY, PREFECTURE, PROVINCE = "county", "city of counties", "prefecture", "province"
LEVELS: dict[str, tuple[str, ...]] = {
    "自治区": (PROVINCE,),
    "特区": (COUNTY,),
    "林区": (COUNTY,),
    "地区": (CITY,),  # all but a few are cities today
    "县": (COUNTY,),
    "区": (COUNTY,),
    "旗": (COUNTY,),
    "市": (COUNTY, CITY),
    "州": (PREFECTURE,),
    "盟": (CITY,),
    "省": (PROVINCE,),
    "county": (COUNTY,),
    "district": (COUNTY,),
    "banner": (COUNTY,),
    "city": (COUNTY, CITY),
    "prefecture": (PREFECTURE, CITY),
    "province": (PROVINCE,),
}
ANY: tuple[str, ...] = (
    COUNTY,
    PREFECTURE,
    PROVINCE,
)  # without a kind: Dali may be the prefecture, Dali City is not
KIND = re.compile(f"(?<=.)(?:{'|'.join(kind for kind in LEVELS if not kind.isascii())})$")

# The nationalities that autonomous places are called after. Those of two signs and more may go
# without 族 (塔什库尔干塔吉克自治县); shorter ones may not, for 陵水 is no place of the 水.
LONG = (
    "阿昌|保安|布朗|布依|朝鲜|达斡尔|德昂|东乡|独龙|俄罗斯|鄂伦春|鄂温克|哈尼|哈萨克|赫哲|基诺|景颇|柯尔克孜|"
    "拉祜|傈僳|珞巴|毛南|门巴|蒙古|仫佬|纳西|普米|撒拉|塔吉克|塔塔尔|土家|维吾尔|乌孜别克|锡伯|仡佬|裕固"
)
SHORT = "白|藏|傣|侗|回|黎|满|苗|怒|羌|畲|水|土|佤|瑶|彝|壮|各"
AUTONOMOUS = re.compile(
    f"(?<=.)(?:(?:{LONG})族?|(?:{SHORT})族)*自治(?=[县州旗])|(?<=.)(?:(?:{LONG}|{SHORT})族)+(?=[县州旗区])"
)
AUTONOMOUS_WORD = re.compile(
    "and|autonomous|ethnic|nationality|"
    "achang|bai|blang|bouyei|bulang|buyi|dai|deang|derung|dong|dulong|gelao|hani|hui|jingpo|jino|kazakh|"
    "kirgiz|lahu|li|lisu|manchu|miao|mongol|mongolian|naxi|nu|pumi|qiang|salar|she|shui|sui|tajik|tibetan|"
    "tu|tujia|va|wa|xibe|yao|yi|yugur|zhuang"
)

SYLLABLES = re.compile(
    "(?:(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?"
    "(?:[iu]?(?:ang|eng|ong|an|ao|ai|en|ei|er|ou|a|o|e)|ing|in|iu|ui|un|[iuv]))+"
)


class Place(NamedTuple):
    """The name of a place without its kind, and the levels that its kind may be of."""

    name: str
    levels: tuple[str, ...]


def place(word: str) -> Place:
    """What place a word names, if it names one."""
    plain = whole(word)
    kind = KIND.search(plain)
    if kind:
        return Place(plain[: kind.start()].removesuffix("族"), LEVELS[kind[0]])
    if not plain.isascii():
        return Place(plain, ANY)
    words, levels = tokens(word), ANY
    while len(words) > 1 and words[-1] in LEVELS:
        levels = LEVELS[words.pop()]
    if "autonomous" in words:
        while len(words) > 1 and AUTONOMOUS_WORD.fullmatch(words[-1]):
            words.pop()
    return Place("".join(words), levels)


def whole(word: str) -> str:
    """A name in simplified signs, without nationalities: 贡山县 for 貢山獨龍族怒族自治縣."""
    plain = same(letters(word))
    return plain if plain.isascii() else AUTONOMOUS.sub("", simplified(plain))


def letters(word: str) -> str:
    """A name without accents and apostrophes: Luchun, Ninger."""
    apart = unicodedata.normalize("NFKD", word.casefold())
    plain = "".join(char for char in apart if not unicodedata.combining(char) and char not in "'’ʼ`")
    return unicodedata.normalize("NFC", plain)


def tokens(word: str) -> list[str]:
    """The words and figures of a name."""
    return re.findall(r"\w+", letters(word))


def is_pinyin(word: str) -> bool:
    """Whether a word can be read as the sound of Chinese signs."""
    return SYLLABLES.fullmatch(word) is not None


def simplified(word: str) -> str:
    """Traditional signs as simplified ones."""
    return _converter().convert(word)


@cache
def _converter() -> OpenCC:
    from opencc import OpenCC  # takes a while, and only who has written an unknown name needs it

    return OpenCC("t2s")
