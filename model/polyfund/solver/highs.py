"""The only file that names HiGHS: arrays in, an optimum with its prices out."""

from __future__ import annotations

import errno
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from time import monotonic
from typing import Any, NamedTuple

import highspy
import numpy as np
from scipy.sparse import csc_array

from polyfund.solver.log import Log
from polyfund.solver.matrix import Booleans, Matrix, Vector
from polyfund.solver.observer import SILENT, Listener


class SolverFailed(Exception):
    """HiGHS ended with neither an optimum nor a proof that there is none."""


class Infeasible(Exception):
    """No values of the variables meet all rows."""


class OutOfTime(Exception):
    """The time limit was reached first."""


@dataclass(frozen=True)
class Problem:
    """minimise cost @ x subject to row_lower <= a @ x <= row_upper, lower <= x <= upper."""

    a: csc_array
    cost: Vector
    row_lower: Vector
    row_upper: Vector
    lower: Vector
    upper: Vector


def problem_of(matrix: Matrix, objective: int) -> Problem:
    """One objective of a matrix on its own."""
    sides = matrix.row_lower, matrix.row_upper, matrix.lower, matrix.upper
    return Problem(matrix.a, matrix.costs[objective], *sides)


@dataclass(frozen=True)
class Optimum:
    """An optimal x: values of columns, prices of rows, reduced costs of columns.

    ``basis`` is that of a vertex, HiGHS's own, for :func:`solve` to start a changed problem from; None
    in the middle of the optimal face.
    """

    x: Vector
    row_prices: Vector
    reduced_costs: Vector
    value: float
    iterations: int
    basis: Any = None


NO_MEMORY = [os.strerror(number) for number in (errno.EAGAIN, errno.ENOMEM)]
PATIENCE = 0.1  # seconds between two looks for Ctrl-C and for what the log says

Options = dict[str, str | int | float | bool]


class _Quiet(highspy.Highs):  # type: ignore[misc]
    """HiGHS that prints nothing: its constructor enables callbacks, which prints a banner
    unless output was switched off before (HiGHS#2749)."""

    def enableCallbacks(self) -> None:
        self.setOptionValue("output_flag", False)
        super().enableCallbacks()


def solve(
    problem: Problem, options: Options, start: Optimum | None = None, listener: Listener = SILENT
) -> Optimum:
    """Solve to a vertex, from the basis of ``start`` where there is one: that of a problem with
    the same columns, whose rows are the first of this one's. ``listener`` hears the steps.

    With crossover off it is a point in the middle of the optimal face: sooner than a vertex, and
    with all that binds; but no plan that people carry out.

    Raises: Infeasible, OutOfTime, SolverFailed.
    """
    with _opened(options) as highs:
        _pass(highs, problem)
        if start is not None:
            _start(highs, start, problem.a.shape[0])
        _run(highs, listener)
        vertex = options.get("run_crossover") != "off"
        _judge(highs, imprecise=not vertex)
        return _read(highs, vertex=vertex)


class Gap(NamedTuple):
    """How near its bound a value need come: by a share of it with its ``constant``, or by an amount."""

    share: float
    amount: float
    constant: float


# Where a figure is large against the tolerance HiGHS may find an optimum and yet refuse it by rounding;
# what its own tolerance of 1e-6 lets pass is looked at when the choices are held.
TOLERANCES: tuple[Options, ...] = ({"mip_feasibility_tolerance": 1e-9}, {})
SAME = 1e-6  # of a value or 1: where presolve leaves nothing HiGHS 1.16 may give its start for the optimum


def branch_and_bound(
    problem: Problem,
    integer: Booleans,
    start: Vector | None,
    gap: Gap,
    time_limit: float,
    listener: Listener = SILENT,
) -> tuple[Vector, float]:
    """The best x found with the marked columns whole, and what no x can be better than, with the
    constant.

    Ends when the two are within ``gap`` of each other, or at the time limit with what it has. The
    ``listener`` hears the steps.

    Raises: Infeasible, OutOfTime (nothing found), SolverFailed.
    """
    limits: Options = {"mip_rel_gap": gap.share, "mip_abs_gap": gap.amount}
    failed, end = list[str](), monotonic() + time_limit
    starts = (None,) if start is None else (start, None)
    for begun, tolerance in product(starts, TOLERANCES):
        left: Options = {"time_limit": max(0.0, end - monotonic())}
        try:
            return _branch(problem, integer, begun, {**tolerance, **limits, **left}, gap.constant, listener)
        except SolverFailed as failure:
            failed.append(str(failure))
    raise SolverFailed("; ".join(failed))


def _branch(
    problem: Problem,
    integer: Booleans,
    start: Vector | None,
    options: Options,
    constant: float,
    listener: Listener,
) -> tuple[Vector, float]:
    with _opened(options) as highs:
        _pass(highs, problem, integer, constant)
        if start is not None:
            solution = highspy.HighsSolution()
            solution.col_value = list(start)
            _require(highs.setSolution(solution), "the plan to start from", highspy.HighsStatus.kWarning)
        _run(highs, listener)
        info, solution = highs.getInfo(), highs.getSolution()
        found = solution.value_valid and abs(info.objective_function_value) < highspy.kHighsInf
        if not (found and highs.getModelStatus() == highspy.HighsModelStatus.kTimeLimit):
            _judge(highs)
        x, told = np.array(solution.col_value), float(info.objective_function_value)
        value = float(problem.cost @ x) + constant
        if abs(value - told) > SAME * max(1.0, abs(value)):
            raise SolverFailed(f"HiGHS found {told:.9g} and gave values that come to {value:.9g}")
        return x, float(info.mip_dual_bound)


