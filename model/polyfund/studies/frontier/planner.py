"""One plan of a frontier: the best of the leading aim that is good enough on the others.

A process builds the program of its case once, and plans place after place with it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from time import monotonic

from polyfund.case.case import Case
from polyfund.evaluation.utility import Reached
from polyfund.formulation.build import build
from polyfund.formulation.program import Program
from polyfund.formulation.standard_form import compile_model
from polyfund.objectives.aims import told_from_both_sides
from polyfund.objectives.measures import MEASURES
from polyfund.planning.answer import Answer, judge, published_grants, rounds_of
from polyfund.planning.solve import with_alone
from polyfund.planning.solved_program import Course, true_course
from polyfund.planning.stopwatch import Watch
from polyfund.rules import all_demands
from polyfund.solver.certified import ATTEMPTS, WITHOUT_PRESOLVE
from polyfund.solver.epsilon import in_order, with_ceilings
from polyfund.solver.highs import Infeasible, SolverFailed
from polyfund.solver.lexicographic import Solved
from polyfund.solver.matrix import Matrix
from polyfund.solver.observer import SILENT
from polyfund.solver.stages import solve_stages
from polyfund.studies.frontier.between import Key, stages_between
from polyfund.studies.frontier.points import Place, Point, Values
from polyfund.studies.frontier.record import Record

Bounds = Sequence[float | None]
Write = Callable[[Answer, Path, Watch], object]


def ready(case: Case, keys: Key, watch: Watch) -> Case:
    """The case with what the agencies reach alone, where a rule or an aim asks for it.

    Raises: OutOfTime, SolverFailed.
    """
    return with_alone(case, watch, asked=any(MEASURES[key].alone for key in keys))


class Planner:
    """Plans the places of a case's frontier into their folders below ``folder``, as ``write`` writes a plan."""

    def __init__(self, case: Case, keys: Key, folder: Path, write: Write) -> None:
        self._write = write
        self._case, self._folder, self._aims = case, folder, len(keys)
        self._demands = all_demands(case)
        self._stages = stages_between(case, keys, self._demands)

    @cached_property
    def _plain(self) -> tuple[Program, Matrix]:
        return self._built(frozenset())

    @cached_property
    def _exact(self) -> tuple[Program, Matrix]:
        """The program whose outcomes are exact from both sides: see polyfund.formulation.exact."""
        return self._built(told_from_both_sides(self._case, self._stages))

    def _built(self, exact: frozenset[str]) -> tuple[Program, Matrix]:
        program = build(self._case, self._demands, self._stages, exact)
        return program, compile_model(program.model)

    def __call__(self, place: Place, record: Record, alone: Bounds) -> Point | None:
        """The point, its plan and its record written; None where no plan is good enough. ``alone`` is
        what no plan passes on each aim named, where it is known.

        Raises: Infeasible, where no plan meets the demands of the case itself; OutOfTime,
        SolverFailed, UnfitMatrix, CannotWrite.
        """
        watch = Watch()
        with watch.stage("solve", ""):
            try:
                course = self._course(place, alone)
            except Infeasible:
                if not place.epsilons:
                    raise
                self._check_out_of_reach(place.epsilons)
                return None
        if not course.audit.passes:
            worst = course.audit.broken[0]
            raise SolverFailed(f"the plan does not stand up to the audit: {worst.check} {worst.who}")
        answer = course.answer(watch.seconds)
        point = self._point(place, course, answer)
        self._write(answer, self._folder / record.name, watch)
        record.write(self._folder, point)
        return point

    def _course(self, place: Place, alone: Bounds) -> Course:
        return true_course(lambda exact: self._run(*(self._exact if exact else self._plain), place, alone))

    def _run(self, program: Program, matrix: Matrix, place: Place, alone: Bounds) -> Course:
        order = self._order(place.lead)
        capped, solved = self._best(program, matrix, place.lead, self._ceilings(place.epsilons))
        grants = published_grants(program, capped, solved[-1].optimum.x)
        bounds = [self._objective(aim, bound) for aim, bound in enumerate(alone)]
        bounds += [None] * (len(self._stages) - len(bounds))
        if not place.epsilons:
            bounds[place.lead] = solved[0].bound
        return Course(
            program,
            capped,
            self._demands,
            tuple(self._stages[aim] for aim in order),
            solved,
            [bounds[aim] for aim in order],
            *judge(self._case, grants, self._demands),
        )

    def _order(self, lead: int) -> list[int]:
        """The stages with the leading one first."""
        return [lead, *(aim for aim in range(len(self._stages)) if aim != lead)]

    def _objective(self, aim: int, value: float | None) -> float | None:
        """A value of an aim as the minimised objective has it."""
        stage = self._stages[aim]
        return None if value is None else -stage.sign * stage.scale * value

    def _ceilings(self, epsilons: Values) -> dict[int, float]:
        """What the minimised objectives of the aims may come to, by the number of the aim."""
        return {
            aim: -self._stages[aim].sign * self._stages[aim].scale * epsilon
            for aim, epsilon in enumerate(epsilons, start=1)
        }

    def _best(
        self, program: Program, matrix: Matrix, lead: int, ceilings: dict[int, float]
    ) -> tuple[Matrix, list[Solved]]:
        """The matrix with the demands, its objectives in the order of the stages, and the stages."""
        order, settings = self._order(lead), self._case.settings
        capped = in_order(with_ceilings(matrix, ceilings), [*order, len(order)])
        rounds = rounds_of(program, capped)  # the aims named have none, so these keep their numbers
        slacks = [*(self._stages[aim].slack if aim >= self._aims else 0.0 for aim in order), 0.0]
        end, gap = monotonic() + float(settings["time_limit"]), float(settings["accepted_gap"])
        attempts = [ATTEMPTS, WITHOUT_PRESOLVE]  # presolve has been wrong about it before (HiGHS#2511)
        while True:
            try:
                left = end - monotonic()
                return capped, solve_stages(capped, slacks, left, SILENT, attempts.pop(0), gap, rounds)
            except Infeasible:
                if not attempts:
                    raise

    def _check_out_of_reach(self, epsilons: Values) -> None:
        """Nobody's word is taken for it that no plan is good enough: the certified bound of the last
        aim under the other demands lies short of what is asked of it.

        Raises: SolverFailed.
        """
        *others, asked = epsilons
        last = len(epsilons)
        _matrix, solved = self._best(*self._plain, last, self._ceilings(tuple(others)))
        stage = self._stages[last]
        bound = -stage.sign * solved[0].bound / stage.scale
        if stage.sign * bound >= stage.sign * asked:
            raise SolverFailed(
                f"a plan may reach {bound:g} in {stage.title}, but none was found for {asked:g}"
            )

    def _point(self, place: Place, course: Course, answer: Answer) -> Point:
        results = dict(zip(self._order(place.lead), answer.stages, strict=True))
        named = [results[aim] for aim in range(self._aims)]
        found = Reached(course.figures)
        return Point(
            place.name,
            tuple(result.value for result in named),
            tuple(result.final for result in named),
            tuple(self._prices(place, course)),
            named[place.lead].bound,
            found.people_lifted,
            found.money,
            found.worst_county,
            found.worst_share,
            len(course.figures.grants),
        )

    def _prices(self, place: Place, course: Course) -> list[float]:
        """Of the demands' rows, which stand below all others, in units of the first aim."""
        rows = course.solved[0].optimum.row_prices[course.matrix.a.shape[0] - len(place.epsilons) :]
        scales = [stage.scale for stage in self._stages]
        return [
            float(-price * scales[aim] / scales[0]) + 0.0
            for aim, price in enumerate(rows[: len(place.epsilons)], start=1)
        ]
