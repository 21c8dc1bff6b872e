"""What each aim would reach on its own: the diagonal of the pay-off table.

Each objective alone, with the same demands: a linear program of the size of the first stage. Columns
that must be whole are relaxed, so its certified bound holds for every plan, and is what is told.
For a bound prices are enough, so no vertex is looked for where an interior point proves it.
Large programs are solved in a process of their own beside the stages: one more core, not one more
wait.
"""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from time import monotonic
from types import TracebackType

from model.solving.certificate import TOLERANCE, certify, implied_upper
from model.solving.highs import Infeasible, OutOfTime, Problem, SolverFailed, interior, problem_of
from model.solving.matrix import Matrix, Vector
from model.solving.prove import ATTEMPTS, left_of, prove

LARGE = 100_000  # nonzeros: below, a process takes longer to start than the programs to solve


def bounds_alone(problem: Problem, costs: Sequence[Vector], time_limit: float) -> list[float | None]:
    """The certified least of each cost; None where it was not found in time."""
    end, found = monotonic() + time_limit, list[float | None]()
    for cost in costs:
        try:
            found.append(_bound(replace(problem, cost=cost), end))
        except (Infeasible, OutOfTime, SolverFailed):
            found.append(None)  # told as not known; the plan does not hang on it
    return found


def _bound(problem: Problem, end: float) -> float:
    """Raises: Infeasible, OutOfTime, SolverFailed."""
    try:
        point = interior(problem, left_of(end))
    except SolverFailed:
        pass
    else:
        value = float(problem.cost @ point.x)
        upper = implied_upper(problem, problem.upper, value + TOLERANCE * max(1.0, abs(value)))
        certificate = certify(problem, point, upper)
        if certificate.holds:
            return certificate.bound
    _vertex, certificate, _upper = prove(problem, problem.upper, 0.0, 0.0, end, ATTEMPTS, feasible=False)
    return certificate.bound


class Payoff:
    """The bounds of some objectives of a matrix, each on its own: begun at once, asked for later."""

    def __init__(self, matrix: Matrix, objectives: Sequence[int], time_limit: float) -> None:
        problem = problem_of(matrix, 0)
        self._offsets = [float(matrix.offsets[objective]) for objective in objectives]
        self._asked = problem, [matrix.costs[objective] for objective in objectives], time_limit
        self._process: subprocess.Popen[bytes] | None = None
        if objectives and matrix.nonzeros >= LARGE:
            self._process = _begin(self._asked)

    def __enter__(self) -> Payoff:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def bounds(self) -> list[float | None]:
        """The bounds with the objectives' constants; waits for them."""
        if self._process is None:
            found = bounds_alone(*self._asked)
        else:
            assert self._process.stdout is not None
            answer = self._process.stdout.read()
            found = json.loads(answer) if answer else [None] * len(self._offsets)
        return [
            None if bound is None else bound + offset
            for bound, offset in zip(found, self._offsets, strict=True)
        ]


def _begin(asked: object) -> subprocess.Popen[bytes]:
    """A Python of its own that works out what is asked: this very package, whatever folder the
    command runs in (a script that calls solve needs no guard for it, unlike multiprocessing)."""
    here = str(Path(__file__).parents[2])
    command = [sys.executable, "-P", "-c", "from model.solving.payoff import answer; answer()"]
    paths = os.pathsep.join(filter(None, (here, os.environ.get("PYTHONPATH"))))
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": paths}
    )
    assert process.stdin is not None
    with suppress(BrokenPipeError), process.stdin:  # if it died at once, its answer is not known
        pickle.dump(asked, process.stdin)
    return process


def answer() -> None:
    """What the process does."""
    try:
        print(json.dumps(bounds_alone(*pickle.load(sys.stdin.buffer))))
    except KeyboardInterrupt:
        sys.exit(130)  # the command that asked ends too, and says so
