"""Rows whose cells have been read: which cells are sound, and which are not.

A row with an unsound cell takes no part in later checks, but the names in its sound cells
still count as known, so that one fault does not bring others after it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from polyfund.base.i18n import _, language
from polyfund.case.case import TablePlace
from polyfund.reading.columns import NOTHING, Cells, Mask, Numbers
from polyfund.reading.grid import folded
from polyfund.reading.labels import is_remark
from polyfund.reading.numbers import shorten
from polyfund.reading.raw import RawTable, Unreadable
from polyfund.reading.values import Reading, Value, is_blank
from polyfund.schema.faults import Faults, nearest
from polyfund.schema.scope import SCOPES
from polyfund.schema.table import Column, Table

Problem = tuple[str, str]  # what is wrong, and the remedy


class Row:
    """One row of a table, for checks that go row by row."""

    __slots__ = ("_at", "_typed")

    def __init__(self, typed: Typed, at: int) -> None:
        self._typed, self._at = typed, at

    @property
    def number(self) -> int:
        """Its number in the input."""
        return int(self._typed.numbers[self._at])

    def __getitem__(self, key: str) -> Any:
        """Raises: KeyError, where the cell could not be read."""
        return self._typed.columns[key][self._at]

    @property
    def values(self) -> dict[str, Any]:
        """What could be read, by column key."""
        columns = self._typed.columns.items()
        return {key: cells[self._at] for key, cells in columns if cells.codes[self._at] != NOTHING}

    def sound(self, *keys: str) -> bool:
        """Whether these cells can be used; without keys, whether all of them can."""
        unsound = self._typed.unsound
        return not any(unsound[key][self._at] for key in keys or unsound)

    def blame(self, key: str) -> None:
        """A cell has a fault: it is not sound."""
        self._typed.unsound[key][self._at] = True


@dataclass(frozen=True)
class Typed:
    """One table with its cells read: the number of each row in the input, its values by column
    key, and which of them are unsound."""

    table: Table
    place: TablePlace
    numbers: Numbers
    columns: Mapping[str, Cells]
    unsound: Mapping[str, Mask]

    @property
    def rows(self) -> list[Row]:
        return [Row(self, at) for at in range(len(self.numbers))]

    def sound(self, *keys: str) -> Mask:
        """The rows of which these cells, without keys all, can be used."""
        sound = np.ones(len(self.numbers), dtype=bool)
        for key in keys or self.unsound:
            sound &= ~self.unsound[key]
        return sound

    def has(self, column: str) -> bool:
        """Whether the input has this column at all."""
        return column in self.place.letters

    def doubtful(self, column: str) -> tuple[str, ...]:
        """The choices of a column that its unsound cells may have meant."""
        unread = (self.columns[column].codes == NOTHING).any()
        return tuple(choice.key for choice in self.table[column].choices) if unread else ()

    def words(self, column: str) -> dict[str, Row]:
        """Every name in a column, with the first row that holds it; tags count one by one."""
        found: dict[str, Row] = {}
        if column not in self.columns:
            return found
        cells = self.columns[column]
        for code, at in cells.first_rows().items():
            value = cells.values[code]
            for word in value if isinstance(value, tuple) else (value,):
                if word is not None and word not in found:
                    found[word] = Row(self, at)
        return found

    def blame(self, rows: Mask, column: str, faults: Faults, told: Callable[[Any], Problem]) -> None:
        """Some cells of a column have a fault, each that of its value; one told before is not told again."""
        rows = rows & ~self.unsound[column]
        self.unsound[column][rows] = True
        cells = self.columns[column]
        problems: dict[int, Problem] = {}  # by the code of a cell: each is put into words once
        for at in np.flatnonzero(rows).tolist():
            code = int(cells.codes[at])
            if code not in problems:
                problems[code] = told(cells[at])
            faults.add(self.place.cell(int(self.numbers[at]), column), *problems[code])


def read_rows(raw: RawTable, reading: Reading, faults: Faults) -> Typed:
    """Reads every cell of a table; what stands in several rows is read once."""
    count = len(raw.numbers)
    columns, unsound = {}, {}
    found: list[tuple[int, int, Unreadable]] = []
    for order, column in enumerate(raw.table.columns):
        if column.required and column.key not in raw.place.letters:  # the header's fault is told already
            columns[column.key] = Cells([], np.full(count, NOTHING, np.int32))
            unsound[column.key] = np.ones(count, dtype=bool)
            continue
        cells = raw.columns.get(column.key) or Cells([None], np.zeros(count, np.int32))
        values, wrong = reading.values(column, cells.values if count else [])
        codes = cells.codes
        unsound[column.key] = np.zeros(count, dtype=bool)
        if wrong:
            unread = np.isin(codes, list(wrong))
            found += [(at, order, wrong[codes[at]]) for at in np.flatnonzero(unread).tolist()]
            unmeant = np.isin(codes, [at for at in wrong if values[at] is None])
            codes = np.where(unmeant, NOTHING, codes).astype(np.int32)
            unsound[column.key] = unread
        columns[column.key] = Cells(values, codes)
    if _holds_units(raw, found):
        found = [one for one in found if one[0] > 0]
        faults.add(
            raw.place.cell(int(raw.numbers[0])),
            _("this row has words where figures belong, such as units or tags"),
            _("move it above the header"),
        )
    for at, order, error in sorted(found, key=lambda one: one[:2]):
        place = raw.place.cell(int(raw.numbers[at]), raw.table.columns[order].key)
        faults.add(place, error.what, error.remedy, error.many)
    return Typed(raw.table, raw.place, raw.numbers, columns, unsound)


def _holds_units(raw: RawTable, found: Sequence[tuple[int, int, Unreadable]]) -> bool:
    """Whether the first row has words in at least two columns of figures, and a figure in none."""
    first = {column.key: cells[0] for column in raw.table.columns if column.numeric
             and (cells := raw.columns.get(column.key)) and len(raw.numbers) > 1}  # fmt: skip
    words = [cell for cell in first.values() if not is_blank(cell)]
    units = [
        cell
        for cell in words
        if isinstance(cell, str) and (cell.lstrip().startswith("#") or not _digits(cell))
    ]
    return (
        len(units) > 1
        and len(units) == len(words)
        and not any(at == 1 and raw.table.columns[order].key in first for at, order, _error in found)
    )


def _digits(text: str) -> bool:
    return any(char.isdigit() for char in text)


def read_settings(raw: RawTable, reading: Reading, faults: Faults) -> Typed:
    """Reads a record table: one setting a row becomes one row with a column for each setting."""
    cells, misspelt = _settings_by_key(raw, faults)
    value = raw.place.letters.get("value", "")
    place = TablePlace(
        raw.place.name,
        {**raw.place.letters, **dict.fromkeys(raw.table.by_key, value)} if value else {},
        raw.place.file,
        {key: number for key, (number, _cell) in cells.items()},
    )
    columns = {}
    for column in raw.table.columns:
        try:
            absent = column.key not in cells
            meant = _absent(column, reading) if absent else reading.value(column, cells[column.key][1])
            columns[column.key] = Cells([meant], np.zeros(1, np.int32))
        except Unreadable as error:
            columns[column.key] = Cells([], np.full(1, NOTHING, np.int32))
            if raw.rows and value and column.key not in misspelt:
                at = place.cell(None, column.key) if column.key in cells else place.cell()
                faults.add(at, error.what, error.remedy)
    unsound = {key: cells.codes == NOTHING for key, cells in columns.items()}
    return Typed(raw.table, place, np.zeros(1, np.int64), columns, unsound)


def _absent(column: Column, reading: Reading) -> Value:
    if column.required:
        raise Unreadable(
            _("the setting '{setting}' is missing").format(setting=column.label[language()]),
            _("add a row for it"),
        )
    return reading.value(column, None)


def _settings_by_key(raw: RawTable, faults: Faults) -> tuple[dict[str, tuple[int, object]], set[str]]:
    """The row and the raw value of each setting, and the settings that misspelt names may mean."""
    known = {
        folded(word): column for column in raw.table.columns for word in (column.key, *column.label.both)
    }
    found: dict[str, tuple[int, object]] = {}
    misspelt: set[str] = set()
    for number, cells in raw.rows:
        name = cells.get("setting")
        column = known.get(folded(name))
        place = raw.place.cell(number, "setting")
        if column and column.key in found:
            other = raw.place.cell(found[column.key][0], "setting")
            faults.add(
                place,
                _("the setting '{setting}' is already in {other}").format(setting=name, other=other),
                _("let the name of the one that is wrong begin with 'Notes', and it stays unread"),
            )
        elif column:
            found[column.key] = number, cells.get("value")
        elif not is_blank(name) and not is_remark(str(name)):
            near = nearest(str(name), known)
            misspelt.update({known[near].key} if near else ())
            faults.add(
                place,
                _("no setting is called '{name}'").format(name=shorten(str(name))),
                _("did you mean '{near}'?").format(near=known[near].label[language()])
                if near
                else _(
                    "write a setting's name as in the template, or begin it with 'Notes' and it stays unread"
                ),
            )
        elif is_blank(name) and not is_blank(cells.get("value")):
            faults.add(place, _("this value has no setting before it"), _("name the setting before it"))
    return found, misspelt


def check_keys(typed: Typed, faults: Faults) -> None:
    """No two rows may share what makes a row unique; the later one is unsound."""
    keys = typed.table.unique
    sound = np.flatnonzero(typed.sound(*keys)) if keys else ()
    if not len(sound):
        return
    shown = pd.DataFrame({key: typed.columns[key].ranks()[sound] for key in keys}, index=sound)
    shared = shown[shown.duplicated(keep=False)]
    first: dict[tuple[int, ...], Row] = {}
    for at, *key in shared.itertuples(name=None):
        row = Row(typed, at)
        earlier = first.setdefault(tuple(key), row)
        if earlier is row:
            continue
        faults.add(
            typed.place.cell(row.number, keys[0]),
            _("{key} is already in {other}").format(
                key=" / ".join(str(row[column]) for column in keys if row[column] is not None),
                other=typed.place.cell(earlier.number, keys[0]),
            ),
            _told_apart(row, earlier, typed.table),
        )
        row.blame(keys[0])


def _told_apart(row: Row, earlier: Row, table: Table) -> str:
    """How two rows of one key may both stay. Members of one name are called after a group of
    theirs; where they have other names or codes of their own, other sheets may use these."""
    dimension = SCOPES.get(table.key)
    groups = _differing(row, earlier, dimension.groups) if dimension else {}
    others = _differing(row, earlier, dimension.others) if dimension else {}
    for one, other in (groups | others).values():
        name = row[table.unique[0]]
        words = {"first": f"{name} ({one})", "second": f"{name} ({other})"}
        if others:
            return _("call them '{first}' and '{second}'; other sheets may name them by {column} too").format(
                column=" / ".join(table[key].label[language()] for key in others), **words
            )
        return _("call them '{first}' and '{second}', and so on the other sheets").format(**words)
    return _("tell them apart, or put both into one row")


def _differing(row: Row, other: Row, sources: Iterable[str]) -> dict[str, tuple[str, str]]:
    """The words in which two rows differ, by column."""
    keys = [source.partition(".")[2] for source in sources]
    pairs = {key: (other.values.get(key), row.values.get(key)) for key in keys}
    return {
        key: (one, two)
        for key, (one, two) in pairs.items()
        if isinstance(one, str) and isinstance(two, str) and one != two
    }
