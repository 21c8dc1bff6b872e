"""How far a solve has come, from what HiGHS writes in its log as it goes.

Lines that say nothing of it are passed over: a later HiGHS that writes others costs the progress
that is shown, never a solve.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum


class Method(Enum):
    """What the solver is at."""

    INTERIOR = "interior point"
    CROSSOVER = "crossover"
    SIMPLEX = "simplex"
    BRANCHES = "branch and bound"


@dataclass(frozen=True)
class Step:
    """Where the solver has got to.

    ``iteration`` counts iterations, of branch and bound the nodes explored. ``gap`` is that between
    the best value so far and the solver's own bound, as a share of the value. Each is None where it
    is not told.
    """

    method: Method
    iteration: int | None = None
    gap: float | None = None


_NUMBER = r"[-+]?(?:\d+(?:\.\d*)?(?:e[-+]?\d+)?|inf|nan)"
_INTERIOR = re.compile(rf" *(\d+)\*?(?: +{_NUMBER}){{4}} +({_NUMBER}) +[\d.]+s? *")
_SIMPLEX = re.compile(rf" *(\d+) +{_NUMBER}(?: (?:Pr|Du|Ph1): \d+\(\S+\);?)* [\d.]+s *")
_COUNT = r"\d+[km]?"
_BRANCHES = re.compile(
    rf" ?[A-Za-z]? +({_COUNT}) +{_COUNT} +{_COUNT} +[\d.]+% +{_NUMBER} +{_NUMBER} +(Large|inf|\d+(?:\.\d+)?%) .*"
)
_CROSSOVER = re.compile(r"Running crossover.*| *\d+ (?:primal|dual) pushes remaining.*")
_NO_MEMORY = re.compile(
    r"out of memory|insufficient memory|memory allocation error|memory limit", re.IGNORECASE
)
_THOUSANDS = {"k": 1_000, "m": 1_000_000}


def step_of(line: str) -> Step | None:
    """What a line of the log says, None where it says nothing of the progress."""
    if found := _INTERIOR.fullmatch(line):
        gap = None if found[2].strip("+-") in ("inf", "nan") else float(found[2])
        return Step(Method.INTERIOR, int(found[1]), gap)
    if found := _SIMPLEX.fullmatch(line):
        return Step(Method.SIMPLEX, int(found[1]))
    if found := _BRANCHES.fullmatch(line):
        nodes = int(found[1].rstrip("km")) * _THOUSANDS.get(found[1][-1], 1)
        return Step(Method.BRANCHES, nodes, float(found[2][:-1]) / 100 if found[2].endswith("%") else None)
    return Step(Method.CROSSOVER) if _CROSSOVER.fullmatch(line) else None


class Log:
    """The log as it comes, in pieces that are no lines; ``step`` is the last one told,
    ``lacks_memory`` whether it says that the solver ran out of memory."""

    def __init__(self) -> None:
        self.step: Step | None = None
        self.lacks_memory = False
        self._begun = ""

    def hear(self, piece: str) -> None:
        *lines, self._begun = (self._begun + piece).split("\n")
        for line in lines:
            self.step = step_of(line) or self.step
            self.lacks_memory = self.lacks_memory or bool(_NO_MEMORY.search(line))
