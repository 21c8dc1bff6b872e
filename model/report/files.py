"""``plan.csv``, ``plan.parquet`` and ``run.json``: the plan and its record for programs."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pandas as pd


def write_grants(grants: pd.DataFrame, path: Path) -> None:
    """agency, county, programme, year, amount (million): one row a grant, in the order of keys.

    Bytes depend on the plan alone: UTF-8, LF, amounts in plain decimals.
    """
    write_table(grants.assign(amount=[_decimal(amount) for amount in grants["amount"]]), path)


def write_table(frame: pd.DataFrame, path: Path) -> None:
    """Any list as CSV."""
    frame.to_csv(path, index=False, encoding="utf-8", lineterminator="\n")


def can_write_parquet() -> bool:
    """Whether pyarrow is installed."""
    return find_spec("pyarrow") is not None


def write_parquet(grants: pd.DataFrame, path: Path) -> None:
    """The same rows and columns as :func:`write_grants`, with types. Needs pyarrow."""
    grants.to_parquet(path, index=False, engine="pyarrow", write_page_checksum=True)  # so that damage is seen


def _decimal(amount: float) -> str:
    return f"{amount:.6f}".rstrip("0").rstrip(".")


def write_record(record: dict[str, Any], path: Path) -> None:
    text = json.dumps(record, ensure_ascii=False, indent=2, allow_nan=False)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")
