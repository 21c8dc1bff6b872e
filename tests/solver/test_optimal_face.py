"""What is left to choose from once an aim is met: from a vertex, and from the middle of the optimal face."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, example, given
from numpy.testing import assert_allclose
from pytest import approx

from polyfund.solver import lexicographic as linear
from polyfund.solver import matrix
from polyfund.solver import optimal_face as faces
from polyfund.solver.certificate import certify
from polyfund.solver.certified import MIDDLE, prove
from polyfund.solver.highs import Optimum, SolverFailed, solve
from polyfund.solver.optimal_face import around_optimum, optimal_face, under_glass, without_glass
from polyfund.solver.stages import solve_stages
from tests.solver.programs import INF, bounded_matrices, matrix_of, problem_of


@pytest.fixture
def large(monkeypatch):
    """Every program counts as large."""
    monkeypatch.setattr(matrix, "LARGE", 0)


# Most of three grants: ten together at most, the third for nothing.
THREE = problem_of(matrix_of([[-1, -1, 0]], [[1, 1, 1]], [-INF], [10], upper=[6, 6, 6]))


def optimum(x, reduced_costs, row_price, *, vertex):
    return Optimum(np.array(x), np.array([row_price]), np.array(reduced_costs), -10.0, 0, vertex or None)


@pytest.mark.parametrize(
    ("found", "lower", "upper", "row_lower"),
    [
        # at a vertex whatever has a price is held: the third at 0, the row at 10
        (optimum([6.0, 4, 0], [0.0, 0, 1], -1.0, vertex=True), [0, 0, 0], [6, 6, 0], 10),
        # a vertex may name no price for the third, which then stays free
        (optimum([6.0, 4, 0], [0.0, 0, 0], -1.0, vertex=True), [0, 0, 0], [6, 6, 6], 10),
        # in the middle 1 is far from 1e-9, and 1e-9 from 5: the third is held and the first two are not
        (optimum([5.0, 5, 1e-9], [1e-9, 1e-9, 1], -1.0, vertex=False), [0, 0, 0], [6, 6, 0], 10),
        # a small price for what is nearer still to its bound: 1e-5 against 1e-9
        (optimum([5.0, 5, 1e-9], [1e-8, 1e-8, 1e-5], -1.0, vertex=False), [0, 0, 0], [6, 6, 0], 10),
        # at the upper end, and the row without a price
        (optimum([6 - 1e-10, 3, 1], [-1.0, 0, 0], 0.0, vertex=False), [6, 0, 0], [6, 6, 6], -INF),
    ],
)
def test_what_binds_is_held(found, lower, upper, row_lower):
    face = optimal_face(THREE, found)
    assert_allclose(face.lower, lower)
    assert_allclose(face.upper, upper)
    assert (face.row_lower[0], face.row_upper[0]) == (row_lower, 10)


def test_where_it_is_not_clear_what_binds_this_is_told():
    """Prices and distances at every fifth of a decade, so that no gap is a decade wide."""
    size = 61
    prices = np.logspace(-8, 4, size)
    wide = problem_of(matrix_of([prices], [[1.0] * size], [-INF], [1e9], upper=[1e3] * size))
    unclear = Optimum(np.ones(size), np.zeros(1), prices, 0.0, 0)
    with pytest.raises(SolverFailed, match="cannot be told"):
        optimal_face(wide, unclear)


# One column between 0 and 4, whose cost is to be made least of, and a row that asks nothing.
ONE = problem_of(matrix_of([[1]], [[1]], [-INF], [INF], upper=[4]))


def one(x, price, *, vertex=False):
    return Optimum(np.array([x]), np.zeros(1), np.array([price]), 0.0, 0, vertex or None)


@pytest.mark.parametrize(("price", "held"), [(0.9e-9, False), (1.1e-9, True), (-1.1e-9, False)])
def test_at_a_vertex_a_price_of_a_billionth_holds(price, held):
    """The lower end by a price above 0: below 0 it would be the upper one, where x is not."""
    for x in (0.0, 1e-7):  # where the solver's tolerance leaves it
        assert (optimal_face(ONE, one(x, price, vertex=True)).upper[0] == 0) == held


@pytest.mark.parametrize(("x", "lower", "upper"), [(0.0, 0, 0), (4.0, 4, 4)])
def test_a_price_holds_the_end_that_its_sign_says(x, lower, upper):
    face = optimal_face(ONE, one(x, -1.0 if x else 1.0, vertex=True))
    assert (face.lower[0], face.upper[0]) == (lower, upper)


@pytest.mark.parametrize(
    ("lower", "distance", "held"),
    [
        (0, 2.9e-7, True),  # of 1 at least
        (0, 3.1e-7, False),
        (200, 200 * 2.9e-7, True),
        (200, 200 * 3.1e-7, False),
        (-200, 200 * 2.9e-7, True),
    ],
)
def test_what_is_held_stands_within_three_tenths_of_a_millionth_of_its_bound(lower, distance, held):
    """A price of a million makes clear that it binds, at any of these distances."""
    wide = replace(ONE, lower=np.array([lower]), upper=np.array([lower + 400.0]))
    middle = one(lower + distance, 1e6)
    assert (around_optimum(wide, middle).upper[0] == lower) == held
    if held:
        assert optimal_face(wide, middle).upper[0] == lower
    else:
        with pytest.raises(SolverFailed, match="not at its bound"):
            optimal_face(wide, middle)


@pytest.mark.parametrize(
    ("distance", "price", "held"),
    [
        (1e-8, 0.9e-5, False),  # a ratio of a thousand binds for sure
        (1e-8, 1.1e-5, True),
        (0.0, 0.9e-7, False),  # what is nearer than 1e-10 counts as that far
        (0.0, 1.1e-7, True),
        (0.5e-10, 0.9e-7, False),
        (1.5e-10, 1.1e-7, False),
    ],
)
def test_what_surely_binds_is_a_thousand_times_nearer_than_its_price(distance, price, held):
    assert (around_optimum(ONE, one(distance, price)).upper[0] == 0) == held


def parted(far, near):
    """How many are held of columns whose prices are so many decades of their distance: 1, or 1e-8."""
    distances = np.array([*[1.0] * len(far), *[1e-8] * len(near)])
    prices = 10.0 ** np.array([*far, *near]) * distances
    count = len(prices)
    problem = problem_of(matrix_of([prices], [[1.0] * count], [-INF], [INF], upper=[4.0] * count))
    face = optimal_face(problem, Optimum(distances, np.zeros(1), prices, 0.0, 0))
    return [int((face.upper[some] == 0).sum()) for some in (slice(len(far)), slice(len(far), None))]


STEPS = np.arange(-6.1, -0.6, 0.9)  # -6.1, -5.2, ... -0.7: nothing is a decade wide from -7 to there


@pytest.mark.parametrize(
    ("far", "near", "held"),
    [
        (STEPS, [0.4, 1.3, 2.2], [0, 3]),  # 1.1 from heap to heap, and 0.8 from 2.2 to 3
        (STEPS, [0.28, 1.18, 2.08], "cannot be told"),  # 0.98 is no decade, and what is left to 3 neither
        # from -7 on: 3.3 from heap to heap against 3.2 before them; then the other way round
        ([-3.8], [-0.5, 1.2], [0, 2]),
        ([-3.7], [-0.5, 1.2], "not at its bound"),
        # up to 3: 1.6 from heap to heap against 1.4 behind them; then the other way round
        ([*STEPS, 0.0], [1.6], [0, 1]),
        ([*STEPS, 0.0], [1.4], [0, 0]),
        ([*STEPS, 0.0], [1.6, 9.0], [0, 2]),  # what lies beyond counts as 3
        ([-7.9, *STEPS], [0.4, 1.3, 2.2], [0, 3]),  # or as -7
    ],
)
def test_heaps_part_at_the_widest_gap_of_a_decade_or_more(far, near, held):
    if isinstance(held, str):
        with pytest.raises(SolverFailed, match=held):
            parted(far, near)
    else:
        assert parted(far, near) == held


def test_under_the_glass_there_is_what_the_prices_leave_of_the_cost():
    """5 and 5.001 of ten, by a price of 5 for the row: 0 and 0.001 are left, of which the largest is 1.
    What is seen there at a price of 2 is 5.002 on the problem itself, and the cost 5 * 10 once more."""
    problem = problem_of(matrix_of([[5, 5.001]], [[1, 1]], [10], [10], upper=[20, 20]))
    middle = Optimum(np.array([9.0, 1.0]), np.array([5.0]), np.array([0.0, 0.001]), 50.001, 7)
    glass = under_glass(problem, middle)
    assert_allclose(glass.problem.cost, [0, 1])
    assert (glass.prices[0], glass.unit) == (5, approx(0.001))
    seen = Optimum(np.array([10.0, 0.0]), np.array([2.0]), np.array([-2.0, -1.0]), 0.0, 3)
    back = without_glass(problem, glass, seen)
    assert (back.value, back.basis) == (approx(50), None)
    assert_allclose(back.row_prices, [5.002])
    assert_allclose(back.reduced_costs, [-0.002, -0.001])


def test_under_the_glass_what_surely_binds_costs_nothing():
    """The third costs 3 beside the price and is nothing, so it is held; the second is left, at 0.001. A
    row that does not bind takes nothing from the cost."""
    rows = [[1, 1, 1], [1, 0, 0]]
    problem = problem_of(matrix_of([[5, 5.001, 8]], rows, [10, -INF], [10, 99], upper=[20, 20, 20]))
    prices = np.array([5.0, -1e-12])
    middle = Optimum(np.array([9.0, 1.0, 0.0]), prices, np.array([0.0, 0.001, 3.0]), 50.001, 7)
    glass = under_glass(problem, middle)
    assert glass.prices.tolist() == [5, 0]
    assert_allclose(glass.problem.cost, [0, 1, 0])
    assert_allclose(glass.problem.upper, [20, 20, 0])


def test_under_the_glass_nothing_is_left_where_the_prices_take_all():
    problem = problem_of(matrix_of([[5, 5]], [[1, 1]], [10], [10], upper=[20, 20]))
    middle = Optimum(np.array([5.0, 5.0]), np.array([5.0]), np.zeros(2), 50.0, 7)
    glass = under_glass(problem, middle)
    assert (glass.problem.cost.tolist(), glass.unit) == ([0, 0], 1e-9)


def days(seed, worth, most):
    """Eight budgets, twelve needs, and eight uses worth nothing to the first aim, that all take a
    thousand days each of ``most``: they are the second aim."""
    rng, budgets, needs = np.random.default_rng(seed), 8, 12
    given = [(i, j) for i in range(budgets) for j in range(needs)]
    rows = np.zeros((budgets + needs + 1, len(given) + budgets))
    for place, (i, j) in enumerate(given):
        rows[[i, budgets + j], place] = 1
    for i in range(budgets):
        rows[[i, -1], len(given) + i] = 1, 1000
    first = [*(-worth * rng.integers(1, 9, len(given))), *[0.0] * budgets]
    second = [*[0.0] * len(given), *[-1.0] * budgets]
    need = rng.uniform(0.5, 1.5, needs)
    budget = 1.05 * need.sum() * rng.dirichlet(np.ones(budgets))
    ties = 1e-3 * np.arange(1, len(first) + 1) / len(first)
    return matrix_of([first, second, ties], rows, [-INF] * len(rows), [*budget, *need, most])


@pytest.mark.parametrize("most", [0.1, 0.3, 1.0, 3.0])
@pytest.mark.parametrize("worth", [1e4, 1e6])
@pytest.mark.parametrize("seed", range(4))
def test_what_does_not_bind_is_not_held_whatever_the_units(large, seed, worth, most):
    """All days are used: most / 1000 million in all, and the second aim makes most of them."""
    _first, second, _ties = solve_stages(days(seed, worth, most), (0.0, 0.0, 0.0), 60.0)
    assert second.value == approx(-most / 1000, abs=1e-7)
    assert second.bound == approx(-most / 1000, abs=1e-7)


def test_without_a_tie_break_the_plan_is_a_vertex(large):
    """Two million for three who ask for one each: one of them goes without, not all of them for a third."""
    asked = matrix_of(
        [[1, 1, 1, 0, 0, 0], [0] * 6, [0] * 6],
        [[1, 0, 0, 1, 0, 0], [0, 1, 0, 0, 1, 0], [0, 0, 1, 0, 0, 1], [0, 0, 0, 1, 1, 1]],
        [1, 1, 1, -INF],
        [INF, INF, INF, 2],
    )
    stages = solve_stages(asked, (0.0, 0.0), 60.0)
    assert sorted(stages[-1].optimum.x[:3]) == approx([0, 0, 1], abs=1e-9)


def test_what_does_not_bind_has_no_price(large):
    """Ten million: the row of a hundred has no price, that of ten has."""
    first = solve_stages(
        matrix_of([[-1, -2], [1, 0], [0, 1]], [[1, 1], [1, 2]], [-INF, -INF], [10, 100], upper=[8, 8]),
        (0.0, 0.0, 0.0),
        60.0,
    )[0]
    assert first.optimum.row_prices[1] == 0
    assert first.optimum.row_prices[0] == approx(-1)


@example(program=matrix_of([[1, 0, -1]], [[0, 0, 0], [-1, 0, -1]], [0, -3], [0, -2], upper=[2, 2, 2]))
@given(program=bounded_matrices())
def test_the_middle_leaves_the_best_plans_and_no_other(program):
    """The best of the face and the worst are what the program's best is. A middle that is no proof, by a
    price of the wrong sign after presolve (HiGHS#2306), tells no face."""
    problem = problem_of(program)
    middle = solve(problem, MIDDLE)
    assume(certify(problem, middle, problem.upper).holds)
    face = optimal_face(problem, middle)
    for sign in (1, -1):
        end = solve(replace(face, cost=sign * problem.cost), {"solver": "simplex"})
        assert sign * end.value == approx(middle.value, rel=1e-7, abs=1e-7)


@given(program=bounded_matrices(objectives=3))
def test_from_middle_to_middle_it_is_the_plan_that_vertices_lead_to(program):
    by_vertices = solve_stages(program, (0.0, 0.0, 0.0), 60.0)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(matrix, "LARGE", 0)
        by_middles = solve_stages(program, (0.0, 0.0, 0.0), 60.0)
    values = [[stage.value for stage in stages] for stages in (by_vertices, by_middles)]
    assert_allclose(*values, rtol=1e-7, atol=1e-7)
    assert by_middles[-1].optimum.basis is not None


def first_fails(told):
    """The first middle of each stage tells nothing, that under the glass does."""
    failed = []

    def face(problem, found):
        if found.basis is None and not failed:
            failed.append(problem)
            raise SolverFailed("unclear")
        clear = optimal_face(problem, found)
        if failed:
            told.append(failed.pop())
        return clear

    return face


@given(program=bounded_matrices(objectives=3))
def test_under_the_glass_it_is_that_plan_too(program):
    by_vertices = solve_stages(program, (0.0, 0.0, 0.0), 60.0)
    glasses = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(matrix, "LARGE", 0)
        patch.setattr(linear, "optimal_face", first_fails(glasses))
        under_glass = solve_stages(program, (0.0, 0.0, 0.0), 60.0)
    assert glasses
    values = [[stage.value for stage in stages] for stages in (by_vertices, under_glass)]
    assert_allclose(*values, rtol=1e-7, atol=1e-7)


def test_what_only_an_unsharp_middle_holds_is_free(large, monkeypatch):
    """Either of two grants may have the one million, and the second aim wants the other. A first middle
    within a millionth of its million that holds the one by a price of 0.3 is no proof of it."""
    either = matrix_of(
        [[1e6, 0, 0], [0, 1, 0], [0, 0, 1e-3]], [[0, 1, 1]], [1], [1], lower=[1, 0, 0], upper=[1, 1, 1]
    )
    told = [False]

    def unsharp(problem, known_upper, slack, offset, *means, **named):
        found, certificate, upper = prove(problem, known_upper, slack, offset, *means, **named)
        if not told[0]:
            told[0], price = True, np.array([0.3])
            x, reduced_costs = np.array([1, 1 - 1e-8, 1e-8]), problem.cost - problem.a.T @ price
            found = replace(found, x=x, row_prices=price, reduced_costs=reduced_costs)
            certificate = certify(problem, found, upper)
            assert certificate.holds
        return found, certificate, upper

    monkeypatch.setattr(linear, "prove", unsharp)
    first, second, _ties = solve_stages(either, (0.0, 0.0, 0.0), 60.0)
    assert (first.bound, second.value, second.bound) == approx((1e6, 0, 0), abs=1e-6)


# Ten million over three grants, no more than six of each: (6, 0, 4) by the aims in order.
TEN = matrix_of([[-1, -1, -1], [0, 1, 0], [0, 0, 1]], [[1, 1, 1]], [-INF], [10], upper=[6, 6, 6])


@pytest.mark.parametrize(
    ("module", "name", "value", "vertices"),
    [
        (faces, "CLEAR", 1.0, [False, False, True]),  # only the last goes on to a vertex
        (faces, "CLEAR", 99.0, [True, True, True]),  # never clear
        (linear, "LEAK", -1.0, [True, True, True]),  # always leaking
    ],
)
def test_where_middles_fail_vertices_lead_to_the_plan(large, monkeypatch, module, name, value, vertices):
    monkeypatch.setattr(module, name, value)
    stages = solve_stages(TEN, (0.0, 0.0, 0.0), 60.0)
    assert [stage.optimum.basis is not None for stage in stages] == vertices
    assert_allclose(stages[-1].optimum.x, [6, 0, 4], atol=1e-9)
