"""The plan workbook as a reader opens it: its sheets, its figures, and that they are live."""

from __future__ import annotations

import re
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl.workbook import Workbook
from xlsxwriter import Workbook as Book

from polyfund.base.files import CannotWrite
from polyfund.planning.answer import Answer
from polyfund.reading.plans.read_plan import read_plan
from polyfund.reading.plans.recorded import recorded_best
from polyfund.report import styles as look
from polyfund.report.sheet_writer import Page, no_minus_nothing
from polyfund.report.styles import Formats
from polyfund.run import compare, solve
from polyfund.schema.scope import Scope
from tests.cases import case_of
from tests.report.plans import (
    FORMULA,
    LIBREOFFICE,
    assert_calculates_the_same,
    calculated,
    cells,
    edited,
    opened,
    rows,
    small_case,
    written,
)

ENGLISH = [
    *("Contents", "Summary", "Allocation", "County x programme", "Agency x county", "Years"),
    *("Outcomes", "Rules", "Cooperation", "Budgets"),
    *("Compared", "Compared by county", "Compared by agency", "Audit", "Run log"),
]
CHINESE = [
    *("目录", "概览", "资金分配", "县×项目", "机构×县", "分年情况"),
    *("脱贫成效", "规则", "合作", "预算使用", "方案比较", "分县比较", "分机构比较", "审核", "运行记录"),
]


@pytest.fixture(scope="module")
def answer() -> Answer:
    return compare(solve(small_case()))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("report")


@pytest.fixture(scope="module", params=["en", "zh"])
def path(answer: Answer, folder: Path, request: pytest.FixtureRequest) -> Path:
    return written(answer, folder, request.param)


@pytest.fixture(scope="module")
def english(answer: Answer, folder: Path) -> Workbook:
    return opened(written(answer, folder), values=True)


def test_sheets_in_order(path: Path) -> None:
    assert opened(path, values=True).sheetnames == (CHINESE if path.stem.endswith("zh") else ENGLISH)


def test_nothing_is_merged_or_hidden(path: Path) -> None:
    for sheet in opened(path, values=True):
        assert not sheet.merged_cells.ranges
        assert sheet.sheet_state == "visible"


def test_four_charts_on_the_summary_and_two_of_ways(path: Path) -> None:
    with ZipFile(path) as package:
        assert sum(name.startswith("xl/charts/chart") for name in package.namelist()) == 6


def test_no_formula_needs_a_mark_of_a_later_excel(path: Path) -> None:
    """XlsxWriter would mark functions of a later Excel, which polyfund.report.workbook_format keeps it from looking for."""
    marked = Book().add_worksheet()
    marked.use_future_functions = True
    formulas = [str(cell.value)[1:] for cell in cells(opened(path, values=False)) if cell.data_type == "f"]

    assert formulas
    assert [formula for formula in formulas if marked._prepare_formula(formula) != formula] == []


def test_every_formula_has_its_value(path: Path) -> None:
    values = opened(path, values=True)
    formulas = [cell for cell in cells(opened(path, values=False)) if cell.data_type == "f"]
    assert len(formulas) > 50
    for cell in formulas:
        stored = values[cell.parent.title][cell.coordinate].value
        assert stored is not None and not str(stored).startswith("#"), cell


def test_text_stays_text(path: Path) -> None:
    book = opened(path, values=False)
    names = [cell for cell in cells(book) if cell.value == FORMULA]
    assert names and all(cell.data_type == "s" for cell in names)
    assert book.worksheets[1]["A1"].value == "=Two counties"
    assert book.worksheets[1]["A1"].data_type == "s"


def test_allocation_is_a_named_table_of_all_grants(english: Workbook, answer: Answer) -> None:
    (table,) = english["Allocation"].tables.values()
    assert (table.name, table.ref) == ("Allocation", f"A2:M{2 + len(answer.figures.grants)}")
    assert table.autoFilter is not None
    found = rows(english, "Allocation", "Allocation")
    assert [row["amount"] for row in found] == answer.figures.grants["amount"].tolist()
    fund = next(row for row in found if row["agency"] == "Fund")
    assert (fund["agency in Chinese"], fund["kind"]) == ("基金会", "domestic NGO")
    assert fund["arrives"] == fund["amount"] * 0.5  # type: ignore[operator]


def test_the_plan_is_read_again_as_it_was_written(path: Path, answer: Answer) -> None:
    found = read_plan(path, answer.case)
    assert found.to_numpy().tolist() == answer.figures.grants.to_numpy().tolist()


