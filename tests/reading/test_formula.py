"""Formula and County figures: what is wrong with them, all in one pass, in a workbook."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from polyfund.run import read_case
from tests.reading.faulty import assert_told, told
from tests.reading.tiny import tiny, write_book

AREAS = [["county", "figure", "value"], ["Gongshan", "area", 4400], ["Lanping", "area", 4300]]


def book(folder: Path, formula: list[list[Any]], figures: list[list[Any]], **tables: Any) -> Path:
    sheets = {"Formula": [["factor", "weight"], *formula], "County figures": figures}
    return write_book(tiny(**sheets, **tables), folder / "case.xlsx")


@pytest.mark.parametrize("words", [("poor persons", "incidence"), ("贫困人口", "贫困发生率")])
def test_factors_in_both_languages(words: tuple[str, str], tmp_path: Path) -> None:
    case = read_case(book(tmp_path, [[words[0], 1], [words[1], 2], ["area", 0.5]], AREAS))
    assert case.column("formula", "factor", "weight") == {"poor": 1, "incidence": 2, "area": 0.5}


@pytest.mark.parametrize(
    ("formula", "figures", "place", "words"),
    [
        (["aera", 1], AREAS, "Formula!A3", ["County figures knows no 'aera'", "did you mean 'area'?"]),
        (
            ["poor", 1],
            [*AREAS, ["Gongshan", "incidence", 1]],
            "County figures!B5",
            ["has already", "Counties"],
        ),
        (["income gp", 1], AREAS, "Formula!A3", ["did you mean 'income gap'?"]),
        (["area", 0], AREAS, "Formula!B3", ["0 is not above 0"]),
        (["area", -1], AREAS, "Formula!B3", ["-1 is not above 0"]),
        (["area", None], AREAS, "Formula!B3", ["'weight' is blank"]),
        (["area", 1], AREAS[:2], "Formula!A3", ["no value for 1 of the counties: Lanping", "County figures"]),
        # the tiny case has no incomes
        (["income gap", 1], AREAS, "Formula!A3", ["2 of the counties: Gongshan, Lanping", "on Counties"]),
        (
            ["area", 1],
            [AREAS[0], ["Gongshan", "area", -4400], AREAS[2]],
            "County figures!C3",
            ["less than 0"],
        ),
        (
            ["area", 1],
            [*AREAS, ["Gongshan", "area", 1]],
            "County figures!A5",
            ["already in County figures!A3"],
        ),
        (["area", 1], [*AREAS, ["Gongshn", "area", 1]], "County figures!A5", ["did you mean 'Gongshan'?"]),
        (
            ["area", 1],
            [AREAS[0], ["Gongshan", "area", 0], ["Lanping", "area", 0]],
            "Formula!A3",
            ["'area' is 0 in every county, so it shares nothing out", "correct its figures"],
        ),
    ],
)
def test_faults(
    formula: list[Any], figures: list[list[Any]], place: str, words: list[str], tmp_path: Path
) -> None:
    (line,) = told(book(tmp_path, [formula], figures))
    assert_told([line], place, *words)


def test_all_in_one_pass(tmp_path: Path) -> None:
    formula = [["area", 1], ["roads", 1], ["height", -1], ["income gap", 1]]
    figures = [AREAS[0], AREAS[1], ["Gongshan", "height", 0], ["Lanping", "height", 0]]
    lines = told(book(tmp_path, formula, figures))
    assert len(lines) == 5
    assert_told(lines, "Formula!A3", "'area' has no value for 1")
    assert_told(lines, "Formula!A4", "knows no 'roads'")
    assert_told(lines, "Formula!B5", "-1 is not above 0")
    assert_told(lines, "Formula!A5", "'height' is 0 in every county")
    assert_told(lines, "Formula!A6", "'income gap' has no value for 2")


def test_a_fault_of_the_figures_brings_no_others(tmp_path: Path) -> None:
    """Lanping's area is there, only not readable."""
    (line,) = told(book(tmp_path, [["area", 1]], [*AREAS[:2], ["Lanping", "area", "many"]]))
    assert_told([line], "County figures!C4", "'many' is not a number")


def test_a_figure_without_a_name_stops_no_factor_of_counties(tmp_path: Path) -> None:
    (line,) = told(book(tmp_path, [["poor", 1]], [*AREAS, ["Lanping", None, 7]]))
    assert_told([line], "County figures!B5", "is blank")
