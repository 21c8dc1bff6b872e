"""From a matrix to the plan that is best for its aims in order: the door to the solving."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from time import monotonic

from polyfund.solver.certified import ATTEMPTS, NARROW
from polyfund.solver.highs import Options, SolverFailed
from polyfund.solver.integer import solve_whole
from polyfund.solver.lexicographic import NO_ROUNDS, Solved, solve_linear
from polyfund.solver.leximin import Rounds
from polyfund.solver.matrix import Matrix
from polyfund.solver.observer import SILENT, Listener
from polyfund.solver.scaling import is_ordinary, scales_of


def solve_stages(
    matrix: Matrix,
    slacks: Sequence[float],
    time_limit: float,
    listener: Listener = SILENT,
    attempts: Sequence[Options] = ATTEMPTS,
    accepted_gap: float = 0.0,
    rounds: Mapping[int, Rounds] = NO_ROUNDS,
) -> list[Solved]:
    """Minimise the first objectives of the matrix in order (see polyfund.solver.lexicographic).

    A program of figures far apart, and one that nothing was proved of as it is, is solved in units of its
    own (see polyfund.solver.scaling). Where columns must be whole, they are chosen to within ``accepted_gap`` and then held (see
    polyfund.solver.integer).

    Raises: Infeasible (a claim of the solver's, not yet a proof: see polyfund.planning.infeasibility),
    OutOfTime, SolverFailed (also when a proof fails).
    """
    end = monotonic() + time_limit
    failed = ""
    if is_ordinary(matrix):
        try:
            return _solved(matrix, slacks, listener, rounds, end, attempts, accepted_gap)
        except SolverFailed as failure:
            failed = f"{failure}; scaled: "
    scales = scales_of(matrix)
    scaled = scales.of(matrix), slacks, scales.heard_by(listener), scales.of_rounds(rounds)
    attempts = [*({**attempt, **NARROW} for attempt in attempts), *attempts]
    try:
        return scales.back(matrix, _solved(*scaled, end, attempts, accepted_gap), rounds)
    except SolverFailed as failure:
        raise SolverFailed(f"{failed}{failure}") from None


def _solved(
    matrix: Matrix,
    slacks: Sequence[float],
    listener: Listener,
    rounds: Mapping[int, Rounds],
    end: float,
    attempts: Sequence[Options],
    accepted_gap: float,
) -> list[Solved]:
    if matrix.integer.any():
        return solve_whole(matrix, slacks, end, listener, attempts, accepted_gap, rounds)
    return solve_linear(matrix, slacks, end, listener, attempts, rounds)
