"""The door to the solver: optimum and prices, and every way it can end without them."""

import errno
import gc
import os
import signal
import sys
import threading
from dataclasses import replace
from threading import Timer
from weakref import ref

import highspy
import numpy as np
import pytest
from hypothesis import given
from numpy.testing import assert_allclose
from pytest import approx

from polyfund.solver import certified as prove
from polyfund.solver import highs
from polyfund.solver.highs import Gap, Infeasible, OutOfTime, SolverFailed, _Quiet, branch_and_bound, solve
from polyfund.solver.lexicographic import solve_linear
from polyfund.solver.log import Log
from polyfund.solver.observer import Listener
from tests.solver.programs import INF, bounded_matrices, least, matrix_of, problem_of

# min -3x - 2y, x + y <= 4, x + 3y <= 9, x <= 3: best at (3, 1)
SHOP = problem_of(matrix_of([[-3, -2]], [[1, 1], [1, 3]], [-INF, -INF], [4, 9], upper=[3, INF]))


@pytest.mark.parametrize("solver", ["ipx", "simplex"])
def test_the_optimum_is_a_vertex_with_prices(solver):
    vertex = solve(SHOP, {"solver": solver})
    assert_allclose(vertex.x, [3, 1])
    assert_allclose(vertex.row_prices, [-2, 0], atol=1e-9)
    assert_allclose(vertex.reduced_costs, [-1, 0], atol=1e-9)
    assert vertex.value == approx(-11)


@pytest.mark.parametrize(
    ("cost", "row_lower", "row_upper", "price"),
    [
        (-3.0, -INF, 4.0, -3.0),  # a binding <= row: one more on its side lowers the least cost
        (3.0, 4.0, INF, 3.0),  # a binding >= row: one more on its side costs more
        (3.0, 4.0, 4.0, 3.0),  # an = row: as the side moves
        (-3.0, 4.0, 4.0, -3.0),
    ],
)
def test_a_price_is_what_the_least_cost_gains_by_one_more_on_the_side(cost, row_lower, row_upper, price):
    problem = problem_of(matrix_of([[cost]], [[1]], [row_lower], [row_upper]))
    more = replace(problem, row_lower=problem.row_lower + 1, row_upper=problem.row_upper + 1)
    vertex = solve(problem, {})
    assert vertex.row_prices[0] == approx(price)
    assert solve(more, {}).value - vertex.value == approx(price)


@given(bounded_matrices())
def test_an_independent_solver_finds_the_same_optimum(matrix):
    problem = problem_of(matrix)
    assert solve(problem, {"solver": "ipx"}).value == approx(least(problem), abs=1e-6)


def test_no_solution_is_told():
    with pytest.raises(Infeasible):
        solve(problem_of(matrix_of([[1, 1]], [[1, 1]], [5], [INF], upper=[2, 2])), {})


def test_no_end_is_a_failure_of_the_solver():
    with pytest.raises(SolverFailed, match=r"(?i)unbounded"):
        solve(problem_of(matrix_of([[-1]], [[-1]], [-INF], [0])), {"presolve": "off"})


def test_the_time_limit_is_told():
    many = 400
    random = np.random.default_rng(0)
    problem = problem_of(
        matrix_of(
            -random.random((1, many)), random.random((many, many)), np.full(many, -INF), np.full(many, 1.0)
        )
    )
    with pytest.raises(OutOfTime):
        solve(problem, {"time_limit": 1e-9, "presolve": "off", "solver": "simplex"})


@pytest.mark.parametrize("options", [{"presolv": "off"}, {"presolve": 3}, {"solver": "abacus"}])
def test_an_option_that_the_solver_does_not_know_is_refused(options):
    with pytest.raises(SolverFailed, match="the option"):
        solve(SHOP, options)


def test_a_matrix_that_the_solver_refuses_is_a_failure():
    with pytest.raises(SolverFailed, match="the matrix"):
        solve(replace(SHOP, a=SHOP.a * 1e16), {})


def test_a_matrix_that_the_solver_takes_in_part_is_a_failure():
    a = SHOP.a.copy()
    a.data[0] = 1e-10
    with pytest.raises(SolverFailed, match=r"refused the matrix|HiGHS took"):
        solve(replace(SHOP, a=a), {})


def test_a_status_without_a_proof_is_a_failure(monkeypatch):
    monkeypatch.setattr(_Quiet, "getModelStatus", lambda _: highspy.HighsModelStatus.kUnknown)
    with pytest.raises(SolverFailed, match="status"):
        solve(SHOP, {})


