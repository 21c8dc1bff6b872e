"""Whether budgets can pay: lines by hand, amounts in million."""

from __future__ import annotations

import pytest

from polyfund.case.budget_lines import BudgetLine
from polyfund.evaluation.funding import can_pay_more, fund
from polyfund.evaluation.overspent import _payers
from tests.cases import case_of

ROADS, SCHOOLS = "roads", "schools"


def line(
    row: int, sector: str | None, year: int, amount: float, movable: float = 0, until: int = 0
) -> BudgetLine:
    return BudgetLine(row, "Province", sector, year, amount, movable, until or year)


@pytest.mark.parametrize(
    ("lines", "spent", "unpaid"),
    [
        ([line(1, ROADS, 2016, 5)], {(ROADS, 2016): 5}, 0),
        ([line(1, ROADS, 2016, 5)], {(ROADS, 2016): 6}, 1),
        # Money for roads does not pay schools, unless it may be moved: 40 % of 5 is 2.
        ([line(1, ROADS, 2016, 5)], {(SCHOOLS, 2016): 2}, 2),
        ([line(1, ROADS, 2016, 5, 0.4)], {(SCHOOLS, 2016): 2}, 0),
        ([line(1, ROADS, 2016, 5, 0.4)], {(SCHOOLS, 2016): 3}, 1),
        # Unspent money pays in the next year, not in the one after.
        ([line(1, ROADS, 2016, 5, until=2017)], {(ROADS, 2017): 5}, 0),
        ([line(1, ROADS, 2016, 5, until=2017)], {(ROADS, 2018): 5}, 5),
        ([line(1, ROADS, 2017, 5)], {(ROADS, 2016): 5}, 5),  # and never before it is there
        # Carried and moved at once, within the share.
        ([line(1, ROADS, 2016, 5, 0.4, 2017)], {(ROADS, 2016): 3, (SCHOOLS, 2017): 2}, 0),
        # Money without a sector pays any.
        ([line(1, None, 2016, 5)], {(ROADS, 2016): 2, (SCHOOLS, 2016): 3}, 0),
        # The movable line must leave its own sector to the fixed one.
        ([line(1, ROADS, 2016, 4, 0.5), line(2, ROADS, 2016, 2)], {(ROADS, 2016): 4, (SCHOOLS, 2016): 2}, 0),
    ],
)
def test_unpaid(lines: list[BudgetLine], spent: dict[tuple[str, int], float], unpaid: float) -> None:
    assert sum(fund(lines, spent).unpaid.values()) == pytest.approx(unpaid)


@pytest.mark.parametrize(
    ("lines", "spent", "used", "carried", "moved"),
    [
        ([line(1, ROADS, 2016, 5, 0.4)], {(ROADS, 2016): 1.5, (SCHOOLS, 2016): 2}, [3.5], [0], [2]),
        # Half for roads at once, 2 for schools a year later.
        ([line(1, ROADS, 2016, 5, 0.4, 2017)], {(ROADS, 2016): 0.5, (SCHOOLS, 2017): 2}, [2.5], [2], [2]),
        # Money without a sector is not moved.
        ([line(1, None, 2016, 5, 1, 2017)], {(SCHOOLS, 2016): 1, (ROADS, 2017): 3}, [4], [3], [0]),
        # Each year pays for itself: 2016 carries the 1 that 2017 lacks, though it could carry all 5.
        ([line(1, ROADS, 2016, 5, until=2017), line(2, ROADS, 2017, 3)], {(ROADS, 2017): 4}, [1, 3], [1, 0], [0, 0]),
        # Each sector pays for itself: schools lack 1, though all of roads could be moved.
        ([line(1, ROADS, 2016, 5, 1), line(2, SCHOOLS, 2016, 3)], {(SCHOOLS, 2016): 4}, [1, 3], [0, 0], [1, 0]),
        # The schools' own money of the year before, or the roads' of the year: rather moved than carried.
        ([line(1, SCHOOLS, 2016, 5, 0, 2017), line(2, ROADS, 2017, 5, 1)], {(SCHOOLS, 2017): 4}, [0, 4], [0, 0], [0, 4]),
        # Of 7 for roads in 2017 their own 4 and 2 moved from schools pay all but 1, which is carried.
        ([line(1, ROADS, 2016, 4, 0, 2017), line(2, ROADS, 2017, 4), line(3, SCHOOLS, 2017, 4, 0.5)],
         {(ROADS, 2017): 7}, [1, 4, 2], [1, 0, 0], [0, 0, 2]),
    ],
)  # fmt: skip
def test_what_is_used_carried_and_moved(
    lines: list[BudgetLine],
    spent: dict[tuple[str, int], float],
    used: list[float],
    carried: list[float],
    moved: list[float],
) -> None:
    funding = fund(lines, spent)
    for found, expected in ((funding.used, used), (funding.carried, carried), (funding.moved, moved)):
        assert found == dict(enumerate(expected, start=1))


