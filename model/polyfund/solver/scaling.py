"""Programs of figures too far apart for a solver's tolerances, in units in which they are not.

HiGHS takes what is below 1e-7 for nothing, in whatever unit it stands: an effect of 1e-6 persons by
money that is worth 1e-3 is no effect to it. With powers of two, so that no figure is rounded,

    a'[i,j] = rows[i] * a[i,j] * columns[j]     x[j] = columns[j] * x'[j]     costs'[k,j] = aims[k] * costs[k,j] * columns[j]

where rows and columns are those that bring the least and the greatest entry of each to the same distance
from 1 (geometric scaling), all columns together such that the sides are about 1, and ``aims`` make the
least cost of each objective 1, unless the greatest were beyond a million then. Columns that must be whole stay as they are. What was found is put
back into the program's own units, prices and bounds with it; a program of ordinary figures is not
touched.

Source: Tomlin (1975), On scaling linear programming problems.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import csc_array

from polyfund.solver.certificate import Certificate, violation_beside_terms
from polyfund.solver.highs import Optimum, SolverFailed, problem_of
from polyfund.solver.lexicographic import Solved
from polyfund.solver.leximin import Positions, Rounds
from polyfund.solver.log import Step
from polyfund.solver.matrix import Matrix, Vector, check_size
from polyfund.solver.observer import Listener, Place

ORDINARY = 1e-4, 1e6  # entries and greatest costs between which a program is left as it is
PASSES = 20
NEVER = 2.0**-60, 2.0**60  # a scale outside would leave nothing of a figure


@dataclass(frozen=True)
class Scales:
    """What rows, columns and objectives are multiplied by."""

    rows: Vector
    columns: Vector
    aims: Vector

    def of(self, matrix: Matrix) -> Matrix:
        """The matrix in these units.

        Raises: UnfitMatrix, where some figure is nothing in any.
        """
        a = csc_array(matrix.a)
        counts = np.diff(a.indptr)
        data = a.data * self.rows[a.indices] * np.repeat(self.columns, counts)
        scaled = replace(
            matrix,
            a=csc_array((data, a.indices, a.indptr), shape=a.shape),
            row_lower=matrix.row_lower * self.rows,
            row_upper=matrix.row_upper * self.rows,
            lower=matrix.lower / self.columns,
            upper=matrix.upper / self.columns,
            costs=matrix.costs * self.columns * self.aims[:, None],
            offsets=matrix.offsets * self.aims,
        )
        check_size(scaled)
        return scaled

    def of_rounds(self, rounds: Mapping[int, Rounds]) -> dict[int, Rounds]:
        """Shares told in these units."""
        return {
            number: replace(
                one,
                base=one.base * self.rows[one.rows] * self.columns[one.column],
                most=one.most * self.rows[one.rows],
                settled=one.settled / self.columns[one.column],
            )
            for number, one in rounds.items()
        }

    def back(self, matrix: Matrix, solved: Sequence[Solved], rounds: Mapping[int, Rounds]) -> list[Solved]:
        """The stages in the units of ``matrix``, the program's own.

        Raises: SolverFailed, where they are proved in these units only: 1e-7 here may be a hundred there.
        """
        for one in rounds.values():  # what a round has settled stands below the level no longer
            lower = matrix.row_lower.copy()
            lower[one.rows] = -np.inf
            matrix = replace(matrix, row_lower=lower)
        found = []
        for number, stage in enumerate(solved):
            own = self._back(number, stage, rounds.get(number))
            violation = violation_beside_terms(problem_of(matrix, number), own.optimum.x)
            proof = replace(own.certificate, violation=max(violation, own.certificate.violation))
            if not proof.holds:
                raise SolverFailed(
                    f"no proof in its own units: gap {proof.gap:.1e}, violation {violation:.1e}"
                )
            found.append(replace(own, certificate=proof))
        return found

    def _back(self, number: int, stage: Solved, rounds: Rounds | None) -> Solved:
        aim = float(self.aims[number])
        settled = stage.settled
        if settled is not None and rounds is not None:
            settled = settled * self.columns[rounds.column]
        return replace(
            stage,
            optimum=self._optimum(stage.optimum, aim),
            certificate=_certificate(stage.certificate, aim),
            value=stage.value / aim,
            bound=stage.bound / aim,
            settled=settled,
        )

    def _optimum(self, found: Optimum, aim: float) -> Optimum:
        return replace(
            found,
            x=found.x * self.columns,
            row_prices=found.row_prices[: len(self.rows)] * self.rows / aim,
            reduced_costs=found.reduced_costs / self.columns / aim,
            value=found.value / aim,
        )

    def heard_by(self, listener: Listener) -> Listener:
        """Who hears a listener's figures in the program's own units."""
        return _Heard(listener, self.aims)


def _certificate(proof: Certificate, aim: float) -> Certificate:
    return replace(proof, value=proof.value / aim, bound=proof.bound / aim, constant=proof.constant / aim)


class _Heard(Listener):
    def __init__(self, listener: Listener, aims: Vector) -> None:
        self._listener, self._aims = listener, aims

    def begins(self, place: Place) -> None:
        self._listener.begins(place)

    def hears(self, step: Step | None) -> None:
        self._listener.hears(step)

    def ends(self, place: Place, value: float, bound: float) -> None:
        aim = float(self._aims[place.objective])
        self._listener.ends(place, value / aim, bound / aim)


def is_ordinary(matrix: Matrix) -> bool:
    """Whether a solver's tolerances tell all figures of a program from nothing."""
    least, most = ORDINARY
    entries, greatest = np.abs(matrix.a.data), np.abs(matrix.costs).max(axis=1, initial=0.0)
    asked = greatest[greatest > 0]
    return bool(np.all((entries >= least) & (entries <= most)) and np.all((asked >= least) & (asked <= most)))


