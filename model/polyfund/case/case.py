"""A case: the checked tables of one workbook or folder, and what follows from them.

Every value has been checked. All sets are sorted by key, so that the order of rows never matters.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import isnan
from typing import Any

import pandas as pd

from polyfund.base.i18n import _, language
from polyfund.case.budget_lines import BudgetLine, lines_of
from polyfund.case.eligible import GRANT_KEYS, eligible_grants, rows_of
from polyfund.case.preferences import Wish, preferences_of, wishes_of
from polyfund.case.remade import Remade
from polyfund.case.selection import Selection
from polyfund.case.standalone import Alone
from polyfund.case.tiers import Tier, tiers_of
from polyfund.schema.faults import Fault, Place, SideBySide
from polyfund.schema.scope import Directory, Scope
from polyfund.schema.table import Label, Table


@dataclass(frozen=True)
class TablePlace:
    """Tells where the cells of one table stand: of which sheet or file, by a column's key its letter
    (workbook) or header (file), in a record table the row of each setting, and what is ``beside``
    each other in a wide one."""

    name: str
    letters: Mapping[str, str]
    file: bool = False
    settings: Mapping[str, int] = field(default_factory=dict)
    beside: SideBySide | None = None

    def cell(self, row: int | None = None, column: str | None = None) -> Place:
        row = self.settings.get(column, row) if column else row
        letter = self.letters.get(column) if column else None
        if self.beside and row is not None:
            row, letter = self.beside.cell(row, column, letter)
        return Place(self.name, row, letter, self.file)


@dataclass(frozen=True)
class Case(Remade):
    """The typed tables, each a frame indexed by the row it stands on in the input (see SideBySide).

    Blank numbers are NaN, blank words None; defaults are filled in. ``tables`` holds every
    declared table, empty where the input has none. Frames are sorted by what makes a row
    unique, so two inputs that differ in the order of rows give the same case. ``whole`` is
    False while faults are gathered and rows of the registers had to be left out: what is
    missing then proves nothing. ``alone`` holds what the agencies would do without each other,
    once it is worked out; ``digests`` tell each table that was checked from one changed since.
    ``warnings`` are what was noticed in the input that need not be wrong; ``path`` is that of the
    input, empty where no file holds it.
    """

    name: str
    settings: Mapping[str, Any]
    tables: Mapping[str, pd.DataFrame]
    places: Mapping[str, TablePlace]
    directory: Directory
    declared: Mapping[str, Table]
    sha256: str = ""
    whole: bool = True
    alone: Alone | None = None
    warnings: tuple[Fault, ...] = ()
    digests: Mapping[str, str] = field(default_factory=dict)
    path: str = ""

    def rows(self, table: str) -> Iterator[Any]:
        """The rows of a table as named tuples; ``Index`` is the row in the input."""
        return self.tables[table].itertuples()

    def place(self, table: str, row: int | None = None, column: str | None = None) -> Place:
        """Where a value stands in the input."""
        return self.places[table].cell(row, column)

    def said(self, setting: str) -> str:
        """A word of the settings as the user typed it; a default in the language in use."""
        word = str(self.settings[setting])
        return _(word) if word == self.declared["settings"][setting].default else word

    def unit(self, label: Label) -> str:
        """A unit in the language in use, with the case's own word for money."""
        return label[language()].format(currency=self.said("currency"))

    def scopes(self, table: str, row: Any) -> list[Scope]:
        """The scopes that a row asks for, in the order of keys.

        A scope column under another name than its dimension's is the rule's own; see
        :meth:`chosen`.
        """
        cells = {
            column.dimension: getattr(row, column.key)
            for column in self.declared[table].columns
            if column.dimension and column.dimension == column.key
        }
        return self.directory.scopes(cells)

    def chosen(self, dimension: str, text: str | None) -> frozenset[Any] | None:
        """What one scope cell without 'each' names; None for all."""
        ((_label, members),) = self.directory.select(dimension, text)
        return members

    # -- sets ---------------------------------------------------------------------------------

    @property
    def agencies(self) -> tuple[str, ...]:
        return self.directory.members["agencies"]  # type: ignore[return-value]

    @property
    def counties(self) -> tuple[str, ...]:
        return self.directory.members["counties"]  # type: ignore[return-value]

    @property
    def programmes(self) -> tuple[str, ...]:
        return self.directory.members["programmes"]  # type: ignore[return-value]

    @property
    def years(self) -> tuple[int, ...]:
        return self.directory.members["years"]  # type: ignore[return-value]

    @cached_property
    def outcome_years(self) -> tuple[int, ...]:
        """The years in which people are counted: beyond the last one, while effects arrive."""
        after = max((self.lag[programme] for programme in self._funded), default=0)
        counted = after if self.settings["count_after"] == "yes" else 0
        return tuple(range(self.years[0], self.years[-1] + counted + 1))

    @property
    def _funded(self) -> set[str]:
        """The programmes that some county needs and some budget can pay."""
        general = any(line.sector is None or line.transferable for line in self.budget_lines)
        sectors = {line.sector for line in self.budget_lines}
        needed = {programme for _county, programme in self.need}
        return {programme for programme in needed if general or self.sector[programme] in sectors}

    @cached_property
    def eligible(self) -> pd.DataFrame:
        """The grants that may be given (see polyfund.case.eligible), found once."""
        return eligible_grants(self)

    @cached_property
    def may_give(self) -> frozenset[tuple[str, str, str, int]]:
        """The keys of the eligible grants."""
        return frozenset(rows_of(self.eligible, GRANT_KEYS))

    @cached_property
    def selection(self) -> Selection:
        """Finds the eligible grants of a scope."""
        return Selection(self.eligible)

    def can_give(self, scope: Scope) -> bool:
        """Whether any grant is eligible in the scope."""
        if scope not in self._can_give:
            self._can_give[scope] = len(self.selection.rows(scope)) > 0
        return self._can_give[scope]

    @cached_property
    def _can_give(self) -> dict[Scope, bool]:
        """What was asked before: rules hold many scopes against the same ones."""
        return {}

    # -- parameters by key --------------------------------------------------------------------

    def column(self, table: str, key: str, value: str) -> dict[Any, Any]:
        """``value`` by ``key``, two columns of a register."""
        frame = self.tables[table]
        return dict(zip(frame[key], frame[value], strict=True))

    @cached_property
    def worth(self) -> dict[str, float]:
        """What one yuan of an agency does on the ground."""
        return self.column("agencies", "agency", "worth")

    @cached_property
    def sector(self) -> dict[str, str]:
        return self.column("programmes", "programme", "sector")

    @cached_property
    def lag(self) -> dict[str, int]:
        return self.column("programmes", "programme", "lag")

    @cached_property
    def poor(self) -> dict[str, int]:
        """Poor persons at the start, by county."""
        return self.column("counties", "county", "poor")

    @cached_property
    def returning(self) -> dict[str, float]:
        return self.column("counties", "county", "returning")

    @cached_property
    def need(self) -> dict[tuple[str, str], float]:
        """Million by county and programme; only needs above zero."""
        frame = self.tables["needs"]
        keys = zip(frame["county"], frame["programme"], strict=True)
        return {key: need for key, need in zip(keys, frame["need"], strict=True) if need > 0}

    @cached_property
    def tiers(self) -> dict[tuple[str, str], tuple[Tier, ...]]:
        """The tiers of each need in order, by county and programme (see polyfund.case.tiers)."""
        return tiers_of(self)

    @cached_property
    def wishes(self) -> list[Wish]:
        """The rows of Preferences, read once."""
        return wishes_of(self)

    def preferences_of(self, agency: str) -> dict[tuple[str, str], float]:
        """How much a person counts for an agency, by county and programme of each need."""
        return preferences_of(self, agency)

    @cached_property
    def budget_lines(self) -> tuple[BudgetLine, ...]:
        """The lines of Budgets with money in them, in the order of keys."""
        return lines_of(self)

    @property
    def spent_until(self) -> int | None:
        """The last year whose money is spent; None where nothing is."""
        until = self.settings["spent_year"]
        return None if until is None or isnan(until) else int(until)

    def is_spent(self, year: int) -> bool:
        """Whether the money of a year is spent."""
        return self.spent_until is not None and year <= self.spent_until

    @cached_property
    def previous(self) -> dict[tuple[str, str, str, int], float]:
        """Million of the previous plan by agency, county, programme and year; only what is above 0."""
        return {
            (row.agency, row.county, row.programme, row.year): row.amount
            for row in self.rows("previous_plan")
            if row.amount > 0
        }

    @staticmethod
    def price(row: Any) -> float | None:
        """The price of a rule's row; None where the rule must hold."""
        return None if isnan(row.price) else float(row.price)

    def population_of(self, scope: Scope) -> float:
        """Residents of the scope's counties."""
        return self._within(scope, self._population)

    @cached_property
    def _population(self) -> dict[str, int]:
        return self.column("counties", "county", "population")

    @cached_property
    def weight(self) -> dict[str, float]:
        """How much a person counts in the aim that weighs by need, by county."""
        return self.column("counties", "county", "weight")

    @cached_property
    def poor_without(self) -> dict[str, float]:
        """Poor persons at the end of the outcome years, by county, if nothing were funded."""
        return {county: self.poor_without_in(county, self.outcome_years[-1]) for county in self.poor}

    def poor_without_in(self, county: str, year: int) -> float:
        """Poor persons at the end of a year if nothing were funded."""
        return float(self.poor[county] * (1 + self.returning[county]) ** (year - self.years[0] + 1))

    def poor_at_start(self, scope: Scope) -> float:
        """Poor persons at the start in the scope's counties."""
        return self._within(scope, self.poor)

    def counties_in(self, scope: Scope) -> Sequence[str]:
        """The scope's counties in the order of keys."""
        return self.counties if scope.counties is None else sorted(scope.counties)

    def _within(self, scope: Scope, persons: Mapping[str, float]) -> float:
        """The sum over the scope's counties."""
        return float(sum(persons[county] for county in self.counties_in(scope)))

    def need_in(self, scope: Scope) -> float:
        """Need in million of the scope's counties and programmes."""
        return sum(
            need
            for county in self.counties_in(scope)
            for programme, need in self._needs_of.get(county, ())
            if scope.has(programmes=programme)
        )

    @cached_property
    def _needs_of(self) -> dict[str, list[tuple[str, float]]]:
        """The needs of each county, by programme."""
        needs: dict[str, list[tuple[str, float]]] = defaultdict(list)
        for (county, programme), need in self.need.items():
            needs[county].append((programme, need))
        return needs
