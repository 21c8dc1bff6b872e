"""Aims one after the other: by hand, against an independent solver, and when an attempt fails."""

from dataclasses import replace
from time import monotonic

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from pytest import approx

from polyfund.solver import certified as prove_module
from polyfund.solver import lexicographic as linear
from polyfund.solver import matrix as matrix_module
from polyfund.solver.certificate import Certificate, certify
from polyfund.solver.certified import ATTEMPTS, prove
from polyfund.solver.highs import Infeasible, Optimum, OutOfTime, SolverFailed, solve
from polyfund.solver.lexicographic import Solved, solve_linear, steps
from polyfund.solver.observer import SILENT, Listener, Place
from polyfund.solver.optimal_face import under_glass
from polyfund.solver.stages import solve_stages
from tests.solver.programs import INF, bounded_matrices, least, matrix_of, problem_of, with_row

# Ten million over three grants, no more than six of each.
MOST, SECOND, THIRD = [-1, -1, -1], [0, 1, 0], [0, 0, 1]


def ten(*costs, offsets=None):
    return matrix_of(costs, [[1, 1, 1]], [-INF], [10], upper=[6, 6, 6], offsets=offsets)


def plan(matrix, *slacks):
    return solve_stages(matrix, slacks, 60.0)[-1].optimum.x


@pytest.mark.parametrize(
    ("costs", "slacks", "x"),
    [
        ((MOST, SECOND, THIRD), (0, 0, 0), (6, 0, 4)),  # the total is kept, its parts are free
        ((MOST, THIRD, SECOND), (0, 0, 0), (6, 4, 0)),
        ((MOST, SECOND, THIRD), (0.1, 0, 0), (6, 0, 4)),  # breaking ties gives nothing up
        ((MOST, SECOND, THIRD), (1, 0, 0), (6, 0, 4)),
        ((MOST, SECOND, THIRD, THIRD), (0.1, 0, 0, 0), (6, 0, 3)),  # one of the ten may be given up
        ((MOST, MOST, SECOND, THIRD), (0, 0, 0, 0), (6, 0, 4)),  # the same aim twice
        (([0, 0, 0], MOST, SECOND, THIRD), (0, 0, 0, 0), (6, 0, 4)),  # an aim that asks nothing
        ((THIRD, MOST, SECOND), (0, 0, 0), (6, 4, 0)),  # an aim that reaches nothing
        ((THIRD, MOST, SECOND), (1, 0, 0), (6, 4, 0)),  # the whole of nothing is nothing
        ((SECOND, [0, -1, 0], [-2, 0, -1]), (0, 0, 0), (6, 0, 4)),  # an earlier aim is not taken back
        ((MOST, SECOND, [-1, 0, -2]), (0.1, 0, 0), (4, 0, 6)),
        (([-1, -1, -1], [1, 1, 1], SECOND, THIRD), (0.5, 0, 0, 0), (5, 0, 0)),
    ],
)
@pytest.mark.parametrize("large", [100_000, 0])
def test_each_aim_chooses_among_the_best_of_those_before(monkeypatch, costs, slacks, x, large):
    """From vertex to vertex, and where everything is large."""
    monkeypatch.setattr(matrix_module, "LARGE", large)
    found = plan(ten(*costs), *slacks)
    for amount, expected in zip(found, x, strict=True):
        assert expected is None or amount == approx(expected, abs=1e-9)


def test_slack_is_a_share_of_the_value_with_its_constant():
    costs = (MOST, [1, 1, 1], SECOND, THIRD)
    # 10 - 10 = 0 reached: a tenth of nothing; 10 - 30 = -20 reached: two may be given up
    assert_allclose(plan(ten(*costs, offsets=[10, 0, 0, 0]), 0.1, 0, 0, 0).sum(), 10)
    assert_allclose(plan(ten(*costs, offsets=[-10, 0, 0, 0]), 0.1, 0, 0, 0).sum(), 8)


def test_each_stage_tells_its_value_and_bound_with_the_constant():
    first, second = solve_stages(ten(MOST, SECOND, offsets=[3, 5]), (0, 0), 60.0)
    assert (first.value, second.value) == (approx(-7), approx(5))
    assert (first.bound, second.bound) == (approx(-7), approx(5))
    assert first.certificate.holds


class Told(Listener):
    """Keeps what it is told."""

    def __init__(self):
        self.told = []

    def begins(self, place):
        self.told.append(place)

    def ends(self, place, value, bound):
        self.told.append((place, approx(value), approx(bound)))


def test_each_stage_is_told_of_as_it_begins_and_as_it_ends():
    listener = Told()
    solve_stages(ten(MOST, SECOND, offsets=[3, 5]), (0, 0), 60.0, listener)
    first, second = Place(1, 2, 0), Place(2, 2, 1)
    assert listener.told == [first, (first, -7, -7), second, (second, 5, 5)]


