"""The first two sheets: what the workbook is and how to fill it, and what its sheets are for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from polyfund.base.i18n import _, language
from polyfund.schema.describe import scope_words
from polyfund.schema.table import Table
from polyfund.template import styles as look
from polyfund.template.layout import ABOUT, CONTENTS, LISTS, Layout

FIRST, SECOND = 20, 92  # widths of the two columns


@dataclass
class _Writer:
    """Writes down a sheet of two columns, line by line."""

    sheet: Worksheet
    row: int = 0

    def title(self, text: str) -> None:
        self._line(28)
        look.put(self.sheet, f"A{self.row}", text, look.font(18, look.BLUE, bold=True), alignment=look.MIDDLE)

    def heading(self, text: str) -> None:
        self._line(8)
        self._line(20)
        look.put(self.sheet, f"A{self.row}", text, look.font(13, look.BLUE, bold=True), alignment=look.MIDDLE)

    def pair(self, first: str, second: str, *, colour: str | None = None, mono: bool = False) -> None:
        """A word or a colour, and what is to be said about it."""
        self._line(4 + look.LINE * max(look.lines(second, SECOND), look.lines(first, FIRST)))
        head, text = f"A{self.row}", f"B{self.row}"
        look.put(self.sheet, head, first, look.font(bold=not mono, mono=mono), colour=colour)
        look.put(self.sheet, text, second, look.font())
        if colour:
            self.sheet[head].border = look.BOX

    def _line(self, height: float) -> None:
        self.row += 1
        self.sheet.row_dimensions[self.row].height = height


def write_about(book: Workbook, layout: Layout, title: str) -> None:
    """What the workbook is, how to fill it, its colours, what to run next, how to name scopes."""
    sheet = look.new_sheet(book, ABOUT[language()], look.BLUE)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = FIRST, SECOND
    writer = _Writer(sheet)
    writer.title(title or _("Funds against poverty: the input of a plan"))
    writer.pair(_("What it is"), _(
        "This workbook says who gives money, where it is needed, what a million does and which rules the "
        "plan has to keep. polyfund reads it and finds the best plan: which agency puts how much into which "
        "programme of which county in which year."
    ))  # fmt: skip
    writer.heading(_("How to fill it"))
    for number, step in enumerate(_steps(layout), start=1):
        writer.pair(_("Step {number}").format(number=number), step)
    writer.heading(_("Colours"))
    for colour, name, text in _colours():
        writer.pair(name, text, colour=colour)
    writer.heading(_("What to run next"))
    for command, text in _commands():
        writer.pair(command, text, mono=True)
    writer.heading(_("Whom a rule speaks of"))
    for words, text in scope_words():
        writer.pair(words, text)
    look.page(sheet, landscape=False)


def _steps(layout: Layout) -> Iterable[str]:
    names = {key: f"“{table.label[language()]}”" for key, table in layout.tables.items()}
    needed = _(", ").join(f"“{t.label[language()]}”" for t in layout.tables.values() if t.needed)
    yield _(
        "Begin with the sheets that are needed: {needed}. One row for each thing; money is in millions."
    ).format(needed=needed)
    yield _("Names typed in {registers} appear in the dropdowns of all other sheets.").format(
        registers=_(", ").join(names[key] for key in ("counties", "agencies", "programmes") if key in names)
    )
    yield _("Of the other sheets fill only those you want: an empty sheet asks nothing.")
    yield _(
        "Point at a label to read what its column means, its unit and its bounds. Type below the last row: "
        "the table grows by itself. Columns may change places, but keep the labels as they are."
    )
    yield _(
        "Write into “{source}” where a figure comes from, and whether it is an estimate or an assumption."
    ).format(source=_("source"))
    yield _("Save, close, and run the check. It names every fault by its sheet and cell and says what to do.")


def _colours() -> Iterable[tuple[str, str, str]]:
    yield look.REQUIRED, _("required"), _("To be filled in for every row.")
    yield look.OPTIONAL, _("optional"), _("May stay blank; the note on the label says what a blank means.")
    yield look.MISSING, _("missing"), _("A required cell that is still blank in a row you have begun.")
    yield (
        look.PALE,
        _("fixed"),
        _("Words of the dropdowns, on the sheet “{lists}”; nothing to fill in.").format(
            lists=LISTS[language()]
        ),
    )


def _commands() -> Iterable[tuple[str, str]]:
    yield "polyfund check", _("polyfund check FILE.xlsx finds all faults in one pass and changes nothing.")
    yield (
        "polyfund solve",
        _("polyfund solve FILE.xlsx makes the plan and writes it into the folder “outputs”."),
    )
    yield "polyfund explain", _("polyfund explain RULE tells a rule in words, with its formula.")


def write_contents(book: Workbook, layout: Layout) -> None:
    """Each sheet with a link, whether it is needed, and what it is for."""
    sheet = look.new_sheet(book, CONTENTS[language()], look.BLUE)
    for letter, width in zip("ABC", (26, 14, 92), strict=True):
        sheet.column_dimensions[letter].width = width
    heads = (_("sheet"), _("to fill in?"), _("what it is for"))
    for letter, head in zip("ABC", heads, strict=True):
        look.put(
            sheet,
            f"{letter}1",
            head,
            look.font(11, look.WHITE, bold=True),
            colour=look.BLUE,
            alignment=look.MIDDLE,
        )
    sheet.row_dimensions[1].height = 20
    for row, (name, state, text) in enumerate(_sheets(layout), start=2):
        look.put(sheet, f"A{row}", name, look.font(), link=f"'{name}'!A1")
        look.put(sheet, f"B{row}", state, look.font(bold=state == _("needed")))
        look.put(sheet, f"C{row}", text, look.font())
        for letter in "ABC":
            sheet[f"{letter}{row}"].border = look.BOX
        sheet.row_dimensions[row].height = 4 + look.LINE * look.lines(text, 92)
    sheet.freeze_panes = "A2"
    look.page(sheet, header_rows="1:1")


def _sheets(layout: Layout) -> Iterable[tuple[str, str, str]]:
    yield ABOUT[language()], "", _("How to fill in this workbook.")
    for table in layout.tables.values():
        yield table.label[language()], _state(table), table.meaning[language()]
    yield LISTS[language()], "", _("What the dropdowns offer; nothing to fill in.")


def _state(table: Table) -> str:
    return _("needed") if table.needed else _("optional")
