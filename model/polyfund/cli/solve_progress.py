"""What the solving of a case has come to, in words: where it is, and what is certain already."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import monotonic

from polyfund.base.i18n import _
from polyfund.base.i18n.amounts import amount
from polyfund.objectives.aims import Stage
from polyfund.planning.stopwatch import SolveObserver
from polyfund.report.aims import bound_words, stage_figure
from polyfund.solver.log import Method, Step
from polyfund.solver.observer import Choices, Place
from polyfund.solver.remaining_time import Sample, seconds_at_most

NEAR = 0.2  # of the time limit: so much left is worth saying

Tell = Callable[[str], None]


class Account(SolveObserver):
    """Told how the stages go, it says so: ``tell`` hears of each as it begins, ``note`` how far it is.

    ``limit`` is the time limit in seconds, ``end`` when it is out (monotonic).
    """

    def __init__(self, aims: Sequence[Stage], limit: float, end: float, tell: Tell, note: Tell) -> None:
        self._aims, self._limit, self._end = aims, limit, end
        self._tell, self._note = tell, note
        self._place: Place | None = None
        self._step: Step | None = None
        self._samples: list[Sample] = []
        self._began = monotonic()
        self._values: dict[int, float] = {}
        self._bounds: dict[int, float] = {}

    @property
    def seeks(self) -> bool:
        """Whether it is at branch and bound, which a larger accepted gap ends sooner."""
        return self._place is not None and self._place.choices is Choices.SOUGHT

    def begins(self, place: Place) -> None:
        self._place, self._step, self._samples, self._began = place, None, [], monotonic()
        if place.number == 1 and place.choices is Choices.NONE:  # also when all is begun anew
            self._values, self._bounds = {}, {}
        held_before = place.choices is Choices.HELD and place.number > 1
        (self._note if held_before else self._tell)(self._stage_words(place))

    def hears(self, step: Step | None) -> None:
        if step and step != self._step and step.method is Method.INTERIOR:
            if self._samples and (step.iteration or 0) < self._samples[-1].iteration:
                self._samples.clear()  # another attempt
            if step.gap:
                self._samples.append(Sample(monotonic(), step.iteration or 0, step.gap))
        self._step = step
        self._note(self._words())

    def ends(self, place: Place, value: float, bound: float) -> None:
        """Of a program with whole choices only the first aim is certain: what a plan has reached, and
        the bound of the one in which they may lie between."""
        number = place.objective
        if number >= len(self._aims) or (number and place.choices is not Choices.NONE):
            return
        if place.choices is not Choices.OPEN:
            self._values[number] = min(self._values.get(number, value), value)
        self._bounds.setdefault(number, bound)

    def reached(self) -> list[str]:
        """A sentence for each aim that is done: its value, and the bound that is certified."""
        return [self._reached_words(number) for number in sorted(self._bounds)]

    def _reached_words(self, number: int) -> str:
        stage, value = self._aims[number], self._values.get(number)
        words = bound_words(number, stage.sign)
        if value is None:
            words = (
                _("{aim}: no plan reaches more than {bound}")
                if stage.sign > 0
                else _("{aim}: no plan needs less than {bound}")
            )
        figures = {
            name: stage_figure(stage, -stage.sign * objective / stage.scale + 0.0)
            for name, objective in (("value", value or 0.0), ("bound", self._bounds[number]))
        }
        return words.format(aim=stage.title, **figures)

    def _stage_words(self, place: Place) -> str:
        last = place.objective >= len(self._aims)
        name = _("one plan of equal ones") if last else self._aims[place.objective].title
        return {
            Choices.NONE: _("Solving, stage {number} of {of}: {name}"),
            Choices.OPEN: _("Solving with whole choices left open, stage {number} of {of}: {name}"),
            Choices.SOUGHT: _("Looking for whole choices, aim {number} of {of}: {name}"),
            Choices.HELD: _("Solving with whole choices held, stage {number} of {of}: {name}"),
        }[place.choices].format(number=place.number, of=place.of, name=name)

    def _words(self) -> str:
        """Where it is: 'stage 1 of 4: people lifted · interior point, iteration 45 · gap 6 % · 12 s'."""
        now = monotonic()
        told = [self._stage_words(self._place)] if self._place else []
        told += _step_words(self._step) if self._step else []
        at_most = self._at_most()
        if at_most is not None:
            told[-1] += _(", closed in at most about {time}").format(time=_duration(at_most))
        told.append(_duration(now - self._began))
        left = max(0.0, self._end - now)
        if left < max(NEAR * self._limit, at_most or 0.0):
            told.append(_("{time} left of the time limit").format(time=_duration(left)))
        return " · ".join(told)

    def _at_most(self) -> float | None:
        interior = self._step is not None and self._step.method is Method.INTERIOR
        return seconds_at_most(self._samples) if interior else None


def _step_words(step: Step) -> list[str]:
    method = {
        Method.INTERIOR: _("interior point"),
        Method.CROSSOVER: _("from the interior point to a vertex"),
        Method.SIMPLEX: _("simplex"),
        Method.BRANCHES: _("branch and bound"),
    }[step.method]
    told = [method]
    if step.iteration is not None:
        counted = _("{count:,} nodes") if step.method is Method.BRANCHES else _("iteration {count:,}")
        told.append(counted.format(count=step.iteration))
    if step.gap is not None:
        told.append(_("gap {gap} %").format(gap=amount(100 * step.gap, 1)))
    return told


def _duration(seconds: float) -> str:
    """Seconds as people say them."""
    if seconds < 120:
        return _("{seconds:.0f} s").format(seconds=seconds)
    return _("{minutes:.0f} min").format(minutes=seconds / 60)
