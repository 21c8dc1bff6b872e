"""Years, programmes or counties side by side are read as rows, each with its own cell."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from polyfund.case.case import Case
from polyfund.run import read_case, solve
from tests.cases import case_of
from tests.reading.faulty import assert_told, told
from tests.reading.tiny import Tables, book_of, tiny, write_book

BUDGETS = [
    ["agency", "sector", 2016, "2017年"],
    ["Ministry", None, 50, None],
    ["Ministry", "education", None, 30],
    ["Road Bank", "infrastructure", 80, 0],
]


def read(tmp_path: Path, **tables: Any) -> Case:
    return read_case(write_book(tiny(**tables), tmp_path / "case.xlsx"))


def lines(tmp_path: Path, **tables: Any) -> list[str]:
    return told(write_book(tiny(**tables), tmp_path / "case.xlsx"))


def test_years_side_by_side(tmp_path: Path) -> None:
    case = read(tmp_path, Budgets=BUDGETS)
    rows = [(row.agency, row.sector, row.year, row.amount) for row in case.rows("budgets")]
    assert rows == [
        ("Ministry", None, 2016, 50),
        ("Ministry", "education", 2017, 30),
        ("Road Bank", "infrastructure", 2016, 80),
        ("Road Bank", "infrastructure", 2017, 0),
    ]
    at = [str(case.place("budgets", row.Index, "amount")) for row in case.rows("budgets")]
    assert at == ["Budgets!C3", "Budgets!D4", "Budgets!C5", "Budgets!D5"]
    assert str(case.place("budgets", case.tables["budgets"].index[1], "year")) == "Budgets!D2"
    assert str(case.place("budgets", case.tables["budgets"].index[1], "agency")) == "Budgets!A4"


def test_the_same_plan_as_with_a_row_for_each_figure() -> None:
    one, two = (
        solve(case_of(budgets=text, needs=needs))
        for text, needs in (
            ("agency,year,amount\nProvince,2016,10\nProvince,2017,4", "county,programme,need\nEast,roads,8\nWest,roads,40"),
            ("agency,2016,2017\nProvince,10,4", "programme,East,West\nroads,8,40"),
        )
    )  # fmt: skip
    assert one.figures.grants.equals(two.figures.grants)
    assert len(one.figures.grants)


@pytest.mark.parametrize(
    "header",
    ["2016", "2016年", "2016年度", "FY2016", "2016 amount", "amount 2016", "2016预算", "2016 (million yuan)"],
)
def test_how_a_year_may_head_a_column(header: str) -> None:
    case = case_of(budgets=f"agency,{header}\nProvince,10")
    assert [(row.year, row.amount) for row in case.rows("budgets")] == [(2016, 10)]


ROADS = [("East", "roads", 8.0), ("West", "roads", 40.0)]
WIDE: list[tuple[str, str, list[tuple[Any, ...]]]] = [
    ("needs", "county,roads,schools\nEast,8,\nWest,40,7", [*ROADS, ("West", "schools", 7.0)]),
    ("needs", "programme,East,West\nroads,8,40", ROADS),
    ("needs", "programme,own effect,East,West\nroads,,8,40", ROADS),
    ("needs", "county,programme,need,own effect,source,roads,schools\nEast,,,,S1,8,\nWest,,,,S2,40,7\n",
     [*ROADS, ("West", "schools", 7.0)]),
    ("budgets", "agency,year,infrastructure,education\nProvince,2016,9,0",
     [("Province", "education", 2016, 0.0), ("Province", "infrastructure", 2016, 9.0)]),
    ("commitments", "agency,county,programme,2016,2017\nProvince,East,roads,1,", [("Province", "East", "roads", 2016)]),
    ("targets", "counties,2016,2017\nEast,,80", [("East", "2017", "remaining poor", 80.0)]),
    ("limits", "at least / at most,2016,2017\nat most,9,8", [(None, None, None, "2016", "at most", 9.0),
                                                            (None, None, None, "2017", "at most", 8.0)]),
    ("county_figures", "county,area,altitude\nEast,5,900", [("East", "altitude", 900.0), ("East", "area", 5.0)]),
]  # fmt: skip
PROGRAMMES = "programme,sector,persons lifted per million\nroads,infrastructure,10\nschools,education,9"


@pytest.mark.parametrize(
    ("table", "text", "rows"), WIDE, ids=[text.partition("\n")[0] for _t, text, _r in WIDE]
)
def test_what_may_stand_side_by_side(table: str, text: str, rows: list[tuple[Any, ...]]) -> None:
    found = case_of(**{"programmes": PROGRAMMES, table: text}).tables[table].astype(object)
    found = found.where(found.notna(), None)
    assert [
        tuple(row)[: len(rows[0])] for row in found.sort_values(list(found.columns[:4])).to_numpy()
    ] == rows


def test_a_cell_that_is_no_number_is_told_where_it_stands(tmp_path: Path) -> None:
    budgets = [*BUDGETS[:3], ["Road Bank", "infrastructure", "8x", 0]]
    (line,) = lines(tmp_path, Budgets=budgets)
    assert_told([line], "Budgets!C5", "'8x' mixes a number")


def test_a_year_outside_is_told_at_its_header(tmp_path: Path) -> None:
    budgets = [["agency", "sector", 2016, 2020], *BUDGETS[1:]]
    (line,) = lines(tmp_path, Budgets=budgets)
    assert_told([line], "Budgets!D2", "2020 is outside the years")


def test_an_unknown_programme_is_told_at_its_header(tmp_path: Path) -> None:
    needs = [["county", "roads", "scools"], ["Gongshan", 100, 20], ["Lanping", 300, None]]
    (line,) = lines(tmp_path, Needs=needs, Returns=None)
    assert_told([line], "Needs!C2", "'scools'", "did you mean 'schools'?")


def test_a_line_without_any_figure_is_not_lost(tmp_path: Path) -> None:
    (line,) = lines(tmp_path, Budgets=[*BUDGETS, ["Ministry", "infrastructure", None, None]])
    assert_told([line], "Budgets!C6", "'amount' is blank")


UNCLEAR: list[tuple[list[list[Any]], str, str]] = [
    ([["agency", "amount", 2016, 2017], ["Ministry", 80, 50, 30]], "Budgets!C2", "'2016', '2017'"),
    ([["agency", "2016", "2016年"], ["Ministry", 50, 30]], "Budgets!B2", "'2016', '2016年'"),
    (
        [["agency", "2016 plan", "2017 actual"], ["Ministry", 50, 30]],
        "Budgets!B2",
        "'2016 plan', '2017 actual'",
    ),
    ([["agency", "2016 (万元)", "2017 (万元)"], ["Ministry", 50, 30]], "Budgets!B2", "'2016 (万元)'"),
    (
        [["agency", "amount", "amount"], ["Ministry", 50, 30]],
        "Budgets!B2",
        "several columns are called 'amount'",
    ),
]


@pytest.mark.parametrize(("budgets", "place", "words"), UNCLEAR, ids=lambda part: str(part)[:40])
def test_years_that_leave_open_what_they_mean_are_one_fault(
    budgets: list[list[Any]], place: str, words: str, tmp_path: Path
) -> None:
    (line,) = lines(tmp_path, Budgets=budgets)
    assert_told([line], place, words, "a row of its own: agency", "Ministry, ")
    assert "delete" not in line


def test_an_effect_of_one_programme_beside_several(tmp_path: Path) -> None:
    needs = [
        ["county", "own effect", "roads", "schools"],
        ["Gongshan", 9, 100, 20],
        ["Lanping", None, 300, 5],
    ]
    (line,) = lines(tmp_path, Needs=needs, Returns=None)
    assert_told(
        [line], "Needs!C2", "'roads', 'schools', and 'own effect' speaks of one only", "Gongshan, roads, 100"
    )


def test_misspelt_labels_are_no_programmes(tmp_path: Path) -> None:
    needs = [["county", "programe", "ned"], ["Gongshan", "roads", 100]]
    found = lines(tmp_path, Needs=needs, Returns=None)
    assert_told(found, "Needs!B2", "did you mean 'programme'?")
    assert_told(found, "Needs!C2", "did you mean 'need'?")


def test_a_column_that_adds_up_the_years_is_no_year(tmp_path: Path) -> None:
    (line,) = lines(
        tmp_path, Budgets=[["agency", 2016, 2017, "合计"], ["Ministry", 50, 30, 80]], Commitments=None
    )
    assert_told([line], "Budgets!D2", "no column of this table is called '合计'", "begins with 'Notes'")


@pytest.mark.parametrize(
    "header", ["Notes", "notes 2", "备注", "说明", "序号", "No.", "remarks", "Notes: total", "#"]
)
def test_columns_of_remarks_may_stay(header: str, tmp_path: Path) -> None:
    tables: Tables = tiny()
    for name in ("Settings", "Counties", "Needs", "Limits"):
        tables[name] = [
            [*row, value] for row, value in zip(tables[name], [header, 1, "see", 2, 3], strict=False)
        ]
    assert read_case(write_book(tables, tmp_path / "case.xlsx")).counties == ("Gongshan", "Lanping")


def test_figures_merged_side_by_side(tmp_path: Path) -> None:
    """50 merged over both years: what stands under the second one is hidden."""
    book = book_of(tiny(Budgets=BUDGETS))
    book["Budgets"].merge_cells("C3:D3")
    book.save(tmp_path / "case.xlsx")
    assert_told(told(tmp_path / "case.xlsx"), "Budgets!C3", "the cells C3:D3 are merged")


@pytest.mark.parametrize("figure", ["1,200", "1.2亿", "12 million"])
def test_figures_in_other_ways_of_writing_head_columns_too(figure: str, tmp_path: Path) -> None:
    needs = [["county", "roads", "schools"], ["Gongshan", figure, "1,300"], ["Lanping", figure, None]]
    found = lines(tmp_path, Needs=needs)
    assert all(line.startswith(("Needs!B", "Needs!C3")) for line in found)
    assert_told(found, "Needs!C3", "the comma in '1,300' may part thousands or decimals")


def test_one_row_that_is_wrong_in_every_year_is_one_line(tmp_path: Path) -> None:
    total = lines(tmp_path, Budgets=[*BUDGETS, ["Total", None, 130, 30]])  # 50 + 80; 30 + 0
    assert_told(total, "Budgets!A6", "130 in Budgets!C6 is their sum")
    twice = lines(tmp_path, Budgets=[*BUDGETS, ["road bank", "infrastructure", 1, 1]])
    assert_told(
        twice, "Budgets!A6", "Road Bank / infrastructure / 2016, Road Bank / infrastructure / 2017 is"
    )
    assert len(total) == len(twice) == 1
