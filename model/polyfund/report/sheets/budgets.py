"""Budgets: what became of each line, and what one more million on it would do."""

from __future__ import annotations

from typing import Any

from polyfund.base.i18n import _, language
from polyfund.evaluation.funding import Funding
from polyfund.planning.answer import Answer
from polyfund.report import styles as look
from polyfund.report.lists import Field, write_list
from polyfund.report.names import chinese, kind_words
from polyfund.report.sheet_writer import Page, Sheet
from polyfund.schema.registers import AGENCIES, BUDGETS
from polyfund.schema.table import Label

SHEET = Sheet(
    Label("Budgets", "预算使用"),
    Label(
        "What was used of each line of the budgets, what is left, and what one more million would do",
        "每笔预算的使用与结余，以及再增一百万的作用",
    ),
)
TABLE = "Budgets"


def head(key: str) -> str:
    return BUDGETS[key].label[language()]


def cells(key: str) -> str:
    """A column of the register Budgets as formulas write it."""
    return f"{TABLE}[{head(key)}]"


def write(page: Page, answer: Answer, unit: str) -> None:
    case = answer.case
    rows = list(case.rows("budgets"))
    names, words = chinese(case, "agencies"), kind_words()
    kinds = case.column("agencies", "agency", "kind")
    fields = [
        Field(_("input cell"), [str(case.place("budgets", row.Index, "amount")) for row in rows]),
        Field(head("agency"), [row.agency for row in rows]),
        *(
            [Field(AGENCIES["name_zh"].label[language()], [names[row.agency] for row in rows])]
            if names
            else []
        ),
        Field(AGENCIES["kind"].label[language()], [words[kinds[row.agency]] for row in rows]),
        Field(head("sector"), [row.sector or _("any sector") for row in rows]),
        Field(head("year"), [row.year for row in rows], look.YEAR),
        Field(head("amount"), [row.amount for row in rows], look.MONEY, unit, total=True),
        *_use(rows, answer.audit.funding, unit),
        Field(
            _("price"),
            [answer.line_prices.get(row.Index) for row in rows],
            look.PRICE,
            _("first aim, per million"),
            _("How much more the first aim would reach with one more million on this line: {aim}").format(
                aim=answer.stages[0].stage.title
            ),
        ),
    ]
    write_list(page, TABLE, fields)
    page.finish(header_row=1, header_column=2)


def _use(rows: list[Any], funding: Funding, unit: str) -> list[Field]:
    """What was used of each line, and what is left; blank where a line can be no such thing."""
    used = [funding.used.get(row.Index, 0.0) for row in rows]
    this_row = f"{TABLE}[[#This Row],[{{}}]]"
    return [
        Field(_("used"), used, look.MONEY, unit, total=True),
        Field(
            _("carried to later years"),
            [funding.carried.get(row.Index, 0.0) if row.carry_over else None for row in rows],
            look.MONEY,
            unit,
            _(
                "The part of what is used that was spent in a year after the line's own: the least that will do"
            ),
            total=True,
        ),
        Field(
            _("moved to other sectors"),
            [funding.moved.get(row.Index, 0.0) if row.sector else None for row in rows],
            look.MONEY,
            unit,
            _("The part of what is used that went to another sector than the line's own"),
            total=True,
        ),
        Field(
            _("left"),
            [round(row.amount - spent, 6) + 0.0 for row, spent in zip(rows, used, strict=True)],
            look.MONEY,
            unit,
            formula=f"ROUND({this_row.format(head('amount'))}-{this_row.format(_('used'))},6)",
            total=True,
        ),
    ]
