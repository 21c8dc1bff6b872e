"""Pyomo to checked arrays: senses, bounds, constants, places, and figures out of range."""

from dataclasses import replace

import numpy as np
import pyomo.environ as pyo
import pytest
from numpy.testing import assert_array_equal
from scipy.sparse import csc_array

from model.solving.matrix import Matrix, UnfitMatrix, check_range, compile_model

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


FIT = Matrix(
    csc_array([[1.0, 2.0]]),
    row_lower=np.array([-INF]),
    row_upper=np.array([4.0]),
    lower=np.array([0.0, 0.0]),
    upper=np.array([INF, 1.0]),
    costs=np.array([[1.0, 0.0]]),
    offsets=np.array([0.0]),
    integer=np.array([False, False]),
    column_of={},
    row_of={},
)


def test_sound_figures_pass():
    check_range(FIT)


@pytest.mark.parametrize("coefficient", [float("nan"), INF, -INF, 1e15, -1e15, 1e-10, -1e-10, 0.0])
def test_a_coefficient_that_the_solver_would_drop_or_misread_is_refused(coefficient):
    a = csc_array([[1.0, 2.0]])
    a.data[0] = coefficient
    with pytest.raises(UnfitMatrix, match="coefficient"):
        check_range(replace(FIT, a=a))


@pytest.mark.parametrize(
    ("part", "figures", "words"),
    [
        ("row_upper", [1e20], "side of a row"),
        ("row_lower", [-1e20], "side of a row"),
        ("row_upper", [float("nan")], "side of a row"),
        ("row_lower", [5.0], "row has its lower side above"),
        ("upper", [INF, 1e20], "side of a column"),
        ("lower", [0.0, float("nan")], "side of a column"),
        ("lower", [0.0, 2.0], "column has its lower side above"),
        ("costs", [[1.0, 1e15]], "cost"),
        ("costs", [[1.0, float("nan")]], "cost"),
        ("costs", [[1.0, INF]], "cost"),
    ],
)
def test_a_side_or_cost_out_of_range_is_refused(part, figures, words):
    with pytest.raises(UnfitMatrix, match=words):
        check_range(replace(FIT, **{part: np.array(figures)}))


@pytest.mark.parametrize("sides", [(INF, INF), (-INF, -INF)])
def test_a_side_at_the_wrong_infinity_is_refused(sides):
    lower, upper = sides
    with pytest.raises(UnfitMatrix):
        check_range(replace(FIT, row_lower=np.array([lower]), row_upper=np.array([upper])))


def test_a_model_with_an_unfit_figure_is_refused_when_compiled():
    model = two_columns()
    model.row = pyo.Constraint(expr=1e16 * model.x + model.y <= 1)
    with pytest.raises(UnfitMatrix):
        compile_model(model)
