"""The aims one after the other, each among the plans that are best for those before it.

After a stage without slack only its optimal face is left: by complementary slackness every
optimal x has each column with a nonzero reduced cost at its bound and each row with a nonzero
price at its side, and every feasible x that has them is optimal. So these are held and
nothing else; the parts of the total stay free. With slack a row holds the total instead:

    sign * value >= sign * reached - slack * |reached|
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from time import monotonic, perf_counter
from types import MappingProxyType

import numpy as np
from scipy.sparse import csc_array, vstack

from model.solving.certificate import TOLERANCE, Certificate
from model.solving.choices import Choice, choose
from model.solving.highs import Options, Problem, SolverFailed, Vertex
from model.solving.matrix import Matrix, Vector
from model.solving.prove import ATTEMPTS, NEW_COST, Start, prove
from model.solving.rounds import Rounds

HELD = 1e-9  # a price or reduced cost above this is nonzero; holding too much is safe, too little leaks


@dataclass(frozen=True)
class Solved:
    """One stage's outcome; ``value`` and ``bound`` include the objective's constant.

    ``proof`` says who vouches for the bound: "certificate"; with whole numbers in the
    program, for the first stage who gave the bound of its choices (see Choice), and "choices
    held" for later ones: their bound is over the plans that share these choices. ``settled``
    are the shares of an objective met in rounds.
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


def silent(_number: int, _of: int, _objective: int) -> None:
    """Tells nobody."""


def steps(slacks: Sequence[float]) -> list[tuple[int, float]]:
    """The objectives to solve in order, each with the slack it allows; the last breaks ties.

    Slack is for later aims: the last aim allows none, and what the others leave unused is
    taken back by solving them once more, in order, before ties are broken.
    """
    *aims, last = range(len(slacks))
    allowed = [(aim, slacks[aim]) for aim in aims[:-1]] + [(aim, 0.0) for aim in aims[-1:]]
    return allowed + [(aim, 0.0) for aim, slack in allowed if slack] + [(last, 0.0)]


def solve_stages(
    matrix: Matrix,
    slacks: Sequence[float],
    time_limit: float,
    tell: Callable[[int, int, int], None] = silent,
    attempts: Sequence[Options] = ATTEMPTS,
    accepted_gap: float = 0.0,
    rounds: Mapping[int, Rounds] = MappingProxyType({}),
) -> list[Solved]:
    """Minimise the first objectives of the matrix in order; the last vertex is the plan.

    ``slacks`` has one share for each objective to be met; ``tell`` is called with the number
    of the step and of steps, and the objective, as each begins. The result has one entry for
    each objective. Where columns must be whole, they are chosen for the first objective, to
    within ``accepted_gap``, and then held. ``rounds`` has those objectives, by number, that are
    met in rounds (see model.solving.rounds).

    Raises: Infeasible (a claim of the solver's, not yet a proof: see model.solving.conflict),
    OutOfTime, SolverFailed (also when a proof fails).
    """
    walk = _Walk(matrix, monotonic() + time_limit, attempts, accepted_gap)
    solved: dict[int, Solved] = {}
    order = steps(slacks)
    for number, (objective, slack) in enumerate(order, start=1):
        tell(number, len(order), objective)
        started = perf_counter()
        found = walk.step(objective, slack)
        if objective in rounds and objective not in solved:
            found = walk.go_round(found, rounds[objective], objective)
        solved.setdefault(objective, replace(found, seconds=perf_counter() - started))
    in_order = [solved[objective] for objective in range(len(slacks))]
    _check_held(matrix, in_order, slacks)
    return in_order


class _Walk:
    """Where the stages have got to: ``problem`` is what is left to choose from, ``upper`` what no
    plan in it can pass, ``start`` the last vertex, ``choice`` the whole numbers once chosen."""

    def __init__(self, matrix: Matrix, end: float, attempts: Sequence[Options], accepted_gap: float) -> None:
        self._matrix, self._end, self._attempts, self._gap = matrix, end, attempts, accepted_gap
        sides = matrix.row_lower, matrix.row_upper, matrix.lower, matrix.upper
        self._problem = Problem(matrix.a, matrix.costs[0], *sides)
        self._upper = self._problem.upper
        self._start: Start | None = None
        self._choice: Choice | None = None

    def step(self, objective: int, slack: float) -> Solved:
        """Meet one objective, and hold it but for its slack."""
        offset, first = float(self._matrix.offsets[objective]), self._start is None
        self._problem = replace(self._problem, cost=self._matrix.costs[objective])
        if first and self._matrix.integer.any():
            limits = offset, slack, self._gap, self._end, self._attempts
            self._choice = choose(self._problem, self._matrix.integer, *limits)
            self._problem = self._choice.hold(self._problem)
        ready = self._choice.proved if self._choice and first else None
        vertex, certificate, self._upper = ready or prove(
            self._problem,
            self._upper,
            slack,
            offset,
            self._end,
            self._attempts,
            feasible=not first,
            start=self._start,
        )
        self._start = Start(vertex, NEW_COST)
        self._problem = _hold(self._problem, vertex, slack, offset)
        proof, bound = "certificate", certificate.bound
        if self._choice:
            proof = self._choice.proof if first else "choices held"
            bound = self._choice.bound if first else bound
        return Solved(vertex, certificate, certificate.value + offset, bound + offset, 0.0, proof)

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


def _hold(problem: Problem, vertex: Vertex, slack: float, offset: float) -> Problem:
    """The problem with only those plans left that later stages may choose from."""
    if slack:
        reached = float(problem.cost @ vertex.x)
        row = csc_array(problem.cost.reshape(1, -1))
        return replace(
            problem,
            a=csc_array(vstack([problem.a, row])),
            row_lower=np.append(problem.row_lower, -np.inf),
            row_upper=np.append(problem.row_upper, reached + slack * abs(reached + offset)),
        )
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
