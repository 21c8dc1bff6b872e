"""Work shared among processes: each piece once, failures told, none left behind."""

from __future__ import annotations

import os
from collections.abc import Callable
from multiprocessing import active_children

import pytest
from pyarrow.lib import ArrowMemoryError

from polyfund.base.i18n import language, use
from polyfund.solver.highs import Infeasible, SolverFailed
from polyfund.studies.frontier.workers import Crew


def multiply(factor: int) -> Callable[[int], tuple[int, str]]:
    return lambda number: (factor * number, language())


def fail(how: str) -> Callable[[int], int]:
    def work(number: int) -> int:
        if how == "lost":
            os._exit(1)
        if how == "full":
            raise ArrowMemoryError("malloc of size 64 failed")
        if how == "failed":
            raise Infeasible("no plan")
        return number // 0

    return work


@pytest.mark.parametrize("jobs", [1, 2])
def test_every_piece_is_done_once(jobs: int) -> None:
    use("zh")
    pieces = iter((number,) for number in range(5))
    with Crew[tuple[int, str]](jobs, multiply, 10) as crew:
        done = sorted((piece, result) for piece, result in crew.do(lambda: next(pieces, None)))
    assert done == [((number,), (10 * number, "zh")) for number in range(5)]
    assert active_children() == []


@pytest.mark.parametrize(
    ("how", "kind", "words"),
    [
        ("failed", Infeasible, "no plan"),
        ("full", MemoryError, "malloc of size 64 failed"),  # as Arrow says it
        ("lost", SolverFailed, "run out of memory: try --jobs 1"),
        ("wrong", RuntimeError, "ZeroDivisionError"),  # a defect, with where it happened
    ],
)
def test_a_failure_is_raised_where_the_work_was_asked_for(
    how: str, kind: type[Exception], words: str
) -> None:
    with pytest.raises(kind, match=words), Crew[int](2, fail, how) as crew:
        list(crew.do(lambda: (1,)))
    assert active_children() == []
