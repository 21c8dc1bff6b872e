"""Pyomo to arrays: senses, bounds, constants, places; and the same as Pyomo's own compiler makes of it."""

from pathlib import Path

import numpy as np
import pyomo.environ as pyo
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_array_equal
from pyomo.repn.plugins.standard_form import LinearStandardFormCompiler
from pytest import approx

from benchmarks.generate import generate
from polyfund.formulation.build import build
from polyfund.formulation.standard_form import compile_model
from polyfund.formulation.sums import Family
from polyfund.objectives.aims import stages
from polyfund.rules import all_demands
from polyfund.run import read_case, with_alone
from polyfund.solver.matrix import UnfitMatrix

INF = float("inf")


def two_columns() -> pyo.ConcreteModel:
    model = pyo.ConcreteModel()
    model.x = pyo.Var(bounds=(0, None))
    model.y = pyo.Var(bounds=(-2, 7))
    model.aim = pyo.Objective(expr=model.x + model.y)
    return model


@pytest.mark.parametrize(
    ("row", "lower", "upper"),
    [
        (lambda x, y: x + 2 * y <= 4, -INF, 4),
        (lambda x, y: x + 2 * y >= 4, 4, INF),
        (lambda x, y: x + 2 * y == 4, 4, 4),
        (lambda x, y: x + 2 * y + 1 <= 4, -INF, 3),  # a constant on the left goes to the right
        (lambda x, y: x <= 4 - 2 * y, -INF, 4),  # so do variables on the right
    ],
)
def test_a_row_keeps_its_sense_and_side(row, lower, upper):
    model = two_columns()
    model.row = pyo.Constraint(expr=row(model.x, model.y))
    matrix = compile_model(model)
    x, y = (matrix.column_of[id(column)] for column in (model.x, model.y))
    place = matrix.row_of[id(model.row)]
    assert (matrix.row_lower[place], matrix.row_upper[place]) == (lower, upper)
    assert (matrix.a[place, x], matrix.a[place, y]) == (1, 2)


def test_a_row_between_two_sides_keeps_both():
    model = two_columns()
    model.row = pyo.Constraint(expr=(1, model.x + model.y, 4))
    matrix = compile_model(model)
    assert (matrix.row_lower.max(), matrix.row_upper.min()) == (1, 4)


def test_columns_keep_their_bounds():
    model = two_columns()
    model.free = pyo.Var()
    model.row = pyo.Constraint(expr=model.x + model.y + model.free <= 1)
    matrix = compile_model(model)
    places = [matrix.column_of[id(column)] for column in (model.x, model.y, model.free)]
    assert_array_equal(matrix.lower[places], [0, -2, -INF])
    assert_array_equal(matrix.upper[places], [INF, 7, INF])


def test_objectives_come_in_order_with_their_constants():
    model = two_columns()
    model.row = pyo.Constraint(expr=model.x + model.y <= 1)
    model.second = pyo.Objective(expr=10 - 3 * model.y)
    matrix = compile_model(model)
    x, y = (matrix.column_of[id(column)] for column in (model.x, model.y))
    assert_array_equal(matrix.costs[:, [x, y]], [[1, 1], [0, -3]])
    assert_array_equal(matrix.offsets, [0, 10])


def test_places_lead_back_to_indexed_variables_and_rows():
    model = pyo.ConcreteModel()
    model.x = pyo.Var([3, 1, 2], bounds=(0, None))
    model.row = pyo.Constraint([2, 3], rule=lambda m, i: i * m.x[i] + m.x[1] <= 10 * i)
    model.aim = pyo.Objective(expr=model.x[1])
    matrix = compile_model(model)
    assert matrix.nonzeros == 4
    for i in (2, 3):
        place = matrix.row_of[id(model.row[i])]
        assert matrix.row_upper[place] == 10 * i
        assert matrix.a[place, matrix.column_of[id(model.x[i])]] == i


def test_a_model_with_an_unfit_figure_is_refused_when_compiled():
    model = two_columns()
    model.row = pyo.Constraint(expr=1e16 * model.x + model.y <= 1)
    with pytest.raises(UnfitMatrix):
        compile_model(model)


def test_what_is_not_linear_is_refused():
    model = two_columns()
    model.row = pyo.Constraint(expr=model.x * model.y <= 1)
    with pytest.raises(UnfitMatrix, match="not linear"):
        compile_model(model)


def test_a_fixed_variable_is_held_where_it_is():
    model = two_columns()
    model.row = pyo.Constraint(expr=model.x + model.y <= 9)
    model.y.fix(3)
    matrix = compile_model(model)
    place = matrix.column_of[id(model.y)]
    assert (matrix.lower[place], matrix.upper[place]) == (3, 3)


def test_an_unused_variable_is_no_column():
    model = two_columns()
    model.idle = pyo.Var()
    model.row = pyo.Constraint(expr=model.x + model.y <= 9)
    assert id(model.idle) not in compile_model(model).column_of


