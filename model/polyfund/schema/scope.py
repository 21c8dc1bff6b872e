"""The scope language: whom a row of a sheet speaks of.

Four columns, the same on every sheet, name agencies, counties, programmes and years:

==============  =========================================================
blank           all of them together
``each``        one demand for each of them
a name          that one
a group         all of it together (a kind, prefecture, tag, sector; years: ``2016-2018``)
``each GROUP``  one demand for each of its members
==============  =========================================================
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from polyfund.schema.spelling import same
from polyfund.schema.table import NOTHING, Column, Kind, Label

EACH = ("each", "每个")
EVERY = (*EACH, "every", "每一个", "每", "各个", "各")  # understood where no name begins so
ALL = ("all", "any", "*", "全部", "所有", "全体")
LINKING = re.compile("^(?:of)?(?:them|the|的)?")  # all of the counties, 所有的县
SPAN = re.compile(r"(\d{4})(?:\s*[-–]\s*(\d{4}))?")  # 2016 or 2016-2018


@dataclass(frozen=True)
class Dimension:
    """One of the four things a scope selects from.

    ``members`` is the column (``table.column``) that names its members, ``others`` those that
    name them too, ``groups`` the columns whose values group them; years have none, they follow
    from the settings. ``nouns`` is what people call one or several of the members.
    """

    key: str
    label: Label
    members: str = ""
    groups: tuple[str, ...] = ()
    group_words: Label = NOTHING
    others: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()

    def column(self, *, each: bool, required: bool = False) -> Column:
        """This dimension's column on a sheet; ``each`` tells whether that word is allowed."""
        words_en = f"Blank: all together. A name, or {self.group_words.en}"
        words_zh = f"空白：全部合计；或名称，或{self.group_words.zh}"
        if each:
            words_en += "; 'each': one demand for each; 'each GROUP': for each of its members"
            words_zh += "；“每个”：逐一要求；“每个 组名”：对组内成员逐一要求"
        return Column(
            self.key,
            self.label,
            Label(words_en, words_zh),
            Kind.SCOPE,
            required=required,
            dimension=self.key,
            each=each,
        )

    def after(self, words: Iterable[str], text: str) -> str | None:
        """What stands after one of ``words``, which may be EVERY or ALL: a group's name; nothing,
        where the text says no more than "all counties". None where it begins with none of them."""
        for word in words:
            if not text.casefold().startswith(word):
                continue
            rest = text[len(word) :]
            if LINKING.sub("", same(rest)) in ("", *self.nouns):
                return ""
            if rest.startswith(" ") or not word.isascii():
                return rest.strip()
        return None


SCOPES: Mapping[str, Dimension] = {
    "agencies": Dimension(
        "agencies",
        Label("agencies", "机构范围"),
        "agencies.agency",
        ("agencies.kind",),
        Label("a kind", "类别"),
        ("agencies.name_zh",),
        ("agency", "agencies", "body", "bodies", "机构", "单位"),
    ),
    "counties": Dimension(
        "counties",
        Label("counties", "县范围"),
        "counties.county",
        ("counties.prefecture", "counties.tags"),
        Label("a prefecture or tag", "州市或标签"),
        ("counties.name_zh", "counties.adcode"),
        ("county", "counties", "县", "县市", "县区", "区县", "县市区", "县(市、区)"),
    ),
    "programmes": Dimension(
        "programmes",
        Label("programmes", "项目范围"),
        "programmes.programme",
        ("programmes.sector",),
        Label("a sector", "领域"),
        ("programmes.name_zh",),
        ("programme", "programmes", "program", "programs", "project", "projects", "项目"),
    ),
    "years": Dimension(
        "years",
        Label("years", "年份范围"),
        group_words=Label("a span such as 2016-2018", "区间，如 2016-2018"),
        nouns=("year", "years", "年", "年份", "年度"),
    ),
}

# The register of each dimension, and its column that names the members.
NAMED = {
    dimension.key: dimension.members.partition(".")[2] for dimension in SCOPES.values() if dimension.members
}


def scope_columns(*, each: bool = True) -> tuple[Column, ...]:
    """The four scope columns of a rule sheet."""
    return tuple(dimension.column(each=each) for dimension in SCOPES.values())


Member = str | int


class UnknownName(Exception):
    """A scope names something that no register knows."""


@dataclass(frozen=True)
class Scope:
    """What one demand speaks of: the members of each dimension, ``None`` for all of them.

    ``label`` names what tells this demand from the others of its row, empty when the row
    asks only one thing; ``number`` counts them from 0.
    """

    agencies: frozenset[str] | None = None
    counties: frozenset[str] | None = None
    programmes: frozenset[str] | None = None
    years: frozenset[int] | None = None
    label: str = field(default="", compare=False)
    number: int = field(default=0, compare=False)

    def has(
        self,
        *,
        agencies: str | None = None,
        counties: str | None = None,
        programmes: str | None = None,
        years: int | None = None,
    ) -> bool:
        """Whether it speaks of these members, named by dimension: ``has(counties="East")``."""
        return (
            (counties is None or self.counties is None or counties in self.counties)
            and (programmes is None or self.programmes is None or programmes in self.programmes)
            and (agencies is None or self.agencies is None or agencies in self.agencies)
            and (years is None or self.years is None or years in self.years)
        )

    @property
    def aside(self) -> str:
        """The label in brackets after a message's words; nothing where there is none."""
        return f" ({self.label})" if self.label else ""


@dataclass(frozen=True)
class Directory:
    """All names that a scope may use: the members of each dimension, sorted, and its groups."""

    members: Mapping[str, tuple[Member, ...]]
    groups: Mapping[str, Mapping[str, frozenset[str]]]

    def select(self, dimension: str, text: str | None) -> list[tuple[str, frozenset[Any] | None]]:
        """The parts that one cell asks for, each with its label: one, or one for each member.

        Raises: UnknownName.
        """
        words = (text or "").split(maxsplit=1)
        each = bool(words) and words[0].casefold() in EACH
        name = " ".join(words[1:] if each else words)
        chosen = self.find(dimension, name) if name else None
        if not each:
            return [("", chosen)]
        return [
            (str(one), frozenset((one,)))
            for one in self.members[dimension]
            if chosen is None or one in chosen
        ]

    def find(self, dimension: str, name: str) -> frozenset[Any]:
        """What a name means, without 'each'. Raises: UnknownName."""
        members, groups = self.members[dimension], self.groups.get(dimension, {})
        if dimension == "years":
            span = SPAN.fullmatch(name)
            first, last = (int(span[1]), int(span[2] or span[1])) if span else (1, 0)
            years = frozenset(year for year in members if first <= int(year) <= last)
            if years and first in members and last in members:
                return years
            raise UnknownName(name)
        if name in members:
            return frozenset((name,))
        if name in groups:
            return groups[name]
        raise UnknownName(name)

    def scopes(self, cells: Mapping[str, str | None]) -> list[Scope]:
        """The scopes of one row: every combination of what its cells ask for.

        ``cells`` maps a dimension to its cell's text; a dimension left out means all.
        """
        dimensions = list(cells)
        parts = [self.select(dimension, cells[dimension]) for dimension in dimensions]
        return [
            Scope(
                **{dimension: chosen for dimension, (_, chosen) in zip(dimensions, choice, strict=True)},
                label=" / ".join(label for label, _ in choice if label),
                number=number,
            )
            for number, choice in enumerate(product(*parts))
        ]
