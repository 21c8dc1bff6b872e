"""Where the frontier bends most, and what one aim costs in the other.

Each aim is scaled to [0, 1] between its worst and its best value on the frontier, ``f[k]``.

    two aims     knee = argmax (f[1] + f[2] - 1) / sqrt(2)      distance from the chord of the ends
    three aims   knee = argmin sqrt(sum(k) (1 - f[k])^2)        distance from the best of each

A frontier without a point beyond the chord is straight and has no knee. With three aims the plane
through the ends is no measure: other points may lie on both of its sides.

Source: Das (1999), On characterizing the 'knee' of the Pareto curve based on normal-boundary
intersection; for three, the compromise of Zeleny (1973).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import dist, sqrt

from polyfund.studies.frontier.points import Point, Scale, Values

STRAIGHT = 1e-4  # a distance below this is no bend


def scaled(scale: Scale, values: Sequence[Values]) -> list[Values]:
    """Each point's aims in [0, 1]; an aim with one value is 1 everywhere."""
    spans = [
        (scale.least(aim, column), scale.most(aim, column))
        for aim, column in enumerate(zip(*values, strict=True))
    ]
    return [
        tuple(
            (value - low) / (high - low) if high != low else 1.0
            for value, (low, high) in zip(point, spans, strict=True)
        )
        for point in values
    ]


def knee(scale: Scale, values: Sequence[Values]) -> int | None:
    """Which of the points is the knee; None where there is none."""
    points = scaled(scale, values)
    if len(points) <= len(scale.stages):  # nothing lies between the ends
        return None
    if len(scale.stages) > 2:
        return min(range(len(points)), key=lambda place: dist(points[place], [1.0] * len(points[place])))
    distances = [(first + second - 1) / sqrt(2) for first, second in points]
    best = max(range(len(points)), key=distances.__getitem__)
    return best if distances[best] > STRAIGHT else None


def given_up(scale: Scale, points: Sequence[Point]) -> list[tuple[float, float] | None]:
    """Of two aims, from each point to the next: how much of the first is given up and how much of
    the second gained; none at the first point."""
    steps = (
        (
            scale.merit(0, before.published[0]) - scale.merit(0, after.published[0]),
            scale.merit(1, after.published[1]) - scale.merit(1, before.published[1]),
        )
        for before, after in pairwise(points)
    )
    return [None, *steps] if points else []
