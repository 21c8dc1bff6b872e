"""What adds to a plan that is proved, and how long it may take: as long as the plan did.

Nobody waits for it longer who has not asked for it. Why something is not computed is told by a word:

    asked      it takes as long as the plan, and was not asked for
    capped     it would have taken longer than the plan
    late       the time limit was reached
    stopped    it was interrupted
    memory     there was not enough memory for it
    failed     the solver failed on it
    none       the case does not have what it takes
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from time import monotonic

from polyfund.base.i18n import _
from polyfund.planning.solved_program import Course
from polyfund.planning.stopwatch import Watch
from polyfund.solver.highs import Infeasible, OutOfTime, SolverFailed
from polyfund.solver.payoff import bound_alone

AT_LEAST = 10.0  # seconds that nobody minds after a plan that took less


@dataclass(frozen=True)
class Allowed:
    """Until when optional work may go on (monotonic), and why it then ends."""

    end: float
    why: str

    def seconds(self, shared: int = 1) -> float:
        """What is left, in equal parts."""
        return (self.end - monotonic()) / shared


def allowed(watch: Watch, end: float, *, asked: bool) -> Allowed:
    """Till the time limit is out at ``end`` where it was ``asked`` for, else as long as all before it."""
    capped = monotonic() + max(AT_LEAST, sum(watch.seconds.values()))
    return Allowed(end, "late") if asked or end <= capped else Allowed(capped, "capped")


@contextmanager
def told_why(missing: dict[str, str], key: str, until: Allowed, watch: Watch) -> Iterator[None]:
    """Why what is worked out inside is not there, put down under its key."""
    try:
        with watch.optional():
            yield
    except OutOfTime:
        missing[key] = until.why
    except (SolverFailed, Infeasible):
        missing[key] = "failed"
    except MemoryError:
        missing[key] = "memory"
    if watch.stopped:
        missing.setdefault(key, "stopped")


def pay_off(course: Course, until: Allowed, watch: Watch) -> Course:
    """The course with what each aim but the first, whose bound is that, would reach on its own."""
    alone, missing = list(course.alone), dict[str, str]()
    others = range(1, len(course.aims))
    with watch.stage("pay-off", _("What each aim would reach on its own")):
        for number in others:
            with told_why(missing, str(number), until, watch):
                seconds = until.seconds(shared=others.stop - number)
                alone[number] = bound_alone(course.matrix, number, seconds)
    why = tuple(missing.get(str(number), "") for number in range(len(course.aims)))
    return replace(course, alone=alone, missing=why)