def scales_of(matrix: Matrix) -> Scales:
    """The scales of a matrix."""
    a = csc_array(abs(matrix.a))
    row, column = a.indices, np.repeat(np.arange(a.shape[1]), np.diff(a.indptr))
    rows, columns, logs = np.zeros(a.shape[0]), np.zeros(a.shape[1]), np.log2(a.data)
    for _ in range(PASSES):
        rows = -_middle(logs + columns[column], row, len(rows))
        columns = np.where(matrix.integer, 0.0, -_middle(logs + rows[row], column, len(columns)))
    columns = np.where(matrix.integer, 0.0, columns + _size(matrix, rows, columns))
    rows = -_middle(logs + columns[column], row, len(rows))
    by_column, by_row = _power(columns), _power(rows)
    costs = np.abs(matrix.costs * by_column)
    least = np.where(costs > 0, costs, np.inf).min(axis=1, initial=np.inf)
    unit = np.maximum(least, costs.max(axis=1, initial=0.0) / ORDINARY[1])
    aims = _power(-np.log2(np.where(np.isfinite(unit) & (unit > 0), unit, 1.0)))
    return Scales(by_row, by_column, aims)


def _middle(logs: Vector, groups: Positions, count: int) -> Vector:
    """Halfway between the least and the greatest of each group; 0 where there are none."""
    least, most = np.full(count, np.inf), np.full(count, -np.inf)
    np.minimum.at(least, groups, logs)
    np.maximum.at(most, groups, logs)
    some = np.isfinite(least)
    return np.where(some, (np.where(some, least, 0.0) + np.where(some, most, 0.0)) / 2, 0.0)


def _size(matrix: Matrix, rows: Vector, columns: Vector) -> float:
    """What all sides have in common beside 1, as the power of two that columns take up."""
    found = [
        np.log2(np.abs(side[counts])) + scale[counts]
        for side, scale in (
            (matrix.row_lower, rows),
            (matrix.row_upper, rows),
            (matrix.lower, -columns),
            (matrix.upper, -columns),
        )
        for counts in [np.isfinite(side) & (side != 0)]
    ]
    sizes = np.concatenate(found)
    return float(np.median(sizes)) if len(sizes) else 0.0


def _power(logs: Vector) -> Vector:
    return np.clip(np.exp2(np.round(logs)), *NEVER)
