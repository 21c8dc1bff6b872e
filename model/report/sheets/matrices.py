"""County x programme, and agency x county: money over all years, as sums over Allocation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

from model.intake.table import Label
from model.report.look import HEAT
from model.report.report import KEYS, Report
from model.report.sheet import Sheet, criterion
from model.report.sheets import allocation
from model.rules.units import MILLION
from model.words import _, language

MOST_FORMULAS = 20_000  # beyond this a workbook takes long to calculate: values stand instead
TITLE, NOTE, NAMES = 0, 1, 2  # rows, from 0


@dataclass(frozen=True)
class Matrix:
    """One sheet: registers down and across, the fact beside each label, and its words."""

    name: Label
    answers: Label
    title: Label
    down: str
    across: str


COUNTY_BY_PROGRAMME = Matrix(
    Label("County x programme", "县×项目"),
    Label("How much goes to each programme of each county?", "每个县的每个项目获得多少资金？"),
    Label("Money by county and programme", "各县各项目的资金"),
    "counties",
    "programmes",
)
AGENCY_BY_COUNTY = Matrix(
    Label("Agency x county", "机构×县"),
    Label("How much does each agency give to each county?", "每个机构向每个县投入多少资金？"),
    Label("Money by agency and county", "各机构对各县的资金"),
    "agencies",
    "counties",
)


def write(report: Report, matrix: Matrix) -> None:
    """The head row, the totals below it, then one row for each member."""
    down, across = _members(report, matrix.down), _members(report, matrix.across)
    layout = _Layout(report, matrix, down, across)
    layout.write_titles()
    layout.write_heads()
    layout.write_totals()
    layout.write_body()
    layout.finish()


def total_cell(report: Report, matrix: Matrix) -> str:
    """The grand total, as formulas on other sheets write it."""
    layout = _Layout(report, matrix, (), ())
    return layout.sheet.span((layout.total, layout.first - 1), (layout.total, layout.first - 1))


def totals_range(report: Report, matrix: Matrix) -> str:
    """The totals of the members down, as formulas on other sheets write them."""
    layout = _Layout(report, matrix, _members(report, matrix.down), ())
    return layout.sheet.span((layout.body, layout.first - 1), (layout.last, layout.first - 1))


def _members(report: Report, register: str) -> tuple[str, ...]:
    return getattr(report.case, register)  # type: ignore[no-any-return]


class _Layout:
    """Where everything of one matrix stands, and what it holds."""

    def __init__(self, report: Report, matrix: Matrix, down: Sequence[str], across: Sequence[str]) -> None:
        self.report, self.matrix, self.down, self.across = report, matrix, down, across
        self.sheet: Sheet = report.sheet(matrix.name)
        self.names_across = report.chinese[matrix.across] if language() == "zh" else {}
        self.head = NAMES + bool(self.names_across)
        self.total, self.body = self.head + 1, self.head + 2
        self.last = self.body + len(down) - 1
        self.facts = _facts(report, matrix.down)
        self.first = 1 + len(self.facts) + 1  # the first column of figures; the total stands before it
        grants = report.answer.figures.grants
        self.money = grants.groupby([grants[KEYS[matrix.down]], grants[KEYS[matrix.across]]])["amount"].sum()
        self.live = len(down) * len(across) <= MOST_FORMULAS

    def write_titles(self) -> None:
        words = {
            "title": self.matrix.title[language()],
            "unit": self.report.unit(MILLION),
            "years": self.report.span,
        }
        self.sheet.put(TITLE, 0, _("{title}, {years} ({unit})").format(**words), "title", fit=False)
        note = (
            _("Sums of the sheet Allocation: they follow when its amounts are edited. · means nothing.")
            if self.live
            else _("Values as solved: so many formulas would be slow. Only the totals are formulas. · means nothing.")
        )
        self.sheet.put(NOTE, 0, note, "note", fit=False)

    def write_heads(self) -> None:
        label = self.report.case.declared[self.matrix.down][KEYS[self.matrix.down]].label[language()]
        heads = [label, *self.facts, _("total")]
        for column, head in enumerate(heads):
            self.sheet.put(self.head, column, head, "head")
        long = max((len(name) for name in self.across), default=0) > 8
        for at, name in enumerate(self.across, start=self.first):
            self.sheet.put(self.head, at, name, "head turned" if long else "head centred", fit=False)
            self.sheet.wide(at, 9)
            if self.names_across:
                self.sheet.put(NAMES, at, self.names_across.get(name), "unit centred", fit=False)
        self.sheet.page.set_row(self.head, 118 if long else 32)

    def write_totals(self) -> None:
        for column in range(self.first - 1):
            self.sheet.put(self.total, column, _("total") if column == 0 else None, "text total")
        by_head = self.money.groupby(level=1).sum()
        for at, name in enumerate((None, *self.across), start=self.first - 1):
            value = float(self.money.sum()) if name is None else float(by_head.get(name, 0.0))
            cells = xl_range(self.body, at, self.last, at)
            self.sheet.formula(self.total, at, f"=SUM({cells})", value, "million total", fit=name is None)

    def write_body(self) -> None:
        by_label = self.money.groupby(level=0).sum()
        amounts = self.money.to_dict()
        end = self.first + len(self.across) - 1
        for row, label in enumerate(self.down, start=self.body):
            self.sheet.put(row, 0, label, "text bold")
            for column, names in enumerate(self.facts.values(), start=1):
                self.sheet.put(row, column, names.get(label))
            cells = xl_range(row, self.first, row, end)
            self.sheet.formula(row, self.first - 1, f"=SUM({cells})", float(by_label.get(label, 0.0)), "heat total")
            for column, head in enumerate(self.across, start=self.first):
                self._write_money(row, column, label, head, float(amounts.get((label, head), 0.0)))

    def _write_money(self, row: int, column: int, label: str, head: str, amount: float) -> None:
        if not self.live:
            self.sheet.put(row, column, amount, "heat", fit=False)
            return
        down = criterion(xl_rowcol_to_cell(row, 0, col_abs=True), label)
        across = criterion(xl_rowcol_to_cell(self.head, column, row_abs=True), head)
        formula = (
            f"=SUMIFS({allocation.column('amount')},{allocation.column(KEYS[self.matrix.down])},{down},"
            f"{allocation.column(KEYS[self.matrix.across])},{across})"
        )
        self.sheet.formula(row, column, formula, amount, "heat", fit=False)

    def finish(self) -> None:
        page = self.sheet.page
        scale = {"type": "2_color_scale", "min_color": HEAT[0], "max_color": HEAT[1]}
        page.conditional_format(self.body, self.first, self.last, self.first + len(self.across) - 1, scale)
        page.freeze_panes(self.body, 1)
        page.repeat_rows(self.head)
        page.repeat_columns(0)


def _facts(report: Report, register: str) -> dict[str, pd.Series | dict[str, str]]:
    """Columns beside the label, by their head: its Chinese name, and its kind or prefecture."""
    declared = report.case.declared[register]
    facts = {declared["name_zh"].label[language()]: report.chinese[register]}
    if register == "agencies":
        facts[declared["kind"].label[language()]] = report.kinds
    if register == "counties":
        facts[declared["prefecture"].label[language()]] = report.prefectures
    return {head: dict(names) for head, names in facts.items() if names}
