"""Summary: the plan on one page, with its proof, its figures and its charts."""

from __future__ import annotations

import pandas as pd

from polyfund.base.i18n import _, language
from polyfund.planning.answer import Answer
from polyfund.report import charts
from polyfund.report import styles as look
from polyfund.report.aims import aim_format, taken_words
from polyfund.report.choices import choice_words
from polyfund.report.grants import money_where
from polyfund.report.headlines import headlines
from polyfund.report.names import chinese, size_words
from polyfund.report.sheet_writer import Page, Sheet
from polyfund.report.sheets import audit, outcomes
from polyfund.report.sheets.years import Blocks
from polyfund.report.ways import not_computed_words
from polyfund.schema.registers import COUNTIES
from polyfund.schema.table import Label

SHEET = Sheet(
    Label("Summary", "概览"),
    Label(
        "The plan on one page: is it sound, what does it reach, who gets most",
        "一页看懂方案：是否合格、达到什么、谁得最多",
    ),
)
WIDTHS = (44, 15, 20, 17, 10, 17, 24, 3, 20, 22, 14, 17, 20)
SIDE = 8  # the first column of the list of counties
MOST_COUNTIES = 15
AIMS_ROW = 5


def write(page: Page, answer: Answer, grants: pd.DataFrame, blocks: Blocks, currency: str) -> None:
    for column, digits in enumerate(WIDTHS):
        page.widen(column, digits)
    _write_title(page, answer)
    row = _write_aims(page, answer)
    row = _write_figures(page, answer, row + 1)
    ranking = _write_counties(page, answer, grants, currency)
    charts.draw(page, max(row, AIMS_ROW + MOST_COUNTIES + 2) + 1, blocks, ranking, currency)
    page.finish(whole=True)


def _write_title(page: Page, answer: Answer) -> None:
    years = answer.case.years
    page.put(0, 0, answer.case.said("title"), page.formats.title())
    page.sheet.set_default_row(charts.ROW)
    page.sheet.set_row(0, 30)
    subtitle = _("Plan for {first}-{last}: {size}").format(
        first=years[0], last=years[-1], size=size_words(answer.case)
    )
    page.put(1, 0, subtitle, page.formats(font_color=look.GREY))
    _write_master_check(page, len(answer.audit.broken))
    priced = sum(not finding.met for finding in answer.audit.findings) - len(answer.audit.broken)
    told = _("demands examined: {examined:,}; broken at their price: {priced:,}")
    style = page.formats(bold=True, font_color=look.AMBER) if priced else page.formats.note()
    page.put(3, 1, told.format(examined=len(answer.audit.findings), priced=priced), style)


def _write_master_check(page: Page, broken: int) -> None:
    """One cell that says whether the plan keeps everything."""
    passes, fail = _("All checks pass"), _("checks fail")
    total = f"SUM({audit.broken_cells()})"
    page.formula(
        3,
        0,
        f'=IF({total}=0,"{passes}",{total}&" {fail}")',
        f"{broken} {fail}" if broken else passes,
        page.formats(bold=True, font_size=13, align="center", border=1, border_color=look.LINE),
    )
    page.sheet.set_row(3, 26)
    for criteria, ink, colour in (("==", look.GREEN, look.GREEN_PALE), ("!=", look.WHITE, look.RED)):
        style = page.formats.change(font_color=ink, bg_color=colour)
        condition = {"type": "cell", "criteria": criteria, "value": f'"{passes}"', "format": style}
        page.sheet.conditional_format(3, 0, 3, 0, condition)


def _write_heads(page: Page, row: int, first: int, heads: tuple[str, ...], words: tuple[int, ...]) -> None:
    """Headers; those at ``words`` stand left like words, the others right like figures."""
    for at, head in enumerate(heads):
        style = page.formats.head() if at in words else page.formats.head(align="right")
        page.put(row, first + at, head, style)


