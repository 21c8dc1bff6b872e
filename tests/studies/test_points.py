"""The places of the grid, and which points are told."""

from __future__ import annotations

from pytest import approx

from polyfund.studies.frontier.points import Place, Point, covers, efficient, ends, grid
from tests.studies.test_knee import THREE, TWO


def point(name: str, *values: float) -> Point:
    return Point(name, values, values, (), 0.0, 0.0, 0.0, "", 0.0, 0)


def test_the_ends_of_two_aims_are_the_first_and_the_last_place() -> None:
    assert ends(2, 11) == [Place("01", 0), Place("11", 1)]
    assert ends(3, 11) == [Place("001", 0), Place("111", 1), Place("011", 2)]


def test_demands_go_evenly_from_the_worst_to_the_best() -> None:
    places = grid((100, 50), (200, 10), 5)
    assert [(place.name, *place.epsilons) for place in places] == [
        *(("01", 50), ("02", 40), ("03", 30), ("04", 20), ("05", 10))
    ]
    places = grid((100, 0.2, 50), (200, 0.6, 10), 3)
    assert [place.name for place in places] == [f"{number:02d}" for number in range(1, 10)]
    assert places[5].epsilons == approx((0.4, 10))


def test_a_point_covers_stricter_demands_that_it_meets() -> None:
    found = point("02", 180, 25)  # for money of 40 at most, 25 are used
    asked = (40.0,)
    for demand, covered in ((40, True), (30, True), (25, True), (20, False), (45, False)):
        assert covers(TWO, asked, found, Place("03", 0, (demand,))) is covered


def test_of_equal_points_one_is_told_and_of_worse_ones_none() -> None:
    best, same, worse, other = (
        point("01", 200, 0.2, 50),
        point("02", 200, 0.2, 50.00001),  # the same but for rounding
        point("03", 190, 0.2, 50),
        point("04", 190, 0.3, 50),
    )
    assert efficient(THREE, [worse, best, same, other]) == [best, other]
