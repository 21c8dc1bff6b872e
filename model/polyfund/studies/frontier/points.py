"""The points of a frontier and the places of the grid where they are sought.

Values are in each aim's own units and sense; a *merit* is ``sign * value``: more is better.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from polyfund.objectives.aims import Stage
from polyfund.solver.certificate import TOLERANCE

Values = tuple[float, ...]
DIGITS = 2  # of a place's name, at least


@dataclass(frozen=True)
class Place:
    """One place of the grid; ``name`` is its number, and orders the places. ``lead`` is the aim that is
    met first, by its number; the plan must be at least as good as ``epsilons`` on the others (none
    where an aim leads without conditions: the ends of the frontier)."""

    name: str
    lead: int
    epsilons: Values = ()


@dataclass(frozen=True)
class Point:
    """The plan of a place. ``values`` has what it reaches on each aim by the program, ``published``
    by its published amounts. ``prices`` says how much of the first aim one more unit of each other
    one costs here; empty at the ends. ``bound`` is what no plan passes on the leading aim under the
    demands of the place. ``people`` are lifted, by ``money`` million; ``worst_county``
    is where the smallest share of the poor is lifted."""

    name: str
    values: Values
    published: Values
    prices: Values
    bound: float
    people: float
    money: float
    worst_county: str
    worst_share: float
    grants: int


def ends(aims: int, points: int) -> list[Place]:
    """The places where each aim in turn is met first, then the others in their order."""
    corners = [[points - 1 if aim == lead else 0 for aim in range(1, aims)] for lead in range(aims)]
    return [Place(_name(steps, points), lead) for lead, steps in enumerate(corners)]


def _name(steps: Sequence[int], points: int) -> str:
    """The number of the place, row by row from 1, with as many digits as the last one's."""
    number = 0
    for step in steps:
        number = number * points + step
    return f"{number + 1:0{max(DIGITS, len(str(points ** len(steps))))}d}"


def grid(worst: Values, best: Values, points: int) -> list[Place]:
    """Every place, in order, with what it demands of all aims but the first:

    epsilon[k] = worst[k] + step / (points - 1) * (best[k] - worst[k]),  step = 0 .. points - 1
    """
    spans = list(zip(worst[1:], best[1:], strict=True))
    return [
        Place(
            _name(steps, points),
            0,
            tuple(
                low + step / (points - 1) * (high - low)
                for step, (low, high) in zip(steps, spans, strict=True)
            ),
        )
        for steps in product(range(points), repeat=len(spans))
    ]


@dataclass(frozen=True)
class Scale:
    """Compares values of the aims, up to what two solutions of one program may differ by."""

    stages: tuple[Stage, ...]

    def merit(self, aim: int, value: float) -> float:
        return self.stages[aim].sign * value

    def least(self, aim: int, values: Sequence[float]) -> float:
        return min(values, key=lambda value: self.merit(aim, value))

    def most(self, aim: int, values: Sequence[float]) -> float:
        return max(values, key=lambda value: self.merit(aim, value))

    def as_good(self, aim: int, value: float, other: float) -> bool:
        return self.merit(aim, value) >= self.merit(aim, other) - self.allowed(aim, other)

    def allowed(self, aim: int, value: float) -> float:
        return TOLERANCE * max(1 / self.stages[aim].scale, abs(value))

    def all_as_good(self, values: Sequence[float], others: Sequence[float], first: int = 0) -> bool:
        """Whether each value is as good as the other; they are those of the aims from ``first`` on."""
        pairs = enumerate(zip(values, others, strict=True), start=first)
        return all(self.as_good(aim, value, other) for aim, (value, other) in pairs)

    def better(self, values: Values, others: Values) -> bool:
        """As good on every aim and not the same."""
        return self.all_as_good(values, others) and not self.all_as_good(others, values)


def covers(scale: Scale, asked: Values, point: Point, place: Place) -> bool:
    """Whether the point found for ``asked`` is also the place's: it was sought under demands no
    stricter, and it meets the stricter ones, so no plan that meets these is better."""
    return scale.all_as_good(place.epsilons, asked, 1) and scale.all_as_good(
        point.values[1:], place.epsilons, 1
    )


def efficient(scale: Scale, points: Sequence[Point]) -> list[Point]:
    """The points that no other one is better than, and of equal ones the first.

    In a linear program all are; with whole choices, made to within the accepted gap, some may
    not be.
    """
    kept: list[Point] = []
    for point in points:
        others = (other for other in points if other is not point)
        again = any(scale.all_as_good(other.values, point.values) for other in kept)
        if not again and not any(scale.better(other.values, point.values) for other in others):
            kept.append(point)
    return kept
