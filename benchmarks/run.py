"""Seconds, sizes and memory of whole runs, and peers beside them in the same run.

    python benchmarks/run.py [CASE ...] [--until STAGE] [--limit S] [--stop S] [--picture FILE]

A case is a folder, a workbook, or a size by name (see benchmarks/generate.py), with
``-degenerate`` behind it for interchangeable agencies. Everything is measured in a process of
its own, so that its peak of memory is its own:

- the whole run, stage by stage, up to the stage asked for;
- the first aim of the very same matrix by HiGHS alone, by each algorithm;
- the core program by the house and by other modelling tools, which must all reach one value.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

HOUSE = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(HOUSE))

from benchmarks.alone import ALGORITHMS, by_algorithm  # noqa: E402 - the house beside this file, installed or not
from benchmarks.generate import asked, generate  # noqa: E402
from benchmarks.memory import peak_memory  # noqa: E402
from benchmarks.peers import PEERS  # noqa: E402
from benchmarks.whole import STAGES, whole_run  # noqa: E402
from polyfund.case.case import Case  # noqa: E402
from polyfund.run import read_case  # noqa: E402

DEFAULT = str(HOUSE / "inputs" / "western-yunnan")
GRANTS = "eligible grants"
OUTSIDE = ("read", "build", "compile", "audit", "write")  # stages without HiGHS
FITTED = 3  # cases at least, to fit their growth
AGREE = 1e-6  # of the value of the first aim
PACKAGES = ("pyomo", "highspy", "numpy", "pandas", "XlsxWriter", "linopy", "pulp")

Result = dict[str, Any]


@dataclass(frozen=True)
class Bounds:
    """How far a run goes: up to a stage, seconds for one solve, and for one process."""

    until: str
    limit: float
    stop: float


def peer(name: str, case: Case, limit: float) -> Result:
    """The core program by one tool: seconds to write and to solve it, and the value it reached."""
    told = PEERS[name](case, limit)
    return {
        f"core, {name}: write, s": round(told.written, 2),
        f"core, {name}: solve, s": round(told.solved, 2) if told.lifted is not None else _late(told.solved),
        f"core, {name}: people lifted": told.lifted,
    }


def _late(seconds: float) -> str:
    return f"{seconds:.2f} (out of time)"


def measure(what: str, source: Path, bounds: Bounds) -> None:
    """One measurement, in this process: what is known so far is printed as a line, again and again."""

    def tell(result: Result) -> None:
        print(json.dumps(result | {f"peak memory, {what}, MB": peak_memory()}), flush=True)

    if what == "whole":
        whole_run(source, bounds.until, bounds.limit, tell)
        return
    case = read_case(source)
    if what == "matrix":
        by_algorithm(_within(case, bounds.limit), bounds.limit, tell)
    else:
        tell(peer(what, case, bounds.limit))


def _within(case: Case, limit: float) -> Case:
    return replace(case, settings={**case.settings, "time_limit": limit})


def apart(what: str, source: Path, bounds: Bounds) -> Result:
    """A measurement in a process of its own: as far as it came before it was stopped."""
    command = [sys.executable, str(Path(__file__).resolve()), str(source), "--only", what]
    command += ["--until", bounds.until, "--limit", str(bounds.limit)]
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, timeout=bounds.stop, check=True)
    except subprocess.TimeoutExpired as stopped:
        return {**_last(stopped.stdout or b""), f"{what} stopped after, s": round(bounds.stop)}
    return _last(done.stdout)


def _last(output: bytes) -> Result:
    lines = [line for line in output.decode().splitlines() if line.startswith("{")]
    return dict(json.loads(lines[-1])) if lines else {}


def all_of(source: Path, bounds: Bounds) -> Result:
    """A column of the table."""
    result = apart("whole", source, bounds)
    if STAGES.index(bounds.until) >= STAGES.index("solve"):
        for what in ("matrix", *(name for name in PEERS if find_spec(PEER_NEEDS.get(name, "polyfund")))):
            result |= apart(what, source, bounds)
        result |= agreement(result) | beside_the_best(result)
    return result


def beside_the_best(result: Result) -> Result:
    """The whole run as a multiple of the quickest algorithm that alone took the very matrix to a vertex."""
    ended = [
        float(result[key]) for key in (f"HiGHS, {name}, s" for name in ALGORITHMS) if _ended(result.get(key))
    ]
    if not ended or "whole, s" not in result:
        return {}
    return {"whole, ratio to the quickest of HiGHS": f"{result['whole, s'] / min(ended):.2f}"}


def _ended(cell: Any) -> bool:
    return cell is not None and str(cell).replace(".", "", 1).isdigit()


def growth(results: list[Result]) -> dict[str, float]:
    """The power of the number of eligible grants with which each stage outside HiGHS grows, fitted over
    the cases by least squares of logarithms."""
    grown = {}
    for stage in OUTSIDE:
        known = [(one[GRANTS], one[f"{stage}, s"]) for one in results if one.get(f"{stage}, s")]
        if len(known) >= FITTED:
            size, seconds = np.log(known).T
            grown[stage] = float(np.polyfit(size, seconds, 1)[0])
    return grown


PEER_NEEDS = {"linopy": "linopy", "pulp": "pulp"}


def agreement(result: Result) -> Result:
    """Whether all tools that came to an end reached one value of the core's first aim."""
    values = {name: result.pop(f"core, {name}: people lifted", None) for name in PEERS}
    reached = [value for value in values.values() if value is not None]
    if not reached:
        return {}
    apart_by = (max(reached) - min(reached)) / max(1.0, abs(max(reached)))
    if len(reached) == 1:
        told = "one alone came to an end"
    else:
        told = f"{len(reached)} of {len(PEERS)} agree" if apart_by <= AGREE else "NO"
        told = f"{told} ({apart_by:.0e})"
    return {"core: people lifted": round(reached[0]), "core: one value to 1e-6": told}


