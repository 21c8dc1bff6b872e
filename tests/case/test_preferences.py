"""Preferences: how much a person counts for an agency, by county and programme."""

from __future__ import annotations

import pytest

from polyfund.schema.faults import InputFaults
from tests.cases import case_of

AGENCIES = "agency,kind\nProvince,provincial government\nFund,bank"
HEADER = "agencies,counties,programmes,weight\n"


def weights(agency: str, *rows: str) -> dict[str, float]:
    """By county; there is one programme."""
    case = case_of(agencies=AGENCIES, preferences=HEADER + "\n".join(rows))
    return {county: weight for (county, _roads), weight in case.preferences_of(agency).items()}


@pytest.mark.parametrize(
    ("rows", "east", "west"),
    [
        ((), 1, 1),
        (("Fund,East,,3",), 3, 1),
        (("bank,,roads,0.5", "Fund,West,,4"), 0.5, 2),  # rows multiply
        (("Fund,East,infrastructure,0",), 0, 1),
        (("Province,,,7",), 1, 1),
    ],
)
def test_weights_multiply(rows: tuple[str, ...], east: float, west: float) -> None:
    assert weights("Fund", *rows) == {"East": east, "West": west}


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("Fund,,,-1", r"\[weight\].*less than 0"),
        ("Fund,,,101", r"\[weight\].*more than 100"),
        ("Fund,,,", r"\[weight\]"),
        (",East,,1", r"\[agencies\]"),
        ("Fun,,,1", r"\[agencies\].*did you mean 'Fund'"),
        ("each,,,1", r"\[agencies\].*'each' has no meaning"),
        ("Fund,each,,1", r"\[counties\].*'each' has no meaning"),
    ],
)
def test_faults(row: str, words: str) -> None:
    with pytest.raises(InputFaults, match=r"preferences\.csv:2 " + words):
        case_of(agencies=AGENCIES, preferences=HEADER + row)


def test_the_same_said_twice() -> None:
    with pytest.raises(InputFaults, match=r"preferences\.csv:3 .*already in"):
        case_of(agencies=AGENCIES, preferences=HEADER + "Fund,East,,1\nFund,East,,2")
