"""A copy of the input in which every fault is marked, for a reader who prefers Excel to a list.

The source is never touched. A copy of a workbook keeps its cells and formulas but not all
that Excel can draw, so it is for looking, and the first sheet says so.
"""

from __future__ import annotations

import csv
import re
import warnings
from collections.abc import Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO, StringIO
from pathlib import Path
from time import perf_counter

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.formula.tokenizer import TokenizerError
from openpyxl.formula.translate import TranslatorError
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.utils.exceptions import IllegalCharacterError
from openpyxl.workbook.child import INVALID_TITLE_REGEX
from openpyxl.worksheet.worksheet import Worksheet

from polyfund.base.files import MADE
from polyfund.base.i18n import _, language, safe
from polyfund.reading.package import is_folder, read_bytes
from polyfund.reading.raw import Unreadable
from polyfund.reading.xlsx import MOST_COLUMNS, UNREADABLE, outlined
from polyfund.schema.faults import Fault, Place
from polyfund.schema.table import Label
from polyfund.template import styles as look
from polyfund.template.saving import save

NO_WORKBOOK = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]"
)  # characters
FAULTS = Label("Faults", "问题")
HEADER_AMONG = 10  # rows
MOST_COPIED, MOST_LISTED = 100_000, 10_000  # rows of a file; faults: more than that nobody looks for
LONGEST_NAME = 31  # of a sheet
MOST_MERGED = 100_000  # cells; openpyxl makes an object of each
AT_LEAST = 5.0  # seconds that a copy may take, however quickly the input was read
# What openpyxl is known to raise over workbooks that it reads the values of, but cannot write again.
UNCOPIED = (*UNREADABLE, IllegalCharacterError, TokenizerError, TranslatorError, AssertionError)


class NoCopy(Exception):
    """No marked copy can be made of an input that has something to mark; the message says why."""


class _Timed(BytesIO):
    """A file that gives nothing more once the time is up."""

    def __init__(self, data: bytes, until: float) -> None:
        super().__init__(data)
        self._until = until

    def read(self, size: int | None = -1) -> bytes:
        _check_time(self._until)
        return super().read(size)


def _check_time(until: float) -> None:
    """Raises: NoCopy."""
    if perf_counter() > until:
        raise NoCopy(_("it would take longer than reading the input did"))


@dataclass(frozen=True)
class _Copy:
    """A workbook to be marked and, by the name that faults use, its sheets."""

    book: Workbook
    sheets: Mapping[str, Worksheet]
    positions: dict[tuple[str, str], int] = field(default_factory=dict)  # of headers, once sought
    covering: dict[str, dict[tuple[int, int], tuple[int, int]]] = field(default_factory=dict)

    def cell(self, place: Place) -> Cell | None:
        """The cell at a place, or the one that is merged over it; a whole row is marked in its first
        cell, a whole sheet nowhere."""
        sheet = self.sheets.get(place.table)
        if sheet is None or place.row is None or (place.file and place.row > MOST_COPIED):
            return None
        cell = self._cell(sheet, place, place.row)
        if isinstance(cell, MergedCell):
            if sheet.title not in self.covering:
                self.covering[sheet.title] = _covered(sheet)
            return sheet.cell(*self.covering[sheet.title][cell.row, cell.column])  # type: ignore[index, return-value]
        return cell

    def _cell(self, sheet: Worksheet, place: Place, row: int) -> Cell | MergedCell:
        if place.column is None:
            return sheet.cell(row, 1)
        if place.file:
            header = place.table, place.column
            if header not in self.positions:  # openpyxl looks at every cell to find the last column
                self.positions[header] = _position(sheet, place.column)
            return sheet.cell(row, self.positions[header])
        return sheet[f"{place.column}{row}"]  # type: ignore[no-any-return]


