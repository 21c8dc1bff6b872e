"""What must be true of every case, tried on random small ones."""

from __future__ import annotations

from collections import defaultdict
from itertools import product

import numpy as np
import pandas as pd
import pyomo.environ as pyo
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pyomo.core.expr.visitor import identify_variables
from pytest import approx

from polyfund.case.budget_lines import BudgetLine
from polyfund.case.eligible import GRANT_KEYS
from polyfund.evaluation.funding import UNITS, fund
from polyfund.evaluation.quantities import Figures
from polyfund.formulation.build import build
from polyfund.formulation.standard_form import compile_model
from polyfund.objectives.aims import stages
from polyfund.planning.answer import Answer, judge, published_grants
from polyfund.planning.infeasibility import Conflict
from polyfund.planning.plan_files import write_grants
from polyfund.rules import IN_FORCE, all_demands, participation
from polyfund.run import read_case, solve, with_alone
from polyfund.solver.highs import Infeasible
from polyfund.solver.stages import solve_stages
from tests.cases import write_files
from tests.chinese import in_chinese
from tests.random_cases import AGENCIES, COUNTIES, PROGRAMMES, SECTORS, Tables, cases, read, texts
from tests.random_rules import Rows
from tests.rising_cases import rising_cases
from tests.solver.programs import INF, least, matrix_of, problem_of

NEAR = {"rel": 1e-5, "abs": 2e-3}  # amounts are rounded to the unit of the currency


def solved(tables: Tables) -> Answer:
    """The plan of the tables; a case in conflict is put aside."""
    try:
        return solve(read(tables))
    except Conflict as conflict:
        assert conflict.repairs
        assume(False)
        raise


@settings(max_examples=40)
@given(cases())
def test_every_plan_passes_the_audit_and_reaches_its_certified_bound(tables):
    answer = solved(tables)
    assert answer.audit.passes
    for stage in answer.stages:
        assert stage.value == approx(stage.bound, rel=1e-5, abs=1e-5)
        assert stage.final == approx(stage.bound, **NEAR) or stage.stage.slack


@settings(max_examples=40)
@given(cases())
def test_the_program_and_the_arithmetic_of_a_plan_agree_on_the_first_aim(tables):
    """The program may fill tiers and lift people as it likes; no better than filling in order."""
    case = with_alone(read(tables))
    demands = all_demands(case)
    aims = stages(case, demands)
    program = build(case, demands, aims[:1])
    matrix = compile_model(program.model)
    try:
        first = solve_stages(matrix, [0.0], 60.0)[0]
    except Infeasible:
        assume(False)
    figures = Figures(case, published_grants(program, matrix, first.optimum.x), demands)
    assert aims[0].value(figures) == approx(-aims[0].sign * first.value / aims[0].scale, **NEAR)


@settings(max_examples=40)
@given(cases())
def test_an_independent_solver_agrees_on_the_first_aim(tables):
    case = with_alone(read(tables))
    demands = all_demands(case)
    matrix = compile_model(build(case, demands, stages(case, demands)).model)
    best = least(problem_of(matrix), matrix.integer)
    try:
        first = solve_stages(matrix, [0.0], 60.0)[0]
    except Infeasible:
        assert best is None
    else:
        assert best is not None
        assert first.value - matrix.offsets[0] == approx(best, rel=1e-6, abs=1e-6)


@settings(max_examples=15)
@given(rising_cases())
def test_what_agencies_reach_by_rising_factors_is_what_the_program_says(tables):
    case = with_alone(read(tables))
    demands = all_demands(case)
    aims = stages(case, demands)
    program = build(case, demands, aims)
    matrix = compile_model(program.model)
    try:
        found = solve_stages(matrix, [0.0] * (len(aims) + 1), 60.0)
    except Infeasible:
        assume(False)
    plan = found[-1].optimum.x
    figures, audit = judge(case, published_grants(program, matrix, plan), demands)
    assert audit.passes
    for stage, result in zip(aims, found, strict=False):  # the last breaks ties
        assert result.value == approx(result.bound, rel=1e-5, abs=1e-5)
        assert stage.value(figures) == approx(-stage.sign * result.bound, **NEAR)
    for demand in demands["participation"]:
        reached = participation.given(program, demand)
        for variable in identify_variables(reached):
            variable.set_value(plan[matrix.column_of[id(variable)]], skip_validation=True)
        assert pyo.value(reached) == approx(participation.given(figures, demand), **NEAR)