def _write_aims(page: Page, answer: Answer) -> int:
    """The aims in their order with the proof; returns the row after them."""
    page.sheet.set_row(AIMS_ROW, 34)
    certified = all(stage.proof != "branch and bound" for stage in answer.stages)
    bound = _("certified bound") if certified else _("bound")
    _write_heads(
        page,
        AIMS_ROW,
        0,
        (
            _("aim, in order"),
            _("reached"),
            _("unit"),
            bound,
            _("gap"),
            _("on its own"),
            _("took from earlier aims"),
        ),
        (0, 2, 6),
    )
    for row, stage in enumerate(answer.stages, start=AIMS_ROW + 1):
        unit = answer.case.unit(stage.stage.aims[0].measure.unit)
        shown = aim_format(stage)
        figure = page.formats.cell(shown)
        page.put(row, 0, stage.stage.title, page.formats.cell(shrink=True))
        page.put(row, 1, stage.final, page.formats.cell(shown, bold=True))
        page.put(row, 2, unit, page.formats.cell())
        page.put(row, 3, stage.bound, figure)
        page.put(row, 4, round(stage.gap, 9), page.formats.cell(look.GAP))
        page.put(row, 5, _("not computed") if stage.alone is None else stage.alone, figure)
        page.put(row, 6, taken_words(answer.stages, stage), page.formats.cell(shrink=True))
    end = AIMS_ROW + 1 + len(answer.stages)
    notes = choice_words(answer) or (
        _(
            "No plan as good on the aims before it passes the certified bound: a proof that does not rest "
            "on the solver's word."
        ),
    )
    if len(answer.stages) > 1:
        notes = (*notes, _("On its own: what no plan passes on this aim, whatever the others come to."))
    for why in dict.fromkeys(stage.missing for stage in answer.stages if stage.missing):
        notes = (*notes, _("On its own: {words}.").format(words=not_computed_words(why)))
    for row, note in enumerate(notes, start=end):
        page.put(row, 0, note, page.formats.note())
    return end + len(notes)


def _write_figures(page: Page, answer: Answer, top: int) -> int:
    _write_heads(page, top, 0, (_("in figures"), _("amount"), _("unit")), (0, 2))
    row = top + 1
    for row, figure in enumerate(headlines(answer), start=top + 1):
        page.put(row, 0, figure.name, page.formats.cell())
        style = page.formats.cell(figure.shown, bold=True)
        if figure.formula:
            page.formula(row, 1, f"={figure.formula}", figure.value, style)
        else:
            page.put(row, 1, figure.value, style)
        page.put(row, 2, figure.unit, page.formats.cell())
    return row + 1


def _write_counties(page: Page, answer: Answer, grants: pd.DataFrame, currency: str) -> charts.Ranking:
    """The counties that get most."""
    case, names = answer.case, chinese(answer.case, "counties")
    by_county = grants.groupby("county")["amount"].sum().reindex(list(case.counties), fill_value=0.0)
    money = by_county.sort_values(ascending=False, kind="stable")[:MOST_COUNTIES]
    end = case.outcome_years[-1]
    poor = answer.figures.outcomes.set_index(["county", "year"])["poor"].to_dict()
    label, label_zh = (COUNTIES[key].label[language()] for key in ("county", "name_zh"))
    heads = (
        label,
        label_zh if names else "",
        _("money given"),
        _("poor at the start"),
        outcomes.head("poor", end),
    )
    _write_heads(page, AIMS_ROW, SIDE, heads, (0, 1))
    for row, (county, amount) in enumerate(
        zip(money.index.tolist(), money.tolist(), strict=True), start=AIMS_ROW + 1
    ):
        page.put(row, SIDE, county, page.formats.cell())
        page.put(row, SIDE + 1, names.get(county), page.formats.cell())
        at = f"${chr(ord('A') + SIDE)}{row + 1}"
        page.formula(
            row, SIDE + 2, money_where({"county": (at, county)}), amount, page.formats.cell(look.MONEY)
        )
        page.put(row, SIDE + 3, case.poor[county], page.formats.cell(look.PERSONS))
        page.put(row, SIDE + 4, poor[county, end], page.formats.cell(look.PERSONS))
    shown = SIDE + 1 if names and language() == "zh" else SIDE
    last = AIMS_ROW + len(money)
    return charts.Ranking(
        [page.name, AIMS_ROW + 1, shown, last, shown], [page.name, AIMS_ROW + 1, SIDE + 2, last, SIDE + 2]
    )
