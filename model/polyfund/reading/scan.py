"""The outline of a workbook's sheets: how far their content reaches, and what needs care.

A stream over the XML of each sheet that keeps nothing but the outline. It trusts no stated
dimension, and it sees what a reader of values cannot: merged cells, what is hidden, and formulas
whose result was never stored or never calculated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from posixpath import join, normpath
from typing import IO
from xml.etree.ElementTree import Element
from xml.parsers.expat import ParserCreate
from zipfile import ZipFile

from defusedxml.ElementTree import fromstring
from openpyxl.utils import column_index_from_string, get_column_letter, range_boundaries

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384  # of Excel
ADDRESS = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET, ROW, CELL, VALUE, FORMULA, INLINE, MERGED, COLUMNS = (
    f"{MAIN} {tag}" for tag in ("worksheet", "row", "c", "v", "f", "is", "mergeCell", "col")
)
YES = ("1", "true")
# How each type of cell writes its value; readers would take 1_0 for 10, and -1 for the last of the words.
NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?", re.ASCII)
WRITTEN: dict[str | None, re.Pattern[str]] = {
    **dict.fromkeys((None, "n"), NUMBER),
    "s": re.compile("[0-9]+"),
    "b": re.compile("[01]"),
    **dict.fromkeys(("str", "e", "d"), re.compile(".*", re.DOTALL)),
    "inlineStr": re.compile(""),
}
ZERO = re.compile(r"[+-]?0+(?:\.0*)?(?:[eE][+-]?[0-9]+)?")


class Damaged(Exception):
    """The XML of a workbook contradicts itself."""


class StrictFormat(Exception):
    """The workbook was saved as Strict Open XML, which the reader does not know."""


@dataclass
class Outline:
    """What one sheet looks like from afar; rows and columns count from 1.

    ``merged`` holds ranges as (first column, first row, last column, last row);
    ``unsaved`` the formulas without a stored result, by (row, column); ``results`` counts those
    that have one, and ``zeros`` are the cells of those whose result is the number 0. Hidden rows
    and columns count where they hold anything. ``asks_calculation`` tells that the workbook is to
    be calculated when it is opened: what wrote it may never have done so.
    """

    rows: int = 0  # that hold anything
    last_row: int = 0
    last_column: int = 0
    lowest: str = ""  # the cell that is furthest down
    rightmost: str = ""  # the cell that is furthest right
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    unsaved: dict[tuple[int, int], str] = field(default_factory=dict)
    results: int = 0
    zeros: list[str] = field(default_factory=list)
    asks_calculation: bool = False
    is_hidden: bool = False
    hidden_rows: int = 0
    hidden_columns: set[int] = field(default_factory=set)

    @property
    def cells_merged(self) -> int:
        """How many cells stand in merged ranges."""
        return sum((right - left + 1) * (low - top + 1) for left, top, right, low in self.merged)

    def see(self, row: int, column: int) -> None:
        """Takes note of a cell with content."""
        if row > self.last_row:
            self.rows += 1
            self.last_row, self.lowest = row, f"{get_column_letter(column)}{row}"
        if column > self.last_column:
            self.last_column, self.rightmost = column, f"{get_column_letter(column)}{row}"


def outlines(package: ZipFile) -> dict[str, Outline]:
    """The outline of every worksheet by its name, in the order of the tabs.

    Raises: Damaged, StrictFormat, ExpatError, ParseError, defusedxml's DefusedXmlException.
    """
    found = {}
    book = fromstring(package.read("xl/workbook.xml"))
    calculation = book.find(f"{{{MAIN}}}calcPr")
    for name, part, state in _worksheets(book, package):
        with package.open(part) as source:
            found[name] = _outline(source)
        found[name].is_hidden = state in ("hidden", "veryHidden")
        found[name].asks_calculation = calculation is not None and calculation.get("fullCalcOnLoad") in YES
    return found


def _worksheets(book: Element, package: ZipFile) -> Iterator[tuple[str, str, str]]:
    """The names of the worksheets, the parts that hold them, and whether they are hidden."""
    if book.tag.startswith(f"{{{STRICT}}}"):
        raise StrictFormat
    if book.tag != f"{{{MAIN}}}workbook":
        raise Damaged("xl/workbook.xml")
    parts, names = set(package.namelist()), set[str]()
    relations = "xl/_rels/workbook.xml.rels"
    if relations not in parts:
        raise Damaged(relations)
    related = {relation.get("Id"): relation for relation in fromstring(package.read(relations))}
    for element in book.iter(f"{{{MAIN}}}sheet"):
        name = element.get("name")
        relation = related.get(element.get(RELATION))
        if not name or name in names or relation is None:
            raise Damaged(f"sheet {name}")
        names.add(name)
        if relation.get("Type", "").endswith("/worksheet"):  # others hold charts, no cells
            part = normpath(join("/xl", relation.get("Target", ""))).lstrip("/")
            if part not in parts:  # or is another sheet's
                raise Damaged(part)
            parts.remove(part)
            yield name, part, element.get("state", "visible")


def _outline(source: IO[bytes]) -> Outline:
    """One pass over a sheet, keeping nothing but its outline."""
    scanner = _Scanner()
    parser = ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_declarations
    parser.StartElementHandler = scanner.start
    parser.CharacterDataHandler = scanner.text
    parser.ParseFile(source)
    scanner.close_cell()
    return scanner.outline


def _refuse_declarations(name: str, *_identifiers: object) -> None:
    raise Damaged(f"DOCTYPE {name}")


class _Scanner:
    """Hears the elements of a sheet; a cell is closed where the next one opens.

    Expat without a tree takes a fraction of the time of ``iterparse``.
    """

    def __init__(self) -> None:
        self.outline = Outline()
        self._row = self._column = 0
        self._within = ""
        self._formula: str | None = None
        self._value = ""
        self._values = 0
        self._filled = self._hidden_row = False
        self._hidden_columns: set[int] = set()
        self._type: str | None = None

    def start(self, element: str, attributes: dict[str, str]) -> None:
        if not self._within and element != SHEET:
            raise Damaged(element.rpartition(" ")[2])
        self._within = element
        if element == CELL:
            self.close_cell()
            self._column = _column_number(attributes.get("r"), self._row, self._column)
            self._type = attributes.get("t")
        elif element == FORMULA:
            self._formula = ""
        elif element == VALUE:
            self._values += 1
        elif element == INLINE:
            self._filled = True
            if self._type != "inlineStr":
                raise self._damaged()
        elif element == ROW:
            self.close_cell()
            self._row, self._column = _row_number(attributes.get("r"), self._row), 0
            self._hidden_row = _hides(attributes, "ht")
        elif element == COLUMNS and _hides(attributes, "width"):
            first, last = int(attributes.get("min", "1")), int(attributes.get("max", "1"))
            self._hidden_columns.update(range(max(first, 1), min(last, LAST_COLUMN) + 1))
        elif element == MERGED:
            self.outline.merged.append(_range(attributes.get("ref", "")))

    def text(self, data: str) -> None:
        if self._within == VALUE:
            self._filled = self._filled or not data.isspace()
            self._value += data
        elif self._within == FORMULA:
            self._formula = (self._formula or "") + data

    def close_cell(self) -> None:
        """Notes a cell that holds anything, and a formula that holds no result.

        A formula may well give empty words; that is a result.
        """
        if self._filled or self._formula is not None:
            outline = self.outline
            if self._hidden_row and self._row > outline.last_row:
                outline.hidden_rows += 1
            if self._column in self._hidden_columns:
                outline.hidden_columns.add(self._column)
            outline.see(self._row, self._column)
            form = WRITTEN.get(self._type)
            if self._filled and (form is None or self._values > 1 or not form.fullmatch(self._value.strip())):
                raise self._damaged()
            if self._formula is not None:
                self._close_formula()
        self._filled, self._formula, self._value, self._values = False, None, "", 0

    def _damaged(self) -> Damaged:
        return Damaged(f"cell {get_column_letter(self._column)}{self._row}")

    def _close_formula(self) -> None:
        """Notes whether a formula has a result, and whether that is 0."""
        if self._filled:
            self.outline.results += 1
            if self._type in (None, "n") and ZERO.fullmatch(self._value.strip()):
                self.outline.zeros.append(f"{get_column_letter(self._column)}{self._row}")
        elif self._type != "str":
            self.outline.unsaved[self._row, self._column] = f"={self._formula}"


def _hides(attributes: dict[str, str], size: str) -> bool:
    """Whether a row or column is hidden, or has no height or width."""
    return attributes.get("hidden") in YES or attributes.get(size) == "0"


def _row_number(stated: str | None, before: int) -> int:
    """The number of the next row; rows that run backwards would be lost by readers."""
    number = before + 1 if stated is None else int(stated) if stated.isdecimal() else 0
    if not before < number <= LAST_ROW:
        raise Damaged(f"row {stated}")
    return number


def _column_number(stated: str | None, row: int, before: int) -> int:
    """The number of the next column; so it is with cells."""
    if stated is None:
        return before + 1
    found = ADDRESS.fullmatch(stated)
    column = column_index_from_string(found[1]) if found and int(found[2]) == row else 0
    if not before < column <= LAST_COLUMN:
        raise Damaged(f"cell {stated}")
    return column


def _range(stated: str) -> tuple[int, int, int, int]:
    try:
        first_column, first_row, last_column, last_row = range_boundaries(stated)
    except ValueError:
        raise Damaged(f"range {stated}") from None
    return first_column or 1, first_row or 1, last_column or LAST_COLUMN, last_row or LAST_ROW
