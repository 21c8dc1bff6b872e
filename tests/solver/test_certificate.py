"""The proof without the solver: it holds for an optimum, and for nothing else."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose
from pytest import approx

from polyfund.solver.certificate import Certificate, certify, implied_upper, size_of
from polyfund.solver.highs import Optimum, solve
from tests.solver.programs import INF, bounded_matrices, least, matrix_of, problem_of, with_row

# min -3x - 2y, x + y <= 4, x + 3y <= 9, x <= 3: best at (3, 1), -11, by the price -2 of the first row
SHOP = problem_of(matrix_of([[-3, -2]], [[1, 1], [1, 3]], [-INF, -INF], [4, 9], upper=[3, 100]))


def point(x, prices=(-2.0, 0.0)) -> Optimum:
    prices = np.array(prices)
    return Optimum(np.array(x, dtype=float), prices, SHOP.cost - SHOP.a.T @ prices, 0.0, 0)


@pytest.mark.parametrize(
    ("x", "prices", "value", "bound", "violation", "holds"),
    [
        ((3, 1), (-2, 0), -11, -11, 0, True),
        ((0, 0), (-2, 0), 0, -11, 0, False),  # allowed, but not best
        ((2, 2), (-2, 0), -10, -11, 0, False),
        ((3, 1), (-1, 0), -11, -110, 0, False),  # best, but not by these prices: -4 - 2*3 - 1*100
        ((3, 1), (2, 0), -11, -209, 0, False),  # a price without a side counts for nothing: the box alone
        ((3, 2), (-2, 0), -13, -11, 1 / 4, False),  # better than best: over the first row by 1 of 4
        ((4, 0), (-2, 0), -12, -11, 1 / 3, False),  # over a column's end by 1 of 3
        ((3, -1), (-2, 0), -7, -11, 1, False),
    ],
)
def test_a_point_and_prices_prove_this_much(x, prices, value, bound, violation, holds):
    proof = certify(SHOP, point(x, prices), SHOP.upper)
    assert (proof.value, proof.bound) == (approx(value), approx(bound))
    assert proof.violation == approx(violation)
    assert (proof.holds, proof.constant) == (holds, 0)


@pytest.mark.parametrize(("missing", "holds"), [(1e-5, True), (1e-4, False)])
def test_a_gap_of_a_millionth_is_allowed_and_no_more(missing, holds):
    assert certify(SHOP, point((3 - missing / 10, 1)), SHOP.upper).holds is holds


@pytest.mark.parametrize(
    ("missing", "constant", "holds"),
    [
        (1e-4, 0, False),  # of 11
        (1e-4, -1000, True),  # of 1011
        (1e-2, -1000, False),
        (1e-5, 11, True),  # of 11, though people read 0
    ],
)
def test_a_millionth_is_of_what_people_read_too(missing, constant, holds):
    assert certify(SHOP, point((3 - missing / 10, 1)), SHOP.upper, constant).holds is holds


@pytest.mark.parametrize(
    ("value", "bound", "violation", "constant", "gap", "holds"),
    [
        (-200, -200 - 1.9e-4, 0, 0, 1.9e-4 / 200, True),  # a millionth of 200 is 2e-4
        (-200, -200 - 2.1e-4, 0, 0, 2.1e-4 / 200, False),
        (-200, -200 + 1.9e-4, 0, 0, 0, True),
        (-200, -200 + 2.1e-4, 0, 0, 0, False),  # better than its bound: no gap, and no proof
        (0.5, 0.5 - 0.9e-6, 0, 0, 0.9e-6, True),  # of 1 at least
        (0.5, 0.5 - 1.1e-6, 0, 0, 1.1e-6, False),
        (-100, -100 - 2.9e-4, 0, -200, 2.9e-4 / 300, True),  # people read 300
        (-100, -100 - 3.1e-4, 0, -200, 3.1e-4 / 300, False),
        (-200, -200, 0.9e-6, 0, 0, True),  # a breach of a millionth of a side
        (-200, -200, 1e-6, 0, 0, True),
        (-200, -200, 1.1e-6, 0, 0, False),
        (-200, -200, 1e-4, 0, 0, False),
    ],
)
def test_it_holds_to_a_millionth(value, bound, violation, constant, gap, holds):
    certificate = Certificate(value, bound, violation, 0.0, constant)
    assert certificate.gap == approx(gap, rel=1e-6)
    assert certificate.holds is holds


@pytest.mark.parametrize(
    ("value", "constant", "size"), [(0.5, 0, 1), (-200, 0, 200), (-100, -200, 300), (-200, 150, 200)]
)
def test_distances_are_relative_to_the_greater_of_what_is_computed_and_what_is_read(value, constant, size):
    assert size_of(value, constant) == size
    assert Certificate(value, value, 0.0, 0.0).size == max(1, abs(value))  # nothing beside it unless told


@pytest.mark.parametrize(
    ("x", "violation"),
    [
        ((1, 0), 1 / 2),  # the floor of 2 is missed by 1 of 2
        ((0, 2), 0),
        ((0, 5), 1 / 4),  # the ceiling of 4 is passed by 1 of 4
        ((-0.25, 2.25), 0.25),  # a column's end of 0: of 1
        ((0.75, 2), 0.25),  # and one of 0.5, too
        ((3.5, 0), 3),  # the worst of all
    ],
)
def test_a_breach_is_relative_to_its_side_or_1(x, violation):
    """2 <= x + y <= 4 with x <= 0.5."""
    problem = problem_of(matrix_of([[0, 0]], [[1, 1]], [2], [4], upper=[0.5, 9]))
    found = Optimum(np.array(x, dtype=float), np.zeros(1), np.zeros(2), 0.0, 0)
    assert certify(problem, found, problem.upper).violation == approx(violation)


def test_a_breach_of_a_side_below_nothing_is_relative_to_its_size():
    """-200 <= x - y <= -100: 203 below is 3 of 200, 98 below 2 of 100."""
    problem = problem_of(matrix_of([[0, 0]], [[1, -1]], [-200], [-100]))
    for y, violation in ((203, 3 / 200), (98, 2 / 100), (150, 0)):
        found = Optimum(np.array([0.0, y]), np.zeros(1), np.zeros(2), 0.0, 0)
        assert certify(problem, found, problem.upper).violation == approx(violation)


@pytest.mark.parametrize(
    ("cost", "row_lower", "row_upper", "price", "bound"),
    [
        (0.5, 4, INF, 0.5, 2),  # 4 at least, at 0.5 each
        (1, 4, INF, 1, 4),
        (-0.5, -INF, 4, -0.5, -2),
        (-1, -INF, 4, -1, -4),
        (0.5, 4, 9, 0.5, 2),
        (-0.5, 4, 9, -0.5, -4.5),
        (0.5, 4, INF, 0.25, 1),  # at half the price the other half is bounded by the column's own end
        (0.5, 4, INF, 0, 0),
    ],
)
def test_a_price_bounds_by_the_side_of_its_sign(cost, row_lower, row_upper, price, bound):
    problem = problem_of(matrix_of([[cost]], [[1]], [row_lower], [row_upper], upper=[20]))
    found = Optimum(np.array([4.0]), np.array([price]), np.zeros(1), 0.0, 0)
    assert certify(problem, found, problem.upper).bound == approx(bound)


@pytest.mark.parametrize(("cost", "bound"), [(1, 3), (0.5, 1.5), (2, 6), (-1, -20), (-0.5, -10), (0, 0)])
def test_a_column_without_a_price_bounds_by_its_own_end(cost, bound):
    """Between 3 and 20, at its cost."""
    problem = problem_of(matrix_of([[cost]], [[1]], [-INF], [INF], lower=[3], upper=[20]))
    found = Optimum(np.array([3.0]), np.zeros(1), np.array([cost]), 0.0, 0)
    assert certify(problem, found, problem.upper).bound == approx(bound)


def test_a_reduced_cost_of_the_wrong_sign_is_measured():
    open_ended = replace(SHOP, upper=np.array([3.0, INF]))
    proof = certify(open_ended, point((3, 1), (-1.5, 0)), SHOP.upper)
    assert proof.dual_violation == approx(0.5 / 3)
    assert certify(open_ended, point((3, 1)), SHOP.upper).dual_violation == 0
    # 0.5 a unit too much for the second, which has a lower end
    assert certify(open_ended, point((3, 1), (-2.5, 0)), SHOP.upper).dual_violation == 0


@pytest.mark.parametrize("solver", ["ipx", "simplex"])
@given(matrix=bounded_matrices())
def test_an_optimal_vertex_is_proved(solver, matrix):
    problem = problem_of(matrix)
    vertex = solve(problem, {"solver": solver})
    assert certify(problem, vertex, implied_upper(problem, problem.upper, vertex.value)).holds


@given(st.data())
def test_no_prices_prove_more_than_the_optimum(data):
    problem = problem_of(data.draw(bounded_matrices()))
    best = least(problem)
    assert best is not None
    prices = data.draw(arrays(float, len(problem.row_lower), elements=st.floats(-9, 9)))
    vertex = Optimum(np.ones(len(problem.cost)), prices, problem.cost, 0.0, 0)
    upper = implied_upper(problem, problem.upper, best)
    assert certify(problem, vertex, upper).bound <= best + 1e-6 * max(1.0, abs(best))


@given(st.data())
def test_no_solution_as_good_passes_an_implied_end(data):
    """Also of columns without an end of their own: x = 1 is a solution, so its value is known."""
    matrix = data.draw(bounded_matrices())
    problem = problem_of(replace(matrix, upper=np.full(len(matrix.upper), INF)))
    ones = np.ones(len(problem.cost))
    upper = implied_upper(problem, problem.upper, float(problem.cost @ ones))
    for column in range(len(ones)):
        cost = np.zeros(len(ones))
        cost[column] = -1.0
        boxed = replace(problem, upper=np.minimum(upper, 1e6) + 1.0)
        as_good = with_row(boxed, problem.cost, float(problem.cost @ ones))
        found = least(replace(as_good, cost=cost))
        assert found is not None
        assert -found <= upper[column] + 1e-6


@pytest.mark.parametrize(
    ("cost", "a", "row_lower", "row_upper", "value", "implied"),
    [
        ([0, 0], [[1, 0.5], [0, -0.5]], [-INF, -INF], [6, 0], 0, [6, 12]),  # halves as well
        ([0, 0], [[1, -0.5]], [-INF], [0], 0, [INF, INF]),
        ([0, 0, 0], [[1, 0, 2]], [-INF], [6], 0, [6, INF, 3]),  # what stands in no row has no end
        ([0, 0], [[1, 0]], [-INF], [6], 0, [6, INF]),
        ([0, 0], [[1, -0.5], [0, 0.5]], [-INF, -INF], [0, 5], 0, [5, 10]),
        ([0, 0], [[1, 2]], [-INF], [6], 0, [6, 3]),  # each alone may take the whole side
        ([0, 0], [[1, 2]], [2], [INF], 0, [INF, INF]),  # a floor ends nothing
        ([0, 0], [[-1, -2]], [-6], [INF], 0, [6, 3]),  # a floor with the signs turned does
        ([0, 0], [[1, -1]], [-INF], [0], 0, [INF, INF]),  # x <= y, and y has no end
        ([0, 0], [[1, -1], [0, 1]], [-INF, -INF], [0, 5], 0, [5, 5]),  # y has, so x has
        ([0, 0], [[1, -1], [0, 1]], [0, -INF], [0, 5], 0, [5, 5]),  # so by an equality
        ([2, 1], [[0, 0]], [-INF], [1], 8, [4, 8]),  # the objective is a row as well
        ([0, 0], [[1, 1]], [-INF], [-1], 0, [0, 0]),  # never below the lower ends
    ],
)
def test_implied_ends_by_hand(cost, a, row_lower, row_upper, value, implied):
    problem = problem_of(matrix_of([cost], a, row_lower, row_upper))
    assert_allclose(implied_upper(problem, problem.upper, value), implied)


@pytest.mark.parametrize(
    ("a", "lower", "implied"),
    [
        ([[1, 1]], [1, 2], [4, 5]),  # of 6 what the other has at least is taken
        ([[2, 1]], [1, 2], [2, 4]),
        ([[1, 1]], [1, -3], [9, 5]),
        ([[1, 1]], [1, -INF], [INF, INF]),  # what has no lower end leaves a row no end to tell
        ([[1, 1]], [4, 4], [4, 4]),  # never below the lower ends
    ],
)
def test_implied_ends_where_columns_begin_elsewhere_than_at_nothing(a, lower, implied):
    problem = problem_of(matrix_of([[0, 0]], a, [-INF], [6], lower=lower))
    assert_allclose(implied_upper(problem, problem.upper, 0), implied)


@pytest.mark.parametrize(("own", "known", "end"), [(5, INF, 5), (INF, 5, 5), (5, 7, 5), (7, 5, 5)])
def test_the_lower_of_what_is_known_of_a_column_counts(own, known, end):
    problem = problem_of(matrix_of([[0]], [[1]], [-INF], [INF], upper=[own]))
    assert_allclose(implied_upper(problem, np.array([known]), 0), [end])


def test_ends_already_known_are_used():
    problem = problem_of(matrix_of([[0, 0]], [[1, -1]], [-INF], [0]))
    assert_allclose(implied_upper(problem, np.array([INF, 7.0]), 0), [7, 7])


def test_a_far_end_of_a_column_gives_way_to_its_row():
    """x <= 1 by its row: price -1 but for 1e-9, which 1e9 of the column's own end would multiply."""
    problem = problem_of(matrix_of([[-1]], [[1]], [-INF], [1], upper=[1e9]))
    found = Optimum(np.array([1.0]), np.array([-1 + 1e-9]), np.array([-1e-9]), -1.0, 0)

    assert not certify(problem, found, problem.upper).holds
    assert certify(problem, found, implied_upper(problem, problem.upper, -1.0)).holds