def write_marked_copy(
    source: Path, faults: Sequence[Fault], target: Path, seconds: float = 0.0
) -> Path | None:
    """Write a workbook like ``source`` (workbook or folder) with the faulty cells marked.

    It takes at most ``seconds`` (that reading took) or ``AT_LEAST``. Gives ``target``, or None
    where no fault stands on a sheet or in a file, so that there is nothing to mark.

    Raises: NoCopy, CannotWrite.
    """
    marked = {fault.place.table for fault in faults} - {source.name}
    if not marked:
        return None
    # Saving takes as long as loading, so that half of the time is left for each.
    until = perf_counter() + max(seconds, AT_LEAST) / 2
    make = _of_folder if is_folder(source) else _of_workbook
    copy = make(source, marked, until)
    if copy is None:
        return None
    for fault in faults[:MOST_LISTED]:
        cell = copy.cell(fault.place)
        if cell is not None:
            _mark(cell, fault)
    _list_faults(copy, faults, source.name)
    copy.book.properties.category = MADE  # the next one may take its place
    with _copying():
        save(copy.book, target)
    return target


@contextmanager
def _copying() -> Iterator[None]:
    """Raises: NoCopy, for what openpyxl cannot load or write again."""
    try:
        yield
    except MemoryError as error:
        raise NoCopy(_("there is not enough memory for it")) from error
    except UNCOPIED as error:
        raise NoCopy(_("something in this workbook cannot be written again")) from error


def _of_workbook(source: Path, marked: Set[str], until: float) -> _Copy | None:
    """The workbook without its pictures, of which openpyxl cannot save every kind. Raises: NoCopy."""
    try:
        data = read_bytes(source)
        sheets = outlined(data)
    except Unreadable:  # the fault that was told says so
        return None
    if not marked & set(sheets):
        return None
    if any(outline.cells_merged > MOST_MERGED for outline in sheets.values()):
        raise NoCopy(_("too many of its cells are merged"))
    with warnings.catch_warnings(), _copying():
        warnings.simplefilter("ignore")  # of features that the copy drops
        book = load_workbook(_Timed(data, until))
    for earlier in set(FAULTS.both) & set(book.sheetnames):
        del book[earlier]
    for sheet in book.worksheets:
        sheet._images.clear()  # type: ignore[attr-defined]
    return _Copy(book, {sheet.title: sheet for sheet in book.worksheets})


def _covered(sheet: Worksheet) -> dict[tuple[int, int], tuple[int, int]]:
    """The first cell of the merged range that each covered cell lies in, by row and column."""
    return {cell: (area.min_row, area.min_col) for area in sheet.merged_cells.ranges for cell in area.cells}


def _of_folder(source: Path, marked: Set[str], until: float) -> _Copy | None:
    """The files that are marked, and those beside them. Raises: NoCopy."""
    files = [file for file in sorted(source.iterdir()) if file.is_file() and file.suffix.lower() == ".csv"]
    if not marked & {file.name for file in files}:
        return None
    book = Workbook()
    book.remove(book.worksheets[0])
    return _Copy(book, {file.name: _sheet_of(book, file, until) for file in files})


def _plain(text: str) -> str:
    """``text`` with a sign in place of each that no workbook can hold; the breaks of lines stay."""
    return NO_WORKBOOK.sub("\N{REPLACEMENT CHARACTER}", text)


def _sheet_of(book: Workbook, file: Path, until: float) -> Worksheet:
    """A file as a sheet: each record stands in the row of the line it begins on, all as text.

    Raises: NoCopy.
    """
    title = INVALID_TITLE_REGEX.sub("_", _plain(file.stem)).strip("' \t\n\r")[:LONGEST_NAME]
    sheet: Worksheet = book.create_sheet(title or "_")
    try:
        data = read_bytes(file)
    except Unreadable:  # the fault that was told says so
        return sheet
    text = data.decode("utf-8-sig", errors="replace").replace("\0", "\N{REPLACEMENT CHARACTER}")
    reader = csv.reader(StringIO(text, newline=""))
    while (row := reader.line_num + 1) <= MOST_COPIED:
        _check_time(until)
        try:
            cells = next(reader)
        except (StopIteration, csv.Error):  # what follows is no CSV; a fault says so
            break
        for column, value in enumerate(cells[:MOST_COLUMNS], start=1):
            if value:
                cell = sheet.cell(row, column)
                cell.value, cell.data_type = _plain(value), "s"
    for number, values in enumerate(sheet.iter_cols(max_row=50, values_only=True), start=1):
        widest = max((look.width(value) for value in values if value), default=0)
        sheet.column_dimensions[get_column_letter(number)].width = min(48, max(10, widest + 2))
    sheet.freeze_panes = "A2"
    return sheet


