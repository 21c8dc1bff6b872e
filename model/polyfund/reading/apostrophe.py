"""Words in CSV files that a spreadsheet would take for a formula.

Excel and its like calculate a cell that begins with one of these signs (OWASP, CSV injection),
so an apostrophe stands before such words in every CSV file that is written, and one is taken
off where they are read: ``=1+1`` is written ``'=1+1``, and ``'=1+1`` is written ``''=1+1``. Words as
a user wrote them, without it, are read as they stand. Numbers have none.
"""

from __future__ import annotations

import re

import pandas as pd

SIGNS = "=+\\-@＝＋－＠\t\r\n"
FORMULA = re.compile(f"'*[{SIGNS}]")
GUARDED = re.compile(f"'+[{SIGNS}]")


def guarded(text: str) -> str:
    """Words as a CSV file holds them."""
    return f"'{text}" if FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """Words of a CSV file as they are meant: the inverse of :func:`guarded`."""
    return text[1:] if GUARDED.match(text) else text


def guarded_frame(frame: pd.DataFrame) -> pd.DataFrame:
    """A table as a CSV file holds it: its words guarded, headers too."""
    columns = {str(name): _guarded_column(column) for name, column in frame.items()}
    return pd.DataFrame(columns, index=frame.index).rename(columns=guarded)


def _guarded_column(column: pd.Series) -> pd.Series:
    if pd.api.types.is_numeric_dtype(column.dtype):
        return column
    changed = {word: guarded(word) for word in column.unique() if isinstance(word, str)}
    changed = {word: told for word, told in changed.items() if told != word}
    return column.map(lambda word: changed.get(word, word)) if changed else column
