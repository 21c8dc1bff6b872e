"""Finding the rows of a scope: the same as by looking at every row."""

from __future__ import annotations

from itertools import product

import pandas as pd
import pytest

from polyfund.case.selection import Selection
from polyfund.schema.scope import Scope

# Every agency gives to every county, in an order of no dimension: rows 0 to 11.
GRANTS = pd.DataFrame(
    [(agency, county, "roads", year) for year, county, agency in product((2017, 2016), "EWN", "AB")],
    columns=["agency", "county", "programme", "year"],
)


def of(*members: object) -> frozenset[object]:
    return frozenset(members)


@pytest.mark.parametrize(
    ("scope", "rows"),
    [
        (Scope(), list(range(12))),
        (Scope(agencies=of("A")), [0, 2, 4, 6, 8, 10]),
        (Scope(counties=of("E", "N")), [0, 1, 4, 5, 6, 7, 10, 11]),
        (Scope(agencies=of("A", "B"), counties=of("W"), years=of(2016)), [8, 9]),
        (Scope(of("B"), of("N"), of("roads"), of(2017)), [5]),
        (Scope(programmes=of("training")), []),
        (Scope(agencies=of("A", "Nobody"), counties=of("Nowhere", "W")), [2, 8]),
        (Scope(agencies=of()), []),
    ],
)
def test_rows_of_a_scope(scope: Scope, rows: list[int]) -> None:
    assert Selection(GRANTS).rows(scope).tolist() == rows


def test_few_of_many_rows_come_in_order() -> None:
    """Two of 40 counties are gathered one by one: their rows 3, 43 and 1, 41."""
    counties = pd.DataFrame({"county": [f"C{number:02}" for number in [*range(40)] * 2]})
    assert Selection(counties).rows(Scope(counties=of("C03", "C01"))).tolist() == [1, 3, 41, 43]


def test_a_frame_without_rows() -> None:
    assert Selection(GRANTS[:0]).rows(Scope(agencies=of("A"))).tolist() == []


def test_a_dimension_that_the_frame_lacks_is_not_looked_at() -> None:
    assert Selection(GRANTS[["county"]]).rows(Scope(of("A"), of("N"))).tolist() == [4, 5, 10, 11]
