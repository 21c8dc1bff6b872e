"""Audit: how many demands were examined, and every one that is broken."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

import pandas as pd

from polyfund.base.i18n import _
from polyfund.evaluation.audit import Finding
from polyfund.planning.answer import Answer
from polyfund.report import styles as look
from polyfund.report.findings import beside_words, check_words, words_of
from polyfund.report.grants import cells
from polyfund.report.lists import Field, write_list
from polyfund.report.sheet_writer import Page, Sheet
from polyfund.rules.tables import sense_words
from polyfund.schema.table import Label

SHEET = Sheet(
    Label("Audit", "审核"),
    Label(
        "Whether the plan keeps everything, recomputed from the amounts without the solver",
        "不依赖求解器，由金额重新计算方案是否满足全部要求",
    ),
)
TABLE, BROKEN = "Audit", 3  # and the column of what is broken, from 0


def broken_cells() -> str:
    """How many demands of each check are broken, as formulas write it."""
    return f"{TABLE}[{_('broken')}]"


class Count(NamedTuple):
    """One check: how many findings, and the worst of those that do not hold."""

    check: str
    examined: int
    priced: int
    broken: int
    worst: float
    unit: str


def write(page: Page, answer: Answer) -> None:
    grants = answer.figures.grants
    counts = [*_counts(answer), Count(_("amounts as audited"), len(grants), 0, 0, 0.0, "")]
    end = write_list(page, TABLE, _check_fields(counts))
    page.formula(1 + len(counts), BROKEN, _edited(grants["amount"]), 0, page.formats.cell(look.COUNT))
    red = {"type": "cell", "criteria": ">", "value": 0, "format": page.formats.change(bg_color=look.RED_PALE)}
    page.sheet.conditional_format(2, BROKEN, end - 1, BROKEN, red)
    page.put(
        end,
        0,
        _("The last line turns 1 when Allocation is edited: then run polyfund audit."),
        page.formats.note(),
    )
    _write_broken(page, answer, end + 2)
    page.finish()


def _counts(answer: Answer) -> Iterator[Count]:
    by_check: dict[str, list[Finding]] = defaultdict(list)
    for finding in answer.audit.findings:
        by_check[finding.check].append(finding)
    for check, words in check_words().items():
        found = by_check[check]
        # of eligibility only what is not allowed is a finding
        examined = len(answer.figures.grants) if check == "eligibility" else len(found)
        broken = sum(finding.broken for finding in found)
        unmet = [finding for finding in found if not finding.met]
        worst = max(unmet, key=lambda finding: finding.gap * finding.scale, default=None)
        yield Count(
            words,
            examined,
            len(unmet) - broken,
            broken,
            worst.gap if worst else 0.0,
            answer.case.unit(worst.unit) if worst else "",
        )


def _check_fields(counts: list[Count]) -> list[Field]:
    return [
        Field(_("check"), [count.check for count in counts]),
        Field(_("examined"), [count.examined for count in counts], look.COUNT),
        Field(_("broken at their price"), [count.priced for count in counts], look.COUNT),
        Field(_("broken"), [count.broken for count in counts], look.COUNT),
        Field(_("worst gap"), [count.worst for count in counts], look.FIGURE),
        Field(_("unit"), [count.unit for count in counts]),
    ]


def _held(finding: Finding) -> str | None:
    """What the cell holds; of budgets, what each line that may pay holds for it."""
    if len(finding.payments) > 1:
        return beside_words(finding).strip(" ()")
    return None if finding.held is None else words_of(finding.held)


def _edited(amounts: pd.Series) -> str:
    """0 while Allocation holds the amounts that were audited: as many, with these sums."""
    held, total, squares = cells("amount"), float(amounts.sum()), float((amounts**2).sum())
    same = f"ABS(SUM({held})-{total!r})<0.000001,ABS(SUMSQ({held})/{max(squares, 1.0)!r}-{squares / max(squares, 1.0)!r})<0.000000000001"
    return f"=IF(AND(COUNT({held})={len(amounts)},{same}),0,1)"


def _write_broken(page: Page, answer: Answer, top: int) -> None:
    page.put(top, 0, _("What is broken"), page.formats.heading())
    broken = sorted(answer.audit.broken, key=lambda finding: -finding.gap * finding.scale)
    if not broken:
        page.put(top + 1, 0, _("Nothing."), page.formats())
        return
    words = check_words()
    fields = [
        Field(_("check"), [words[finding.check] for finding in broken]),
        Field(_("asked"), [finding.asked for finding in broken], look.FIGURE),
        Field(_("given"), [finding.given for finding in broken], look.FIGURE),
        Field(_("broken by"), [finding.gap for finding in broken], look.FIGURE),
        Field(_("sense"), [sense_words(finding.sense) for finding in broken]),
        Field(_("unit"), [answer.case.unit(finding.unit) for finding in broken]),
        Field(_("input cell"), [str(finding.place) for finding in broken]),
        Field(_("it holds"), [_held(finding) for finding in broken]),
        Field(_("who"), [finding.who for finding in broken]),
    ]
    write_list(page, "Broken", fields, top + 1)
