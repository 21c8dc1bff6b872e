"""How long an interior point still takes, where that can be said."""

from __future__ import annotations

import pytest

from polyfund.solver.remaining_time import Sample, seconds_at_most


def falling(count: int, *, to: float = 1e-3, tenfold: float = 10.0) -> list[Sample]:
    """An iteration a second, the last gap ``to``, ten times as large every ``tenfold`` seconds back."""
    return [Sample(at, at, to * 10 ** ((count - 1 - at) / tenfold)) for at in range(count)]


def test_the_gap_falls_on_as_it_fell() -> None:
    """From 1e-3 to 1e-8 are five tenfolds of ten seconds each."""
    assert seconds_at_most(falling(30)) == pytest.approx(50)


@pytest.mark.parametrize(
    ("samples", "told"),
    [
        (falling(21), True),  # a fall over 20 iterations
        (falling(20), False),
        (falling(30, to=0.099), True),
        (falling(30, to=0.1), False),
        (falling(30, to=1.1e-6), True),
        (falling(30, to=1e-6), False),
        # ten iterations at a rate, and ten that take 1.9 or 2.1 times as long
        (
            [*falling(11), *(Sample(10 + 1.9 * at, 10 + at, 1e-3 / 10 ** (at / 10)) for at in range(1, 11))],
            True,
        ),
        (
            [*falling(11), *(Sample(10 + 2.1 * at, 10 + at, 1e-3 / 10 ** (at / 10)) for at in range(1, 11))],
            False,
        ),
    ],
)
def test_what_is_steady_at_the_edge(samples: list[Sample], told: bool) -> None:
    assert (seconds_at_most(samples) is not None) is told


@pytest.mark.parametrize(
    "samples",
    [
        [],
        falling(20),  # too few iterations
        falling(30, to=0.2),
        falling(30, to=1e-7),
        falling(30, tenfold=-10.0),  # it rises
        [*falling(20, to=1e-2), *(Sample(20 + at, 20 + at, 1e-2 / 10**at) for at in range(1, 4))],
        [*falling(20), *(Sample(20.0, 20 + at, 1e-3 / 2**at) for at in range(12))],  # in no time
    ],
)
def test_what_is_not_steady_is_not_told(samples: list[Sample]) -> None:
    assert seconds_at_most(samples) is None
