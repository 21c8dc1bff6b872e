"""The core program by other modelling tools, with their own HiGHS as they set it.

Each writer takes the same frames and returns the people lifted, in persons, or how it ended. The
variables, a letter for each:

    grant[g]         million, one for each eligible agency, county, programme and year
    own, pooled      million of a budget line in a year, in its sector or through the pool
    integrated       million of an agency's pool for a sector in a year
    tier             million in a tier of a need in a year
    poor, lifted     persons by county and year
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from time import monotonic, perf_counter
from typing import Any

import numpy as np
import pandas as pd

from benchmarks.core import Core, core, without_rules
from polyfund.case.case import Case
from polyfund.formulation.build import build
from polyfund.formulation.standard_form import compile_model
from polyfund.objectives.aims import stages
from polyfund.rules import all_demands
from polyfund.solver.certified import ATTEMPTS, MIDDLE, prove
from polyfund.solver.highs import OutOfTime, problem_of


@dataclass(frozen=True)
class Told:
    """Seconds to write the program and to solve it, and the people lifted; None: out of time."""

    written: float
    solved: float
    lifted: float | None


def polyfund(case: Case, limit: float) -> Told:
    """The house itself, as it meets the first aim: a large program in the middle of its optimal face,
    with the proof.

    Raises: SolverFailed.
    """
    case = without_rules(case)
    assert len(case.eligible)  # found before the clock starts, as the others' frames are
    started = perf_counter()
    demands = all_demands(case)
    matrix = compile_model(build(case, demands, stages(case, demands)).model)
    written = perf_counter()
    problem, end = problem_of(matrix, 0), monotonic() + limit
    attempts = ({**ATTEMPTS[0], **MIDDLE}, *ATTEMPTS) if matrix.large else ATTEMPTS
    try:
        found, _proof, _upper = prove(
            problem, problem.upper, 0.0, float(matrix.offsets[0]), end, attempts, feasible=False, vertex=False
        )
    except OutOfTime:
        return Told(written - started, perf_counter() - written, None)
    return Told(written - started, perf_counter() - written, -(found.value + matrix.offsets[0]))


def by_linopy(case: Case, limit: float) -> Told:
    import linopy

    given = core(without_rules(case))
    started = perf_counter()
    model, poor = _in_linopy(linopy, given)
    written = perf_counter()
    _, condition = model.solve(
        "highs", io_api="direct", time_limit=limit, output_flag=False, log_to_console=False
    )
    solved = perf_counter() - written
    if condition != "optimal":  # out of time is "ok" too, with what it has
        return Told(written - started, solved, None)
    return Told(written - started, solved, given.without - float(poor.solution.isel(year=-1).sum()))


def _in_linopy(linopy: Any, given: Core) -> tuple[Any, Any]:
    """The model, and the poor by county and year. Sums go by a code for each group of rows."""
    model = linopy.Model()

    def variables(name: str, of: pd.DataFrame) -> Any:
        return model.add_variables(lower=0, coords=[pd.RangeIndex(len(of), name=name)], name=name)

    def total(expression: Any, codes: Any, groups: int) -> Any:
        """The sum by group, over all groups: an empty one is 0."""
        by = pd.Series(codes, index=expression.indexes[expression.coord_dims[0]], name="group")
        return (1 * expression).groupby(by).sum().reindex(group=np.arange(groups)).fillna(0)

    grants, own, pooled, tiers = given.grants, given.own, given.pooled, given.tiers
    cells = Codes(grants[["agency", "sector", "year"]])
    integrated = pd.DataFrame(cells.keys, columns=["agency", "sector", "year"])
    pools = Codes(integrated[["agency", "year"]])
    lines = Codes(given.lines[["line"]])
    places = Codes(tiers[["county", "programme", "year"]])
    needs = Codes(given.capacities[["county", "programme", "tier"]])

    grant, tier = variables("grant", grants), variables("tier", tiers)
    moved, mine, shared = (
        variables("integrated", integrated),
        variables("own", own),
        variables("pooled", pooled),
    )
    kept = own.assign(cell=cells.of(own[["agency", "sector", "year"]])).query("cell >= 0")
    spent = total(grant, cells.of(grants[["agency", "sector", "year"]]), len(cells))
    in_sector = total(mine.isel(own=kept.index), kept["cell"].to_numpy(), len(cells))
    model.add_constraints(spent - in_sector - moved.rename(integrated="group") <= 0, name="budget")
    drawn = pooled.assign(pool=pools.of(pooled[["agency", "year"]])).query("pool >= 0")
    in_pool = total(shared.isel(pooled=drawn.index), drawn["pool"].to_numpy(), len(pools))
    model.add_constraints(
        total(moved, pools.of(integrated[["agency", "year"]]), len(pools)) - in_pool <= 0, name="pool"
    )
    used = total(mine, lines.of(own[["line"]]), len(lines)) + total(
        shared, lines.of(pooled[["line"]]), len(lines)
    )
    model.add_constraints(used <= given.lines["amount"].to_numpy(), name="line")
    movable = pooled[pooled["sectored"]]
    if len(movable):
        some = total(shared.isel(pooled=movable.index), lines.of(movable[["line"]]), len(lines))
        model.add_constraints(some <= given.lines["movable"].to_numpy(), name="transferable")

    arriving = total(
        grants["worth"].to_numpy() * grant, places.of(grants[["county", "programme", "year"]]), len(places)
    )
    filling = total(tier, places.of(tiers[["county", "programme", "year"]]), len(places))
    model.add_constraints(arriving - filling == 0, name="arrives")
    full = total(tier, needs.of(tiers[["county", "programme", "tier"]]), len(needs))
    model.add_constraints(full <= given.capacities["capacity"].to_numpy(), name="saturation")
    return model, _poverty_in_linopy(model, given, tier, total)


def _poverty_in_linopy(model: Any, given: Core, tier: Any, total: Callable[..., Any]) -> Any:
    years, counties = pd.Index(given.years, name="year"), pd.Index(list(given.poor), name="county")
    poor = model.add_variables(lower=0, coords=[counties, years], name="poor")
    lifted = model.add_variables(lower=0, coords=[counties, years], name="lifted")
    felt = Codes(pd.MultiIndex.from_product([counties, years]).to_frame(index=False))
    tiers = given.tiers.assign(cell=felt.of(given.tiers[["county", "felt"]])).query("cell >= 0")
    effects = total(
        tiers["effect"].to_numpy() * tier.isel(tier=tiers.index), tiers["cell"].to_numpy(), len(felt)
    )
    flat = (1 * lifted).stack(group=["county", "year"]).drop_vars(["group", "county", "year"])
    model.add_constraints(flat.assign_coords(group=np.arange(len(felt))) - effects <= 0, name="effect")
    growth = pd.Series(given.growth, index=counties).to_xarray()
    start = (growth * pd.Series(given.poor, index=counties).to_xarray()).expand_dims(year=years[:1])
    before = growth * poor.shift(year=1).fillna(0)
    first = start.reindex(year=years, fill_value=0).transpose("county", "year")
    model.add_constraints(poor - before + lifted == first, name="poverty")
    model.add_objective(poor.isel(year=-1).sum())
    return poor


class Codes:
    """A number for each distinct row of a frame; -1 for what is not among them."""

    def __init__(self, frame: pd.DataFrame) -> None:
        self.keys = list(dict.fromkeys(frame.itertuples(index=False, name=None)))
        self._codes = {key: code for code, key in enumerate(self.keys)}

    def __len__(self) -> int:
        return len(self.keys)

    def of(self, frame: pd.DataFrame) -> Any:
        rows: Iterable[Any] = frame.itertuples(index=False, name=None)
        return np.array([self._codes.get(row, -1) for row in rows], dtype=int)


def by_pulp(case: Case, limit: float) -> Told:
    import pulp

    given = core(without_rules(case))
    started = perf_counter()
    problem, poor = _in_pulp(pulp, given)
    written = perf_counter()
    status = problem.solve(pulp.HiGHS(msg=False, timeLimit=limit))
    solved = perf_counter() - written
    if status != pulp.LpStatusOptimal or problem.sol_status != pulp.LpSolutionOptimal:
        return Told(written - started, solved, None)
    end = sum(poor[county, given.years[-1]].value() for county in given.poor)
    return Told(written - started, solved, given.without - end)


def _in_pulp(pulp: Any, given: Core) -> tuple[Any, dict[tuple[str, int], Any]]:
    problem = pulp.LpProblem("core", pulp.LpMinimize)
    spent: dict[Any, list[Any]] = defaultdict(list)
    arriving: dict[Any, list[Any]] = defaultdict(list)
    for number, (agency, county, programme, year, sector, worth) in enumerate(_rows(given.grants)):
        grant = problem.add_variable(f"grant_{number}", 0)
        spent[agency, sector, year].append(grant)
        arriving[county, programme, year].append((grant, worth))
    of_line: dict[Any, list[Any]] = defaultdict(list)
    movable: dict[Any, list[Any]] = defaultdict(list)
    in_pool: dict[Any, list[Any]] = defaultdict(list)
    in_sector: dict[Any, list[Any]] = defaultdict(list)
    for number, row in enumerate(given.own.itertuples()):
        money = problem.add_variable(f"own_{number}", 0)
        of_line[row.line].append(money)
        in_sector[row.agency, row.sector, row.year].append(money)
    for number, row in enumerate(given.pooled.itertuples()):
        money = problem.add_variable(f"pooled_{number}", 0)
        of_line[row.line].append(money)
        in_pool[row.agency, row.year].append(money)
        if row.sectored:
            movable[row.line].append(money)
    drawn: dict[Any, list[Any]] = defaultdict(list)
    for number, (cell, grants) in enumerate(spent.items()):
        moved = problem.add_variable(f"integrated_{number}", 0)
        drawn[cell[0], cell[2]].append(moved)
        problem += pulp.lpSum(grants) - pulp.lpSum(in_sector[cell]) - moved <= 0
    for pool, money in drawn.items():
        problem += pulp.lpSum(money) - pulp.lpSum(in_pool[pool]) <= 0
    for line, amount, most in _rows(given.lines):
        problem += pulp.lpSum(of_line[line]) <= amount
        if movable[line]:
            problem += pulp.lpSum(movable[line]) <= most
    return problem, _outcomes_in_pulp(pulp, problem, given, arriving)


def _outcomes_in_pulp(
    pulp: Any, problem: Any, given: Core, arriving: dict[Any, list[Any]]
) -> dict[tuple[str, int], Any]:
    filling: dict[Any, list[Any]] = defaultdict(list)
    full: dict[Any, list[Any]] = defaultdict(list)
    effects: dict[Any, list[Any]] = defaultdict(list)
    for number, row in enumerate(given.tiers.itertuples()):
        tier = problem.add_variable(f"tier_{number}", 0)
        filling[row.county, row.programme, row.year].append(tier)
        full[row.county, row.programme, row.tier].append(tier)
        effects[row.county, row.felt].append((tier, row.effect))
    for place, grants in arriving.items():
        problem += pulp.LpAffineExpression(grants) - pulp.lpSum(filling[place]) == 0
    for county, programme, tier, capacity, _effect in _rows(given.capacities):
        problem += pulp.lpSum(full[county, programme, tier]) <= capacity
    poor: dict[tuple[str, int], Any] = {}
    for place, (county, start) in enumerate(given.poor.items()):
        before = start
        for year in given.years:
            now = poor[county, year] = problem.add_variable(f"poor_{place}_{year}", 0)
            lifted = problem.add_variable(f"lifted_{place}_{year}", 0)
            problem += lifted - pulp.LpAffineExpression(effects[county, year]) <= 0
            problem += now - given.growth[county] * before + lifted == 0
            before = now
    problem.setObjective(pulp.lpSum(poor[county, given.years[-1]] for county in given.poor))
    return poor


def _rows(frame: pd.DataFrame) -> Iterable[Any]:
    return frame.itertuples(index=False, name=None)


PEERS: dict[str, Callable[[Case, float], Told]] = {
    "polyfund": polyfund,
    "linopy": by_linopy,
    "pulp": by_pulp,
}
