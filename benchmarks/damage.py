"""Small sound inputs, and damage done to them: to the bytes, the XML, the rows and the cells."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cache
from io import BytesIO, StringIO
from random import Random
from re import compile as pattern
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from xlsxwriter import Workbook as Written

Parts = dict[str, bytes]

TABLES: dict[str, list[list[object]]] = {
    "Settings": [["setting", "value"], ["title", "A plan"], ["first year", 2016], ["last year", 2017]],
    "Counties": [
        ["county", "prefecture", "tags", "population", "poor persons", "returning share"],
        ["Gongshan", "Nujiang", "border; deep poverty", 38000, 12000, 0.02],
        ["Lanping", "Nujiang", "deep poverty", 210000, 60000, 0.025],
        ["贡山县", None, None, 52000, 7000, None],
    ],
    "Agencies": [
        ["agency", "kind", "staff days", "worth of one unit", "source"],
        ["Ministry", "central government", 900, 1, "yearbook"],
        ["Road Bank", "development bank", None, 0.9, None],
    ],
    "Programmes": [
        ["programme", "sector", "persons lifted per million", "lag"],
        ["roads", "infrastructure", 40.5, 1],
        ["schools", "education", 60, 0],
    ],
    "Needs": [
        ["county", "programme", "need", "own effect", "source"],
        ["Gongshan", "roads", 100, None, "a survey"],
        ["Gongshan", "schools", 20.25, 50, None],
        ["Lanping", "roads", 300, None, None],
        ["贡山县", "schools", 44, 38, None],
    ],
    "Budgets": [
        ["agency", "sector", "year", "amount", "transferable share", "carry-over years"],
        ["Ministry", None, 2016, 50, None, 1],
        ["Ministry", "education", 2017, 30, 0.3, 0],
        ["Road Bank", "infrastructure", 2016, 80, None, 0],
    ],
    "Limits": [
        ["agencies", "counties", "years", "at least / at most", "amount", "price"],
        [None, "border", None, "at least", 10, 5],
        ["each", None, "2016-2017", "at most", 600, None],
    ],
}


@cache
def workbook_of_numbers_and_inline_words() -> bytes:
    book = Workbook()
    for name, rows in TABLES.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.remove(book.worksheets[0])
    data = BytesIO()
    book.save(data)
    return data.getvalue()


@cache
def workbook_of_shared_words() -> bytes:
    data = BytesIO()
    with Written(data, {"in_memory": True}) as book:
        date = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, rows in TABLES.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number + 1, 0, row)
        book.add_worksheet("Notes").write_datetime(0, 0, datetime(2016, 1, 1), date)
    return data.getvalue()


def parts_of(book: bytes) -> Parts:
    """The parts but the one that holds the time of day, so that the same seed gives the same bytes."""
    with ZipFile(BytesIO(book)) as package:
        return {name: package.read(name) for name in package.namelist() if name != "docProps/core.xml"}


def packed(parts: Parts) -> bytes:
    data = BytesIO()
    with ZipFile(data, "w", ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(ZipInfo(name), part, ZIP_DEFLATED)
    return data.getvalue()


@cache
def files() -> Parts:
    made = {}
    for name, rows in TABLES.items():
        text = StringIO(newline="")
        csv.writer(text).writerows(rows)
        made[f"{name.lower()}.csv"] = text.getvalue().encode()
    return made


def flipped(data: bytes, random: Random) -> bytes:
    changed = bytearray(data)
    for _once in range(random.choice((1, 1, 1, 2, 5))):
        if changed:
            changed[random.randrange(len(changed))] = random.choice(
                (random.randrange(256), *b'0123456789<>&"/r,.')
            )
    return bytes(changed)


def cut(data: bytes, random: Random) -> bytes:
    at = random.randrange(len(data) + 1)
    return data[:at] if random.random() < 0.5 else data[:at] + data[at + random.randrange(1, 40) :]


def swapped(found: str) -> Callable[[bytes, Random], bytes]:
    """Two pieces that fit a pattern change places, or one of them stands twice."""
    piece = pattern(found.encode())

    def damage(data: bytes, random: Random) -> bytes:
        places = [one.span() for one in piece.finditer(data)]
        if len(places) < 2:
            return flipped(data, random)
        (start, end), (begin, last) = sorted(random.sample(places, 2))
        one, other = data[start:end], data[begin:last]
        if random.random() < 0.3:
            return data[:end] + one + data[end:]
        return data[:start] + other + data[end:begin] + one + data[last:]

    return damage


def replaced(found: str, by: Sequence[str]) -> Callable[[bytes, Random], bytes]:
    """One piece that fits a pattern gives way to another."""
    piece = pattern(found.encode())

    def damage(data: bytes, random: Random) -> bytes:
        places = [one.span() for one in piece.finditer(data)]
        if not places:
            return flipped(data, random)
        start, end = random.choice(places)
        return data[:start] + random.choice(by).encode() + data[end:]

    return damage


ODD = (
    "1e400", "9" * 400, "-0", "1E-320", " 5 ", "0x10", "1_0", "NaN", "INF", "１２", "", "-", "1e", "1,5", "5.", ".5",
    "+7", "007", "true", "1e5", "12.0", "2016-01-01", "a", "-1", "99999999",
)  # fmt: skip
OF_XML = (
    flipped,
    cut,
    swapped(r"<row .*?</row>"),
    swapped(r"<c .*?</c>"),
    swapped(r"<v>[^<]*</v>"),
    swapped(r"<t[^<]*>[^<]*</t>"),
    replaced(r"<v>[^<]*</v>", [f"<v>{odd}</v>" for odd in ODD]),
    replaced(r' t="[a-zA-Z]+"', [f' t="{kind}"' for kind in ("s", "n", "b", "e", "str", "d", "inlineStr", "zz", "")]),
    replaced(r' s="[0-9]+"', [' s="1"', ' s="2"', ' s="999"', ' s="-1"', ' s="x"', ""]),
    replaced(r' r="[A-Z]*[0-9]+"', ["", ' r="A1"', ' r="B3"', ' r="ZZ9"', ' r="5"', ' r="XFD1048576"', ' r="b2"']),
    replaced(r"<dimension [^>]*>", ["", '<dimension ref="A1"/>', '<dimension ref="B2:C3"/>', '<dimension ref="x"/>']),
    replaced(r"<c ", ["<c hidden='1' ", "<c cm='1' ", "<x ", "<c t='b' ", "<row ", "<c><f>1+1</f></c><c "]),
    replaced(r"<row ", ["<row hidden='1' ", "<row r='3' ", "<row ht='0' ", "<x ", "<row spans='z' "]),
    replaced(r"<v>", ["<f>1+1</f><v>", "<f t='shared' si='0'/><v>", "<v>1</v><v>", "<v> ", "<v>-", "<v>0", "<is><t>x</t></is><v>"]),
    replaced(r"</sheetData>", [
        "</sheetData><mergeCells><mergeCell ref='A2:A3'/></mergeCells>", "</sheetData><autoFilter ref='z'/>",
        "</sheetData><sheetData/>", "<row r='900'><c r='A900'><v>1</v></c></row></sheetData>",
    ]),
    replaced(r"<t[^<]*>", ["<t>&#10;", "<t>_x000D_", "<t xml:space='preserve'> ", "<t>&#x200B;", "<t>&amp;", "<t>=", "<rPh sb='0' eb='1'><t>x</t></rPh><t>"]),
    replaced(r"encoding=.[^ ?]*", ['encoding="utf-16"', 'encoding="latin-1"', 'encoding="foo"', 'encoding="gbk"']),
    replaced(r"(state|name|sheetId|numFmtId|fullCalcOnLoad|Target|Id|Type|ContentType)=.", ['state="', 'name="', 'Id="', "x=''"]),
)  # fmt: skip
OF_LINES = (
    flipped,
    flipped,
    cut,
    swapped(r"[^\n]*\n"),
    swapped(r"[^,\n\r]+"),
    replaced(r"[0-9.]+", [*ODD, "30%", "30 %", "1.2亿", "#REF!", "=1+1"]),
    replaced(r",", [",,", ";", "\t", '"', "", "，", ',"', '",']),
    replaced(r"[a-zA-Z]+", ['"', "'", "\0", "\x1b[1m", "\u200b", "\u2028", "\xa0", "a" * 140_000, "\ufeff", '"a\nb"', "each", "\x85"]),
    replaced(r"\r\n", ["\n", "\r", "\r\r\n", "\n\n", "\r\n,,,\r\n", "\r\n,\r\n", "\x0b", "\x1a"]),
    lambda data, random: data.decode().encode(random.choice(("utf-8-sig", "utf-16", "utf-16-le", "gb18030", "utf-32", "utf-7"))),
)  # fmt: skip


def damaged_book(book: bytes, random: Random) -> bytes:
    """A workbook with one to three damages; mostly to the sheets, now and then to the file itself."""
    parts = parts_of(book)
    if random.random() < 0.05:
        return random.choice((flipped, cut))(packed(parts), random)
    for _once in range(random.choice((1, 1, 1, 2, 3))):
        sheets = [name for name in parts if "worksheets/sheet" in name or "sharedStrings" in name]
        name = random.choice(sheets if random.random() < 0.8 and sheets else list(parts))
        if random.random() < 0.02:
            del parts[name]
        else:
            parts[name] = random.choice(OF_XML)(parts[name], random)
    return packed(parts)


def damaged_files(whole: Parts, random: Random) -> Parts:
    """A folder with one to three damages, now and then to the name of a file."""
    parts = dict(whole)
    for _once in range(random.choice((1, 1, 1, 2, 3))):
        name = random.choice(list(parts))
        data = parts[name]
        if random.random() < 0.05:
            del parts[name]
            parts[
                random.choice((f"x{name}", name[:-4] + ".txt", name.upper(), f"{name[:-4]}[1].csv", "a.csv"))
            ] = data
        else:
            try:
                parts[name] = random.choice(OF_LINES)(data, random)
            except UnicodeDecodeError:  # damaged before
                parts[name] = flipped(data, random)
    return parts
