"""Whether budgets can pay: lines by hand, amounts in million."""

from __future__ import annotations

import pytest

from model.answer.funding import can_pay_more, fund
from model.intake.case import BudgetLine

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


def test_used_and_moved() -> None:
    funding = fund([line(1, ROADS, 2016, 5, 0.4)], {(ROADS, 2016): 1.5, (SCHOOLS, 2016): 2})
    assert funding.used == {1: 3.5}
    assert funding.moved == {1: 2.0}


@pytest.mark.parametrize(
    ("spent", "cell", "more"), [(4, ROADS, True), (5, ROADS, False), (4, SCHOOLS, False)]
)
def test_whether_more_can_be_paid(spent: float, cell: str, more: bool) -> None:
    assert can_pay_more([line(1, ROADS, 2016, 5)], {(ROADS, 2016): spent}, (cell, 2016)) == more