def _position(sheet: Worksheet, header: str) -> int:
    """The column of a file under ``header``, or of that number where it has none; else the first."""
    for cells in sheet.iter_rows(max_row=HEADER_AMONG):
        for cell in cells:
            if isinstance(cell.value, str) and cell.value.strip() == header:
                return cell.column
    unnamed = range(1, sheet.max_column + 1)
    return next((number for number in unnamed if header == _("column {number}").format(number=number)), 1)


def _mark(cell: Cell, fault: Fault) -> None:
    """Colour a cell and write what is wrong with it, below what its note said before."""
    said = [cell.comment.text] if cell.comment else []
    text = "\n".join((*said, _("{what}; {remedy}").format(what=fault.what, remedy=fault.remedy)))
    cell.fill = look.fill(look.FAULTY)
    cell.comment = Comment(text, "polyfund", width=340, height=24 + 18 * look.lines(text, 46))


def _list_faults(copy: _Copy, faults: Sequence[Fault], name: str) -> None:
    """The first sheet: every fault with a link to its cell."""
    sheet: Worksheet = copy.book.create_sheet(FAULTS[language()], 0)
    copy.book.active = 0
    for other in copy.sheets.values():
        other.sheet_view.tabSelected = False
    sheet.sheet_properties.tabColor = look.FAULTY
    sheet.sheet_view.showGridLines = False
    look.put(sheet, "A1", _("Faults of {name}").format(name=name), look.font(16, look.BLUE, bold=True))
    sheet["A1"].alignment = look.MIDDLE
    told = _("This is only a marked copy: correct {name} itself, then run 'polyfund check' again.")
    look.put(sheet, "A2", told.format(name=name), look.font(), alignment=look.MIDDLE)
    heads = (_("sheet"), _("cell"), _("what is wrong"), _("what to do"))
    widths = (24, 22, 60, 60)
    for letter, head, width in zip("ABCD", heads, widths, strict=True):
        letters = look.font(11, look.WHITE, bold=True)
        look.put(sheet, f"{letter}4", head, letters, colour=look.BLUE, alignment=look.MIDDLE)
        sheet.column_dimensions[letter].width = width
    for row, fault in enumerate(faults[:MOST_LISTED], start=5):
        _list_one(sheet, row, fault, copy)
    if len(faults) > MOST_LISTED:
        more = _("and {count:,} more, which are not marked: 'polyfund check' tells them all")
        look.put(sheet, f"A{5 + MOST_LISTED}", more.format(count=len(faults) - MOST_LISTED), look.font())
    sheet.row_dimensions[1].height = 26
    sheet.freeze_panes = "A5"
    look.page(sheet, header_rows="4:4")


def _list_one(sheet: Worksheet, row: int, fault: Fault, copy: _Copy) -> None:
    place, cell = fault.place, copy.cell(fault.place)
    target = copy.sheets.get(place.table)
    start = f"{quote_sheetname(target.title)}!A1" if target else None
    link = f"{quote_sheetname(target.title)}!{cell.coordinate}" if target and cell is not None else start
    where = (
        f"{place.column or ''}{place.row or ''}" if not place.file else str(place).removeprefix(place.table)
    )
    for letter, text, goes in zip(
        "ABCD",
        (safe(place.table), where.lstrip(": "), fault.what, fault.remedy),
        (start, link, None, None),
        strict=True,
    ):
        look.put(sheet, f"{letter}{row}", text, look.font(), link=goes if text else None)
        sheet[f"{letter}{row}"].border = look.BOX
    tallest = max(look.lines(fault.what, 60), look.lines(fault.remedy, 60))
    sheet.row_dimensions[row].height = 4 + look.LINE * tallest