def test_held_rows_are_those_with_a_price():
    """Two rows, one of them scarce: the other stays free for the aims that follow."""
    matrix = matrix_of(
        [[-1, -1, 0], [0, 0, -1], [0, 1, 0]],
        [[1, 1, 0], [0, 1, 1]],
        [-INF, -INF],
        [4, 9],
    )
    assert_allclose(plan(matrix, 0, 0, 0), [4, 0, 9], atol=1e-9)


def sequentially(matrix, slacks):
    """The values in order by an independent solver, each stage held by a row of its own."""
    problem = problem_of(matrix)
    values = {}
    for number, slack in steps(slacks):
        problem = replace(problem, cost=matrix.costs[number])
        value = least(problem)
        assert value is not None
        values.setdefault(number, value)
        problem = with_row(problem, problem.cost, value + slack * abs(value) + 1e-9)
    return [values[number] for number in range(len(slacks))]


@pytest.mark.parametrize(
    ("slacks", "order"),
    [
        ((0,), [(0, 0)]),
        ((0, 0), [(0, 0), (1, 0)]),
        ((0.1, 0, 0), [(0, 0.1), (1, 0), (0, 0), (2, 0)]),  # what is left of the tenth is taken back
        ((0.1, 0.2, 0), [(0, 0.1), (1, 0), (0, 0), (2, 0)]),  # nobody comes after the last aim
    ],
)
def test_steps(slacks, order):
    assert steps(slacks) == order


@example(matrix=ten(MOST, SECOND, THIRD), slacks=(0.1, 0.0, 0.0))
@given(
    matrix=bounded_matrices(objectives=3),
    slacks=st.tuples(*[st.sampled_from((0.0, 0.0, 0.1, 1.0))] * 2, st.just(0.0)),
)
def test_an_independent_solver_reaches_the_same_values_in_order(matrix, slacks):
    solved = solve_stages(matrix, slacks, 60.0)
    assert_allclose([stage.value for stage in solved], sequentially(matrix, slacks), rtol=1e-6, atol=1e-6)


@pytest.fixture
def attempts(monkeypatch):
    """Lets a test say what comes of the first attempts; the rest is solved as ever."""
    made = []

    def script(*outcomes):
        def scripted(problem, options, start=None, listener=SILENT):
            made.append({name: value for name, value in options.items() if name != "time_limit"})
            outcome = outcomes[len(made) - 1] if len(made) <= len(outcomes) else None
            if isinstance(outcome, Exception):
                raise outcome
            vertex = solve(problem, options, start, listener)
            return outcome(vertex) if outcome else vertex

        monkeypatch.setattr(prove_module, "solve", scripted)
        return made

    return script


def too_good(vertex):
    return replace(vertex, x=vertex.x + 1)


def unpriced(vertex):
    return replace(vertex, row_prices=np.zeros_like(vertex.row_prices))


@pytest.mark.parametrize(
    "outcomes",
    [
        (SolverFailed("unknown"),),
        (SolverFailed("unknown"), unpriced),
        (too_good,),  # not allowed
        (unpriced,),  # not proved
    ],
)
def test_the_next_attempt_gives_the_plan(attempts, outcomes):
    made = attempts(*outcomes)
    assert_allclose(plan(ten([-1, -3, -2]), 0), [0, 6, 4], atol=1e-9)
    assert made == list(ATTEMPTS[: len(outcomes) + 1])


@pytest.mark.parametrize(
    ("outcomes", "ends"),
    [
        ((Infeasible(),), Infeasible),  # a claim, which polyfund.planning.infeasibility examines
        ((SolverFailed("a"), Infeasible()), Infeasible),
        ((SolverFailed("a"), SolverFailed("b"), SolverFailed("c")), SolverFailed),
        ((SolverFailed("a"), unpriced, too_good), SolverFailed),
        ((OutOfTime(),), OutOfTime),
    ],
)
def test_when_no_attempt_gives_a_plan_this_is_told(attempts, outcomes, ends):
    attempts(*outcomes)
    with pytest.raises(ends):
        solve_linear(ten([-1, -3, -2]), (0,), monotonic() + 60)


def test_a_failure_names_all_attempts(attempts):
    attempts(SolverFailed("first"), unpriced, SolverFailed("third"))
    with pytest.raises(SolverFailed, match=r"first; no proof: gap .*; third"):
        solve_linear(ten([-1, -3, -2]), (0,), monotonic() + 60)


def test_the_attempts_may_be_others(attempts):
    made = attempts()
    solve_stages(ten(MOST), (0,), 60.0, attempts=ATTEMPTS[1:])
    assert made == [ATTEMPTS[1]]


def test_demands_that_exclude_each_other_have_no_plan():
    with pytest.raises(Infeasible):
        plan(matrix_of([[1, 0]], [[1, 1], [1, 1]], [5, -INF], [INF, 4]), 0)


def test_no_time_is_out_of_time():
    with pytest.raises(OutOfTime):
        solve_stages(ten(MOST), (0,), 0.0)