@settings(max_examples=20)
@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(tmp_path_factory, tables, random):
    folder = tmp_path_factory.mktemp("order")
    plans = []
    for name in ("as drawn", "shuffled"):
        write_grants(solved(tables).figures.grants, folder / name)
        plans.append((folder / name).read_bytes())
        tables = {key: [rows[0], *random.sample(rows[1:], len(rows) - 1)] for key, rows in tables.items()}
    assert plans[0] == plans[1]


@settings(max_examples=15)
@given(cases())
def test_the_language_does_not_matter(tmp_path_factory, tables):
    folder = tmp_path_factory.mktemp("language")
    chinese = write_files(folder, texts(in_chinese(tables)))
    for name, answer in (("en", solved(tables)), ("zh", solve(read_case(chinese)))):
        write_grants(answer.figures.grants, folder / name)
    assert (folder / "en").read_bytes() == (folder / "zh").read_bytes()


@settings(max_examples=15)
@given(cases())
def test_names_do_not_matter(tables):
    """Counties, agencies and programmes under other names in the same order: the same plan."""
    new = {name: f"New {name}" for name in (*COUNTIES, *AGENCIES, *PROGRAMMES)}
    renamed = {
        key: [rows[0], *(tuple(new.get(cell, cell) for cell in row) for row in rows[1:])]
        for key, rows in tables.items()
    }
    one, two = (solved(each).figures.grants for each in (tables, renamed))
    keys = ["agency", "county", "programme"]
    renamed_back = one.assign(**{key: one[key].map(new).astype(object) for key in keys})
    pd.testing.assert_frame_equal(renamed_back, two.astype(dict.fromkeys(keys, object)), rtol=0, atol=1.5e-6)


@settings(max_examples=20)
@given(cases(soft=False, aims=False), st.data())
def test_one_rule_less_never_lifts_fewer(tables, data):
    demanding = [room.TABLE.key for room in IN_FORCE if room.PRICE_MEANS]  # Neighbours asks nothing
    asked = [(rule, number) for rule in demanding for number in range(1, len(tables.get(rule, ())))]
    assume(asked)
    rule, number = data.draw(st.sampled_from(asked))
    rows = tables[rule]
    looser = {**tables, rule: rows[:number] + rows[number + 1 :]}
    before, after = (solved(each).stages[0] for each in (tables, looser))
    assert after.value >= before.value - 1e-5 * max(1.0, before.value)


MONEY = {
    "needs": "need",
    "budgets": "amount",
    "limits": "amount",
    "joint": "amount",
    "commitments": "amount",
    "minimum_grants": "at least",
}
EFFECTS = {"programmes": "persons lifted per million", "needs": "own effect"}


def times(rows: Rows, column: str, factor: float) -> Rows:
    place = rows[0].index(column)
    share = rows[0].index("basis") if "basis" in rows[0] else None
    return [
        row
        if number == 0 or not row[place] or (share is not None and row[share] == "share of need")
        else (*row[:place], str(float(row[place]) * factor), *row[place + 1 :])
        for number, row in enumerate(rows)
    ]


def in_half_the_money_unit(tables: Tables) -> Tables:
    """The same case with every million written as two of a coin worth half."""
    other = dict(tables)
    for name, column in MONEY.items():
        if name in other:
            other[name] = times(other[name], column, 2)
    for name, column in EFFECTS.items():
        other[name] = times(other[name], column, 0.5)
    return other


