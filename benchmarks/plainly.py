"""What stands in a workbook or a folder of CSV files, read plainly and by none of the house's readers.

Of each sheet or file the cells by row and column: numbers, words, errors and truth values as
they stand. For holding a read case against.
"""

from __future__ import annotations

import csv
import re
from io import StringIO
from pathlib import Path
from posixpath import join, normpath
from xml.etree import ElementTree
from zipfile import ZipFile

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
ADDRESS = re.compile(r"([A-Z]+)([0-9]+)")
NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")

Cells = dict[tuple[int, int], object]  # by row and column, from 1


class Unlike(Exception):
    """Something stands there that a plain reader cannot make sense of."""


def read_plainly(source: Path) -> dict[str, Cells]:
    """The cells of each sheet or CSV file by its name. Raises: Unlike."""
    if source.is_dir():
        return {file.name: _file(file) for file in source.iterdir() if file.suffix.lower() == ".csv"}
    with ZipFile(source) as package:
        book = ElementTree.fromstring(package.read("xl/workbook.xml"))
        related = {
            one.get("Id"): one for one in ElementTree.fromstring(package.read("xl/_rels/workbook.xml.rels"))
        }
        strings = [_words(one) for one in _strings(package)]
        sheets = {}
        for sheet in book.iter(f"{MAIN}sheet"):
            relation = related[sheet.get(RELATION)]
            if relation.get("Type", "").endswith("/worksheet"):
                part = normpath(join("/xl", relation.get("Target", ""))).lstrip("/")
                root = ElementTree.fromstring(package.read(part))
                sheets[sheet.get("name", "")] = _sheet(root, strings)
        return sheets


def _strings(package: ZipFile) -> list[ElementTree.Element]:
    name = "xl/sharedStrings.xml"
    if name not in package.namelist():
        return []
    return ElementTree.fromstring(package.read(name)).findall(f"{MAIN}si")


def _words(element: ElementTree.Element) -> str:
    """The text of a string: its own (of two where one belongs the last), or that of its runs; what is
    said aloud beside it does not count."""
    texts = [*element.findall(f"{MAIN}t")[-1:], *element.findall(f"{MAIN}r/{MAIN}t")]
    return "".join(text.text or "" for text in texts)


def _sheet(root: ElementTree.Element, strings: list[str]) -> Cells:
    cells: Cells = {}
    row = 0
    for line in root.iter(f"{MAIN}row"):
        row, column = int(line.get("r", row + 1)), 0
        for cell in line.findall(f"{MAIN}c"):
            stated = ADDRESS.fullmatch(cell.get("r", ""))
            column = _number(stated[1]) if stated else column + 1
            value = _value(cell, strings)
            if value is not None and value != "":
                cells[row, column] = value
    return cells


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number


def _value(cell: ElementTree.Element, strings: list[str]) -> object:
    kind, inline = cell.get("t", "n"), cell.find(f"{MAIN}is")
    text = cell.findtext(f"{MAIN}v")
    if kind == "inlineStr":
        return None if inline is None else _words(inline).strip()
    if text is None or (kind != "str" and not text.strip()):
        return None
    if kind == "n":
        if not NUMBER.fullmatch(text.strip()):
            raise Unlike(f"number {text!r}")
        return float(text)
    if kind == "s":
        if not text.strip().isascii() or not text.strip().isdigit() or int(text) >= len(strings):
            raise Unlike(f"string {text!r}")
        return strings[int(text)].strip()
    if kind == "b":
        return text.strip() == "1"
    if kind in ("str", "e"):
        return text.strip()
    raise Unlike(f"type {kind!r}")


def _file(path: Path) -> Cells:
    text = path.read_bytes().decode("utf-8-sig")
    cells: Cells = {}
    reader = csv.reader(StringIO(text, newline=""))
    start = 1
    for line in reader:
        cells.update({(start, at): cell.strip() for at, cell in enumerate(line, start=1) if cell.strip()})
        start = reader.line_num + 1
    return cells
