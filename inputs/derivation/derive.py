"""Writes the tables of the worked example from the figures that were read.

    python inputs/derivation/derive.py [FOLDER]

FOLDER is inputs/western-yunnan unless named.
"""

from __future__ import annotations

import math
import sys
from pathlib import Path

import pandas as pd
from agencies import agency_table, all_agencies, eligibility_table
from cooperation import cooperation_tables
from counties import county_base, county_table
from figures import read_figures
from formula import formula_tables
from money import budget_table
from needs import need_table
from programmes import programme_table, returns_table
from rules import aim_table, commitment_table, limit_table, settings_table, target_table

EXAMPLE = Path(__file__).parents[1] / "western-yunnan"


def derive() -> dict[str, pd.DataFrame]:
    """Every table of the example by its key."""
    figures = read_figures()
    base = county_base(figures)
    agencies = all_agencies(base)
    return {
        "settings": settings_table(),
        "counties": county_table(base),
        "agencies": agency_table(agencies),
        "programmes": programme_table(),
        "returns": returns_table(),
        "needs": need_table(base, figures),
        "budgets": budget_table(base, figures),
        "eligibility": eligibility_table(agencies),
        "aims": aim_table(),
        "limits": limit_table(),
        "targets": target_table(),
        "commitments": commitment_table(),
        **cooperation_tables(base, figures),
        **formula_tables(base),
    }


def write(tables: dict[str, pd.DataFrame], folder: Path) -> None:
    """UTF-8, comma, LF, quoted only where needed."""
    folder.mkdir(parents=True, exist_ok=True)
    for key, table in tables.items():
        table.map(_text).to_csv(folder / f"{key}.csv", index=False, encoding="utf-8", lineterminator="\n")


def _text(value: object) -> str:
    """Numbers without trailing zeros; nothing for what is missing."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    return f"{value:.10g}" if isinstance(value, float) else str(value)


if __name__ == "__main__":
    write(derive(), Path(sys.argv[1]) if len(sys.argv) > 1 else EXAMPLE)
