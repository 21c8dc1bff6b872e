"""How long an interior point still takes.

Its gap falls about geometrically, and faster towards the end:

    left <= log(gap / closed) / rate        rate = log(gap before / gap) / seconds, over a span

In the solves of the worked example and of a case with a nation's counties, what was left was between a
quarter and seven tenths of that.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import log
from typing import NamedTuple

SPAN = 20  # iterations: over fewer the fall is a matter of luck
LARGEST, SMALLEST = 1e-1, 1e-6  # a gap above falls as it likes, one below is as good as closed
CLOSED = 1e-8  # the gap at which HiGHS ends
STEADY = 2.0  # times as fast in one half of the span as in the other, at most


class Sample(NamedTuple):
    """The gap after an iteration, and the second when it was heard of."""

    second: float
    iteration: int
    gap: float


def seconds_at_most(samples: Sequence[Sample]) -> float | None:
    """Seconds that are left, at most about; None where nothing honest can be said."""
    if not samples or not LARGEST > samples[-1].gap > SMALLEST:
        return None
    last = samples[-1]
    first, middle = (_at(samples, last.iteration - back) for back in (SPAN, SPAN // 2))
    if first is None or middle is None:
        return None
    slow, fast = sorted((_rate(first, middle), _rate(middle, last)))
    if slow <= 0 or fast > STEADY * slow:
        return None
    return log(last.gap / CLOSED) / _rate(first, last)


def _at(samples: Sequence[Sample], iteration: int) -> Sample | None:
    """The last sample at or before an iteration."""
    return next((one for one in reversed(samples) if one.iteration <= iteration), None)


def _rate(one: Sample, other: Sample) -> float:
    """By how much the logarithm of the gap falls in a second."""
    passed = other.second - one.second
    return log(one.gap / other.gap) / passed if passed > 0 else 0.0
