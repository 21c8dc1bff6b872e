"""What Excel itself refuses or asks about while the planner types.

Excel's own checks are a first help; ``polyfund check`` sees everything.
"""

from __future__ import annotations

from openpyxl.worksheet.datavalidation import DataValidation

from polyfund.base.i18n import _, language
from polyfund.schema.describe import accepts, bounds
from polyfund.schema.table import NUMERIC, Column, Kind
from polyfund.template.layout import Layout
from polyfund.template.lists import Lists

LONGEST_TITLE, LONGEST_TEXT = 32, 255  # Excel refuses files with longer ones


def validation(column: Column, layout: Layout, lists: Lists, first_cell: str) -> DataValidation | None:
    """The check of one column whose first value stands in ``first_cell``."""
    rule = None
    if column.kind in NUMERIC:
        rule = _number(column, first_cell)
    elif source := lists.source(column):
        rule = DataValidation("list", formula1=source, allow_blank=True)
    if rule is None:
        return None
    _strictness(rule, column)
    rule.errorTitle = column.label[language()][:LONGEST_TITLE]
    rule.error = _clipped(_error(column, layout))
    if column.kind is Kind.SCOPE:
        rule.showInputMessage = True
        rule.promptTitle = column.label[language()][:LONGEST_TITLE]
        rule.prompt = _clipped(column.meaning[language()])
    return rule


def _clipped(text: str) -> str:
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"


def _number(column: Column, cell: str) -> DataValidation:
    """Bounds are inclusive but for ``above``, which needs a formula beside another bound."""
    whole = column.kind is Kind.INTEGER
    if column.above is not None or column.at_least is None or column.at_most is None:
        tests = [f"ISNUMBER({cell})", *([f"{cell}=INT({cell})"] if whole else [])]
        for sign, bound in ((">", column.above), (">=", column.at_least), ("<=", column.at_most)):
            if bound is not None:
                tests.append(f"{cell}{sign}{bound:.15g}")
        return DataValidation("custom", formula1=f"AND({','.join(tests)})", allow_blank=True)
    return DataValidation(
        "whole" if whole else "decimal",
        operator="between",
        formula1=f"{column.at_least:.15g}",
        formula2=f"{column.at_most:.15g}",
        allow_blank=True,
    )


def _strictness(rule: DataValidation, column: Column) -> None:
    """Words of a choice are fixed; a name may be entered before its register has it."""
    rule.showErrorMessage = column.kind is not Kind.SCOPE
    rule.errorStyle = "warning" if column.kind is Kind.REFERENCE else "stop"
    if column.kind is Kind.SCOPE:
        rule.errorStyle = "information"


def _error(column: Column, layout: Layout) -> str:
    if column.kind is Kind.CHOICE:
        return _("Choose one of the words of the list.")
    if column.kind is Kind.REFERENCE:
        return _("No such name yet. Keep it only if you will enter it: {accepts}.").format(
            accepts=accepts(column, layout.tables)
        )
    if column.kind is Kind.SCOPE:
        return column.meaning[language()]
    limits = bounds(column)
    kind = _("Type a whole number") if column.kind is Kind.INTEGER else _("Type a number")
    return kind + (_(", ") + limits if limits else "") + _(".")
