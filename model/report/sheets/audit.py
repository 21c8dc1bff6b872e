"""Audit: how many demands were examined, and every one that is broken."""

from __future__ import annotations

from collections import defaultdict

import pandas as pd

from model.answer.audit import Audit, Finding
from model.answer.plan import Answer
from model.intake.table import Label
from model.report import look
from model.report.findings import check_words, sense_words, unit_words
from model.report.grants import cells
from model.report.lists import Field, write_list
from model.report.page import Page, Sheet
from model.words import _

SHEET = Sheet(
    Label("Audit", "审核"),
    Label(
        "Whether the plan keeps everything, recomputed from the amounts without the solver",
        "不依赖求解器，由金额重新计算方案是否满足全部要求",
    ),
)
TABLE = "Audit"


def broken_cells() -> str:
    """How many demands of each check are broken, as formulas write it."""
    return f"{TABLE}[{_('broken')}]"


def write(page: Page, answer: Answer, currency: str) -> None:
    by_check: dict[str, list[Finding]] = defaultdict(list)
    for finding in answer.audit.findings:
        by_check[finding.check].append(finding)
    words = check_words()
    rows = [_counts(words[check], by_check[check], currency) for check in words]
    rows[0] = (rows[0][0], len(answer.figures.grants), *rows[0][2:])  # only what is not allowed is a finding
    end = write_list(page, TABLE, _check_fields(rows))
    end = _write_edited(page, answer.figures.grants, end)
    _colour_broken(page, end)
    _write_broken(page, answer.audit, currency, end + 1)
    page.finish(header_row=None)
