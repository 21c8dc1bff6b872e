"""Allocation: every grant, to be read, filtered and edited."""

from __future__ import annotations

import pandas as pd

from polyfund.base.i18n import _, language
from polyfund.reading.plans import allocation
from polyfund.report import styles as look
from polyfund.report.grants import TABLE, cells, head
from polyfund.report.lists import Field, write_list
from polyfund.report.sheet_writer import Page, Sheet
from polyfund.schema.table import Column

SHEET = Sheet(allocation.LABEL, allocation.MEANING)

ORDER = (
    *("agency", "agency_zh", "kind", "county", "county_zh", "prefecture"),
    *("sector", "programme", "programme_zh", "year", "amount", "worth", "arrives"),
)
FIGURES = {"year": look.YEAR, "amount": look.FINE, "worth": "0.0#", "arrives": look.FINE}
OPTIONAL = ("agency_zh", "county_zh", "prefecture", "programme_zh")  # left out where nobody has one


def write(page: Page, grants: pd.DataFrame, currency: str) -> None:
    """``grants`` as :func:`polyfund.report.grants.shown_grants` gives them."""
    shown = [key for key in ORDER if key not in OPTIONAL or grants[key].notna().any()]
    end = write_list(page, TABLE, [_field(allocation.SHEET[key], grants, currency) for key in shown])
    after = len(shown)
    if TABLE in page.rest.left:
        page.finish(header_row=1)
        return
    page.sheet.print_area(0, 0, end - 1, after - 1)
    page.sheet.set_column(after, after, 22)
    page.sheet.set_column(after + 1, after + 1, 14)
    page.put(0, after, _("total of the rows shown"), page.formats(bold=True, align="right"))
    page.formula(
        0,
        after + 1,
        f"=SUBTOTAL(109,{cells('amount')})",
        float(grants["amount"].sum()),
        page.formats(bold=True, num_format=look.MONEY),
    )
    page.finish(header_row=1, header_column=1)


def _field(column: Column, grants: pd.DataFrame, currency: str) -> Field:
    product = "*".join(f"{TABLE}[[#This Row],[{head(key)}]]" for key in ("amount", "worth"))
    return Field(
        column.label[language()],
        grants[column.key].tolist(),
        FIGURES.get(column.key, ""),
        unit=column.unit[language()].format(currency=currency),
        note=column.meaning[language()].format(currency=currency),
        formula=product if column.key == "arrives" else "",
    )