def test_the_record_is_found_again(path: Path, answer: Answer) -> None:
    assert recorded_best(path) == (answer.case.sha256, answer.figures.lifted(Scope()))


def test_headline_figures(english: Workbook, answer: Answer) -> None:
    found = {row[0].value: row[1].value for row in english["Summary"].iter_rows(min_row=6)}
    people = answer.figures.outcomes.groupby("year")["poor"].sum()
    assert found["money in the budgets"] == 28
    assert found["money given"] == pytest.approx(answer.figures.money(Scope()))
    assert found["poor at the start"] == 400
    assert found["poor at the end of 2017"] == pytest.approx(people[2017])
    assert found["poor at the end of 2018"] == pytest.approx(people[2018])
    assert found["grants"] == len(answer.figures.grants)


@pytest.mark.parametrize("sheet", ["County x programme", "Agency x county"])
def test_matrices_add_up_to_the_money_given(english: Workbook, answer: Answer, sheet: str) -> None:
    lines = {row[0]: row for row in english[sheet].iter_rows(values_only=True) if row[0] is not None}
    assert lines["total"][-1] == pytest.approx(answer.figures.money(Scope()))
    assert lines["in Allocation but not here"][-1] == 0
    county = next(iter(answer.case.counties))
    if sheet == "County x programme":
        money = answer.figures.money(Scope(counties=frozenset((county,))))
        assert lines[county][-1] == pytest.approx(money)


def test_outcomes_count_everybody(english: Workbook, answer: Answer) -> None:
    found = rows(english, "Outcomes", "Outcomes")
    by_county = {row["county"]: row for row in found}
    for outcome in answer.figures.outcomes.itertuples():
        assert by_county[outcome.county][f"poor at the end of {outcome.year}"] == pytest.approx(outcome.poor)


def test_rules_lead_back_to_their_cells(english: Workbook) -> None:
    found = {(row["rule"], row["who"]): row for row in rows(english, "Rules", "Rules")}
    assert found["Limits", "East*"]["input cell"] == "limits.csv:2 [amount]"
    assert found["Limits", "East*"]["it holds"] == 2
    ceiling = next(row for row in found.values() if row["sense"] == "at most" and row["asked"] == 15)
    assert (ceiling["state"], ceiling["unit"]) == ("binding", "million yuan")
    target = found["Targets", "West / 2016"]
    assert (target["state"], target["price of breaking it"]) == ("broken at its price", 0.001)
    assert target["broken by"] == pytest.approx(target["given"] - 1)  # type: ignore[operator]


def test_budgets_tell_what_is_used_and_left(english: Workbook, answer: Answer) -> None:
    for row in rows(english, "Budgets", "Budgets"):
        assert row["left"] == pytest.approx(row["amount"] - row["used"])  # type: ignore[operator]
    used = sum(float(row["used"]) for row in rows(english, "Budgets", "Budgets"))  # type: ignore[arg-type]
    assert used == pytest.approx(answer.figures.money(Scope()))


@pytest.mark.parametrize(
    ("language", "heads"),
    [
        ("en", ("used", "carried to later years", "moved to other sectors", "left")),
        ("zh", ("已用", "结转至以后年度", "统筹至其他领域", "结余")),
    ],
)
def test_budgets_tell_what_is_carried_and_moved(folder: Path, language: str, heads: tuple[str, ...]) -> None:
    """Of 5 for schools in 2017 the money of that year pays 2; the earmark for roads carries 3."""
    case = case_of(
        programmes="programme,sector,persons lifted per million\nroads,works,10\nschools,welfare,8",
        needs="county,programme,need\nEast,roads,8\nEast,schools,8",
        budgets="""
            agency,sector,year,amount,transferable share,carry-over years
            Province,works,2016,10,0.4,1
            Province,,2017,2,,
            """,
    )
    grants = [("Province", "East", "roads", 2016, 3.0), ("Province", "East", "schools", 2017, 5.0)]
    book = opened(written(edited(solve(case), grants), folder, language), values=True)
    sheet = book.worksheets[9].title
    # The money of 2017 has no later year and no sector of its own.
    found = [tuple(row[head] for head in heads) for row in rows(book, sheet, "Budgets")]
    assert sorted(found) == [(2, None, None, 0), (6, 3, 3, 4)]