def test_a_chain_of_years_is_proved_however_long():
    """x[t] = 1.05 x[t-1] - y[t] with y[t] <= 1: no column but the first has an end of its own."""
    years = 40
    x, y = np.eye(years), np.eye(years)
    chain = x - 1.05 * np.eye(years, k=-1)
    matrix = matrix_of(
        [np.r_[np.ones(years), np.zeros(years)]],
        np.vstack([np.hstack([chain, y]), np.hstack([0 * x, y])]),
        [1.05 * 9, *[0] * (years - 1), *[-INF] * years],
        [1.05 * 9, *[0] * (years - 1), *[1] * years],
    )
    problem = problem_of(matrix)
    ends = implied_upper(problem, problem.upper, 1e9)
    assert np.isfinite(ends).all()


@pytest.mark.parametrize("noise", [1e-17, 1e-12, 1e-7])
def test_a_breach_that_costs_nothing_takes_no_price_by_rounding(noise):
    """x - over <= 4 with x <= 9 made most of, over without an end: the row's price is 0, and what
    rounding makes of it leaves no bound unless it is told as 0."""
    problem = problem_of(matrix_of([[-1, 0]], [[1, -1]], [-INF], [4], upper=[9, INF]))
    vertex = replace(solve(problem, {}), row_prices=np.array([-noise]))
    certificate = certify(problem, vertex, problem.upper)
    assert (certificate.bound, certificate.holds) == (pytest.approx(-9), True)
    # the same with the breach below nothing, without a lower end
    below = problem_of(matrix_of([[-1, 0]], [[1, 1]], [-INF], [4], lower=[0, -INF], upper=[9, 0]))
    certificate = certify(below, replace(vertex, x=np.array([9.0, -5.0])), below.upper)
    assert (certificate.bound, certificate.holds) == (pytest.approx(-9), True)


