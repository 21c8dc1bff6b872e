"""Rows that add up others: one taken for a county, an agency or a need counts everything twice.

Two things speak for it: the word before the row (合计, Total, ...), and its figures. Both together
are a fault, and so is a row of several figures that each add up the rows next to it. The word
alone, or the sum of a single column, may be chance: a warning.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np

from polyfund.base.i18n import _
from polyfund.reading.columns import NOTHING, Mask
from polyfund.reading.labels import apart, is_average, is_total
from polyfund.reading.numbers import figure
from polyfund.reading.rows import Row, Typed
from polyfund.schema.faults import Faults, Place
from polyfund.schema.scope import SCOPES
from polyfund.schema.spelling import same
from polyfund.schema.table import Column, Kind

FEWEST = 3  # rows that a sum without a word adds up
DIGITS = 3  # of a sum that is no chance: 3000 has one, 70150 has four
EXACT, ROUNDED = 1e-9, 0.02  # how near a sum is to its parts, relative: without, and with a word for it
MOST = 200  # rows of one table that are looked at for the word; names given twice are told anyway

Figures = np.ndarray[Any, np.dtype[np.float64]]
Tables = Mapping[str, Typed]


class _Sum(NamedTuple):
    """A row that is the sum of the rows from ``first`` to ``last`` in some columns."""

    row: int
    first: int
    last: int
    columns: tuple[str, ...]


def check_totals(tables: Tables, faults: Faults) -> None:
    """No row of any table adds up others. One that does takes no part in later checks."""
    for typed in tables.values():
        columns = [column for column in typed.table.columns if column.adds and column.key in typed.columns]
        figures = {column.key: _figures(typed, column.key) for column in columns}
        named = _check_words(typed, figures, tables, faults)
        if figures and len(named):
            _check_sums(typed, figures, named, faults)


def _figures(typed: Typed, key: str) -> Figures:
    """The figures of a column; 0 where there is none."""
    cells = typed.columns[key]
    values = [0.0 if value is None or value != value else float(value) for value in cells.values]
    return np.where(typed.unsound[key], 0.0, np.array([*values, 0.0])[cells.codes])


# -- rows that say it -------------------------------------------------------------------------


def _check_words(typed: Typed, figures: Mapping[str, Figures], tables: Tables, faults: Faults) -> Mask:
    """Tells the rows that call themselves totals, and gives them."""
    said: dict[int, Column] = {}
    for column in filter(_names_something(typed), typed.table.columns):
        words = typed.columns[column.key].where(lambda word: isinstance(word, str) and is_total(word))
        for at in np.flatnonzero(words).tolist():
            said.setdefault(at, column)
    named = np.isin(np.arange(len(typed.numbers)), list(said))
    told: set[Place] = set()  # figures side by side have the word before them in common
    for at, column in list(said.items())[:MOST]:
        place = typed.place.cell(int(typed.numbers[at]), column.key)
        agreement = _agreement(typed, figures, at, named, column)
        _check_word(typed, at, column, agreement, tables, Faults() if place in told else faults)
        told.add(place)
    return named


def _names_something(typed: Typed) -> Any:
    """Whether a column names what a row is of: a member of a register, or a reference to one."""
    members = {dimension.members for dimension in SCOPES.values()}

    def names(column: Column) -> bool:
        own = f"{typed.table.key}.{column.key}" in members
        return column.key in typed.columns and (own or column.kind is Kind.REFERENCE)

    return names


def _check_word(
    typed: Typed, at: int, column: Column, agreement: str, tables: Tables, faults: Faults
) -> None:
    row = Row(typed, at)
    word, place = row[column.key], typed.place.cell(row.number, column.key)
    reads = _("'{word}' reads like a row that adds up others").format(word=word)
    registers = [source.partition(".") for source in column.refers]
    known = [
        same(word) in map(same, tables[table].words(key)) for table, _dot, key in registers if table in tables
    ]
    if agreement:
        what = _("'{word}' is a row that adds up others: {agreement}").format(word=word, agreement=agreement)
        faults.add(place, what, apart())
        row.blame(column.key)
    elif known and not any(known):
        faults.add(place, reads, apart())
        row.blame(column.key)
    elif not registers:
        faults.warn(place, reads, _("if it is one, {remedy}").format(remedy=apart()))


def _agreement(typed: Typed, figures: Mapping[str, Figures], at: int, named: Mask, column: Column) -> str:
    """In words, which figure of a row is the sum (or mean) of other rows, within rounding; empty
    where none is. One other row of the same figure is chance."""
    mean = is_average(Row(typed, at)[column.key])
    for key, values in figures.items():
        for rows in _others(typed, at, named) if values[at] else ():
            parts = values[rows & (values != 0)]
            total = float(parts.mean() if mean else parts.sum()) if len(parts) > 1 else 0.0
            if total and abs(total - values[at]) <= min(_rounding(parts, values[at]), ROUNDED * total):
                place = typed.place.cell(int(typed.numbers[at]), key)
                words = (
                    _("{figure} in {place} is their mean") if mean else _("{figure} in {place} is their sum")
                )
                return words.format(figure=figure(values[at]), place=place)
    return ""


def _others(typed: Typed, at: int, named: Mask) -> Iterator[Mask]:
    """What a total may be of: all other rows, those before it, since the total before, until the
    next one, and those that share its other names."""
    plain, order, totals = ~named, np.arange(len(named)), np.flatnonzero(named)
    yield plain
    yield plain & (order < at)
    yield plain & (order < at) & (order > max(totals[totals < at], default=-1))
    yield plain & (order > at) & (order < min(totals[totals > at], default=len(named)))
    alike = plain.copy()
    for key in typed.table.unique:
        codes = typed.columns[key].codes
        word = None if codes[at] == NOTHING else typed.columns[key].values[codes[at]]
        if word is not None and not (isinstance(word, str) and is_total(word)):
            alike &= codes == codes[at]
    yield alike


def _rounding(parts: Figures, total: float) -> float:
    """By how much a sum may miss its parts where it and all of them are rounded."""
    finest = max(_decimals(part) for part in parts[:MOST].tolist())
    return max(0.5 * 10.0 ** -_decimals(total) + len(parts) * 0.5 * 10.0**-finest, EXACT * total)


def _decimals(number: float) -> int:
    return next((places for places in range(7) if round(number, places) == number), 7)


# -- rows that do it without a word -----------------------------------------------------------


def _check_sums(typed: Typed, figures: Mapping[str, Figures], named: Mask, faults: Faults) -> None:
    """Rows whose figures are the sums of the rows above or below, though no word says so."""
    for found in _sums(figures):
        if named[found.row]:
            continue
        row, key = Row(typed, found.row), found.columns[0]
        place = typed.place.cell(row.number, key)
        what = _("{figure} is the sum of {first} to {last}").format(
            figure=figure(figures[key][found.row]),
            first=typed.place.cell(int(typed.numbers[found.first]), key),
            last=typed.place.cell(int(typed.numbers[found.last]), key),
        )
        filled = [key for key, values in figures.items() if values[found.row]]
        if len(found.columns) > 1 and len(filled) == len(found.columns) and _is_no_chance(found, figures):
            others = (str(typed.place.cell(row.number, other)) for other in found.columns[1:])
            faults.add(
                place,
                _("{sum}, and so it is in {others}: this row adds up others").format(
                    sum=what, others=_(", ").join(others)
                ),
                _("{remedy}; if it is a row of its own, place it elsewhere among them").format(
                    remedy=apart()
                ),
            )
            row.blame(key)
        elif _is_end(found, named) and _significant(figures[key][found.row]) >= DIGITS:
            faults.warn(place, what, _("if this row adds up others, {remedy}").format(remedy=apart()))


def _is_end(found: _Sum, rows: Mask) -> bool:
    """Whether the last row adds up all above it, or the first one all below it."""
    last = len(rows) - 1
    return found[:3] in ((last, 0, last - 1), (0, 1, last))


def _sums(figures: Mapping[str, Figures]) -> list[_Sum]:
    """The rows that are the sum of at least ``FEWEST`` rows next to them, each in as many columns as
    possible; where there is a single column, only the last row and the first."""
    last = len(next(iter(figures.values()))) - 1
    blocks = {(last, 0, last - 1), (0, 1, last)}
    for values in figures.values() if len(figures) > 1 else ():
        blocks.update((row, first, row - 1) for row, first in _blocks(values))
        blocks.update((last - row, last - row + 1, last - first) for row, first in _blocks(values[::-1]))
    found: dict[int, _Sum] = {}
    for block in sorted(blocks):
        columns = tuple(key for key, values in figures.items() if _adds(values, *block))
        if len(columns) > len(found[block[0]].columns if block[0] in found else ()):
            found[block[0]] = _Sum(*block, columns)
    return sorted(found.values())


def _blocks(values: Figures) -> list[tuple[int, int]]:
    """Rows, and where the block begins that ends just above them and adds up to them."""
    before = np.concatenate(([0.0], np.cumsum(values)))
    wanted = before[:-1] - values
    slack = EXACT * before[:-1]
    first = np.searchsorted(before, wanted - slack)
    long_enough = np.arange(len(values)) - first >= FEWEST
    rows = np.flatnonzero((values > 0) & long_enough & (np.abs(before[first] - wanted) <= slack))
    return [(int(row), int(first[row])) for row in rows]


def _adds(values: Figures, row: int, first: int, last: int) -> bool:
    parts = values[first : last + 1]
    total = values[row]
    return bool(total > 0 and np.count_nonzero(parts) >= FEWEST and abs(parts.sum() - total) <= EXACT * total)


def _is_no_chance(found: _Sum, figures: Mapping[str, Figures]) -> bool:
    """Whether every sum has digits enough, and its columns are not in proportion to one another."""
    columns = [figures[key] for key in found.columns]
    parts = {tuple(np.round(one[found.first : found.last + 1] / one[found.row], 9)) for one in columns}
    return len(parts) > 1 and all(_significant(one[found.row]) >= DIGITS for one in columns)


def _significant(number: float) -> int:
    """How many digits a number has without zeros at its ends."""
    return len(figure(number).partition("e")[0].replace(".", "").strip("0"))
