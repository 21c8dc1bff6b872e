"""``plan.csv`` and ``run.json``: the plan and its record for programs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd


def write_grants(grants: pd.DataFrame, path: Path) -> None:
    """agency, county, programme, year, amount (million): one row a grant, in the order of keys.

    Bytes depend on the plan alone: UTF-8, LF, amounts in plain decimals.
    """
    plain = grants.assign(amount=[_decimal(amount) for amount in grants["amount"]])
    plain.to_csv(path, index=False, encoding="utf-8", lineterminator="\n")


def _decimal(amount: float) -> str:
    return f"{amount:.6f}".rstrip("0").rstrip(".")


def write_record(record: dict[str, Any], path: Path) -> None:
    text = json.dumps(record, ensure_ascii=False, indent=2, allow_nan=False)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")
