"""The aims one after the other, each among the plans that are best for those before it.

After a stage without slack only its optimal face is left (see polyfund.solver.optimal_face): no row is added,
and the parts of the total stay free. With slack a row holds the total instead:

    sign * value >= sign * reached - slack * |reached|

There are two ways through the stages. From vertex to vertex simplex walks, which is soonest where
little has changed. In a large program whose aims allow no slack each stage ends in the middle of
its optimal face instead, where interior point is asked for, and only the last, which leaves nothing
but one plan, goes on to a vertex. In a huge one what binds is not clear enough from a middle.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from time import perf_counter
from types import MappingProxyType

import numpy as np
from scipy.sparse import csc_array, vstack

from polyfund.solver.certificate import TOLERANCE, Certificate, certify
from polyfund.solver.certified import (
    ATTEMPTS,
    MIDDLE,
    NEW_BOUNDS,
    NEW_COST,
    Start,
    left_of,
    prove,
    tolerances,
)
from polyfund.solver.highs import Infeasible, Optimum, Options, Problem, SolverFailed, problem_of, solve
from polyfund.solver.leximin import Rounds
from polyfund.solver.matrix import Matrix, Vector
from polyfund.solver.observer import SILENT, Choices, Listener, Place
from polyfund.solver.optimal_face import optimal_face, under_glass, without_glass


@dataclass(frozen=True)
class Solved:
    """One stage's outcome; ``value`` and ``bound`` include the objective's constant.

    ``proof`` says who vouches for the bound: "certificate"; with whole numbers in the
    program, for the first stage who gave the bound of its choices (see polyfund.solver.integer),
    and "choices held" for later ones: their bound is over the plans that share these choices.
    ``settled`` are the shares of an objective met in rounds.
    """

    optimum: Optimum
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
        return max(0.0, self.value - self.bound) / size(self.value)


LEAST = 1e-3  # persons, million or the like: what is less of an aim is nothing


def size(value: float) -> float:
    """What a share of an aim's value, its constant included, is of."""
    return max(LEAST, abs(value))


