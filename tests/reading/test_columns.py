"""Tables by column: distinct cells, and which of them stands where."""

from __future__ import annotations

from math import nan

import numpy as np
import pytest

from polyfund.reading import columns
from polyfund.reading.columns import NOTHING, Cells, cells_of, gather


def cells(values: list[object], *codes: int) -> Cells:
    return Cells(values, np.array(codes, np.int32))


def test_rows_are_gathered_by_column_and_short_ones_filled_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columns, "AT_ONCE", 2)  # the third row comes with another handful
    grid = gather([(1, ["a", "b"]), (2, ["a"]), (5, ["c", "", "d"])], typed=False)
    assert list(grid.lines(9)) == [(1, ["a", "b", None]), (2, ["a", None, None]), (5, ["c", None, "d"])]
    assert list(grid.lines(4)) == [(1, ["a", "b", None]), (2, ["a", None, None])]


def test_a_cell_with_a_type_is_not_taken_for_its_equal() -> None:
    (column,) = gather([(1, [1]), (2, [True]), (3, [1.0]), (4, ["1"])], typed=True).columns
    assert [type(column[row]) for row in range(4)] == [int, bool, float, str]


def test_no_rows_make_no_columns() -> None:
    assert gather([], typed=False).columns == []


def test_a_cell_that_could_not_be_read_is_none() -> None:
    column = cells(["a"], 0, NOTHING)
    assert column[0] == "a"
    with pytest.raises(KeyError):
        column[1]
    assert column.where(lambda value: value == "a").tolist() == [True, False]


def test_values_that_no_row_holds_are_left_out() -> None:
    some = cells(["a", "b", "c"], 2, 0, NOTHING, 1).of(np.array([True, False, True, False]))
    assert (some.values, some.codes.tolist()) == (["c"], [0, NOTHING])


def test_the_first_rows_come_in_the_order_of_rows() -> None:
    assert cells(["a", "b", "c"], 2, 0, 2, NOTHING, 0).first_rows() == {2: 0, 0: 1}


@pytest.mark.parametrize(
    ("values", "ranks"),
    [
        (["b", None, "a", "b"], [2, 0, 1, 2]),  # blanks first; equal cells alike
        ([2.0, nan, 10.0, 2.0], [1, 0, 2, 1]),
        ([("b",), (), ("a", "c"), ()], [2, 0, 1, 0]),
    ],
)
def test_ranks(values: list[object], ranks: list[int]) -> None:
    assert cells(values, 0, 1, 2, 3).ranks().tolist() == ranks


def test_values_one_after_the_other() -> None:
    column = cells_of(["East", "West", "East"])
    assert (column.values, column.array("object").tolist()) == (["East", "West"], ["East", "West", "East"])
