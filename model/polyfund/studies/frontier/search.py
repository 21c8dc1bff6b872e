"""The exact trade-off between two or three aims: plans of which none is better on one aim without
being worse on another.

The ends are lexicographic: each aim as good as it can be, then the others in their order. Between
the worst and the best that an aim reaches there, a grid of demands is laid over all aims but the
first, and for each place of it

    best        value[1]
    then        value[2], ..., the other aims of the case, and the one plan of equal ones
    subject to  value[k] at least as good as epsilon[k]      k = 2, 3
                the program of the case

    epsilon[k] = worst[k] + step / (points - 1) * (best[k] - worst[k])

Mavrotas adds the surplus over epsilon to the objective with a small weight, so that of all best
plans one is taken that no other is better than. Here the same is done exactly: the later aims are
met on the optimal face of the first. So no point is dominated, and each is the plan that ``solve``
would give, with its proof and its audit. With three aims the worst value of an aim is the worst at
the three ends, as in Mavrotas; what lies beyond is not looked for.

Where a point is better than its demands, it is also the point of all stricter ones that it meets:
these are passed over, as are those stricter than some that no plan meets (shown by the certified
bound of the last aim). Whole choices are made to within the accepted gap of each aim in turn, and
held (see polyfund.solver.integer); a point that another one then turns out to be better than is
left out. The time limit is for each point.

What the sheet Aims says beyond these aims, and what becomes of the prices of soft demands:
polyfund.studies.frontier.between.

Sources: Mavrotas (2009), Effective implementation of the epsilon-constraint method in
multi-objective mathematical programming; Mavrotas and Florios (2013), An improved version of the
augmented epsilon-constraint method (AUGMECON2).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from polyfund.base.i18n import _
from polyfund.base.i18n.amounts import shown
from polyfund.base.interruption import saying
from polyfund.base.progress import Tell, silent
from polyfund.case.case import Case
from polyfund.objectives.aims import Stage
from polyfund.objectives.measures import SHARE
from polyfund.planning.solve import solve
from polyfund.planning.stopwatch import Watch
from polyfund.rules import all_demands
from polyfund.solver.highs import Infeasible, SolverFailed
from polyfund.studies.frontier.between import Key, chosen_aims, stages_between
from polyfund.studies.frontier.evaluated import stands_up
from polyfund.studies.frontier.knee import knee
from polyfund.studies.frontier.planner import Bounds, Planner, Write, ready
from polyfund.studies.frontier.points import Place, Point, Scale, Values, covers, efficient, ends, grid
from polyfund.studies.frontier.record import Record, begin, clear_drafts, only_one, others_in, record_of
from polyfund.studies.frontier.workers import Crew

POINTS = 11


@dataclass(frozen=True)
class Frontier:
    """The points in the order of the grid: of two aims, from the best of the first to the best of the
    second. ``knee`` is the place of the knee among them, if there is one. Each point's plan stands in
    the folder of its name. It lies between the aims with these ``keys``; ``count`` points were sought
    along each but the first."""

    case: Case
    stages: tuple[Stage, ...]
    points: tuple[Point, ...]
    knee: int | None
    keys: Key
    count: int

    @property
    def scale(self) -> Scale:
        return Scale(self.stages)


def frontier(
    case: Case,
    between: str,
    folder: Path,
    points: int = POINTS,
    jobs: int | None = None,
    tell: Tell = silent,
    *,
    write: Write,
) -> Frontier:
    """The frontier of a case, every point a plan in a folder of its own below ``folder``.

    ``between`` names two or three aims, ``points`` are sought along each but the first; ``jobs``
    processes work at once, one for each core unless told otherwise. Points that stand there
    already, made from the same input and the same aims, are taken over. ``write`` puts the plan of a
    point into its folder; other processes must be able to import it. With several processes, a
    script that calls this must do so under ``if __name__ == "__main__"``.

    Raises: NotChecked, AimsUnusable, Conflict, OutOfTime, SolverFailed, UnfitMatrix, CannotWrite;
    KeyboardInterrupt, with the points found so far kept.
    """
    case.require_checked()
    keys = chosen_aims(between)
    stages = stages_between(case, keys, all_demands(case))[: len(keys)]
    case = ready(case, keys, Watch(tell))
    search = _Search(case, keys, Scale(stages), folder, points, tell, write)
    with only_one(folder):
        begin(case, keys, points, folder)
        _search_all(search, jobs)
    found = efficient(search.scale, search.found())
    others = others_in(folder, {point.name for point in found})
    if others:
        words = _("These folders hold no point of this frontier and may be deleted: {names}")
        tell(words.format(names=", ".join(others)))
    bend = knee(search.scale, [point.published for point in found])
    return Frontier(case, stages, tuple(found), bend, keys, points)


def _search_all(search: _Search, jobs: int | None) -> None:
    means = search.case, search.keys, search.folder, search.write
    with _kept_when_stopped(search), Crew[Point | None](jobs, Planner, *means) as crew:
        try:
            search.find_ends(crew)
        except Infeasible:
            solve(search.case, Watch(search.tell))  # says which demands conflict
            raise SolverFailed("the case has a plan, but none was found for these aims") from None
        search.find_between(crew)


@dataclass
class _Search:
    """Where the search has got to: ``asked`` has the demands of each place by its name, ``points``
    what was found there, None where no plan meets them."""

    case: Case
    keys: Key
    scale: Scale
    folder: Path
    count: int
    tell: Tell
    write: Write
    asked: dict[str, Values] = field(default_factory=dict)
    points: dict[str, Point | None] = field(default_factory=dict)

    def find_ends(self, crew: Crew[Point | None]) -> None:
        self._find(crew, ends(len(self.keys), self.count))

    def find_between(self, crew: Crew[Point | None]) -> None:
        reached = [point.values for point in self.points.values() if point]
        by_aim = list(enumerate(zip(*reached, strict=True)))
        worst = tuple(self.scale.least(aim, values) for aim, values in by_aim)
        best = tuple(self.scale.most(aim, values) for aim, values in by_aim)
        places = grid(worst, best, self.count)
        self.asked = {place.name: place.epsilons for place in places}
        self._find(crew, [place for place in places if place.name not in self.points])

    def _find(self, crew: Crew[Point | None], places: list[Place]) -> None:
        """Plan what is not on record. Whether a place is passed over is asked when its turn comes."""
        left = self._to_plan(places)
        for (place, *_others), point in crew.do(lambda: next(left, None)):
            self.points[place.name] = point
            self.tell(self._words(place, point))

    def _to_plan(self, places: list[Place]) -> Iterator[tuple[Place, Record, Bounds]]:
        """The places that need a plan; other points are taken over from their records."""
        corners = ends(len(self.keys), self.count)
        for place in places:
            if self._passed_over(place):
                continue
            record = record_of(self.case, self.keys, place)
            point = record.read(self.folder)
            if point and stands_up(self.case, self.scale, place, point, self.folder / place.name):
                self.points[place.name] = point
                self.tell(
                    _("Point {name} stands there already, made from this input").format(name=place.name)
                )
                continue
            if point:
                words = _("Point {name}: its plan does not come to what its record says; it is made anew")
                self.tell(words.format(name=place.name))
            elif record.found(self.folder):
                self.tell(
                    _("Point {name} was made from something else; it is made anew").format(name=place.name)
                )
            self.tell(_("Looking for point {name}").format(name=place.name))
            bounds = [point.bound if (point := self.points.get(end.name)) else None for end in corners]
            yield place, record, bounds if self.asked else ()

    def _passed_over(self, place: Place) -> bool:
        """Whether the point of a place before it, or that there is none, holds for this one too."""
        return any(
            covers(self.scale, self.asked[name], point, place)
            if point
            else self.scale.all_as_good(place.epsilons, self.asked[name], 1)
            for name, point in self.points.items()
            if self.asked and name < place.name
        )

    def found(self) -> list[Point]:
        """The points in order, each only where none before it covers its place: so which process was
        faster makes no difference."""
        kept: list[Point] = []
        for name, demands in sorted(self.asked.items()):
            point, place = self.points.get(name), Place(name, 0, demands)
            if point and not any(covers(self.scale, self.asked[one.name], one, place) for one in kept):
                kept.append(point)
        return kept

    def _words(self, place: Place, point: Point | None) -> str:
        if point is None:
            return _("Point {name}: no plan is good enough on all other aims").format(name=place.name)
        aims = zip(self.scale.stages, point.published, strict=True)
        told = "; ".join(
            f"{stage.title} " + shown(value, ".1%" if stage.aims[0].measure.unit is SHARE else ",.1f")
            for stage, value in aims
        )
        return _("Point {name} is found: {told}").format(name=place.name, told=told)


@contextmanager
def _kept_when_stopped(search: _Search) -> Iterator[None]:
    try:
        yield
    except KeyboardInterrupt as stopped:
        clear_drafts(search.folder)
        names = ", ".join(name for name, point in sorted(search.points.items()) if point)
        words = _(
            "Interrupted; the points that are found are kept ({names}). Run the same command again to go on"
        )
        raise saying(stopped, words.format(names=names or _("none yet"))) from None
