"""From solved stages to an answer: what the program's columns and rows say in the planner's words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from polyfund.evaluation.audit import Audit
from polyfund.evaluation.quantities import Figures
from polyfund.formulation.program import Program
from polyfund.objectives.aims import Stage
from polyfund.planning.answer import Answer, StageResult, published_grants
from polyfund.planning.duals import demand_prices, line_prices
from polyfund.rules import Demand
from polyfund.solver.highs import SolverFailed
from polyfund.solver.lexicographic import Solved
from polyfund.solver.matrix import Matrix, Vector

OVERSTATED, ROUNDING = 1e-5, 1e-9  # of a value, and beside it: less is rounding
EXACT = 15  # decimals


def true_course(run: Callable[[bool], Course]) -> Course:
    """The course of a run, and where that overstates an aim the one with exact outcomes: ``run`` is
    told whether they are to be exact.

    Raises: SolverFailed, when it still does.
    """
    course = run(False)
    if course.overstates():  # people lifted on paper are fewer than the money lifts
        course = run(True)
        if course.overstates():
            raise SolverFailed("an aim looks better in the program than in the plan's own figures")
    return course


@dataclass(frozen=True)
class Course:
    """A program with its solved stages, the bounds of its aims each on its own (in the solver's
    units and sense) or why one is missing (see polyfund.planning.optional), and the figures of its plan."""

    program: Program
    matrix: Matrix
    demands: dict[str, list[Demand]]
    aims: tuple[Stage, ...]
    solved: Sequence[Solved]
    alone: Sequence[float | None]
    figures: Figures
    audit: Audit
    missing: Sequence[str] = ()

    def overstates(self) -> bool:
        """Whether the program makes an aim look better than the plan's own arithmetic does: one
        that counts people lifted from above too, while the program may lift fewer than money can."""
        for number, stage in enumerate(self.aims):
            for x in (self.solved[number].optimum.x, self.solved[-1].optimum.x) if stage.both_ways else ():
                true, told = float(stage.value(self._figures(x))), self._value(number, x)
                if stage.sign * (told - true) > OVERSTATED * abs(true) + ROUNDING:
                    return True
        return False

    def _figures(self, x: Vector) -> Figures:
        """What the money of a point of the program comes to, before it is rounded."""
        grants = published_grants(self.program, self.matrix, x, EXACT)
        return Figures(self.program.case, grants, self.demands)

    def answer(self, seconds: dict[str, float]) -> Answer:
        first = self.solved[0].optimum
        first = replace(first, row_prices=first.row_prices / self.aims[0].scale)
        rows, columns = self.matrix.a.shape
        return Answer(
            self.program.case,
            self.figures,
            self.audit,
            tuple(self._result(number) for number in range(len(self.aims))),
            demand_prices(self.program, self.matrix, first, self.demands),
            line_prices(self.program, self.matrix, first.row_prices),
            {
                "grants": len(self.program.grants),
                "rows": rows,
                "columns": columns,
                "nonzeros": self.matrix.nonzeros,
            },
            seconds,
        )

    def _result(self, number: int) -> StageResult:
        stage, result, alone = self.aims[number], self.solved[number], self.alone[number]
        return StageResult(
            stage,
            value=self._in_words(number, result.value),
            bound=self._in_words(number, result.bound),
            final=float(stage.value(self.figures)),
            alone=None if alone is None else self._in_words(number, alone),
            gave_up=self._gave_up(number),
            gap=result.gap,
            proof=result.proof,
            violation=result.certificate.violation,
            dual_violation=result.certificate.dual_violation,
            seconds=result.seconds,
            iterations=result.optimum.iterations,
            missing=(self.missing[number] if self.missing else "asked") if alone is None else "",
        )

    def _in_words(self, number: int, objective: float) -> float:
        """A value of the solver's minimised objective in the units and sense of its aim."""
        return -self.aims[number].sign * objective / self.aims[number].scale + 0.0

    def _value(self, number: int, x: Vector) -> float:
        """What an aim comes to at a point of the program."""
        objective = float(self.matrix.costs[number] @ x) + float(self.matrix.offsets[number])
        return self._in_words(number, objective)

    def _gave_up(self, number: int) -> tuple[float, ...]:
        """By how much each earlier aim fell short when this one was met; by the money's own
        arithmetic, for the program's variables float within a slack."""
        if not any(stage.slack for stage in self.aims[:number]):
            return (0.0,) * number
        figures = self._figures(self.solved[number].optimum.x)
        return tuple(self._lost(earlier, figures) for earlier in range(number))

    def _lost(self, number: int, figures: Figures) -> float:
        stage, reached = self.aims[number], self._in_words(number, self.solved[number].value)
        lost = stage.sign * (reached - float(stage.value(figures)))
        return lost if lost > OVERSTATED * abs(reached) + ROUNDING else 0.0
