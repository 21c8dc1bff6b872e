"""Numbers as people write them beside the plain ones: 30 %, 1.2亿, 12 million yuan.

They are read only where they can mean one thing: a percentage where a share stands, a word for
thousands or millions where the unit says what is counted and nothing else follows.
"""

from __future__ import annotations

import re

from polyfund.base.i18n import _
from polyfund.reading.numbers import GROUPED, PLAIN, figure, in_range, shorten
from polyfund.reading.raw import Unreadable
from polyfund.schema.spelling import same
from polyfund.schema.table import Column, Kind

PERCENT = re.compile(r"([+-]?[0-9]+(?:\.[0-9]+)?)\s*[%％]")
POWERS = {
    **{"thousand": 3, "million": 6, "millions": 6, "billion": 9, "billions": 9},
    **{"千": 3, "万": 4, "萬": 4, "百万": 6, "百萬": 6, "千万": 7, "千萬": 7, "亿": 8, "億": 8, "万亿": 12},
}
WORDED = re.compile(
    r"([+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?)\s*"
    rf"({'|'.join(sorted(POWERS, key=len, reverse=True))})(.*)",
    re.IGNORECASE,
)
MILLION = 6  # as a power of ten
UNITS = {"million {currency}": MILLION, "{currency}": 0, "persons": 0}  # the power of ten that one is
PERSONS = ("person", "persons", "people", "人", "口")
RENMINBI = ("yuan", "rmb", "cny", "元", "圆", "圓", "人民币")


class Percentage(float):
    """A share that was written in percent, in a column that holds shares in some rows only."""


def is_figure(cell: object) -> bool:
    """Whether a cell is a number, or a text that writes one and nothing else."""
    if isinstance(cell, str):
        text = cell.strip()
        words = WORDED.fullmatch(text)
        return any(kind.fullmatch(text) for kind in (PLAIN, PERCENT, GROUPED)) or bool(words and not words[3])
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def percentage(column: Column, text: str) -> float | None:
    """The share that a percentage means, None where ``text`` is none. Raises: Unreadable."""
    percent = PERCENT.fullmatch(text)
    if percent is None:
        return None
    share = float(f"{percent[1]}e-2")  # divided by 100 it may be off in the last digit
    if column.kind is not Kind.SHARE and not column.share_if:
        raise Unreadable(
            _("'{text}' is a percentage, but this cell holds no share").format(text=text),
            _("type the number alone, in the unit of the header")
            if column.unit.en
            else _("type {number}").format(number=figure(share)),
        )
    in_range(share)
    return share if column.kind is Kind.SHARE else Percentage(share)


def worded(column: Column, text: str, currency: str) -> float | None:
    """The number in the column's unit that words such as 1.2亿 mean, None where they are none.

    Raises: Unreadable.
    """
    found = WORDED.fullmatch(text)
    if found is None:
        return None
    digits, power, rest = found[1].replace(",", ""), POWERS[found[2].casefold()], same(found[3])
    if "," in found[1] and found[2].isascii():
        return None  # 3,500 million is three and a half elsewhere; no Chinese comma stands for a point
    unit = UNITS.get(column.unit.en)
    if any(word in same(currency) for word in POWERS):
        unit = None  # a currency of 万元: millions of what?
    if unit is None or rest not in ("", *_names(column, same(currency))):
        raise Unreadable(
            _("'{text}' mixes a number with words or signs").format(text=shorten(text)),
            (
                _(
                    "type the number alone, in the unit of the header; {words} is {number}, or {million} million"
                )
                if power >= MILLION
                else _("type the number alone, in the unit of the header; {words} is {number}")
            ).format(
                words=text[: found.end(2)],
                number=figure(float(f"{digits}e{power}")),
                million=figure(float(f"{digits}e{power - MILLION}")),
            ),
        )
    return in_range(float(f"{digits}e{power - unit}"))


def _names(column: Column, currency: str) -> tuple[str, ...]:
    """What the things that a column counts are called after their number."""
    if column.unit.en == "persons":
        return PERSONS
    return RENMINBI if currency in RENMINBI else (currency,)
