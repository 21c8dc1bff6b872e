"""The aims one after the other, each among the plans that are best for those before it.

After a stage without slack only its optimal face is left: by complementary slackness every
optimal x has each column with a nonzero reduced cost at its bound and each row with a nonzero
price at its side, and every feasible x that has them is optimal. So these are held and
nothing else; the parts of the total stay free. With slack a row holds the total instead:

    sign * value >= sign * reached - slack * |reached|
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from time import monotonic, perf_counter

import numpy as np
from scipy.sparse import csc_array, vstack

from model.solving.certificate import TOLERANCE, Certificate
from model.solving.choices import Choice, choose
from model.solving.highs import Options, Problem, SolverFailed, Vertex
from model.solving.matrix import Matrix
from model.solving.prove import ATTEMPTS, NEW_COST, Start, prove

HELD = 1e-9  # a price or reduced cost above this is nonzero; holding too much is safe, too little leaks


@dataclass(frozen=True)
class Solved:
    """One stage's outcome; ``value`` and ``bound`` include the objective's constant.

    ``proof`` says who vouches for the bound: "certificate"; with whole numbers in the
    program, for the first stage who gave the bound of its choices (see Choice), and "choices
    held" for later ones: their bound is over the plans that share these choices.
    """

    vertex: Vertex
    certificate: Certificate
    value: float
    bound: float
    seconds: float
    proof: str = "certificate"

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
) -> list[Solved]:
    """Minimise the first objectives of the matrix in order; the last vertex is the plan.

    ``slacks`` has one share for each objective to be met; ``tell`` is called with the number
    of the step and of steps, and the objective, as each begins. The result has one entry for
    each objective. Where columns must be whole, they are chosen for the first objective, to
    within ``accepted_gap``, and then held.

    Raises: Infeasible (a claim of the solver's, not yet a proof: see model.solving.conflict),
    OutOfTime, SolverFailed (also when a proof fails).
    """
    problem = Problem(
        matrix.a, matrix.costs[0], matrix.row_lower, matrix.row_upper, matrix.lower, matrix.upper
    )
    end = monotonic() + time_limit
    known_upper = problem.upper
    solved: dict[int, Solved] = {}
    choice: Choice | None = None
    start: Start | None = None
    order = steps(slacks)
    for number, (objective, slack) in enumerate(order, start=1):
        tell(number, len(order), objective)
        started = perf_counter()
        problem = replace(problem, cost=matrix.costs[objective])
        offset = float(matrix.offsets[objective])
        if matrix.integer.any() and choice is None:
            choice = choose(problem, matrix.integer, offset, slack, accepted_gap, end, attempts)
            problem = choice.hold(problem)
        ready = choice.proved if choice is not None and number == 1 else None
        vertex, certificate, known_upper = ready or prove(
            problem, known_upper, slack, offset, end, attempts, feasible=number > 1, start=start
        )
        start = Start(vertex, NEW_COST)
        proof, bound = "certificate", certificate.bound
        if choice is not None:
            proof = choice.proof if number == 1 else "choices held"
            bound = choice.bound if number == 1 else bound
        seconds, value = perf_counter() - started, certificate.value + offset
        solved.setdefault(objective, Solved(vertex, certificate, value, bound + offset, seconds, proof))
        problem = _hold(problem, vertex, slack, offset)
    in_order = [solved[objective] for objective in range(len(slacks))]
    _check_held(matrix, in_order, slacks)
    return in_order


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
