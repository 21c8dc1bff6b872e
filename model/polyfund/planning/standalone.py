"""Going alone: the plan that an agency would make by itself, without any rule of cooperation.

For each agency, with its own budgets, eligibility and staff, and with all needs and days of the
counties to itself, and what it has spent already held:

    1. maximise reached    persons by its own lights (see polyfund.formulation.utility)
    2. minimise money
    3. minimise work, so that one plan is left (see polyfund.formulation.aims)

every stage proved by its certificate; where factors rise, as polyfund.solver.integer proves choices.
The programs stand side by side in one model, built and compiled at once; no row of it speaks of two
agencies, so it falls apart into one matrix for each.
Everybody's plans side by side are what there is without cooperation: the same need may then be
filled more than once.

Source: the study's voluntary cooperation rather than political duty: what an agency would have
without it is what it compares with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from time import monotonic
from typing import Any

import numpy as np
import pyomo.environ as pyo
from scipy.sparse import bmat, csc_array
from scipy.sparse.csgraph import connected_components

from polyfund.case.case import Case
from polyfund.case.selection import Positions, places_of_each
from polyfund.case.standalone import Alone
from polyfund.evaluation.quantities import Figures
from polyfund.formulation.aims import add_tie_break
from polyfund.formulation.grants import add_budgets, add_grants, add_work
from polyfund.formulation.program import Program
from polyfund.formulation.standard_form import compile_model
from polyfund.planning.answer import published_grants
from polyfund.schema.scope import Scope
from polyfund.solver.certified import FOR_ONE
from polyfund.solver.highs import Infeasible
from polyfund.solver.matrix import Matrix
from polyfund.solver.stages import solve_stages

TAKEN_OFF = 1e-7  # of what is reached: so that asking for it again is not a matter of rounding


def silent(_number: int, _of: int) -> None:
    """Tells nobody."""


def go_alone(
    case: Case, agencies: Iterable[str], time_limit: float, tell: Callable[[int, int], None] = silent
) -> Alone:
    """What each of the agencies would do by itself; ``time_limit`` is for all of them. ``tell``
    hears the number of each as it begins, and how many they are.

    Raises: OutOfTime, SolverFailed.
    """
    end = monotonic() + time_limit
    persons = dict.fromkeys(agencies, 0.0)
    program = _build(case, [agency for agency in persons if case.can_give(_of(agency))])
    matrix = compile_model(program.model)
    x = np.zeros(matrix.a.shape[1])
    for number, (agency, rows, columns) in enumerate(_apart(program, matrix), start=1):
        tell(number, len(program.model.reach))
        try:
            part, left = _part(matrix, rows, columns), end - monotonic()
            solved = solve_stages(part, (0.0, 0.0, 0.0), left, attempts=FOR_ONE)
        except Infeasible:  # more is spent than its budgets hold, which the plan's own conflict tells
            continue
        persons[agency] = max(0.0, -solved[0].value * (1 - TAKEN_OFF))
        x[columns] = solved[-1].optimum.x
    together = published_grants(program, matrix, x)
    figures = Figures(case, together, {})
    return Alone(persons, {agency: figures.helped(agency) for agency in persons}, together)


def _of(agency: str) -> Scope:
    return Scope(agencies=frozenset((agency,)))


def _build(case: Case, agencies: list[str]) -> Program:
    model = pyo.ConcreteModel(name=case.name)
    program = Program(case, model)
    add_grants(program)
    _hold_spent(model, case)
    add_budgets(program)
    add_work(program, (program.grants, program.family), each=["agency"])
    model.reach = pyo.Block(pyo.Any)
    model.reached = pyo.Objective(expr=-pyo.quicksum(map(program.reached, agencies)))
    model.money = pyo.Objective(expr=program.family.total(np.arange(len(program.grants))))
    own_places = program.grants.groupby("agency").cumcount()
    add_tie_break(program, np.asarray(own_places, dtype=np.intp))
    return program


def _hold_spent(model: Any, case: Case) -> None:
    """What is spent is spent, alone or not."""
    for key, grant in model.grant.items() if case.spent_until is not None else ():
        if case.is_spent(key[3]):
            grant.setlb(case.previous[key])
            grant.setub(case.previous[key])


def _apart(program: Program, matrix: Matrix) -> Iterator[tuple[str, Positions, Positions]]:
    """Each agency that reaches anybody, with its rows and columns of the matrix, in order: those that
    hang together with its grants."""
    agencies = list(program.model.reach)
    grants = program.grants["agency"].map({agency: place for place, agency in enumerate(agencies)})
    given = np.flatnonzero(grants.notna())
    columns = [matrix.column_of[grant] for grant in program.family.ids[given].tolist()]
    rows, count = matrix.a.shape[0], sum(matrix.a.shape)
    both_ways = bmat([[None, matrix.a], [matrix.a.T, None]])
    together = connected_components(both_ways, directed=False)[1]
    whose = np.full(count, len(agencies))
    whose[together[rows + np.array(columns, dtype=np.intp)]] = grants.to_numpy()[given]
    owners = whose[together]
    each = (places_of_each(part, len(agencies)) for part in (owners[:rows], owners[rows:]))
    return zip(agencies, *each, strict=True)


def _part(matrix: Matrix, rows: Positions, columns: Positions) -> Matrix:
    """The matrix of these rows and columns, which stand in no other row or column."""
    place = np.zeros(matrix.a.shape[0], dtype=matrix.a.indices.dtype)
    place[rows] = np.arange(len(rows))
    theirs = matrix.a[:, columns]
    return Matrix(
        csc_array((theirs.data, place[theirs.indices], theirs.indptr), shape=(len(rows), len(columns))),
        row_lower=matrix.row_lower[rows],
        row_upper=matrix.row_upper[rows],
        lower=matrix.lower[columns],
        upper=matrix.upper[columns],
        costs=matrix.costs[:, columns],
        offsets=matrix.offsets,
        integer=matrix.integer[columns],
        column_of={},
        row_of={},
    )