@pytest.mark.parametrize(
    ("spent", "cell", "more"),
    [
        (4, ROADS, True),
        (5, ROADS, False),
        (4, SCHOOLS, False),
        (4.9994, ROADS, True),  # of a thousand yuan more 600 can be paid
        (4.9996, ROADS, False),  # or 400: less than half
    ],
)
def test_whether_more_can_be_paid(spent: float, cell: str, more: bool) -> None:
    assert can_pay_more([line(1, ROADS, 2016, 5)], {(ROADS, 2016): spent}, (cell, 2016)) == more


@pytest.mark.parametrize(
    ("lines", "spent", "cells", "pays", "unpaid"),
    [
        # Roads may spare 2 of 5 for schools, and spend 4 themselves: 6 of 5, whoever is to blame.
        ([line(1, ROADS, 2016, 5, 0.4)], {(ROADS, 2016): 4, (SCHOOLS, 2016): 2}, [ROADS, SCHOOLS], {1: 5}, 1),
        # Roads spend 1 of 5 and could spare 4, but may only 2.
        ([line(1, ROADS, 2016, 5, 0.4)], {(ROADS, 2016): 1, (SCHOOLS, 2016): 3}, [SCHOOLS], {1: 2}, 1),
        # The schools' own 3 and 2 of the roads'.
        (
            [line(1, ROADS, 2016, 5, 0.4), line(2, SCHOOLS, 2016, 3)],
            {(ROADS, 2016): 3, (SCHOOLS, 2016): 7},
            [SCHOOLS],
            {1: 2, 2: 3},
            2,
        ),
        ([line(1, ROADS, 2016, 5)], {(ROADS, 2016): 4, (SCHOOLS, 2016): 2}, [SCHOOLS], {}, 2),
        ([line(1, ROADS, 2016, 5)], {(ROADS, 2016): 5}, None, None, None),
    ],
)
def test_what_is_overspent_and_who_may_pay_for_it(
    lines: list[BudgetLine],
    spent: dict[tuple[str, int], float],
    cells: list[str] | None,
    pays: dict[int, float] | None,
    unpaid: float | None,
) -> None:
    found = fund(lines, spent).overspent
    if cells is None:
        assert found == ()
        return
    (one,) = found
    assert ([sector for sector, _year in one.cells], one.pays, one.unpaid) == (cells, pays, unpaid)
    assert sum(spent[cell] for cell in one.cells) - sum(one.pays.values()) == pytest.approx(unpaid)


def test_cuts_that_meet_are_one_and_others_are_apart() -> None:
    lines = [line(1, None, 2016, 3), line(2, ROADS, 2017, 1)]
    spent = {(ROADS, 2016): 3.0, (SCHOOLS, 2016): 2.0, (ROADS, 2017): 4.0}
    found = fund(lines, spent).overspent
    assert [(one.cells, one.pays, one.unpaid) for one in found] == [
        (((ROADS, 2016), (SCHOOLS, 2016)), {1: 3}, 2),
        (((ROADS, 2017),), {2: 1}, 3),
    ]


def test_the_lines_that_may_pay_for_a_sector_in_a_year():
    """Its own first, of the year first, then what is for any sector, then what another may spare."""
    lines = [
        line(2, ROADS, 2016, 5, until=2017),
        line(3, None, 2017, 6),
        line(4, SCHOOLS, 2017, 10, 0.4),
        line(5, SCHOOLS, 2017, 10),  # may spare nothing
        line(6, ROADS, 2018, 9),  # not yet there
        line(7, ROADS, 2016, 9),  # gone
        line(8, ROADS, 2017, 3),
    ]
    payers = _payers(case_of(), lines, (ROADS, 2017))
    assert [(one.place.row, one.held, one.most) for one in payers] == [
        (8, 3, 3),
        (2, 5, 5),
        (3, 6, 6),
        (4, 10, 4),
    ]