@contextmanager
def _opened(options: Options) -> Iterator[Any]:
    """HiGHS with these options, whose callbacks would else hold its memory until Python looks for cycles."""
    highs = _Quiet()
    try:
        _set(highs, {"random_seed": 0, **options})
        yield highs
    finally:
        highs.clearCallbacks()


def _run(highs: Any, listener: Listener = SILENT) -> None:
    """Run in a thread beside, so that Ctrl-C is heard at once and not when the run has ended, and the
    log while it runs.

    Raises: SolverFailed; MemoryError, which no other attempt mends; KeyboardInterrupt and what the listener raises, when the solver has stopped.
    """
    highs.HandleUserInterrupt = True
    log = _log(highs)
    ended, status = False, None
    with _failures() as failures:
        highs.startSolve()
        try:
            while not ended:
                ended, status = highs.wait(PATIENCE)
                if listener is not SILENT:
                    listener.hears(log.step)
        finally:
            if not ended:
                highs.cancelSolve()
                while not highs.wait(PATIENCE)[0]:
                    pass
    for failure in failures:  # a thread that cannot be started lacks memory too
        if isinstance(failure, RuntimeError) and str(failure) in NO_MEMORY:
            raise MemoryError(f"HiGHS: {failure}") from failure
        raise failure
    if log.lacks_memory or highs.getModelStatus() == highspy.HighsModelStatus.kMemoryLimit:
        raise MemoryError("HiGHS has not enough memory")
    _require(status, "the run", highspy.HighsStatus.kWarning)


@contextmanager
def _failures() -> Iterator[list[BaseException]]:
    """What ends a thread inside the block: Python would show that HiGHS has no memory, and go on."""
    failures, before = list[BaseException](), threading.excepthook

    def keep(failure: threading.ExceptHookArgs) -> None:
        failures.append(failure.exc_value or failure.exc_type())

    threading.excepthook = keep
    try:
        yield failures
    finally:
        threading.excepthook = before


def _log(highs: Any) -> Log:
    """What HiGHS writes, heard here and nowhere else."""
    log = Log()
    _set(highs, {"log_to_console": False, "output_flag": True})
    highs.cbLogging.subscribe(lambda event: log.hear(event.message))
    return log


def _set(highs: Any, options: Options) -> None:
    for name, value in options.items():
        _require(highs.setOptionValue(name, value), f"the option {name}")


def _require(status: Any, what: str, *also: Any) -> None:
    if status not in (highspy.HighsStatus.kOk, *also):
        raise SolverFailed(f"HiGHS refused {what}: {status.name}")


def _pass(highs: Any, problem: Problem, integer: Booleans | None = None, constant: float = 0.0) -> None:
    (rows, columns), a = problem.a.shape, problem.a
    whole = np.zeros(columns, dtype=np.int32)
    if integer is not None:
        whole[integer] = int(highspy.HighsVarType.kInteger)
    sides = problem.cost, problem.lower, problem.upper, problem.row_lower, problem.row_upper
    by_column = int(highspy.MatrixFormat.kColwise), int(highspy.ObjSense.kMinimize)
    entries = a.indptr.astype(np.int32), a.indices.astype(np.int32), a.data
    taken = highs.passModel(columns, rows, a.nnz, *by_column, constant, *sides, *entries, whole)
    _require(taken, "the matrix")
    counts = (highs.getNumRow(), highs.getNumCol(), highs.getNumNz())
    if counts != (rows, columns, a.nnz):
        raise SolverFailed(f"HiGHS took {counts} of {(rows, columns, a.nnz)} rows, columns, nonzeros")


def _start(highs: Any, start: Optimum, rows: int) -> None:
    """Begin at the basis of a vertex; rows that came later are slack in it."""
    basis, later = start.basis, rows - len(start.row_prices)
    if later:  # a basis is copied status by status
        before, basis = basis, highspy.HighsBasis()
        slack = [highspy.HighsBasisStatus.kBasic] * later
        basis.col_status, basis.row_status = before.col_status, [*before.row_status, *slack]
        basis.valid = True
    _require(highs.setBasis(basis), "the basis to start from")


def _judge(highs: Any, *, imprecise: bool = False) -> None:
    """``imprecise``: what falls short of the tolerance asked for is for the certificate to judge."""
    status = highs.getModelStatus()
    known = highspy.HighsModelStatus
    if status == known.kOptimal or (imprecise and status == known.kUnknown):
        return
    if status == known.kTimeLimit:
        raise OutOfTime
    if status == known.kInfeasible:
        raise Infeasible("HiGHS claims that no plan meets all demands")
    raise SolverFailed(f"HiGHS ended with the status '{highs.modelStatusToString(status)}'")


def _read(highs: Any, *, vertex: bool) -> Optimum:
    solution, info, basis = highs.getSolution(), highs.getInfo(), highs.getBasis()
    if not (solution.value_valid and solution.dual_valid):
        raise SolverFailed("HiGHS called the program optimal but gave no values with prices")
    if vertex and not basis.valid:
        raise SolverFailed("HiGHS called the program optimal but gave no vertex")
    return Optimum(
        np.array(solution.col_value),
        np.array(solution.row_dual),
        np.array(solution.col_dual),
        float(info.objective_function_value),
        int(info.simplex_iteration_count) + int(info.ipm_iteration_count),
        basis if vertex else None,
    )