@settings(max_examples=20)
@given(cases(soft=False, days=False, aims=False))
def test_the_unit_of_money_does_not_matter(tables):
    one, two = solved(tables), solved(in_half_the_money_unit(tables))
    assert two.stages[0].value == approx(one.stages[0].value, rel=1e-6, abs=1e-5)
    if one.stages[0].proof != "certificate":
        return  # of equally good choices another may be found
    assert two.stages[1].value == approx(2 * one.stages[1].value, rel=1e-6, abs=1e-6)
    amounts = [answer.figures.grants.set_index(GRANT_KEYS)["amount"] for answer in (one, two)]
    found = pd.concat(amounts, axis=1).fillna(0.0).to_numpy()
    assert np.abs(2 * found[:, 0] - found[:, 1]).max(initial=0.0) <= 1e-5


YEARS = (2016, 2017, 2018)


@st.composite
def lines_and_spending(draw: st.DrawFn) -> tuple[list[BudgetLine], dict[tuple[str, int], float]]:
    """One agency's lines of Budgets, and what it spends by sector and year."""
    amounts = st.integers(0, 12).map(float)
    shares = st.sampled_from((0.0, 0.25, 1.0))
    lines = [
        BudgetLine(
            row, "Fund", sector, year, draw(amounts), draw(shares), draw(st.sampled_from(YEARS[start:]))
        )
        for row, (sector, (start, year)) in enumerate(product((None, *SECTORS), enumerate(YEARS)))
        if draw(st.booleans())
    ]
    return lines, {cell: draw(amounts) for cell in product(SECTORS, YEARS) if draw(st.booleans())}


PAID, CARRIED, MOVED = -10_000.0, 100.0, 1.0  # first pay the most, then carry least, then move least


def dearness(lines: list[BudgetLine], spending: dict[tuple[str, int], float]) -> float:
    """What the best way to pay costs, as a linear program: one column for each way of a line to
    a sector and year."""
    ways = [
        (line, cell) for line in lines for cell in spending if line.year <= cell[1] <= line.last_year
        if line.sector in (None, cell[0]) or line.transferable
    ]  # fmt: skip
    if not ways:
        return 0.0
    costs = []
    rows: dict[object, tuple[list[int], float]] = defaultdict(lambda: ([], INF))
    for column, (line, cell) in enumerate(ways):
        costs.append(PAID + CARRIED * (cell[1] > line.year))
        rows["line", line.row] = ([*rows["line", line.row][0], column], line.amount)
        rows["spent", cell] = ([*rows["spent", cell][0], column], spending[cell])
        if line.sector not in (None, cell[0]):
            moved = line.transferable * line.amount
            rows["moved", line.row] = ([*rows["moved", line.row][0], column], moved)
            costs[-1] += MOVED
    a = [[float(column in columns) for column in range(len(ways))] for columns, _ in rows.values()]
    upper = [side for _, side in rows.values()]
    best = least(problem_of(matrix_of([costs], a, [-INF] * len(a), upper)))
    assert best is not None
    return best


@settings(max_examples=100)
@given(lines_and_spending())
def test_no_linear_program_pays_more_or_carries_and_moves_less(drawn):
    lines, spending = drawn
    funding = fund(lines, spending)
    used, carried, moved = (sum(by.values()) for by in (funding.used, funding.carried, funding.moved))
    assert PAID * used + CARRIED * carried + MOVED * moved == approx(dearness(lines, spending), abs=1e-6)
    assert used == approx(sum(spending.values()) - sum(funding.unpaid.values()))
    for line in lines:
        assert funding.used[line.row] <= line.amount + 0.5 / UNITS
        assert funding.carried[line.row] <= funding.used[line.row] * (line.last_year > line.year)
        assert funding.moved[line.row] <= line.transferable * line.amount * (line.sector is not None)


@pytest.mark.parametrize("share", [0.0, 0.5])
def test_nothing_to_spend_needs_no_money(share):
    funding = fund([BudgetLine(2, "Fund", "welfare", 2016, 5.0, share, 2016)], {})
    assert (funding.used, funding.unpaid) == ({2: 0.0}, {})
