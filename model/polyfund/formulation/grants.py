"""Grants, and the money and work that they take.

    grant[a,c,p,t] >= 0             million; only where polyfund.case.eligible allows it

Money, for each agency a, sector s and year t; line i of Budgets has amount[i], may be spent
until last[i], and lets transferable[i] of it go to other sectors through the agency's pool:

    sum(c, p in s) grant[a,c,p,t] <= sum(i of a, s) own[i,t] + integrated[a,s,t]
    sum(s) integrated[a,s,t]      <= sum(i of a) pooled[i,t]
    sum(t) own[i,t] + pooled[i,t] <= amount[i]                      year[i] <= t <= last[i]
    sum(t) pooled[i,t]            <= transferable[i] * amount[i]    (all of it without a sector)

A line that can be neither moved nor carried needs no variables: its amount stands on the
right-hand side of its sector and year.

Work, for each agency or county and year, where the register gives days:

    sum(c,p) days per million[a] * grant[a,c,p,t] <= staff days[a]
    sum(a,p) days per million[p] * grant[a,c,p,t] <= management days[c]

Source: the study's "departments' inconsistent rules make project funds hard to integrate".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from math import isnan
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyomo.environ as pyo

from polyfund.case.budget_lines import BudgetLine
from polyfund.case.case import Case
from polyfund.case.eligible import GRANT_KEYS, rows_of
from polyfund.case.selection import Positions
from polyfund.formulation.sums import Family, places_by, total

if TYPE_CHECKING:
    from polyfund.formulation.program import Program

Cell = tuple[str, str, int]  # agency, sector, year


def add_grants(program: Program) -> None:
    model = program.model
    # SetOf takes keys as they are, where a Set looks at each and copies it: half the time of a variable.
    model.grant = pyo.Var(pyo.SetOf(list(rows_of(program.grants, GRANT_KEYS))), bounds=(0, None))


def is_plain(line: BudgetLine) -> bool:
    """Whether the line's money can be spent in one sector and one year only."""
    return line.sector is not None and line.transferable == 0 and line.last_year == line.year


def add_budgets(program: Program) -> None:
    """The money of all lines.

    Rows: ``budget[agency, sector, year]``, ``line[row]``, ``transferable[row]``, ``pool[agency, year]``.

    The price of a line's money is the dual of ``line[row]``, for a plain line that of its
    ``budget`` row.
    """
    model, case, of = program.model, program.case, program.case.budget_lines
    sectors = program.grants["programme"].map(case.sector)
    spent: dict[Cell, Positions] = places_by(
        program.grants.assign(sector=sectors), ["agency", "sector", "year"]
    )

    lines = {line.row: line for line in of if not is_plain(line)}
    plain = {(line.agency, line.sector, line.year): line.amount for line in of if is_plain(line)}
    spendable = [(row, year) for row, line in lines.items() for year in range(line.year, line.last_year + 1)]
    model.own = pyo.Var([(row, year) for row, year in spendable if lines[row].sector], bounds=(0, None))
    model.pooled = pyo.Var(
        [(row, year) for row, year in spendable if not lines[row].sector or lines[row].transferable],
        bounds=(0, None),
    )
    own: dict[Cell, list[Any]] = defaultdict(list)
    for (row, year), amount in model.own.items():
        own[lines[row].agency, str(lines[row].sector), year].append(amount)
    pooled: dict[tuple[str, int], list[Any]] = defaultdict(list)
    for (row, year), amount in model.pooled.items():
        pooled[lines[row].agency, year].append(amount)
    model.integrated = pyo.Var([cell for cell in spent if (cell[0], cell[2]) in pooled], bounds=(0, None))
    integrated: dict[tuple[str, int], list[Any]] = defaultdict(list)
    for (agency, _sector, year), amount in model.integrated.items():
        integrated[agency, year].append(amount)

    def budget(_: Any, *cell: Any) -> Any:
        moved = [model.integrated[cell]] if cell in model.integrated else []
        return program.family.total(spent[cell]) - total(own[cell] + moved) <= plain.get(cell, 0.0)

    def pool(_: Any, *key: Any) -> Any:
        return total(integrated[key]) <= total(pooled[key])

    model.budget = pyo.Constraint(pyo.SetOf(list(spent)), rule=budget)
    model.pool = pyo.Constraint(list(integrated), rule=pool)
    _add_lines(model, lines)


def _add_lines(model: Any, lines: dict[int, BudgetLine]) -> None:
    parts: dict[int, list[Any]] = defaultdict(list)
    movable: dict[int, list[Any]] = defaultdict(list)
    for (row, _year), amount in model.own.items():
        parts[row].append(amount)
    for (row, _year), amount in model.pooled.items():
        parts[row].append(amount)
        if lines[row].sector and lines[row].transferable < 1:
            movable[row].append(amount)
    model.line = pyo.Constraint(list(parts), rule=lambda _, row: total(parts[row]) <= lines[row].amount)
    model.transferable = pyo.Constraint(
        list(movable),
        rule=lambda _, row: total(movable[row]) <= lines[row].transferable * lines[row].amount,
    )


def add_work(program: Program, given: tuple[pd.DataFrame, Family], each: Sequence[str] = ()) -> None:
    """Rows: ``staff[agency, year]`` and ``management[county, year]``, in days.

    ``given`` is what counties manage: million by county, programme and year, with its variables. With
    ``each`` agency every one of them has the county's days to itself.
    """
    _add_staff(program)
    _add_management(program, *given, [*each, "county", "year"])


def _add_staff(program: Program) -> None:
    limits = _limits(program.case, "agencies", "agency", "staff_days")
    days = program.staff_days_per_million
    places = places_by(program.grants, ["agency", "year"]) if limits else {}
    work = {
        (agency, year): own
        for (agency, year), own in places.items()
        if agency in limits and days[own[0]]  # an agency's days are the same for all its grants
    }
    program.model.staff = pyo.Constraint(
        list(work),
        rule=lambda _, *key: program.family.weighed(days[work[key]], work[key]) <= limits[key[0]],
    )


def _add_management(program: Program, given: pd.DataFrame, family: Family, keys: list[str]) -> None:
    limits = _limits(program.case, "counties", "county", "management_days")
    per_million = program.case.column("programmes", "programme", "management_days_per_million")
    days = np.asarray(given["programme"].map(per_million), dtype=np.float64)
    places = places_by(given, keys) if limits else {}
    work = {key: own for key, own in places.items() if key[-2] in limits and days[own].any()}
    program.model.management = pyo.Constraint(
        pyo.SetOf(list(work)),
        rule=lambda _, *key: family.weighed(days[work[key]], work[key]) <= limits[key[-2]],
    )


def _limits(case: Case, table: str, key: str, days: str) -> dict[str, float]:
    """The days of those that have a limit."""
    return {name: limit for name, limit in case.column(table, key, days).items() if not isnan(limit)}