@pytest.fixture
def at_a_terminal():
    """Ctrl-C is heard as at a terminal: a shell lets what it starts in the background ignore it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.skipif(sys.platform == "win32", reason="a process there cannot send itself Ctrl-C")
@pytest.mark.parametrize("solver", ["ipx", "simplex"])
@pytest.mark.usefixtures("at_a_terminal")
def test_interrupted_it_stops_at_once(solver):
    """Solved again and again until Ctrl-C comes, half a second later."""
    many, random = 900, np.random.default_rng(0)
    costs, a = -random.random((1, many)), random.random((many, many))
    problem = problem_of(matrix_of(costs, a, np.full(many, -INF), np.full(many, 1.0)))
    signal_itself = Timer(0.5, os.kill, (os.getpid(), signal.SIGINT))
    signal_itself.start()
    with pytest.raises(KeyboardInterrupt):
        for _ in range(1000):  # as long as it takes, on any machine
            solve(problem, {"solver": solver, "presolve": "off"})
    signal_itself.join()


def test_its_memory_goes_with_the_answer(monkeypatch):
    """Without waiting for Python to look for cycles."""
    opened, run = [], highs._run
    monkeypatch.setattr(highs, "_run", lambda one, *heard: (opened.append(ref(one)), run(one, *heard)))
    gc.disable()
    try:
        solve(SHOP, {"solver": "ipx"})
        assert [one() for one in opened] == [None]
    finally:
        gc.enable()


def test_a_listener_that_fails_leaves_no_solver_at_work():
    """A market split of 4 rows and 30 columns keeps branch and bound at work for longer than anybody waits."""

    class Failing(Listener):
        def hears(self, step):
            raise BrokenPipeError

    a = np.random.default_rng(0).integers(0, 100, (4, 30)).astype(float)
    half = np.floor(a.sum(axis=1) / 2)
    split = problem_of(matrix_of(np.ones((1, 30)), a, half, half, upper=np.ones(30)))
    before = set(threading.enumerate())
    with pytest.raises(BrokenPipeError):
        branch_and_bound(split, np.ones(30, bool), None, Gap(0.0, 0.0, 0.0), 10.0, Failing())
    for solver in set(threading.enumerate()) - before:
        solver.join(1)
        assert not solver.is_alive()


def test_nothing_is_printed(capfd):
    solve(SHOP, {"solver": "ipx"})
    solve(SHOP, {"solver": "simplex", "presolve": "off"})
    with pytest.raises(SolverFailed):
        solve(SHOP, {"presolv": "off"})
    assert capfd.readouterr() == ("", "")


# -- out of memory -----------------------------------------------------------------------------


@pytest.mark.parametrize("line", ["Ipx: Out of memory", "Memory limit reached", "Memory allocation error"])
def test_where_the_log_says_that_there_is_no_memory_it_is_raised(line, monkeypatch):
    log = Log()
    log.hear(f"{line}\n")
    monkeypatch.setattr(highs, "_log", lambda _highs: log)
    with pytest.raises(MemoryError):
        solve(SHOP, {"solver": "ipx"})


def test_where_the_status_says_so_too(monkeypatch):
    monkeypatch.setattr(_Quiet, "getModelStatus", lambda _highs: highspy.HighsModelStatus.kMemoryLimit)
    with pytest.raises(MemoryError):
        solve(SHOP, {"solver": "ipx"})


@pytest.mark.parametrize("failure", [MemoryError("std::bad_alloc"), RuntimeError(os.strerror(errno.EAGAIN))])
def test_what_its_thread_raises_is_heard(failure, monkeypatch, capsys):
    def fail(_highs):
        raise failure

    monkeypatch.setattr(highspy._core._Highs, "run", fail)
    with pytest.raises(MemoryError):
        solve(SHOP, {"solver": "ipx"})
    assert capsys.readouterr().err == ""


def test_no_other_attempt_is_made_without_memory(monkeypatch):
    tried = []

    def fail(*_arguments):
        tried.append(1)
        raise MemoryError

    monkeypatch.setattr(prove, "solve", fail)
    with pytest.raises(MemoryError):
        solve_linear(matrix_of([[-3, -2]], [[1, 1]], [-INF], [4]), [0.0], float("inf"))
    assert tried == [1]
