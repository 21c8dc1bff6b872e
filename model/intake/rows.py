"""Rows whose cells have been read: which cells are sound, and which are not.

A row with an unsound cell takes no part in later checks, but the names in its sound cells
still count as known, so that one fault does not bring others after it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from model.intake.case import TablePlace
from model.intake.faults import Faults, nearest
from model.intake.grid import folded
from model.intake.numbers import shorten
from model.intake.raw import RawTable, Unreadable
from model.intake.table import Column, Table
from model.intake.values import Reading, is_blank
from model.words import _, language


@dataclass
class Row:
    """One row: its number in the input, its values by column key, the columns that are unsound."""

    number: int
    values: dict[str, Any]
    unsound: set[str] = field(default_factory=set)

    def __getitem__(self, key: str) -> Any:
        return self.values[key]

    def sound(self, *keys: str) -> bool:
        """Whether these cells can be used; without keys, whether all of them can."""
        return self.unsound.isdisjoint(keys) if keys else not self.unsound


@dataclass(frozen=True)
class Typed:
    """One table with its cells read."""

    table: Table
    place: TablePlace
    rows: list[Row]

    def good(self) -> Iterator[Row]:
        """The rows without a fault."""
        return (row for row in self.rows if row.sound())

    def has(self, column: str) -> bool:
        """Whether the input has this column at all."""
        return column in self.place.letters

    def doubtful(self, column: str) -> tuple[str, ...]:
        """The choices of a column that its unsound cells may have meant."""
        choices = self.table[column].choices
        return tuple(c.key for c in choices) if any(column not in row.values for row in self.rows) else ()

    def words(self, column: str) -> dict[str, Row]:
        """Every name in a column, with the first row that holds it; tags count one by one."""
        found: dict[str, Row] = {}
        for row in self.rows:
            value = row.values.get(column)
            if value is not None:
                for word in value if isinstance(value, tuple) else (value,):
                    found.setdefault(word, row)
        return found


def read_rows(raw: RawTable, reading: Reading, faults: Faults) -> Typed:
    """Reads every cell of a table."""
    rows = []
    for number, cells in raw.rows:
        row = Row(number, {})
        for column in raw.table.columns:
            if column.required and column.key not in raw.place.letters:
                row.unsound.add(column.key)  # the header's fault is told already
                continue
            try:
                row.values[column.key] = reading.value(column, cells.get(column.key))
            except Unreadable as error:
                row.unsound.add(column.key)
                faults.add(raw.place.cell(number, column.key), error.what, error.remedy)
        rows.append(row)
    return Typed(raw.table, raw.place, rows)


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
    row = Row(0, {})
    for column in raw.table.columns:
        try:
            if column.key not in cells:
                row.values[column.key] = _absent(column, reading)
            else:
                row.values[column.key] = reading.value(column, cells[column.key][1])
        except Unreadable as error:
            row.unsound.add(column.key)
            if raw.rows and value and column.key not in misspelt:
                at = place.cell(None, column.key) if column.key in cells else place.cell()
                faults.add(at, error.what, error.remedy)
    return Typed(raw.table, place, [row])


def _absent(column: Column, reading: Reading) -> object:
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
                _("delete one of the two"),
            )
        elif column:
            found[column.key] = number, cells.get("value")
        elif not is_blank(name):
            near = nearest(str(name), known)
            misspelt.update({known[near].key} if near else ())
            faults.add(
                place,
                _("no setting is called '{name}'").format(name=shorten(str(name))),
                _("did you mean '{near}'?").format(near=known[near].label[language()])
                if near
                else _("delete this row"),
            )
        elif not is_blank(cells.get("value")):
            faults.add(
                place, _("this value has no setting before it"), _("name the setting, or delete the row")
            )
    return found, misspelt


def check_keys(typed: Typed, faults: Faults) -> None:
    """No two rows may share what makes a row unique; the later one is unsound."""
    keys = typed.table.unique
    first: dict[tuple[Any, ...], int] = {}
    for row in typed.rows:
        if not keys or not row.sound(*keys):
            continue
        key = tuple(row[column] for column in keys)
        if key in first:
            faults.add(
                typed.place.cell(row.number, keys[0]),
                _("{key} is already in {other}").format(
                    key=" / ".join(str(part) for part in key if part is not None),
                    other=typed.place.cell(first[key], keys[0]),
                ),
                _("delete one of the two rows, or tell them apart"),
            )
            row.unsound.add(keys[0])
        else:
            first[key] = row.number
