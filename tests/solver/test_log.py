"""What lines of HiGHS's log say, and that a listener hears it from real solves."""

from __future__ import annotations

import numpy as np
import pytest

from polyfund.solver.highs import Gap, branch_and_bound, solve
from polyfund.solver.log import Log, Method, Step, step_of
from polyfund.solver.observer import Listener
from tests.solver.programs import INF, matrix_of, problem_of

INTERIOR, CROSSOVER, SIMPLEX, BRANCHES = Method


@pytest.mark.parametrize(
    ("line", "step"),
    [
        (
            "   0    5.39475239e+05  -1.62755779e+08   1.01e-01   3.17e-01  2.01e+00       0.2",
            Step(INTERIOR, 0, 2.01),
        ),
        (
            "  45    2.76339721e+06  -9.72846401e+05   5.32e-10   4.36e-11  4.17e+00     354.1",
            Step(INTERIOR, 45, 4.17),
        ),
        (
            "  80*   1.89549610e+05   1.89549610e+05   4.53e-16   4.81e-17  9.18e-11      11.2",
            Step(INTERIOR, 80, 9.18e-11),
        ),
        (
            "  12    1.41543743e+06  -1.93439175e+06   9.10e-07   2.84e-06       nan       3.7",
            Step(INTERIOR, 12),
        ),
        ("Running crossover as requested", Step(CROSSOVER)),
        ("    4682 dual pushes remaining (   1204 pivots)", Step(CROSSOVER)),
        ("          0     8.8012466095e-04 Pr: 217(1.77167e+06) 0.4s", Step(SIMPLEX, 0)),
        (
            "       6810     6.0897891552e+00 Pr: 1801(1.51272e+07); Du: 0(3.60632e-06) 5.5s",
            Step(SIMPLEX, 6810),
        ),
        (
            "       8141     4.5036592508e+03 Ph1: 4106(293372); Du: 25409(686257) 5.8s",
            Step(SIMPLEX, 8141),
        ),
        ("      15951     6.9900831068e+00 25.0s", Step(SIMPLEX, 15951)),
        (
            " z       0       0         0   0.00%   -inf            0                  Large        0      0      0         0     0.0s",
            Step(BRANCHES, 0),
        ),
        (
            "         0       0         0   0.00%   -643.499898     -598               7.61%        0      0      2        12     0.0s",
            Step(BRANCHES, 0, 0.0761),
        ),
        (
            "       174       0        85 100.00%   -621            -621               0.00%      597     12   1277      5151     1.3s",
            Step(BRANCHES, 174, 0.0),
        ),
        (
            "     1234k    5678       85k  12.50%   -621            -620               0.16%      597     12   1277      515m  1300.0s",
            Step(BRANCHES, 1_234_000, 0.0016),
        ),
    ],
)
def test_a_line_says_how_far_it_is(line: str, step: Step) -> None:
    got = step_of(line)
    assert got is not None
    assert (got.method, got.iteration) == (step.method, step.iteration)
    assert got.gap == pytest.approx(step.gap)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Presolving model",
        "16083 rows, 58550 cols, 294431 nonzeros 0s",
        " Iter       primal obj         dual obj       pinf       dinf       gap      time",
        "  Iteration        Objective     Infeasibilities num(sum)",
        " Constructing starting basis...",
        "    Number of primal pushes required:                   10356",
        "HiGHS run time      :         12.42",
        "  45    2.7.6e+06  1.2.3   5.32e-10   4.36e-11  4.17.1e+00     354.1",  # of no HiGHS yet
        "       174       0        85 100.00%   -621            -621               0.0.0%      597",
    ],
)
def test_other_lines_say_nothing(line: str) -> None:
    assert step_of(line) is None


def test_a_line_may_come_in_pieces() -> None:
    log = Log()
    log.hear("  45 ")
    log.hear("   2.76e+06  -9.72e+05   5.32e-10   4.36e-11  4.17e+00     354.1")
    assert log.step is None
    log.hear("\n  46    2.76e+06")
    assert log.step == Step(INTERIOR, 45, 4.17)
    log.hear("\nwhat else there is\n")
    assert log.step == Step(INTERIOR, 45, 4.17)


class Heard(Listener):
    def __init__(self) -> None:
        self.steps: list[Step | None] = []

    def hears(self, step: Step | None) -> None:
        self.steps.append(step)


@pytest.mark.parametrize(("solver", "methods"), [("ipx", {INTERIOR, CROSSOVER}), ("simplex", {SIMPLEX})])
def test_a_real_solve_is_heard_and_nothing_is_printed(
    solver: str, methods: set[Method], capfd: pytest.CaptureFixture[str]
) -> None:
    many, random = 200, np.random.default_rng(0)
    costs, a = -random.random((1, many)), random.random((many, many))
    problem, heard = problem_of(matrix_of(costs, a, np.full(many, -INF), np.full(many, 1.0))), Heard()
    options = {"solver": solver, "presolve": "off"}
    alike = solve(problem, options).x == solve(problem, options, listener=heard).x
    assert alike.all()
    last = heard.steps[-1]
    assert last and last.method in methods
    assert capfd.readouterr() == ("", "")


def test_branch_and_bound_is_heard(capfd: pytest.CaptureFixture[str]) -> None:
    many, random = 30, np.random.default_rng(0)
    costs, weights = -random.integers(10, 60, (1, many)), random.integers(5, 60, (8, many))
    problem = problem_of(matrix_of(costs, weights, np.full(8, -INF), np.full(8, 200.0), upper=np.ones(many)))
    heard = Heard()
    branch_and_bound(problem, np.full(many, True), None, Gap(0.0, 0.0, 0.0), 60.0, heard)
    last = heard.steps[-1]
    assert last and last.method is BRANCHES and last.gap == pytest.approx(0.0, abs=1e-4)
    assert capfd.readouterr() == ("", "")