@pytest.mark.parametrize("noise", [0, 1e-9])
def test_a_breach_that_costs_takes_its_cost_for_a_price(noise):
    """x - 2 over <= 4 at a cost of 3 for over, and x worth 1.5: the price is -3 / 2, so -6 is the best."""
    problem = problem_of(matrix_of([[-1.5, 3]], [[1, -2]], [-INF], [4], upper=[9, INF]))
    found = Optimum(np.array([4.0, 0.0]), np.array([-1.5 - noise]), np.zeros(2), -6.0, 0)
    certificate = certify(problem, found, problem.upper)
    assert (certificate.bound, certificate.holds) == (pytest.approx(-6), True)


@pytest.mark.parametrize(
    ("cost", "lower", "upper", "row_lower", "row_upper"),
    [
        (0.5, 0, INF, -4, INF),  # least at 0, and a floor of -4 that does not bind
        (-0.5, -INF, 0, -INF, 4),  # least at 0 from below
    ],
)
def test_a_column_that_costs_where_it_has_no_end_keeps_its_price(cost, lower, upper, row_lower, row_upper):
    problem = problem_of(matrix_of([[cost]], [[1]], [row_lower], [row_upper], lower=[lower], upper=[upper]))
    found = Optimum(np.zeros(1), np.zeros(1), np.array([cost]), 0.0, 0)
    assert certify(problem, found, problem.upper).bound == 0