def print_table(names: list[str], results: list[Result]) -> None:
    """Markdown: a line for each figure, a column for each case."""
    print("| | " + " | ".join(names) + " |")
    print("| --- |" + " ---: |" * len(names))
    for figure in dict.fromkeys(key for result in results for key in result):
        print(f"| {figure} | " + " | ".join(_cell(result.get(figure)) for result in results) + " |")


def _cell(value: Any) -> str:
    if value is None:
        return "–"
    return f"{value:,}" if isinstance(value, int) else str(value)


def machine() -> str:
    """What it was measured on."""
    found = []
    for name in PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(f"{name} not installed")
    return ", ".join(
        (f"{os.cpu_count()} cores, {platform.machine()}", f"Python {platform.python_version()}", *found)
    )


def resolve(name: str, folder: Path) -> Path:
    """The path of a case, generated into the folder where it is asked for by size."""
    size = asked(name)
    return generate(size.size, folder / name, degenerate=size.degenerate) if size else Path(name)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("cases", nargs="*", default=[DEFAULT], metavar="CASE")
    parser.add_argument("--until", choices=STAGES[1:], default=STAGES[-1], help="the last stage to run")
    parser.add_argument("--limit", type=float, default=120, help="seconds for one solve")
    parser.add_argument("--stop", type=float, default=1200, help="seconds for one process")
    parser.add_argument("--picture", type=Path, help="an SVG file to draw the table into")
    parser.add_argument("--only", choices=("whole", "matrix", *PEERS), help=argparse.SUPPRESS)
    return parser.parse_args()


def main() -> None:
    given = arguments()
    bounds = Bounds(given.until, given.limit, given.stop)
    if given.only:
        measure(given.only, Path(given.cases[0]), bounds)
        return
    with TemporaryDirectory() as folder:
        results = {Path(name).stem: all_of(resolve(name, Path(folder)), bounds) for name in given.cases}
    print(machine(), end="\n\n")
    print_table(list(results), list(results.values()))
    if grown := growth(list(results.values())):
        told = ", ".join(f"{stage} n^{power:.2f}" for stage, power in grown.items())
        print(f"\nGrowth with the number n of eligible grants: {told}")
    if given.picture:
        from benchmarks.picture import draw

        draw(results, given.picture)


if __name__ == "__main__":
    main()