LEAK = 1e-8  # of a value: from middle to middle it is 1e-14 as a rule
HUGE = 2_000_000  # nonzeros: beyond, what a middle tells is not sharp enough
SHARP = 1e-10  # the gap of a middle, at most, that is to tell what binds

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
    those objectives, by number, that are met in rounds (see polyfund.solver.leximin); ``end`` is when
    time is out (monotonic). ``near`` has the stages of a program that differs in bounds alone: each
    objective may be walked to from its own vertex there.

    Raises: Infeasible (a claim of the solver's, not yet a proof: see polyfund.planning.infeasibility),
    OutOfTime, SolverFailed (also when a proof fails).
    """
    means = end, listener, attempts, rounds, near, choices
    plain = not (any(slacks) or rounds or near or choices is not Choices.NONE)
    with_tie_break = len(slacks) == len(matrix.costs)
    if plain and with_tie_break and matrix.nonzeros <= HUGE and _by_middles(matrix, attempts):
        try:
            return _stages(matrix, slacks, *means, leak=LEAK)
        except SolverFailed:
            pass  # by rounding what binds cannot be told from what does not; vertices tell it apart
    return _stages(matrix, slacks, *means)


def _by_middles(matrix: Matrix, attempts: Sequence[Options]) -> bool:
    """Whether interior point without crossover is the soonest way to an optimum from nothing."""
    return matrix.large and attempts[0].get("solver") == "ipx"


def _stages(
    matrix: Matrix,
    slacks: Sequence[float],
    end: float,
    listener: Listener,
    attempts: Sequence[Options],
    rounds: Mapping[int, Rounds],
    near: Sequence[Solved],
    choices: Choices,
    leak: float | None = None,
) -> list[Solved]:
    """The stages from vertex to vertex, or from middle to middle where a share ``leak`` of an earlier
    value is the most that a later stage may give up by rounding."""
    walk = _Walk(matrix, end, attempts, near, listener, middle=leak is not None)
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
    _check_held(matrix, in_order, slacks, TOLERANCE if leak is None else leak)
    return in_order


class _Walk:
    """Where the stages have got to: ``problem`` is what is left to choose from, ``upper`` what no
    plan in it can pass, ``last`` the vertex of the objective before, ``near`` those of each
    objective in a program that differs in bounds. ``middle``: from middle to middle."""

    def __init__(
        self,
        matrix: Matrix,
        end: float,
        attempts: Sequence[Options],
        near: Sequence[Solved],
        listener: Listener,
        *,
        middle: bool,
    ) -> None:
        self._matrix, self._end, self._attempts, self._listener = matrix, end, attempts, listener
        self._shared = tolerances(attempts[0])
        new_bounds = {**self._shared, **NEW_BOUNDS}
        self._near = {number: Start(stage.optimum, new_bounds) for number, stage in enumerate(near)}
        self._last: Start | None = None
        self._middle = middle
        self._to_middle: Options = {**attempts[0], **MIDDLE}
        self._problem = problem_of(matrix, 0)
        self._upper = self._problem.upper

    def step(self, objective: int, slack: float, *, first: bool = False) -> Solved:
        """Meet one objective, and hold it but for its slack."""
        offset = float(self._matrix.offsets[objective])
        last = objective == len(self._matrix.costs) - 1
        # The tie-break asks something of every grant, so it is far from any aim: in a large program
        # interior point on what is left is there first.
        far = last and _by_middles(self._matrix, self._attempts)
        middle = self._to_middle
        self._problem = replace(self._problem, cost=self._matrix.costs[objective])
        found, certificate, self._upper = prove(
            self._problem,
            self._upper,
            slack,
            offset,
            self._end,
            (middle,) if self._middle else (middle, *self._attempts) if far else self._attempts,
            feasible=not first,
            starts=self._starts(objective, far=far),
            listener=self._listener,
            vertex=last or not self._middle,
        )
        if found.basis is None:
            self._problem, found, certificate = self._sharp(found, certificate)
            # what does not bind has a price of almost nothing in the middle
            binds = self._problem.row_lower == self._problem.row_upper
            found = replace(found, row_prices=np.where(binds, found.row_prices, 0.0))
        else:
            self._problem = _hold(self._problem, found, slack, offset)
        self._last = Start(found, {**self._shared, **NEW_COST})
        return Solved(found, certificate, certificate.value + offset, certificate.bound + offset, 0.0)

    def _sharp(self, middle: Optimum, certificate: Certificate) -> tuple[Problem, Optimum, Certificate]:
        """The optimal face around a middle, and the middle that tells it with its proof: this one, or
        where it does not tell what binds that of the same problem under a glass.

        Raises: SolverFailed, where that does not tell it either.
        """
        largest = SHARP * max(1.0, abs(certificate.value))
        with suppress(SolverFailed):
            _check_sharp(certificate, largest)
            return optimal_face(self._problem, middle), middle, certificate
        glass = under_glass(self._problem, middle)
        options = {**self._to_middle, "time_limit": left_of(self._end)}
        try:
            seen = solve(glass.problem, options, None, self._listener)
        except Infeasible as claim:
            raise SolverFailed(f"too much was held around the optimum: {claim}") from None
        nearer = without_glass(self._problem, glass, seen)
        nearer = replace(nearer, iterations=middle.iterations + seen.iterations)
        # What is held for sure is an assumption till here: the proof is of the problem itself.
        certificate = certify(self._problem, nearer, self._upper, certificate.constant)
        _check_sharp(certificate, largest)
        return optimal_face(self._problem, nearer), nearer, certificate

    def _starts(self, objective: int, *, far: bool) -> list[Start]:
        """Where to walk from."""
        last = None if far or self._middle else self._last
        return [start for start in (last, self._near.pop(objective, None)) if start]

    def go_round(self, found: Solved, rounds: Rounds, objective: int) -> Solved:
        """Settle the shares that the objective is the least of, round by round; prices, value and
        bound stay those of the first, the plan is that of the last."""
        optimum = found.optimum
        while True:
            self._problem, rounds = rounds.settle(self._problem, optimum)
            self._upper = self._upper.copy()  # other columns are bounded as before, the level is not
            self._upper[rounds.column] = self._problem.upper[rounds.column]
            if rounds.done:
                priced = replace(found.optimum, x=optimum.x)
                return replace(found, optimum=priced, settled=rounds.settled)
            optimum = self.step(objective, 0.0).optimum


def _check_sharp(certificate: Certificate, largest: float) -> None:
    """Raises: SolverFailed, where a middle is no proof or farther than ``largest`` from its bound."""
    off = abs(certificate.value - certificate.bound)
    if not (certificate.holds and off <= largest):
        raise SolverFailed(f"the middle is off by {off:.1e}")


def with_row(problem: Problem, most: float) -> Problem:
    """The problem with its own cost held at or below ``most``."""
    row = csc_array(problem.cost.reshape(1, -1))
    return replace(
        problem,
        a=csc_array(vstack([problem.a, row])),
        row_lower=np.append(problem.row_lower, -np.inf),
        row_upper=np.append(problem.row_upper, most),
    )


def _hold(problem: Problem, found: Optimum, slack: float, offset: float) -> Problem:
    """The problem with only those plans left that later stages may choose from."""
    if slack:
        reached = float(problem.cost @ found.x)
        return with_row(problem, reached + slack * abs(reached + offset))
    return optimal_face(problem, found)


def _check_held(matrix: Matrix, solved: list[Solved], slacks: Sequence[float], leak: float) -> None:
    """The plan still reaches, on every earlier aim, what that aim was allowed to fall to."""
    plan = solved[-1].optimum.x
    for number, (stage, slack) in enumerate(zip(solved, slacks, strict=True)):
        now = float(matrix.costs[number] @ plan) + float(matrix.offsets[number])
        allowed = slack * abs(stage.value) + leak * max(1.0, abs(stage.value))
        if now > stage.value + allowed:
            raise SolverFailed(f"a later stage gave up {now - stage.value:g} of stage {number + 1}")
