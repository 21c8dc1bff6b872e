"""What a reader of the values does not see: what is hidden, and formulas that were never calculated."""

from __future__ import annotations

from polyfund.base.i18n import _
from polyfund.reading.scan import ADDRESS, Outline
from polyfund.schema.faults import Faults, Place

MOST_NAMED = 5  # cells in one message


def check_results(sheet: str, outline: Outline, calculated: bool, faults: Faults) -> None:
    """Zeros that formulas hold in a file that asks to be calculated when it is opened.

    A library that cannot calculate stores 0 and asks for it. Where ``calculated`` (some formula of
    the workbook has another result) these zeros may well be right, else nothing ever was.
    """
    if not outline.asks_calculation or not outline.zeros:
        return
    cells = ", ".join(outline.zeros[:MOST_NAMED]) + (", ..." if len(outline.zeros) > MOST_NAMED else "")
    place = _cell(sheet, outline.zeros[0])
    if not calculated:
        what = _("the formulas of this workbook were never calculated: they all hold 0, here in {cells}")
        faults.add(
            place,
            what.format(cells=cells),
            _("open the workbook in Excel, let it calculate, save it and run again; or type the value"),
        )
    else:
        what = _(
            "0 is the result of formulas ({cells}) in a file that asks to be calculated when it is opened"
        )
        faults.warn(
            place,
            what.format(cells=cells),
            _("open the workbook in Excel, let it calculate and save it, if they should not be 0"),
        )


def check_hidden(sheet: str, outline: Outline, faults: Faults) -> None:
    """What is hidden or filtered out counts, which nobody sees: one line for the sheet."""
    parts = [_("the sheet itself")] if outline.is_hidden and outline.last_row else []
    if outline.hidden_rows:
        parts.append(_("hidden rows: {count}").format(count=outline.hidden_rows))
    if outline.hidden_columns:
        parts.append(_("hidden columns: {count}").format(count=len(outline.hidden_columns)))
    if parts:
        faults.warn(
            Place(sheet),
            _("what is hidden here is read like all else ({parts})").format(parts=", ".join(parts)),
            _("unhide it and look; what should not count belongs on a sheet whose name begins with 'Notes'"),
        )


def _cell(sheet: str, address: str) -> Place:
    found = ADDRESS.fullmatch(address)
    assert found is not None
    return Place(sheet, int(found[2]), found[1])
