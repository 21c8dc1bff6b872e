"""``plan.csv``, ``plan.parquet`` and ``run.json``: the plan and its record for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable
from decimal import Decimal
from hashlib import file_digest
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pandas as pd

from polyfund.base.files import RECORD
from polyfund.reading.apostrophe import guarded_frame

SHORT, LONG = 1e-4, 1e16  # nearer to 0, or further from it, Python writes a figure with an exponent


def write_grants(grants: pd.DataFrame, path: Path) -> None:
    """agency, county, programme, year, amount (million): one row a grant, in the order of keys.

    Bytes depend on the plan alone: UTF-8, LF, amounts in plain decimals.
    """
    words = guarded_frame(grants)
    _write_csv(words.assign(amount=[_decimal(amount) for amount in grants["amount"]]), path)


def write_table(frame: pd.DataFrame, path: Path) -> None:
    """Any list as CSV, safe to open in a spreadsheet (see polyfund.reading.apostrophe); no figure is -0.0
    or has an exponent."""
    figures = {str(name): _plain(frame[name]) for name in frame.select_dtypes("float")}
    _write_csv(guarded_frame(frame).assign(**figures), path)


def _write_csv(frame: pd.DataFrame, path: Path) -> None:
    frame.to_csv(path, index=False, encoding="utf-8", lineterminator="\n")


def can_write_parquet() -> bool:
    """Whether pyarrow is installed."""
    return find_spec("pyarrow") is not None


def write_parquet(grants: pd.DataFrame, path: Path) -> None:
    """The same rows and columns as :func:`write_grants`, with types. Needs pyarrow."""
    grants.to_parquet(path, index=False, engine="pyarrow", write_page_checksum=True)  # so that damage is seen


def _plain(figures: pd.Series) -> pd.Series:
    figures = figures + 0.0
    size = figures.abs()
    if not (((size > 0) & (size < SHORT)) | (size >= LONG)).any():
        return figures
    return figures.map(lambda one: format(Decimal(repr(float(one))), "f") if one == one else None)


def _decimal(amount: float) -> str:
    return f"{amount:.6f}".rstrip("0").rstrip(".")


def write_record(record: dict[str, Any], draft: Path) -> None:
    """The record of the files of a draft folder, which it names with their SHA-256."""
    write_json({**record, "files": digests(draft.iterdir())}, draft / RECORD)


def digests(paths: Iterable[Path]) -> dict[str, str]:
    """SHA-256 of files, by name. Raises: OSError."""
    return {path.name: _digest(path) for path in sorted(paths)}


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def write_json(entry: dict[str, Any], path: Path) -> None:
    text = json.dumps(entry, ensure_ascii=False, indent=2, allow_nan=False)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")
