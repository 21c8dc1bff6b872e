"""The aims one after the other, each among the plans that are best for those before it.

After a stage without slack only its optimal face is left: by complementary slackness every
optimal x has each column with a nonzero reduced cost at its bound and each row with a nonzero
price at its side, and every feasible x that has them is optimal. So these are held and
nothing else; the parts of the total stay free. With slack a row holds the total instead:

    sign * value >= sign * reached - slack * |reached|
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from time import perf_counter
from types import MappingProxyType

import numpy as np
from scipy.sparse import csc_array, vstack

from model.solving.certificate import TOLERANCE, Certificate
from model.solving.highs import Options, Problem, SolverFailed, Vertex, problem_of
from model.solving.listener import SILENT, Choices, Listener, Place
from model.solving.matrix import Matrix, Vector
from model.solving.prove import ATTEMPTS, NEW_BOUNDS, NEW_COST, Start, prove
from model.solving.rounds import Rounds

HELD = 1e-9  # a price or reduced cost above this is nonzero; holding too much is safe, too little leaks


@dataclass(frozen=True)
class Solved:
    """One stage's outcome; ``value`` and ``bound`` include the objective's constant.

    ``proof`` says who vouches for the bound: "certificate"; with whole numbers in the
    program, for the first stage who gave the bound of its choices (see model.solving.choices),
    and "choices held" for later ones: their bound is over the plans that share these choices.
    ``settled`` are the shares of an objective met in rounds.
    """

    vertex: Vertex
    certificate: Certificate
    value: float
    bound: float
    seconds: float
    proof: str = "certificate"
    settled: Vector | None = None

    @property
    def gap(self) -> float:
        """How far at most the value is from the best one, relative."""
        if self.proof in ("certificate", "choices held"):
            return self.certificate.gap
        return max(0.0, self.value - self.bound) / max(1.0, abs(self.value))


NO_ROUNDS: Mapping[int, Rounds] = MappingProxyType({})


def steps(slacks: Sequence[float]) -> list[tuple[int, float]]:
    """The objectives to solve in order, each with the slack it allows; the last breaks ties.

    Slack is for later aims: the last aim allows none, and what the others leave unused is
    taken back by solving them once more, in order, before ties are broken.
    """
    *aims, last = range(len(slacks))
    allowed = [(aim, slacks[aim]) for aim in aims[:-1]] + [(aim, 0.0) for aim in aims[-1:]]
    return allowed + [(aim, 0.0) for aim, slack in allowed if slack] + [(last, 0.0)]


def solve_linear(
    matrix: Matrix,
    slacks: Sequence[float],
    end: float,
    listener: Listener = SILENT,
    attempts: Sequence[Options] = ATTEMPTS,
    rounds: Mapping[int, Rounds] = NO_ROUNDS,
    near: Sequence[Solved] = (),
    choices: Choices = Choices.NONE,
) -> list[Solved]:
    """Minimise the first objectives of the matrix in order, whatever columns should be whole; the
    last vertex is the plan.

    ``slacks`` has one share for each objective to be met; ``listener`` hears how each step goes,
    with what it does with ``choices``. The result has one entry for each objective. ``rounds`` has
    those objectives, by number, that are met in rounds (see model.solving.rounds); ``end`` is when
    time is out (monotonic). ``near`` has the stages of a program that differs in bounds alone: each
    objective may be walked to from its own vertex there.

    Raises: Infeasible (a claim of the solver's, not yet a proof: see model.solving.conflict),
    OutOfTime, SolverFailed (also when a proof fails).
    """
    walk = _Walk(matrix, end, attempts, near, listener)
    solved: dict[int, Solved] = {}
    order = steps(slacks)
    for number, (objective, slack) in enumerate(order, start=1):
        place = Place(number, len(order), objective, choices)
        listener.begins(place)
        started = perf_counter()
        found = walk.step(objective, slack, first=number == 1)
        if objective in rounds and objective not in solved:
            found = walk.go_round(found, rounds[objective], objective)
        solved.setdefault(objective, replace(found, seconds=perf_counter() - started))
        listener.ends(place, found.value, found.bound)
    in_order = [solved[objective] for objective in range(len(slacks))]
    _check_held(matrix, in_order, slacks)
    return in_order


class _Walk:
    """Where the stages have got to: ``problem`` is what is left to choose from, ``upper`` what no
    plan in it can pass, ``last`` the vertex of the objective before, ``near`` those of each
    objective in a program that differs in bounds."""

    def __init__(
        self,
        matrix: Matrix,
        end: float,
        attempts: Sequence[Options],
        near: Sequence[Solved],
        listener: Listener,
    ) -> None:
        self._matrix, self._end, self._attempts, self._listener = matrix, end, attempts, listener
        self._near = {number: Start(stage.vertex, NEW_BOUNDS) for number, stage in enumerate(near)}
        self._last: Start | None = None
        self._problem = problem_of(matrix, 0)
        self._upper = self._problem.upper

    def step(self, objective: int, slack: float, *, first: bool = False) -> Solved:
        """Meet one objective, and hold it but for its slack."""
        offset = float(self._matrix.offsets[objective])
        self._problem = replace(self._problem, cost=self._matrix.costs[objective])
        vertex, certificate, self._upper = prove(
            self._problem,
            self._upper,
            slack,
            offset,
            self._end,
            self._attempts,
            feasible=not first,
            starts=self._starts(objective),
            listener=self._listener,
        )
        self._last = Start(vertex, NEW_COST)
        self._problem = _hold(self._problem, vertex, slack, offset)
        return Solved(vertex, certificate, certificate.value + offset, certificate.bound + offset, 0.0)

    def _starts(self, objective: int) -> list[Start]:
        """Where to walk from. The tie-break asks something of every grant, so it is far from any aim:
        in a large program interior point on what is left is there first."""
        far = objective == len(self._matrix.costs) - 1 and self._matrix.large
        return [start for start in (None if far else self._last, self._near.pop(objective, None)) if start]

    def go_round(self, found: Solved, rounds: Rounds, objective: int) -> Solved:
        """Settle the shares that the objective is the least of, round by round; prices, value and
        bound stay those of the first, the plan is that of the last."""
        vertex = found.vertex
        while True:
            self._problem, rounds = rounds.settle(self._problem, vertex)
            self._upper = self._upper.copy()  # other columns are bounded as before, the level is not
            self._upper[rounds.column] = self._problem.upper[rounds.column]
            if rounds.done:
                priced = replace(found.vertex, x=vertex.x)
                return replace(found, vertex=priced, settled=rounds.settled)
            vertex = self.step(objective, 0.0).vertex


def with_row(problem: Problem, most: float) -> Problem:
    """The problem with its own cost held at or below ``most``."""
    row = csc_array(problem.cost.reshape(1, -1))
    return replace(
        problem,
        a=csc_array(vstack([problem.a, row])),
        row_lower=np.append(problem.row_lower, -np.inf),
        row_upper=np.append(problem.row_upper, most),
    )


def _hold(problem: Problem, vertex: Vertex, slack: float, offset: float) -> Problem:
    """The problem with only those plans left that later stages may choose from."""
    if slack:
        reached = float(problem.cost @ vertex.x)
        return with_row(problem, reached + slack * abs(reached + offset))
    up = (vertex.reduced_costs > HELD) & np.isfinite(problem.lower)
    down = (vertex.reduced_costs < -HELD) & np.isfinite(problem.upper)
    row_up = (vertex.row_prices > HELD) & np.isfinite(problem.row_lower)
    row_down = (vertex.row_prices < -HELD) & np.isfinite(problem.row_upper)
    return replace(
        problem,
        upper=np.where(up, problem.lower, problem.upper),
        lower=np.where(down, problem.upper, problem.lower),
        row_upper=np.where(row_up, problem.row_lower, problem.row_upper),
        row_lower=np.where(row_down, problem.row_upper, problem.row_lower),
    )


def _check_held(matrix: Matrix, solved: list[Solved], slacks: Sequence[float]) -> None:
    """The plan still reaches, on every earlier aim, what that aim was allowed to fall to."""
    plan = solved[-1].vertex.x
    for number, (stage, slack) in enumerate(zip(solved, slacks, strict=True)):
        now = float(matrix.costs[number] @ plan) + float(matrix.offsets[number])
        allowed = slack * abs(stage.value) + TOLERANCE * max(1.0, abs(stage.value))
        if now > stage.value + allowed:
            raise SolverFailed(f"a later stage gave up {now - stage.value:g} of stage {number + 1}")
