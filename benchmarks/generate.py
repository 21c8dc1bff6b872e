"""A realistic case of any size from a seed, as a folder of CSV tables that `polyfund` reads.

    python benchmarks/generate.py SIZE FOLDER [--seed N] [--degenerate]

The same size, seed and variant give the same bytes on every machine with the same NumPy. The
figures are drawn to look like those of inputs/western-yunnan: how large counties are and how
poor, what a person costs, who pays for what; nothing in them is measured.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

HOUSE = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(HOUSE))

from benchmarks.cooperation import rules  # noqa: E402 - the house beside this file, installed or not
from benchmarks.registers import FIRST_YEAR, Size, Tables, registers  # noqa: E402

SIZES = {
    "tiny": Size("County", 16, 9, 6, 3, 40_000),
    "example": Size("County", 61, 20, 12, 5, 250_000),
    "province": Size("County", 129, 25, 12, 5, 250_000),
    "nation": Size("County", 832, 20, 10, 5, 300_000),
    "villages": Size("Village", 1959, 12, 8, 5, 1_800),
}
DEGENERATE = "-degenerate"


class Asked(NamedTuple):
    """A size by name, and whether its agencies are interchangeable."""

    size: str
    degenerate: bool


def asked(name: str) -> Asked | None:
    """What a name such as ``province`` or ``province-degenerate`` asks for; None for any other."""
    size = name.removesuffix(DEGENERATE)
    return Asked(size, name != size) if size in SIZES else None


def tables(size: Size, seed: int, degenerate: bool = False) -> Tables:
    """The tables of a case: with the rules in force, three falling tiers, lags, transferable
    shares, carry-over and staff days; money about two thirds of the needs.

    All demands that could contradict one another have a price; those that have none (the most a
    county takes, the most one agency carries, commitments) leave room by construction.

    ``degenerate``: every agency has the same worth, the same kind of budget, and may fund
    everything; no rule names one agency. Within a kind they are interchangeable, so the best
    plans fill a wide face.
    """
    draw = np.random.default_rng(seed)
    known = registers(size, draw, degenerate)
    settings = {
        "title": f"{size.counties} x {size.agencies} x {size.programmes} x {size.years}, seed {seed}",
        "first year": FIRST_YEAR,
        "last year": FIRST_YEAR + size.years - 1,
        "time limit": 3600,
    }
    return {
        "settings": pd.DataFrame({"setting": list(settings), "value": list(settings.values())}),
        **known.tables(),
        **rules(known, draw, degenerate),
    }


def generate(name: str, folder: Path, seed: int = 1, degenerate: bool = False) -> Path:
    """Write the tables of a size into a folder, which is made if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    for key, table in tables(SIZES[name], seed, degenerate).items():
        table.to_csv(folder / f"{key}.csv", index=False, lineterminator="\n")
    return folder


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("size", choices=SIZES)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--degenerate", action="store_true", help="with interchangeable agencies")
    given = parser.parse_args()
    print(generate(given.size, given.folder, given.seed, given.degenerate))


if __name__ == "__main__":
    main()
