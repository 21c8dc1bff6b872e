"""Tables whose years, programmes or counties stand side by side, as published budgets have them:

    agency    sector  2021  2022            agency    sector  year  amount
    Province  roads     40    45     for    Province  roads   2021      40
                                            Province  roads   2022      45

Each cell becomes a row that keeps its own place. A blank cell is no row; a line without any
figure keeps its first one, so that it is not lost without a word.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from polyfund.base.i18n import _, language
from polyfund.case.case import TablePlace
from polyfund.reading.columns import Cells, Numbers
from polyfund.reading.labels import is_remark, is_total, year_in, year_of
from polyfund.reading.numbers import shorten
from polyfund.reading.values import is_blank
from polyfund.reading.worded import is_figure
from polyfund.schema.faults import SideBySide, nearest
from polyfund.schema.table import Across, Column, Table

Rows = tuple[Numbers, dict[str, Cells]]


class Wide(NamedTuple):
    """What stands side by side: of which declaration, the positions, and a name for each."""

    across: Across
    at: tuple[int, ...]
    names: tuple[int | str, ...]

    @property
    def given(self) -> tuple[str, str]:
        """The columns that the table has by it."""
        return self.across.dimension, self.across.value

    def in_rows(self, numbers: Numbers, known: dict[str, Cells], beside: Sequence[Cells]) -> Rows:
        """A row for each figure of the columns ``beside`` each other, and its number (see SideBySide)."""
        held = np.stack([~cells.where(is_blank) for cells in beside], axis=1)
        held[~held.any(axis=1), 0] = True
        row, column = np.nonzero(held)
        starts = np.cumsum([0, *(len(cells.values) for cells in beside)])[:-1]
        codes = np.stack([cells.codes for cells in beside], axis=1) + starts
        columns = {key: Cells(cells.values, cells.codes[row]) for key, cells in known.items()}
        columns[self.across.dimension] = Cells(list(self.names), column.astype(np.int32))
        columns[self.across.value] = Cells(
            [value for cells in beside for value in cells.values], codes[row, column].astype(np.int32)
        )
        return numbers[row] * len(beside) + column, columns

    def place(self, place: TablePlace, header: int, letters: Sequence[str]) -> TablePlace:
        """Where the cells of the rows stand."""
        beside = SideBySide(*self.given, header, tuple(letters))
        return replace(
            place, letters={**place.letters, **dict.fromkeys(self.given, letters[0])}, beside=beside
        )


class Unclear(NamedTuple):
    """Columns side by side that leave open what they mean: what is wrong, and the remedy."""

    across: Across
    at: tuple[int, ...]
    what: str
    remedy: str

    @property
    def given(self) -> tuple[str, str]:
        """The columns of which nothing more need be told."""
        return self.across.dimension, self.across.value


@dataclass(frozen=True)
class Headed:
    """A table below its header: the words of the header, the positions of the known columns and of
    those ``outside`` that hold anything, which of these bear the label of a column ``again``, and
    the cells of every column."""

    table: Table
    words: Sequence[str]
    positions: Mapping[str, int]
    outside: Sequence[int]
    again: Mapping[int, str]
    columns: Sequence[Cells]
    typed: bool

    def is_filled(self, key: str) -> bool:
        return key in self.positions and not self.columns[self.positions[key]].where(is_blank).all()


def side_by_side(headed: Headed) -> Wide | None:
    """What stands side by side in the columns outside the table; None where they are no such thing.

    There the table has neither the dimension's own column nor that of the figures, but all else
    that it needs. Years are known by their headers, names by the figures below them.
    """
    for across in headed.table.side_by_side if not headed.again else ():
        own = (across.dimension, across.value, *across.apart)
        needed = {column.key for column in headed.table.columns if column.required}.difference(own)
        if needed - headed.positions.keys() or any(map(headed.is_filled, own)):
            continue
        column = headed.table[across.dimension]
        if _of_years(column):
            years = {at: year for at in headed.outside if (year := _year(headed, across, at)) is not None}
            if years and len(set(years.values())) == len(years):
                plain = column.numeric and headed.typed
                names = tuple(year if plain else str(year) for year in years.values())
                return Wide(across, tuple(years), names)
        elif named := _named(headed, across):
            return Wide(across, named, tuple(headed.words[at] for at in named))
    return None


def _of_years(column: Column) -> bool:
    return column.dimension == "years" or column.key == "year"


def _year(headed: Headed, across: Across, at: int) -> int | None:
    table = headed.table
    labels = (*table[across.value].label.both, *table.label.both, table.key, table.key.removesuffix("s"))
    return year_of(headed.words[at], labels)


def _named(headed: Headed, across: Across) -> tuple[int, ...]:
    """The columns of figures under names of their own; none where these may be misspelt labels."""
    missing = [word for key in (across.dimension, across.value) for word in headed.table[key].label.both]
    words = {at: headed.words[at] for at in headed.outside if headed.words[at]}
    words = {at: word for at, word in words.items() if not is_remark(word)}
    figures = [at for at, word in words.items() if _holds_figures(headed.columns[at]) and not is_total(word)]
    near = [at for at, word in words.items() if nearest(word, missing)]
    if len(figures) < 2 or set(near) - set(figures) or any(year_in(words[at]) for at in figures):
        return ()
    return tuple(figures)


def _holds_figures(cells: Cells) -> bool:
    """Whether most of what stands in a column is a number, or the text of one."""
    filled = ~cells.where(is_blank)
    return bool(2 * cells.where(is_figure).sum() > filled.sum())


def unclear(headed: Headed) -> Unclear | None:
    """Columns side by side that a table cannot be read with; None where there are none."""
    for across in headed.table.side_by_side:
        at, what = (_unclear_years if _of_years(headed.table[across.dimension]) else _unclear_names)(
            headed, across
        )
        if at:
            return Unclear(across, at, what, _rewritten(headed, across, at))
    return None


def _unclear_years(headed: Headed, across: Across) -> tuple[tuple[int, ...], str]:
    """Years that are told twice, or with words beside them; or figures without a year."""
    words = {at: headed.words[at] for at in headed.outside}
    years = tuple(at for at, word in words.items() if year_in(word) and not is_remark(word))
    if years:
        return years, _(
            "years stand side by side, and it is not clear what each of these columns is: {headers}"
        ).format(headers=_headers(headed, years))
    again = tuple(at for at, key in headed.again.items() if key == across.value)
    if again and across.dimension not in headed.positions:
        first = headed.positions[across.value]
        return (first, *again), _(
            "several columns are called '{value}', and nothing says of which '{across}' each is"
        ).format(value=headed.words[first], across=headed.table[across.dimension].label[language()])
    return (), ""


def _unclear_names(headed: Headed, across: Across) -> tuple[tuple[int, ...], str]:
    """Figures side by side, and a column that speaks of one of them only."""
    apart = [key for key in across.apart if headed.is_filled(key)]
    if not apart or headed.is_filled(across.value) or headed.is_filled(across.dimension):
        return (), ""
    named = _named(headed, across)
    return named, _("figures stand side by side under {headers}, and '{column}' speaks of one only").format(
        headers=_headers(headed, named), column=headed.table[apart[0]].label[language()]
    )


def _headers(headed: Headed, at: Sequence[int]) -> str:
    return _(", ").join(f"'{shorten(headed.words[one])}'" for one in at)


def _rewritten(headed: Headed, across: Across, at: Sequence[int]) -> str:
    """The remedy, with the first two figures in rows of their own."""
    own = [key for key in headed.positions if key not in (*across[:2], *across.apart)][:2]
    labels = _(", ").join(headed.table[key].label[language()] for key in (*own, *across[:2]))
    said = [_first(headed.columns[headed.positions[key]]) for key in own]
    nameless = {*headed.again, headed.positions.get(across.value)}
    rows = (
        _(", ").join([*said, "..." if one in nameless else name, _first(headed.columns[one])])
        for one in at[:2]
        for name in [year_in(headed.words[one]) or shorten(headed.words[one])]
    )
    return _("give each figure a row of its own: {labels} = {rows}").format(
        labels=labels, rows=_("; ").join(rows)
    )


def _first(cells: Cells) -> str:
    """The first cell that holds anything, in words."""
    found = next(
        (cells.values[code] for code in cells.codes.tolist() if not is_blank(cells.values[code])), ""
    )
    return shorten(str(found))
