"""The years of a case: from the first to the last, fifty at most."""

from __future__ import annotations

import pytest

from polyfund.schema.faults import InputFaults
from tests.cases import case_of

SETTINGS = "setting,value\nfirst year,2016\nlast year,{}"


def case(last: int, budget: int):
    return case_of(settings=SETTINGS.format(last), budgets=f"agency,year,amount\nProvince,{budget},10")


@pytest.mark.parametrize(("last", "years"), [(2016, 1), (2017, 2), (2065, 50)])
def test_years_from_the_first_to_the_last(last: int, years: int) -> None:
    assert len(case(last, last).years) == years


@pytest.mark.parametrize(
    ("last", "budget", "words"),
    [
        (2066, 2016, "from 2016 to 2066 there are more than 50 years"),
        (2015, 2016, "the last year 2015 comes before the first year 2016"),
        (2017, 2015, r"budgets\.csv:2 \[year\]: 2015 is outside the years of the case, 2016 to 2017"),
        (2017, 2018, r"budgets\.csv:2 \[year\]: 2018 is outside the years of the case, 2016 to 2017"),
    ],
)
def test_years_beyond_are_faults(last: int, budget: int, words: str) -> None:
    with pytest.raises(InputFaults, match=words):
        case(last, budget)
