"""Summary: what changed on one page, with the largest moves and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from xlsxwriter.utility import xl_rowcol_to_cell

from polyfund.base.i18n import _, language
from polyfund.evaluation.funding import UNITS
from polyfund.evaluation.utility import Reached
from polyfund.report import styles as look
from polyfund.report.changes import charts, moves, totals
from polyfund.report.changes.words import WhyWords, kind_words, move_words, unit_of_money
from polyfund.report.grants import head
from polyfund.report.sheet_writer import Page, Sheet
from polyfund.schema.table import Label
from polyfund.schema.units import PERSONS
from polyfund.studies.replan.reasons import Why
from polyfund.studies.replan.replanned import Replanned, people_by_county

SHEET = Sheet(
    Label("Summary", "概览"),
    Label(
        "What changed on one page: figures, kinds of moves, the largest with their reasons", "一页看懂变化"
    ),
)
WIDTHS = (44, 15, 15, 15, 24, 3)
TOP = 5
LARGEST, WIDEST = 12, 100


@dataclass(frozen=True)
class Figure:
    """One line: A, B, and their live formulas where there are any; ``signed`` shows the change."""

    name: str
    before: float
    after: float
    unit: str
    shown: str
    signed: str
    formulas: tuple[str, str] | None = None


def write(page: Page, plans: Replanned, years: totals.Block, programmes: totals.Block) -> None:
    for column, digits in enumerate(WIDTHS):
        page.widen(column, digits)
    page.sheet.set_default_row(charts.ROW)
    _write_title(page, plans)
    row = _write_figures(page, plans, TOP)
    row = _write_kinds(page, plans, row + 1)
    charts.draw(page, TOP, len(WIDTHS), years, programmes, unit_of_money(plans))
    _write_largest(page, plans, max(row, TOP + charts.ROWS) + 1)
    page.finish(wide=True, whole=True)


def _write_title(page: Page, plans: Replanned) -> None:
    case = plans.why.case if plans.why else None
    words = _("What changed from plan A to plan B")
    page.put(0, 0, f"{case.said('title')}: {words}" if case else words, page.formats.title())
    page.sheet.set_row(0, 30)
    for row, (plan, name) in enumerate(zip((_("plan A"), _("plan B")), plans.names, strict=True), start=1):
        page.put(row, 0, f"{plan}: {name}", page.formats(font_color=look.GREY))
    told = (
        _("Both plans are judged on {name}").format(name=case.name)
        if case
        else _("Without a case (--case) nothing is said of people and reasons")
    )
    page.put(3, 0, told, page.formats.note())


def _write_figures(page: Page, plans: Replanned, top: int) -> int:
    _write_heads(page, top, (_("in figures"), _("plan A"), _("plan B"), _("change"), _("unit")), (0, 4))
    row = top
    for row, figure in enumerate(_figures(plans), start=top + 1):
        page.put(row, 0, figure.name, page.formats.cell())
        for column, value in ((1, figure.before), (2, figure.after)):
            style = page.formats.cell(figure.shown)
            if figure.formulas:
                page.formula(row, column, f"={figure.formulas[column - 1]}", value, style)
            else:
                page.put(row, column, value, style)
        before, after = (xl_rowcol_to_cell(row, column) for column in (1, 2))
        change = round(figure.after - figure.before, 6) + 0.0
        page.formula(
            row, 3, f"=ROUND({after}-{before},6)", change, page.formats.cell(figure.signed, bold=True)
        )
        page.put(row, 4, figure.unit, page.formats.cell())
    return row + 1


def _figures(plans: Replanned) -> Iterator[Figure]:
    both = (plans.difference.before, plans.difference.after)
    before, after = (float(plan["amount"].sum()) for plan in both)
    sums = _sums("year", _("plan A"), _("plan B"))
    yield Figure(_("money given"), before, after, unit_of_money(plans), look.MONEY, look.MORE, sums)
    yield Figure(_("grants"), len(both[0]), len(both[1]), "", look.COUNT, look.MORE_COUNT)
    if plans.why:
        yield from _outcomes(plans.why)


def _outcomes(why: Why) -> Iterator[Figure]:
    """What both plans come to on the case."""
    a, b = Reached(why.before.figures), Reached(why.after.figures)
    people = people_by_county(why)
    persons, end = PERSONS[language()], why.case.outcome_years[-1]
    yield Figure(
        _("people lifted"),
        a.people_lifted,
        b.people_lifted,
        persons,
        look.PERSONS,
        look.MORE_COUNT,
        _sums("county", *totals.lifted_heads()),
    )
    yield Figure(
        _("poor at the end of {end}").format(end=end),
        float(people["poor_before"].sum()),
        float(people["poor_after"].sum()),
        persons,
        look.PERSONS,
        look.MORE_COUNT,
        _sums("county", *totals.poor_heads(end)),
    )
    yield Figure(
        _("worst county: poor lifted"),
        a.worst_share,
        b.worst_share,
        " / ".join(dict.fromkeys((a.worst_county, b.worst_county))),
        look.SHARE,
        look.MORE_SHARE,
    )
    broken = (len(why.before.audit.broken), len(why.after.audit.broken))
    yield Figure(_("demands broken"), *broken, "", look.COUNT, look.MORE_COUNT)


def _sums(by: str, before: str, after: str) -> tuple[str, str]:
    """The totals of two columns of the sheet of one kind of totals."""
    return f"SUM({totals.table(by)}[{before}])", f"SUM({totals.table(by)}[{after}])"


def _write_kinds(page: Page, plans: Replanned, top: int) -> int:
    """How much moved in which way."""
    unit = unit_of_money(plans)
    _write_heads(page, top, (moves.kind_head(), _("moves"), head("amount"), "", _("unit")), (0, 4))
    counts = Counter(move.kind for move in plans.difference.moves)
    money = Counter[str]()
    for move in plans.difference.moves:
        money[move.kind] += move.units
    kinds, amounts = moves.cells(moves.kind_head()), moves.cells(head("amount"))
    row = top
    for row, (kind, words) in enumerate(kind_words().items(), start=top + 1):
        at, cell = xl_rowcol_to_cell(row, 0), page.formats.cell
        page.put(row, 0, words, cell())
        page.formula(row, 1, f"=COUNTIF({kinds},{at})", counts[kind], cell(look.COUNT))
        page.formula(row, 2, f"=SUMIFS({amounts},{kinds},{at})", money[kind] / UNITS, cell(look.MONEY))
        page.put(row, 3, None, cell())
        page.put(row, 4, unit, cell())
    return row + 1


def _write_largest(page: Page, plans: Replanned, top: int) -> None:
    """The largest moves, with the reason where there is a case."""
    largest = plans.difference.moves[:LARGEST]
    page.put(top, 0, _("The largest moves"), page.formats.heading())
    if not largest:
        page.put(top + 1, 0, _("The two plans are the same."), page.formats())
        return
    reasons = plans.why.reasons if plans.why else ()
    words = WhyWords(plans.why) if plans.why else None
    why = _("why") if plans.why else ""
    _write_heads(page, top + 1, (_("whose money, from where to where"), head("amount"), why, "", ""), (0, 2))
    page.widen(0, min(WIDEST, 3 + max(look.width(move_words(move)) for move in largest)))
    for row, move in enumerate(largest, start=top + 2):
        page.put(row, 0, move_words(move), page.formats.cell())
        page.put(row, 1, move.million, page.formats.cell(look.FINE))
        if words:
            page.put(row, 2, words(reasons[row - top - 2]), page.formats(indent=1))


def _write_heads(page: Page, row: int, heads: tuple[str, ...], words: tuple[int, ...]) -> None:
    """Headers; those at ``words`` stand left like words, the others right like figures."""
    for at, text in enumerate(heads):
        style = page.formats.head() if at in words else page.formats.head(align="right")
        page.put(row, at, text, style)