def test_without_rules_the_sheet_says_so(folder: Path) -> None:
    book = opened(written(solve(case_of()), folder), values=True)
    assert book["Rules"]["A1"].value == "No rule asks anything in this case."


def test_the_master_check_is_green_for_a_sound_plan(english: Workbook) -> None:
    assert english["Summary"]["A4"].value == "All checks pass"
    assert english["Audit"].cell(row=3, column=4).value == 0


@pytest.mark.parametrize("language, words", [("en", "checks fail"), ("zh", "项审核未通过")])
def test_the_master_check_is_red_for_a_broken_plan(
    answer: Answer, folder: Path, language: str, words: str
) -> None:
    broken = edited(answer, [("Fund", "West", "roads", 2016, 3.0)])
    book = opened(written(broken, folder, language), values=True)
    # The fund may not build roads, has no money for them, and East gets nothing.
    assert book.worksheets[1]["A4"].value == f"3 {words}"
    gaps = [list(row.values())[3] for row in rows(book, book.sheetnames[13], "Broken")]
    assert gaps == [3, 3, 2]


def test_a_plan_may_give_nothing(answer: Answer, folder: Path) -> None:
    path = written(edited(answer, []), folder)
    assert opened(path, values=True)["Summary"]["B13"].value == 28
    assert read_plan(path, answer.case).empty


def test_the_same_answer_gives_the_same_bytes(answer: Answer, tmp_path: Path) -> None:
    first = written(answer, tmp_path).read_bytes()
    assert written(answer, tmp_path).read_bytes() == first


def test_what_excel_cannot_hold_is_refused(tmp_path: Path) -> None:
    book = Book(tmp_path / "book.xlsx")
    page = Page(book.add_worksheet("Page"), Formats(book))
    with pytest.raises(CannotWrite, match="longer than Excel can hold; shorten it"):
        page.put(0, 0, "x" * 32_768, page.formats())
    with pytest.raises(CannotWrite, match="more rows than a sheet"):
        page.put(1_048_576, 0, 1.0, page.formats())


@pytest.mark.slow
@LIBREOFFICE
def test_libreoffice_calculates_the_same(path: Path, tmp_path: Path) -> None:
    assert_calculates_the_same(path, tmp_path)


@pytest.mark.slow
@LIBREOFFICE
def test_figures_follow_when_an_amount_is_edited(answer: Answer, folder: Path, tmp_path: Path) -> None:
    book = opened(written(answer, folder), values=False)
    heads = [cell.value for cell in book["Allocation"][2]]
    book["Allocation"].cell(row=3, column=1 + heads.index("amount")).value += 100
    found = calculated(book, tmp_path)
    money = {row[0].value: row[1].value for row in found["Summary"].iter_rows(min_row=6)}
    assert money["money given"] == pytest.approx(answer.figures.money(Scope()) + 100)
    assert found["Summary"]["A4"].value == "1 checks fail"


def test_axes_of_figures_begin_at_zero(answer: Answer, tmp_path: Path) -> None:
    """Excel begins them elsewhere where the figures lie near each other."""
    with ZipFile(written(answer, tmp_path)) as parts:
        charts = [parts.read(name).decode() for name in parts.namelist() if "charts/chart" in name]
    axes = [axis for chart in charts for axis in re.findall(r"<c:valAx>.*?</c:valAx>", chart, re.DOTALL)]
    assert len(charts) >= 4 and len(axes) == len(charts)
    assert all('<c:min val="0"/>' in axis for axis in axes)


def test_no_figure_has_an_exponent_or_a_minus_before_nothing(english: Workbook) -> None:
    shown = [cell for cell in cells(english) if isinstance(cell.value, float)]
    assert shown and not [cell.coordinate for cell in shown if "E+" in cell.number_format]
    assert not [cell.coordinate for cell in shown if str(cell.value) == "-0.0"]


@pytest.mark.parametrize(
    ("value", "shown", "expected"),
    [
        (-0.0, "#,##0.0", 0.0),
        (-4e-7, "#,##0.0", 0.0),
        (-0.04, look.FIGURE, -0.04),
        (-0.00004, look.FIGURE, 0.0),
        (-0.004, "0.0%", -0.004),
        (-0.0004, "0.0%", 0.0),
        (4e-7, "#,##0.0", 4e-7),  # what is above it stays
        ("-0.0", "@", "-0.0"),
    ],
)
def test_what_is_shown_as_nothing_has_no_minus(value: object, shown: str, expected: object) -> None:
    assert str(no_minus_nothing(value, shown)) == str(expected)
