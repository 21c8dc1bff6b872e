"""What people write above columns and before rows: remarks, years, totals and averages.

A word counts as a whole: 'Total Energy' is an agency, and 'Totalán' a town.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from polyfund.base.i18n import _

REMARKS = {
    *("note", "notes", "remark", "remarks", "comment", "comments", "memo", "source", "sources"),
    *("no", "nr", "#", "s/n", "serial", "序号", "序", "序號"),
    *("备注", "附注", "说明", "注", "注释", "备考", "来源", "资料来源", "数据来源"),
    *("備註", "說明", "來源", "資料來源"),
}
NOTES = ("notes", "备注", "備註")  # how names and headers begin of what is the user's own
YEAR = re.compile(r"(?<!\d)((?:19|20|21)\d\d|2200)(?:\.0)?(?!\d|\.\d)")
YEAR_WORDS = ("年", "年度", "year", "fy", "million", "yuan", "百万", "百万元")
TOTALS_EN = {
    *("total", "totals", "sum", "sums", "subtotal", "subtotals", "aggregate", "overall"),
    "all",
    "σ",
    "∑",
}
AVERAGES_EN = {"average", "averages", "avg", "mean"}
BESIDE_TOTALS = {
    *("grand", "sub", "general", "of", "the", "for", "in", "by", "above", "rows", "area", "region"),
    *("counties", "county", "agencies", "agency", "programmes", "programme", "projects", "project"),
    *("districts", "district", "prefectures", "prefecture", "sectors", "sector", "years", "year"),
}  # words that make no other thing of a total
TOTALS_ZH = re.compile(r".*(?:[合总總小共累]计|[合總小共累]計|[总總][数數和]|[汇彙匯][总總])|[总總计計]")
AVERAGES_ZH = re.compile(r".*平均[数數值]?|均值")


HINT = re.compile("[计計总總汇彙匯均σ∑]|total|sum|aggregate|overall|all|average|avg|mean")  # none: no total


def is_remark(header: str) -> bool:
    """Whether a column holds remarks or numbers its rows; what it holds is nobody's figure."""
    plain = _plain(header)
    return plain.startswith(NOTES) or re.sub(r"[\s\d.:_()-]+$", "", plain) in REMARKS


def year_of(header: str, beside: Iterable[str]) -> int | None:
    """The year that a header names: '2021', '2021年', or with one of the words ``beside`` it."""
    plain = _plain(header)
    years = YEAR.findall(plain)
    known = sorted({*YEAR_WORDS, *map(_plain, beside)}, key=len, reverse=True)
    words = "|".join(re.escape(word) if not word.isascii() else rf"\b{re.escape(word)}\b" for word in known)
    rest = re.sub(words, " ", YEAR.sub(" ", plain))
    return int(years[0]) if len(years) == 1 and not re.sub(r"[\s()\[\]:,/_.-]+", "", rest) else None


def year_in(header: str) -> str:
    """The first year that stands in a header, whatever else does; empty where there is none."""
    found = YEAR.search(_plain(header))
    return found[1] if found else ""


def is_total(word: str) -> bool:
    """Whether a word names a row or column that adds up others or takes their mean."""
    return bool(HINT.search(_plain(word))) and (_is_of(word, TOTALS_EN, TOTALS_ZH) or is_average(word))


def apart() -> str:
    """What to do with a row of totals."""
    return _("keep it on a sheet whose name begins with 'Notes': the program adds up by itself")


def is_average(word: str) -> bool:
    return _is_of(word, AVERAGES_EN, AVERAGES_ZH)


def _is_of(word: str, english: set[str], chinese: re.Pattern[str]) -> bool:
    plain = re.sub(r"\(.*?\)|\[.*?\]", " ", _plain(word))
    parts = re.findall(r"[^\W\d_]+|∑", plain)
    if chinese.fullmatch("".join(parts)):
        return True
    known = english.intersection(parts)
    return bool(known) and all(part in english or part in BESIDE_TOTALS for part in parts)


def _plain(word: str) -> str:
    return unicodedata.normalize("NFKC", word).casefold().strip()
