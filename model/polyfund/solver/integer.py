"""The columns that must be whole: which values they take, and how good that is at most.

    1. relax: let them lie between, and meet all aims in order. The certified bound of the first
       holds for every choice (a bound of the relaxed program is one of the program).
    2. round each to what the rest of the relaxed plan comes nearest to, hold it, and meet all
       aims again. Within the accepted gap of what the relaxed program reached, aim by aim
       while they are equal, that is the choice: for the first aim proved without anyone's word.
    3. otherwise branch and bound, aim by aim, each with what the ones before reached; its bound
       is the solver's word, and told as such.

The choice is held from there on, so prices and later aims are those of a linear program, and what
the first aim comes to then is compared with its bound once more: branch and bound keeps its rows and
whole values to within a tolerance only. A choice that the plan does not need is rounded once more
from the plan itself.

A share of an aim is of its value with its constant, which people read: 70 lifted of 12 million poor
are 70.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from time import monotonic
from types import MappingProxyType

import numpy as np

from polyfund.solver.certificate import TOLERANCE
from polyfund.solver.certified import left_of
from polyfund.solver.epsilon import with_ceilings
from polyfund.solver.highs import (
    Gap,
    Infeasible,
    Options,
    OutOfTime,
    Problem,
    SolverFailed,
    branch_and_bound,
    problem_of,
)
from polyfund.solver.lexicographic import LEAST, Solved, size, solve_linear, with_row
from polyfund.solver.leximin import Rounds
from polyfund.solver.matrix import Booleans, Matrix, Vector
from polyfund.solver.observer import Choices, Listener, Place

ROUNDING = 1e-9  # of a value: what is less apart is equal
RESERVED = 10.0  # times the relaxation's seconds are kept for the stages after the choice


@dataclass(frozen=True)
class _Program:
    """All that the stages of a matrix take but the values of its whole columns."""

    matrix: Matrix
    slacks: Sequence[float]
    end: float
    attempts: Sequence[Options]
    rounds: Mapping[int, Rounds]
    listener: Listener

    @property
    def aims(self) -> int:
        """How many objectives the choice is made for: all but the tie-break, where that is asked for."""
        last = len(self.slacks) == len(self.matrix.costs)
        return max(1, len(self.slacks) - last)

    def relaxed(self) -> list[Solved]:
        return self._stages(self.matrix, (), Choices.OPEN)

    def held(self, whole: Vector, near: Sequence[Solved], most: Mapping[int, float]) -> list[Solved]:
        """The stages with the whole columns held at these values, near those of other values, and
        with ``most`` that some objectives may come to."""
        integer = self.matrix.integer
        held = replace(
            self.matrix,
            lower=np.where(integer, whole, self.matrix.lower),
            upper=np.where(integer, whole, self.matrix.upper),
        )
        return self._stages(with_ceilings(held, most), near, Choices.HELD)

    def _stages(self, matrix: Matrix, near: Sequence[Solved], choices: Choices) -> list[Solved]:
        means = self.end, self.listener, self.attempts, self.rounds
        return solve_linear(matrix, self.slacks, *means, near, choices)

    def nearest(self, solved: Sequence[Solved]) -> Vector:
        """Whole values for the plan that some stages come to."""
        return nearest_whole(problem_of(self.matrix, 0), self.matrix.integer, solved[-1].optimum.x)


def solve_whole(
    matrix: Matrix,
    slacks: Sequence[float],
    end: float,
    listener: Listener,
    attempts: Sequence[Options],
    accepted_gap: float,
    rounds: Mapping[int, Rounds],
) -> list[Solved]:
    """The stages of a matrix with whole columns; arguments as for polyfund.solver.lexicographic, and the
    share by which a better choice may exist.

    Raises: Infeasible (a claim), OutOfTime, SolverFailed.
    """
    program, started = _Program(matrix, slacks, end, attempts, rounds, listener), monotonic()
    relaxed = program.relaxed()
    taken = monotonic() - started
    bound, proof = relaxed[0].bound, "relaxation certificate"
    found = _tried(program, program.nearest(relaxed), relaxed)
    aims = program.aims
    if found is None or not _as_good(found[:aims], relaxed[:aims], accepted_gap):
        search = _search(program, relaxed, found, accepted_gap, RESERVED * taken)
        held = _held_within_slack if any(slacks[: aims - 1]) else _best_held
        bound, found, proof = search.bound, held(program, search, relaxed), "branch and bound"
        if search.ended and not _within(found[0].value, bound, accepted_gap):
            raise SolverFailed(
                f"the whole choices reach {found[0].value:.9g}, and {bound:.9g} is not ruled out"
            )
    else:
        found = _without_needless(program, found)
    first = replace(found[0], bound=bound, proof=proof, seconds=found[0].seconds + relaxed[0].seconds)
    return [first, *(replace(stage, proof="choices held") for stage in found[1:])]


NOTHING_ASKED: Mapping[int, float] = MappingProxyType({})


def _tried(
    program: _Program, whole: Vector, near: Sequence[Solved], most: Mapping[int, float] = NOTHING_ASKED
) -> list[Solved] | None:
    """The stages with the choice held; None where it allows no plan."""
    try:
        return program.held(whole, near, most)
    except (Infeasible, SolverFailed):
        return None


def _within(value: float, bound: float, accepted_gap: float) -> bool:
    """Whether a value is as near to what it could be at most as is asked."""
    return value - bound <= max(TOLERANCE, accepted_gap) * size(value)


def _as_good(found: Sequence[Solved], relaxed: Sequence[Solved], accepted_gap: float) -> bool:
    """Whether each aim comes within the gap of what it reached relaxed. An aim after one that fell
    short at all has nothing to be compared with: a lesser one before may leave it more."""
    for one, best in zip(found, relaxed, strict=True):
        if not _within(one.value, best.bound, accepted_gap):
            return False
        if not _within(one.value, best.bound, 0.0):
            return True
    return True


@dataclass(frozen=True)
class _Searched:
    """What branch and bound found: the whole values after each aim, and the bound of the first aim with
    its constant. ``ended``: it was not time that ended it."""

    choices: Sequence[Vector]
    bound: float
    ended: bool


def _search(
    program: _Program,
    relaxed: Sequence[Solved],
    found: Sequence[Solved] | None,
    accepted_gap: float,
    reserved: float,
) -> _Searched:
    """Whole values by branch and bound, aim by aim."""
    matrix, problem = program.matrix, problem_of(program.matrix, 0)
    x = None if found is None else found[-1].optimum.x
    bound, ended, choices = relaxed[0].bound, True, list[Vector]()
    for number in range(program.aims):
        offset = float(matrix.offsets[number])
        problem = replace(problem, cost=matrix.costs[number])
        left, place = left_of(program.end), Place(number + 1, program.aims, number, Choices.SOUGHT)
        program.listener.begins(place)
        try:
            x, best = branch_and_bound(
                problem,
                matrix.integer,
                x,
                Gap(max(TOLERANCE, accepted_gap), TOLERANCE * LEAST, offset),
                time_limit=max(left / 2, left - reserved) / (program.aims - number),
                listener=program.listener,
            )
        except OutOfTime:
            if x is None:
                raise
            break  # the later aims take the choice as it is
        choices.append(np.where(matrix.integer, np.round(x), 0.0))
        value = float(problem.cost @ x) + offset
        if number == 0:
            bound = max(bound, best)
            ended = _within(value, best, accepted_gap)
        program.listener.ends(place, value, best)
        allowed = (program.slacks[number] + TOLERANCE) * size(value)
        problem = with_row(problem, value - offset + allowed)
    if not choices:
        assert x is not None
        choices, ended = [np.where(matrix.integer, np.round(x), 0.0)], False
    return _Searched(choices, bound, ended)


def _best_held(program: _Program, search: _Searched, near: Sequence[Solved]) -> list[Solved]:
    """The stages with what was found for the last aim held, or where that is less for the aims before
    than its search said, by its tolerances, what was found for them.

    Raises: OutOfTime, SolverFailed.
    """
    best: list[Solved] | None = None
    for whole in reversed(search.choices):
        try:
            found = _tried(program, whole, near)
        except OutOfTime:
            if best is None:
                raise
            break
        if found and (best is None or found[0].value < best[0].value - TOLERANCE * size(best[0].value)):
            best = found
        if best and _within(best[0].value, search.bound, TOLERANCE):
            break
    if best is None:
        raise SolverFailed("the whole choices that were found allow no plan")
    return _without_needless(program, best)


def _held_within_slack(program: _Program, search: _Searched, near: Sequence[Solved]) -> list[Solved]:
    """Each aim with the choice that was found for it, where those before allow it slack: of these the
    plan of the last gives up no more than that, whatever its own choice would leave them.

    Raises: OutOfTime, SolverFailed.
    """
    stages, most = list[Solved](), dict[int, float]()
    found: list[Solved] | None = None
    before: Vector | None = None
    for number, whole in enumerate(search.choices):
        if before is None or not np.array_equal(whole, before):
            try:
                # what was found may by the search's tolerances allow no plan: then the one before serves
                found = _tried(program, whole, near, most) or found
            except OutOfTime:
                if found is None:
                    raise
                break
        before = whole
        for stage in found[len(stages) : number + 1] if found else ():
            allowed = program.slacks[len(stages)] + TOLERANCE
            most[len(stages)] = stage.value + allowed * size(stage.value)
            stages.append(stage)
    if found is None:
        raise SolverFailed("the whole choices that were found allow no plan")
    return [*stages, *_without_needless(program, found, most)[len(stages) :]]


def _without_needless(
    program: _Program, found: list[Solved], most: Mapping[int, float] = NOTHING_ASKED
) -> list[Solved]:
    """The stages with each choice as the plan itself would have it, where that is no worse: a
    choice may be held that nothing was given for."""
    again = program.nearest(found)
    if np.array_equal(again, np.where(program.matrix.integer, np.round(found[-1].optimum.x), 0.0)):
        return found
    try:
        other = _tried(program, again, found, most)
    except OutOfTime:
        return found
    return other if other is not None and _no_worse(other, found) else found


def _no_worse(one: Sequence[Solved], other: Sequence[Solved]) -> bool:
    """Whether some stages reach as much as others, aim by aim while they are equal."""
    for mine, theirs in zip(one, other, strict=True):
        apart = mine.value - theirs.value
        if abs(apart) > ROUNDING * size(theirs.value):
            return apart < 0
    return True


def nearest_whole(problem: Problem, integer: Booleans, x: Vector) -> Vector:
    """Each marked column rounded from the middle of what its rows leave it, the others as in x.

    A choice that only the ends of its rows hold lies anywhere between them: a grant of g that
    is nothing or at least m has  g / most <= chosen <= g / m,  and is made where g / m is a
    half or more.
    """
    activity = problem.a @ x
    whole = np.zeros_like(x)
    for column in np.flatnonzero(integer):
        span = slice(problem.a.indptr[column], problem.a.indptr[column + 1])
        rows, factors = problem.a.indices[span], problem.a.data[span]
        others = activity[rows] - factors * x[column]
        ends = np.stack([problem.row_lower[rows] - others, problem.row_upper[rows] - others]) / factors
        highest = min(float(ends.max(axis=0).min(initial=np.inf)), float(problem.upper[column]))
        lowest = max(float(ends.min(axis=0).max(initial=-np.inf)), float(problem.lower[column]))
        whole[column] = np.floor(max(highest, lowest) + 0.5)
    return whole