@pytest.mark.parametrize(
    ("row", "rows", "least"),
    [
        (lambda x: x - x <= 4, 0, None),  # asks nothing
        (lambda x: x - x >= 4, 1, 4),  # asks what cannot be, which the solver is to say
    ],
)
def test_a_row_without_terms(row, rows, least):
    model = two_columns()
    model.row = pyo.Constraint(expr=row(model.x))
    matrix = compile_model(model)
    assert matrix.a.shape == (rows, 2)
    assert least is None or matrix.row_lower[0] == least


def entries(model):
    """Cost by objective and name, and by name each row: its terms, lower and upper side; all as compiled here."""
    matrix = compile_model(model)
    columns = {place: number for number, place in matrix.column_of.items()}
    rows = {place: number for number, place in matrix.row_of.items()}
    a, found = matrix.a.tocsr(), {}
    for place, number in rows.items():
        span = slice(a.indptr[place], a.indptr[place + 1])
        terms = {columns[column]: value for column, value in zip(a.indices[span], a.data[span], strict=True)}
        found[number] = (terms, matrix.row_lower[place], matrix.row_upper[place])
    costs = [{columns[place]: cost[place] for place in np.flatnonzero(cost)} for cost in matrix.costs]
    return costs, list(matrix.offsets), found


def by_pyomo(model):
    """The same by Pyomo's own compiler."""
    form = LinearStandardFormCompiler().write(model, mixed_form=True)
    columns, a, found = [id(column) for column in form.columns], form.A.tocsr(), {}
    for place, row in enumerate(form.rows):
        span = slice(a.indptr[place], a.indptr[place + 1])
        terms = {columns[column]: value for column, value in zip(a.indices[span], a.data[span], strict=True)}
        low, high = (-INF, INF) if id(row.constraint) not in found else found[id(row.constraint)][1:]
        side = float(form.rhs[place])
        low, high = (low if row.bound_type > 0 else side), (high if row.bound_type < 0 else side)
        found[id(row.constraint)] = (terms, low, high)
    costs = [{columns[place]: cost[place] for place in np.flatnonzero(cost)} for cost in form.c.toarray()]
    return costs, list(form.c_offset), found


def assert_as_by_pyomo(model):
    (costs, offsets, rows), (its_costs, its_offsets, its_rows) = entries(model), by_pyomo(model)
    assert [approx(cost) for cost in its_costs] == costs
    assert offsets == approx(its_offsets)
    assert rows.keys() == its_rows.keys()
    for number, (terms, *sides) in its_rows.items():
        assert rows[number][0] == approx(terms)
        assert rows[number][1:] == approx(tuple(sides))


@pytest.mark.parametrize("name", ["tiny", "tiny-degenerate"])
def test_a_case_with_every_rule_is_what_pyomo_makes_of_it(name, tmp_path):
    folder = generate("tiny", tmp_path / "case", degenerate=name.endswith("degenerate"))
    case = with_alone(read_case(Path(folder)))
    demands = all_demands(case)
    assert_as_by_pyomo(build(case, demands, stages(case, demands)).model)


NUMBERS = st.sampled_from([-2.0, -1.0, -0.5, 0.0, 1.0, 3.0])


@st.composite
def expressions(draw, family, depth=3):
    """Linear expressions of all shapes over a family of variables."""
    kind = draw(st.sampled_from(["variable", "number", "sum", "plus", "minus", "times"][: 6 if depth else 3]))
    if kind == "variable":
        return draw(st.sampled_from(list(family.variables)))
    if kind == "number":
        return draw(NUMBERS)
    if kind == "sum":
        places = draw(st.lists(st.integers(0, len(family.ids) - 1), unique=True))
        weights = draw(st.lists(NUMBERS, min_size=len(places), max_size=len(places)))
        return family.weighed(np.array(weights), np.array(places, dtype=np.intp))
    left = draw(expressions(family, depth - 1))
    if kind == "times":
        return draw(NUMBERS) * left
    right = draw(expressions(family, depth - 1))
    return left + right if kind == "plus" else left - right


@given(data=st.data())
def test_random_rows_are_what_pyomo_makes_of_them(data):
    model = pyo.ConcreteModel()
    model.x = pyo.Var(range(4), bounds=(0, None))
    model.anchor = pyo.Constraint(expr=pyo.quicksum(model.x.values()) <= 1)
    family = Family(model.x.values())
    model.aim = pyo.Objective(expr=model.x[0] + data.draw(expressions(family)))
    body = model.x[1] + data.draw(expressions(family))
    side = data.draw(expressions(family))
    sense = data.draw(st.sampled_from(["<=", ">=", "=="]))
    model.row = pyo.Constraint(
        expr=body <= side if sense == "<=" else body >= side if sense == ">=" else body == side
    )
    try:
        assert_as_by_pyomo(model)
    except ValueError as refused:  # Pyomo refuses a row without terms that cannot be
        assert "infeasible" in str(refused)
