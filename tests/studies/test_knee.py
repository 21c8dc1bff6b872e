"""The knee and what is given up, by hand."""

from __future__ import annotations

import pytest
from pytest import approx

from polyfund.objectives.aims import Aim, Stage
from polyfund.objectives.measures import MEASURES
from polyfund.studies.frontier.knee import knee, scaled
from polyfund.studies.frontier.points import Scale, Values


def scale(*keys: str) -> Scale:
    return Scale(tuple(Stage(1, (Aim(MEASURES[key]),)) for key in keys))


TWO = scale("people_lifted", "money_used")  # the second is better when it is less
THREE = scale("people_lifted", "worst_coverage", "money_used")


def test_each_aim_lies_between_its_worst_and_its_best() -> None:
    assert scaled(TWO, [(200, 50), (180, 30), (100, 10)]) == [(1, 0), (approx(0.8), 0.5), (0, 1)]
    assert scaled(TWO, [(200, 50), (200, 30)]) == [(1, 0), (1, 1)]  # nothing to choose


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([(200, 50), (180, 30), (100, 10)], 1),  # 0.8 + 0.5 - 1 = 0.3
        ([(200, 50), (190, 42), (180, 30), (100, 10)], 2),  # 0.9 + 0.2 - 1 = 0.1, and 0.3
        ([(200, 50), (150, 30), (100, 10)], None),  # straight
        ([(200, 50), (150.0141, 30), (100, 10)], None),  # 0.000141 beyond, at right angles 0.0000997
        ([(200, 50), (150.0142, 30), (100, 10)], 1),  # 0.0001004
        ([(200, 50), (120, 30), (100, 10)], None),  # bent inwards, as whole choices may be
        ([(200, 50), (100, 10)], None),
        ([(200, 50)], None),
    ],
)
def test_of_two_aims_farthest_beyond_the_chord(values: list[Values], expected: int | None) -> None:
    assert knee(TWO, values) == expected


def test_of_three_aims_nearest_to_the_best() -> None:
    """Scaled: (1, 0, 0), (0, 1, 0.5), (0, 0, 1) and (0.5, 0.5, 0.75): 0.75 from (1, 1, 1)."""
    values: list[Values] = [(200, 0.2, 50), (100, 0.6, 30), (100, 0.2, 10), (150, 0.4, 20)]
    assert knee(THREE, values) == 3
