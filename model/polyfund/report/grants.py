"""The grants as the workbook shows them, and how its formulas speak of them."""

from __future__ import annotations

import pandas as pd

from polyfund.base.i18n import language
from polyfund.planning.answer import Answer
from polyfund.reading.plans import allocation
from polyfund.report.names import chinese, kind_words

TABLE = "Allocation"  # the Excel table


def head(key: str) -> str:
    """The header of one of Allocation's columns."""
    return allocation.SHEET[key].label[language()]


def cells(key: str) -> str:
    """One of Allocation's columns as formulas write it."""
    return f"{TABLE}[{head(key)}]"


def money_where(criteria: dict[str, tuple[str, str | int]]) -> str:
    """The formula of the money in the rows whose columns equal cells: each with what it holds."""
    tests = (f"{cells(key)},{_criterion(cell, word)}" for key, (cell, word) in criteria.items())
    return f"=SUMIFS({cells('amount')},{','.join(tests)})"


def _criterion(cell: str, word: str | int) -> str:
    """What SUMIFS compares with: the very word of the cell, never a pattern or comparison."""
    if not any(sign in str(word) for sign in "=<>*?~"):
        return cell
    for sign in "~*?":
        cell = f'SUBSTITUTE({cell},"{sign}","~{sign}")'
    return f'"="&{cell}'


def shown_grants(answer: Answer) -> pd.DataFrame:
    """The columns of Allocation by key, one row a grant in the order of keys."""
    case, grants = answer.case, answer.figures.grants
    words = kind_words()
    kinds = {agency: words[kind] for agency, kind in case.column("agencies", "agency", "kind").items()}
    return grants.assign(
        agency_zh=grants["agency"].map(chinese(case, "agencies")),
        kind=grants["agency"].map(kinds),
        county_zh=grants["county"].map(chinese(case, "counties")),
        prefecture=grants["county"].map(case.column("counties", "county", "prefecture")),
        sector=grants["programme"].map(case.sector),
        programme_zh=grants["programme"].map(chinese(case, "programmes")),
        worth=grants["agency"].map(case.worth),
        arrives=answer.figures.work.arriving,
    )
