"""Figures out of range are refused."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.sparse import csc_array

from polyfund.solver.matrix import Matrix, UnfitMatrix, check_range, check_size, is_large

INF = float("inf")


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


@pytest.mark.parametrize("coefficient", [float("nan"), INF, -INF, 1e15, -1e15, 0.0])
def test_a_coefficient_that_the_solver_would_drop_or_misread_is_refused(coefficient):
    a = csc_array([[1.0, 2.0]])
    a.data[0] = coefficient
    with pytest.raises(UnfitMatrix, match="coefficient"):
        check_range(replace(FIT, a=a))


@pytest.mark.parametrize("coefficient", [1e-10, -1e-10, 1e-9, -1e-9])
def test_a_coefficient_that_the_solver_would_drop_is_refused_in_the_units_it_is_solved_in(coefficient):
    a = csc_array([[1.0, 2.0]])
    a.data[0] = coefficient
    small = replace(FIT, a=a)
    check_range(small)
    with pytest.raises(UnfitMatrix, match="nothing beside others"):
        check_size(small)


@pytest.mark.parametrize("coefficient", [1.1e-9, -1.1e-9, 0.9e15, -0.9e15])
def test_a_coefficient_just_within_passes(coefficient):
    a = csc_array([[1.0, 2.0]])
    a.data[0] = coefficient
    check_range(replace(FIT, a=a))
    check_size(replace(FIT, a=a))


@pytest.mark.parametrize(
    ("part", "figures"),
    [
        ("row_upper", [0.9e20]),
        ("row_lower", [-0.9e20]),
        ("row_lower", [4.0]),  # an equality
        ("upper", [INF, 0.9e20]),
        ("lower", [0.0, 1.0]),  # a column that is held
        ("costs", [[1.0, -0.9e20]]),
        ("costs", [[1.0, 1e-12]]),  # a cost may be as small as it likes
    ],
)
def test_a_side_or_cost_just_within_passes(part, figures):
    check_range(replace(FIT, **{part: np.array(figures)}))


@pytest.mark.parametrize(("nonzeros", "large"), [(99_999, False), (100_000, True)])
def test_a_large_program_has_a_hundred_thousand_nonzeros(nonzeros, large):
    assert is_large(nonzeros) is large


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
        ("costs", [[1.0, 1e20]], "cost"),
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
