"""What a table of the workbook is, declared once.

The template, the reader, every check, the dropdowns, the notes and the documentation
come from the declarations of :mod:`polyfund.schema.registers` and :mod:`polyfund.rules`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple


@dataclass(frozen=True)
class Label:
    """The same words in English and in Chinese."""

    en: str
    zh: str

    def __getitem__(self, language: str) -> str:
        return self.zh if language == "zh" else self.en

    @property
    def both(self) -> tuple[str, str]:
        return self.en, self.zh


NOTHING = Label("", "")


class Kind(Enum):
    """What a cell may hold."""

    TEXT = "text"
    NUMBER = "number"
    INTEGER = "whole number"
    SHARE = "share"  # 0.3 or, in a workbook, 30 %
    CHOICE = "choice"
    REFERENCE = "reference"  # a key of another table
    TAGS = "tags"  # names separated by semicolons or commas
    SCOPE = "scope"  # see polyfund.schema.scope


NUMERIC = (Kind.NUMBER, Kind.INTEGER, Kind.SHARE)


@dataclass(frozen=True)
class Choice:
    """One of the words that a choice column accepts; ``key`` is what the code sees."""

    key: str
    label: Label


@dataclass(frozen=True)
class Column:
    """One column: its words, unit, kind, bounds and default.

    ``at_least`` and ``at_most`` are inclusive, ``above`` is exclusive. ``refers`` names
    the columns (``table.column``) whose values the cell may repeat; a reference with
    ``choices`` may be one of these words too. ``dimension`` names
    what a scope column selects from. ``share_if`` names another column and its choice with which
    this one holds a share. ``default`` is what a blank cell means; a column that is neither required
    nor has a default may stay blank (``None`` or NaN). ``adds`` tells that a row of totals would hold
    the sum of it.
    """

    key: str
    label: Label
    meaning: Label
    kind: Kind = Kind.TEXT
    unit: Label = NOTHING
    required: bool = False
    default: str | float | None = None
    at_least: float | None = None
    at_most: float | None = None
    above: float | None = None
    choices: tuple[Choice, ...] = ()
    refers: tuple[str, ...] = ()
    dimension: str = ""
    each: bool = False
    share_if: tuple[str, str] | None = None
    adds: bool = False

    @property
    def numeric(self) -> bool:
        return self.kind in NUMERIC


class Across(NamedTuple):
    """What may stand side by side in a table: the members of a dimension as headers, with the
    figures of ``value`` below them. Columns ``apart`` speak of one figure, so they are blank then."""

    dimension: str
    value: str
    apart: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """One sheet: ``unique`` names the columns no two rows may share.

    ``record`` tables have one setting a row (columns *setting* and *value*) and are read
    as a single row. ``needed`` tables must hold at least one row.
    """

    key: str
    label: Label
    meaning: Label
    columns: tuple[Column, ...]
    unique: tuple[str, ...] = ()
    needed: bool = False
    record: bool = False
    side_by_side: tuple[Across, ...] = ()
    by_key: dict[str, Column] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_key", {column.key: column for column in self.columns})

    def __getitem__(self, key: str) -> Column:
        return self.by_key[key]


SOURCE = Column(
    "source",
    Label("source", "来源"),
    Label(
        "Where the figures of this row come from; begin with 'estimate' or 'assumption' where they are one",
        "本行数据的出处；估计或假设请以“estimate”或“assumption”开头注明",
    ),
)

# The columns of a record table: one setting a row. Only the first two are read.
RECORD_COLUMNS = (
    Column("setting", Label("setting", "设置项"), Label("What is set", "设置的名称"), required=True),
    Column(
        "value",
        Label("value", "值"),
        Label("What it is set to; blank: the default", "设置的取值；空白：默认值"),
    ),
    Column("unit", Label("unit", "单位"), Label("What the value is counted in", "取值的单位")),
    Column("meaning", Label("meaning", "含义"), Label("What the setting does", "设置的作用")),
    SOURCE,
)