def stage(x, value, bound=None):
    x, none = np.array(x, dtype=float), np.zeros(0)
    bound = value if bound is None else bound
    return Solved(Optimum(x, none, none, value, 0), Certificate(value, bound, 0.0, 0.0), value, bound, 0.0)


@pytest.mark.parametrize(
    ("slack", "leak", "given_up", "kept"),
    [
        (0.0, 1e-8, 0.9e-6, True),  # of 100 persons a millionth may leak from middle to middle
        (0.0, 1e-8, 1.1e-6, False),
        (0.0, 1e-6, 0.9e-4, True),  # and a hundred times as much from vertex to vertex
        (0.0, 1e-6, 1.1e-4, False),
        (0.1, 1e-6, 10.00009, True),  # beside a slack of a tenth
        (0.1, 1e-6, 10.00011, False),
    ],
)
def test_how_much_later_stages_may_give_up(slack, leak, given_up, kept):
    """Most of one figure, 90 of it beside a constant of 10; then of another. The plan has less."""
    matrix = matrix_of([[-1, 0], [0, -1]], [[1, 1]], [-INF], [INF], offsets=[-10, 0])
    stages = [stage([90, 0], -100), stage([90 - given_up, 1], -1)]
    if kept:
        linear._check_held(matrix, stages, (slack, 0.0), leak)
    else:
        with pytest.raises(SolverFailed, match="of stage 1"):
            linear._check_held(matrix, stages, (slack, 0.0), leak)


def test_the_leak_is_a_hundred_millionth_from_middle_to_middle_and_a_millionth_else():
    assert (linear.LEAK, linear.TOLERANCE) == (1e-8, 1e-6)


@pytest.mark.parametrize(
    ("value", "off", "clear"),
    [
        (0.5, 0.9e-10, True),  # of 1 at least
        (0.5, 1.1e-10, False),
        (1e4, 0.9e-6, True),
        (1e4, 1.1e-6, False),
    ],
)
def test_a_middle_that_is_off_is_looked_at_under_the_glass(monkeypatch, value, off, clear):
    """One column of at least the value, whose middle has a little more."""
    asked, looked = matrix_of([[1], [0]], [[1]], [-INF], [INF], lower=[value], upper=[2 * value]), []

    def middling(problem, known_upper, slack, offset, *means, **named):
        found, _certificate, upper = prove(problem, known_upper, slack, offset, *means, **named)
        middle = replace(found, x=np.array([value + off]), row_prices=np.zeros(1), basis=None)
        return middle, certify(problem, middle, upper), upper

    def under(problem, middle):
        looked.append(middle)
        return under_glass(problem, middle)

    monkeypatch.setattr(linear, "prove", middling)
    monkeypatch.setattr(linear, "under_glass", under)
    walk = linear._Walk(asked, monotonic() + 60, ATTEMPTS, (), SILENT, middle=True)
    walk.step(0, 0.0, first=True)
    assert bool(looked) is not clear


@pytest.mark.parametrize(("huge", "vertices"), [(3, [False, True]), (2, [True, True])])
def test_a_huge_program_goes_from_vertex_to_vertex(monkeypatch, huge, vertices):
    """Three nonzeros: from middle to middle, unless two are huge."""
    monkeypatch.setattr(matrix_module, "LARGE", 0)
    monkeypatch.setattr(linear, "HUGE", huge)
    stages = solve_stages(ten(MOST, [0, 1, 2]), (0.0, 0.0), 60.0)
    assert [one.optimum.basis is not None for one in stages] == vertices


@pytest.mark.parametrize(
    ("slack", "offset", "most"),
    [
        (0.0, 0.0, -10 + 1e-5),  # a millionth of 10
        (0.0, -90.0, -10 + 1e-4),  # of the 100 that people read
        (0.1, -90.0, -10 + 10 + 1e-4),  # and the slack
        (0.0, 10.0, -10 + 1e-5),  # 0 is read, and 10 computed
    ],
)
def test_what_is_known_of_later_plans_allows_for_slack_and_rounding(slack, offset, most):
    """10 at least of the first column is all there is; the second costs 1 and has no end of its own, but
    for what may be given up."""
    problem = problem_of(matrix_of([[-1, 1]], [[1, 0]], [-INF], [10], upper=[10, INF]))
    found, _, upper = linear.prove(
        problem, problem.upper, slack, offset, monotonic() + 60, ATTEMPTS, feasible=False
    )
    assert found.value == approx(-10)
    assert upper[1] == approx(most + 10, rel=1e-6)


def test_a_later_stage_that_gives_up_an_earlier_aim_is_a_failure(monkeypatch):
    monkeypatch.setattr(linear, "_hold", lambda problem, *_: problem)
    with pytest.raises(SolverFailed, match=r"gave up 10 of stage 1"):
        plan(ten(MOST, [1, 1, 1]), 0, 0)
