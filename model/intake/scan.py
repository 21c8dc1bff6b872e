"""The outline of a workbook's sheets: how far their content reaches, and what needs care.

A stream over the XML of each sheet that keeps nothing but the outline. It trusts no stated
dimension, and it sees what a reader of values cannot: merged cells, and formulas whose
result was never stored.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from posixpath import join, normpath
from typing import IO
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from defusedxml.ElementTree import fromstring, iterparse
from openpyxl.utils import column_index_from_string, get_column_letter, range_boundaries

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384  # of Excel
ADDRESS = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"


class Damaged(Exception):
    """The XML of a workbook contradicts itself."""


class StrictFormat(Exception):
    """The workbook was saved as Strict Open XML, which the reader does not know."""


@dataclass
class Outline:
    """What one sheet looks like from afar; rows and columns count from 1.

    ``merged`` holds ranges as (first column, first row, last column, last row);
    ``unsaved`` the formulas without a stored result, by (row, column).
    """

    last_row: int = 0
    last_column: int = 0
    lowest: str = ""  # the cell that is furthest down
    rightmost: str = ""  # the cell that is furthest right
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    unsaved: dict[tuple[int, int], str] = field(default_factory=dict)

    @property
    def cells_merged(self) -> int:
        """How many cells stand in merged ranges."""
        return sum((right - left + 1) * (low - top + 1) for left, top, right, low in self.merged)

    def see(self, row: int, column: int) -> None:
        """Takes note of a cell with content."""
        if row > self.last_row:
            self.last_row, self.lowest = row, f"{get_column_letter(column)}{row}"
        if column > self.last_column:
            self.last_column, self.rightmost = column, f"{get_column_letter(column)}{row}"


def outlines(package: ZipFile) -> dict[str, Outline]:
    """The outline of every worksheet by its name, in the order of the tabs.

    Raises: Damaged, StrictFormat, xml ParseError, defusedxml's DefusedXmlException.
    """
    found = {}
    for name, part in _worksheets(package):
        with package.open(part) as source:
            found[name] = _outline(source)
    return found


def _worksheets(package: ZipFile) -> Iterator[tuple[str, str]]:
    """The names of the worksheets and the parts that hold them."""
    book = fromstring(package.read("xl/workbook.xml"))
    if book.tag.startswith(f"{{{STRICT}}}"):
        raise StrictFormat
    relations = "xl/_rels/workbook.xml.rels"
    if relations not in package.namelist():
        raise Damaged(relations)
    targets = {
        relation.get("Id"): normpath(join("/xl", relation.get("Target", ""))).lstrip("/")
        for relation in fromstring(package.read(relations))
        if relation.get("Type", "").endswith("/worksheet")
    }
    for element in book.iter():
        if _local(element.tag) == "sheet":
            name = element.get("name")
            part = targets.get(next((v for k, v in element.items() if _local(k) == "id" and k != "id"), None))
            if name and part:
                if part not in package.namelist():
                    raise Damaged(part)
                yield name, part


def _outline(source: IO[bytes]) -> Outline:
    """One pass over a sheet; rows are forgotten as soon as they are seen."""
    outline = Outline()
    row = column = 0
    rows = None
    for event, element in iterparse(source, events=("start", "end")):
        tag = _local(element.tag)
        if event == "start":
            if tag == "sheetData":
                rows = element
            elif tag == "row":
                row, column = _row_number(element.get("r"), row), 0
        elif tag == "c":
            row, column = _address(element.get("r"), row, column)
            _look_at(element, row, column, outline)
        elif tag == "row" and rows is not None:
            rows.clear()
        elif tag == "mergeCell":
            outline.merged.append(_range(element.get("ref", "")))
    return outline


def _look_at(cell: Element, row: int, column: int, outline: Outline) -> None:
    """Notes a cell that holds anything, and a formula that holds no result."""
    formula, filled = None, False
    for child in cell:
        tag = _local(child.tag)
        if tag == "f":
            formula = child.text or ""
        elif tag == "is" or (tag == "v" and child.text):
            filled = True
    if formula is None and not filled:
        return
    outline.see(row, column)
    if not filled and formula is not None and cell.get("t") != "str":
        outline.unsaved[row, column] = f"={formula}"


def _row_number(stated: str | None, before: int) -> int:
    """The number of the next row; rows that run backwards would be lost by readers."""
    number = before + 1 if stated is None else int(stated) if stated.isdecimal() else 0
    if not before < number <= LAST_ROW:
        raise Damaged(f"row {stated}")
    return number


def _address(stated: str | None, row: int, before: int) -> tuple[int, int]:
    if stated is None:
        return row, before + 1
    found = ADDRESS.fullmatch(stated)
    if not found or int(found[2]) != row:
        raise Damaged(f"cell {stated}")
    column = column_index_from_string(found[1])
    if not before < column <= LAST_COLUMN:
        raise Damaged(f"cell {stated}")
    return row, column


def _range(stated: str) -> tuple[int, int, int, int]:
    try:
        first_column, first_row, last_column, last_row = range_boundaries(stated)
    except ValueError:
        raise Damaged(f"range {stated}") from None
    return first_column or 1, first_row or 1, last_column or LAST_COLUMN, last_row or LAST_ROW


def _local(tag: str) -> str:
    """A tag without its namespace."""
    return tag.rpartition("}")[2]
