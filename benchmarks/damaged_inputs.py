"""Damaged inputs: each is refused with its faults, or read as it stands; there is no third way.

    python benchmarks/damaged_inputs.py --cases 5000 --seed 1

Half of the cases are workbooks, half are folders of CSV files. A case that is read without a
fault is held against a plain reading (benchmarks/plainly.py): every value equals what stands in
its cell, and every cell below a header is in the case. Every fifth refused one is marked in a
copy too. Nothing may raise, and nothing may take more than SECONDS of the processor.
"""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
import traceback
import unicodedata
from collections import Counter
from pathlib import Path
from random import Random
from types import FrameType

from openpyxl.utils import column_index_from_string

from benchmarks import damage
from benchmarks.plainly import Cells, Unlike, read_plainly
from polyfund.case.case import Case
from polyfund.reading.read import read_case
from polyfund.reading.values import SEPARATORS, key_of
from polyfund.rules import limits
from polyfund.schema.faults import InputFaults
from polyfund.schema.registers import REGISTERS
from polyfund.schema.table import Column, Kind
from polyfund.template.marked_copy import NoCopy, write_marked_copy

SECONDS = 20.0
TABLES = (*REGISTERS, limits.TABLE)  # those of the small inputs, and what every case needs


class TooLong(Exception):
    """Reading took more of the processor than any small input may."""


def main(words: list[str] | None = None) -> int:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--cases", type=int, default=5000)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--first", type=int, default=0, help="The number of the first case.")
    asked.add_argument("--keep", type=Path, help="Keep the inputs that went wrong in this folder.")
    options = asked.parse_args(words)
    ends: Counter[str] = Counter()
    for number in range(options.first, options.first + options.cases):
        with tempfile.TemporaryDirectory() as scratch:
            source = write_damaged(Path(scratch), options.seed, number)
            end = outcome(source, mark=number % 5 == 0)
            ends[end.partition(":")[0]] += 1
            if end.startswith("WRONG"):
                print(f"{number}: {end}", flush=True)
                if options.keep:
                    options.keep.mkdir(exist_ok=True)
                    source.rename(options.keep / f"{number}{source.suffix}")
    print(f"seed {options.seed}, {options.cases} cases from {options.first}: {dict(sorted(ends.items()))}")
    return 1 if any(end.startswith("WRONG") for end in ends) else 0


def write_damaged(folder: Path, seed: int, number: int) -> Path:
    """One damaged input; the same seed and number give the same bytes."""
    random = Random(f"{seed}/{number}")
    if number % 2:
        case = folder / "case"
        case.mkdir()
        for name, data in damage.damaged_files(damage.files(), random).items():
            (case / name).write_bytes(data)
        return case
    make = random.choice((damage.workbook_of_numbers_and_inline_words, damage.workbook_of_shared_words))
    path = folder / "case.xlsx"
    path.write_bytes(damage.damaged_book(make(), random))
    return path


def outcome(source: Path, *, mark: bool) -> str:
    """``refused``, ``read`` or ``WRONG`` with what went wrong."""
    _stop_after(SECONDS)
    try:
        try:
            case = read_case(source, TABLES, [limits.check])
        except InputFaults as wrong:
            if mark:
                _mark(source, wrong)
            return "refused"
        wrong_value = unlike(case, source)
    except Exception:  # noqa: BLE001  whatever it is, it is what is sought
        return "WRONG: " + " ".join(traceback.format_exc().split("\n")[-8:])
    finally:
        _stop_after(0.0)
    return f"WRONG: {wrong_value}" if wrong_value else "read"


def _stop_after(seconds: float) -> None:
    """Raise TooLong after so many seconds of the processor, where the system can; 0: never."""
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGVTALRM, _too_long)
        signal.setitimer(signal.ITIMER_VIRTUAL, seconds)


def _too_long(_signal: int, _frame: FrameType | None) -> None:
    raise TooLong


def _mark(source: Path, wrong: InputFaults) -> None:
    try:
        write_marked_copy(source, wrong.faults, source.parent / "out" / "faults.xlsx")
    except NoCopy:
        return


def unlike(case: Case, source: Path) -> str:
    """The first value of a case that is not what stands in the input, or cell that is not in the case."""
    try:
        sheets = read_plainly(source)
    except (Unlike, KeyError, ValueError, SyntaxError) as error:
        return f"read, but plainly it is no sound input: {error!r}"
    for key, place in case.places.items():
        cells = sheets.get(place.name)
        if not cells or not place.letters:
            continue
        table = case.declared[key]
        if table.record:
            found = _unlike_setting(case, cells)
        else:
            positions = {
                column: _position(letter, cells, file=place.file) for column, letter in place.letters.items()
            }
            found = _unlike_rows(case, key, cells, positions)
        if found:
            return f"{place.name}: {found}"
    return ""


def _position(letter: str, cells: Cells, *, file: bool) -> int:
    if not file:
        return column_index_from_string(letter)
    return next(column for (_row, column), cell in sorted(cells.items()) if cell == letter)


def _unlike_rows(case: Case, key: str, cells: Cells, positions: dict[str, int]) -> str:
    table, frame = case.declared[key], case.tables[key]
    for row in frame.itertuples():
        for name, at in positions.items():
            raw = cells.get((row.Index, at))
            if not same(table[name], getattr(row, name), raw):
                return f"{row.Index} {name}: {getattr(row, name)!r} for {raw!r}"
    header = min(cells)[0]
    missed = {row for row, at in cells if at in positions.values()} - set(frame.index) - {header}
    return f"rows {sorted(missed)} are not in the case" if missed else ""


def _unlike_setting(case: Case, cells: Cells) -> str:
    table = case.declared["settings"]
    known = {word.casefold(): column for column in table.columns for word in (column.key, *column.label.both)}
    for (row, at), cell in cells.items():
        column = known.get(_plain(cell).casefold()) if at == 1 else None
        if column and not same(column, case.settings[column.key], cells.get((row, 2))):
            return f"{column.key}: {case.settings[column.key]!r} for {cells.get((row, 2))!r}"
    return ""


def same(column: Column, value: object, raw: object) -> bool:
    """Whether a value is what stands in its cell."""
    if raw is None or _plain(raw) == "":
        return value is None or value != value or value == column.default or value == ()
    if isinstance(raw, bool):
        return False
    if column.numeric:
        text = str(raw).strip()
        share = float(text.rstrip("% ")) / 100 if text.endswith("%") else float(text)
        return isinstance(value, int | float) and abs(float(value) - share) <= 1e-12 * abs(share)
    text = str(int(raw)) if isinstance(raw, float) else _plain(raw)
    if column.kind is Kind.CHOICE:
        return value == key_of(column, text)
    if column.kind is Kind.TAGS:
        return value == tuple(dict.fromkeys(tag.strip() for tag in SEPARATORS.split(text) if tag.strip()))
    return _plain(value) == text


def _plain(value: object) -> str:
    """Words without what nobody sees: composed alike, with single blanks."""
    return " ".join(unicodedata.normalize("NFC", str(value)).split())


if __name__ == "__main__":
    sys.exit(main())
