"""Rows that add up others are no counties: told where word and figure agree, or several figures."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polyfund.reading.labels import is_total
from polyfund.reading.plans.read_plan import read_plan
from polyfund.schema.faults import InputFaults
from tests.cases import case_of

COUNTIES = "county,population,poor persons\nEast,1000,100\nWest,1100,300\n"
TOTALS = [
    "合  计", "合计", "合计：", "汇总", "共计", "总 计", "小计", "全州合计", "总计（人）", "合計", "Total:", "TOTAL (2 counties)",
    "Grand  Total", "Sub-total", "Sum", "all counties", "Total of all counties",
]  # fmt: skip
NAMES = [
    "Total Energy",
    "Totalán",
    "总溪县",
    "合山市",
    "汇川区",
    "共和县",
    "Summit",
    "All Saints",
    "Meanwhile",
]


def faults(**tables: str) -> list[str]:
    with pytest.raises(InputFaults) as wrong:
        case_of(**tables)
    return [f"{one.place}: {one.what}; {one.remedy}" for one in wrong.value.faults]


def warnings(**tables: str) -> list[str]:
    return [f"{one.place}: {one.what}; {one.remedy}" for one in case_of(**tables).warnings]


@pytest.mark.parametrize("word", TOTALS)
def test_a_word_and_a_figure(word: str) -> None:
    """Told with any blanks between its words as one."""
    (line,) = faults(counties=f'{COUNTIES}"{word}",2100,400\n')
    shown = " ".join(word.split())
    assert line.startswith(f"counties.csv:4 [county]: '{shown}' is a row that adds up others: 2100 in ")
    assert line.endswith("keep it on a sheet whose name begins with 'Notes': the program adds up by itself")


@pytest.mark.parametrize("word", ["Average", "平均", "全州平均"])
def test_a_mean(word: str) -> None:  # (1000 + 1100) / 2
    (line,) = faults(counties=f"{COUNTIES}{word},1050,200\n")
    assert "1050 in counties.csv:4 [population] is their mean" in line


@pytest.mark.parametrize("word", NAMES)
def test_a_name_is_no_total(word: str) -> None:
    assert not is_total(word)
    assert warnings(counties=f"{COUNTIES}{word},2100,400\n") == []


def test_rounded_parts_still_add_up() -> None:  # 10.1 + 10.2 = 20.3, published as 20
    needs = "county,programme,need\nEast,roads,10.1\nWest,roads,10.2\n"
    (line,) = faults(needs=f"{needs}Total,roads,20\n")
    assert line.startswith("needs.csv:4 [county]: 'Total' is a row that adds up others: 20 in ")


def test_the_word_alone_is_a_warning() -> None:
    (line,) = warnings(counties=f"{COUNTIES}Total,2500,410\n")
    assert line.startswith(
        "counties.csv:4 [county]: 'Total' reads like a row that adds up others; if it is one,"
    )


def test_the_word_among_programmes_and_in_a_table_without_figures() -> None:
    programmes = (
        "programme,sector,persons lifted per million\nroads,infrastructure,10\n小计,infrastructure,10\n"
    )
    (line,) = warnings(programmes=programmes)
    assert line.startswith(
        "programmes.csv:3 [programme]: '小计' reads like a row that adds up others; if it is one,"
    )
    (line,) = faults(eligibility="agency,counties,programmes\nTotal,East,roads\n")
    assert line.startswith("eligibility.csv:2 [agency]: 'Total' reads like a row that adds up others; keep")


def test_subtotals_of_a_programme_and_of_an_agency() -> None:
    needs = "county,programme,need\nEast,roads,8\nWest,roads,40\nEast,wells,5\nWest,wells,6\n"
    programmes = (
        "programme,sector,persons lifted per million\nroads,infrastructure,10\nwells,infrastructure,9\n"
    )
    lines = faults(programmes=programmes, needs=f"{needs}小计,roads,48\n小计,wells,11\n")
    assert [line.partition(" is a row")[0] for line in lines] == [
        "needs.csv:6 [county]: '小计'",
        "needs.csv:7 [county]: '小计'",
    ]


def test_a_total_in_budgets_is_told_once() -> None:
    (line,) = faults(budgets="agency,year,amount\nProvince,2016,10\nProvince,2017,12\nTotal,2017,22\n")
    assert line.startswith("budgets.csv:4 [agency]: 'Total' is a row that adds up others: 22 in ")


def test_a_total_that_is_no_name_is_never_to_be_added_as_one() -> None:
    (line,) = faults(budgets="agency,year,amount\nProvince,2016,10\nTotal,2017,99\n")
    assert "'Total' reads like a row that adds up others; keep it on a sheet" in line


def test_a_total_for_a_year() -> None:
    (line,) = faults(budgets="agency,year,amount\nProvince,2016,10\nProvince,Total,10\n")
    assert line.startswith(
        "budgets.csv:3 [year]: 'Total' reads like a row that adds up others; keep it on a sheet"
    )


FOUR = "county,population,poor persons\nA,1003,101\nB,2011,307\nC,905,88\n"  # 3919, 496


def test_several_figures_without_a_word() -> None:
    (line,) = faults(counties=f"{FOUR}Yunnan,3919,496\n", needs="county,programme,need\nA,roads,8\n")
    assert line.startswith(
        "counties.csv:5 [population]: 3919 is the sum of counties.csv:2 [population] to counties.csv:4"
    )
    assert "and so it is in counties.csv:5 [poor persons]" in line


def test_a_total_before_its_parts() -> None:
    head, *rows = FOUR.splitlines()
    table = "\n".join([head, "Yunnan,3919,496", *rows])
    (line,) = faults(counties=table, needs="county,programme,need\nA,roads,8\n")
    assert line.startswith("counties.csv:2 [population]: 3919 is the sum of counties.csv:3")


def test_totals_among_the_rows() -> None:
    table = f"{FOUR}North,3919,496\nD,1207,55\nE,3301,411\nF,704,99\nSouth,5212,565\n"
    lines = faults(counties=table, needs="county,programme,need\nA,roads,8\n")
    assert [line.partition(" [")[0] for line in lines] == ["counties.csv:5", "counties.csv:9"]


def test_a_single_column_is_a_warning() -> None:
    (line,) = warnings(counties=f"{FOUR}Yunnan,3919,497\n", needs="county,programme,need\nA,roads,8\n")
    assert line.startswith("counties.csv:5 [population]: 3919 is the sum of ")


CHANCE = {
    "three counties alike and one thrice as large": "A,1000,100\nB,1000,100\nC,1000,100\nD,3000,300\n",
    "small figures": "A,12,1\nB,12,2\nC,12,3\nD,36,6\n",
    "two rows": "A,1003,101\nB,2011,307\nC,3014,408\n",
    "nobody poor": "A,1003,0\nB,2011,0\nC,905,0\nD,4000,0\n",
}


@pytest.mark.parametrize("rows", CHANCE.values(), ids=CHANCE)
def test_what_may_be_chance_is_left_alone(rows: str) -> None:
    case = case_of(
        counties=f"county,population,poor persons\n{rows}", needs="county,programme,need\nA,roads,8\n"
    )
    assert case.warnings == ()


figures = st.lists(st.tuples(st.integers(101, 999), st.integers(1, 99)), min_size=1, max_size=9)


@settings(max_examples=40)
@given(figures)
def test_no_row_is_refused_but_for_its_sums(rows: list[tuple[int, int]]) -> None:
    """Whatever is refused is the sum, in both columns, of rows that stand next to it."""
    table = "\n".join(f"c{at},{people},{poor}" for at, (people, poor) in enumerate(rows))
    try:
        case_of(
            counties=f"county,population,poor persons\n{table}\n", needs="county,programme,need\nc0,roads,8\n"
        )
    except InputFaults as wrong:
        for fault in wrong.faults:
            at = (fault.place.row or 0) - 2
            blocks = [rows[first:at] for first in range(at)] + [
                rows[at + 1 : end + 1] for end in range(at, len(rows))
            ]
            assert any(
                tuple(map(sum, zip(*block, strict=True))) == rows[at] for block in blocks if len(block) > 2
            )


@settings(max_examples=40)
@given(figures.filter(lambda rows: len(rows) > 2), st.booleans())
def test_every_sum_of_a_word_is_found(rows: list[tuple[int, int]], first: bool) -> None:
    total = "Total,{},{}".format(*map(sum, zip(*rows, strict=True)))
    others = [f"c{at},{people},{poor}" for at, (people, poor) in enumerate(rows)]
    table = "\n".join([total, *others] if first else [*others, total])
    assert any(
        "'Total' is a row that adds up others" in line
        for line in faults(
            counties=f"county,population,poor persons\n{table}\n", needs="county,programme,need\nc0,roads,8\n"
        )
    )


def test_a_total_in_a_plan(tmp_path: Path) -> None:
    plan = tmp_path / "plan.csv"
    plan.write_text(
        "agency,county,programme,year,amount\nP,East,roads,2016,4\nP,West,roads,2016,5\nP,合计,roads,2016,9\n"
    )
    with pytest.raises(
        InputFaults, match=r"plan\.csv:4 \[county\]: '合计' is a row that adds up others: 9 in"
    ):
        read_plan(plan, None)


def test_a_name_that_is_known_in_other_letters_is_no_total() -> None:
    """An agency called ALL, whose budget is written for "all"."""
    agencies = "agency,kind\nALL,bank\nProvince,bank"
    case = case_of(agencies=agencies, budgets="agency,year,amount\nall,2016,10\nProvince,2016,7")
    assert [line.agency for line in case.budget_lines] == ["ALL", "Province"]
