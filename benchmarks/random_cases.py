"""Random cases of every size against another solver's answer to another way of writing them down.

    python -m benchmarks.random_cases --cases 3000 --seed 1
    python -m benchmarks.random_cases --cases 2000 --seed 2 --whole

Sizes are drawn anew for each case: what a plan can lift from a thousandth of a person to a hundred
million, of as many poor or of many times more. Each case is solved by the package and, written down
again (benchmarks.random_model), by GLOP, with ``--whole`` by SCIP. Compared are whether there is a plan,
the first aim to within the accepted gap, its bound, and without whole choices the second aim among
the plans that are as good on the first. Where they differ the other's plan is put through the package's
audit: a plan that passes it and is better is a fault of the package, one that breaks it of the other.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import pandas as pd

from benchmarks.random_draw import Draw
from benchmarks.random_model import DECIDES, NoAnswer, Other
from polyfund.case.case import Case
from polyfund.case.eligible import GRANT_KEYS
from polyfund.evaluation.quantities import Figures
from polyfund.objectives.aims import stages
from polyfund.planning.answer import Answer, judge
from polyfund.planning.infeasibility import Conflict
from polyfund.rules import all_demands
from polyfund.run import read_case, solve
from polyfund.schema.faults import InputFaults
from polyfund.solver.highs import Infeasible, OutOfTime, SolverFailed
from polyfund.solver.matrix import UnfitMatrix

NEAR = 1e-5  # of an aim's value, beside its accepted gap
INF = float("inf")


def compare(seed: str, *, whole: bool) -> str:
    """What came of one case: "agree" with a word on what, or what differs."""
    draw = Draw(seed, whole=whole)
    with TemporaryDirectory() as folder:
        for name, text in draw.tables().items():
            (Path(folder) / f"{name}.csv").write_text(text + "\n", encoding="utf-8")
        try:
            case = read_case(folder)
        except InputFaults:
            return "no sound input"
    try:
        other = Other(case, max(1e-3, draw.lifts))
        best = other.most(_first(other, draw.aims[0]))
    except NoAnswer as why:
        return f"the other is not certain: {why}"
    try:
        answer = solve(case)
    except (Conflict, Infeasible):
        return (
            "agree: no plan"
            if best is None
            else f"DIFFER: no plan, the other {best:.9g}, {_other_plan(other)}"
        )
    except (SolverFailed, UnfitMatrix, OutOfTime) as failed:
        return f"DIFFER: {type(failed).__name__} {failed}, the other {best}"
    if best is None:
        return f"DIFFER: a plan, and none for the other; audit {'passes' if answer.audit.passes else 'fails'}"
    return _compared(case, answer, other, draw.aims, best)


def _first(other: Other, aim: str) -> Any:
    """The first aim with what broken demands cost, in the other's units."""
    return other.aim(aim) - other.cost() * (1.0 / other.unit(aim))


def _compared(case: Case, answer: Answer, other: Other, aims: list[str], best: float) -> str:
    units = [other.unit(aim) for aim in aims]
    best *= units[0]
    first, gap = answer.stages[0], float(case.settings["accepted_gap"]) if other.whole else 0.0
    near = NEAR * max(abs(best), abs(first.value)) + 1e-9 * units[0]
    if first.value > best + near:
        held = _held(answer, other, aims[0])
        if held is not None and held * units[0] >= first.value - near:
            return "agree: first aim, the other when it is given the plan"
        return f"DIFFER: more, {first.value:.9g}, the other {best:.9g}, given the plan {held}"
    if first.value < best - gap * abs(first.value) - near:
        return f"DIFFER: less, {first.value:.9g}, the other {best:.9g}, {_other_plan(other)}"
    if first.bound < best - near:
        return f"DIFFER: bound {first.bound:.9g} below the other's {best:.9g}, {_other_plan(other)}"
    if other.whole and first.gap > max(gap, 1e-6) * (1 + 1e-6):
        return f"DIFFER: gap {first.gap:.3g} of {gap:.3g}"
    if other.whole:
        return "agree: whole"
    return _second(answer, other, aims, units, first.value)


def _held(answer: Answer, other: Other, aim: str) -> float | None:
    """What the plan comes to in the other's way of writing the case down."""
    grants = answer.figures.grants
    other.hold(
        dict(zip(grants[GRANT_KEYS].itertuples(index=False, name=None), grants["amount"], strict=True))
    )
    try:
        return other.most(_first(other, aim))
    except NoAnswer:
        return None


def _second(answer: Answer, other: Other, aims: list[str], units: list[float], value: float) -> str:
    """The second aim among the plans as good on the first. Where a little of the first buys much of the
    second, what the other's tolerance leaves it decides, so that its plan is looked at by arithmetic."""
    least = (value - DECIDES * abs(value)) / units[0]
    other.model.add_linear_constraint(_first(other, aims[0]), least, INF)
    try:
        second = other.most(other.aim(aims[1]))
    except NoAnswer as why:
        return f"agree: first aim; the other is not certain of the second: {why}"
    if second is None:
        return "agree: first aim; the other finds none as good"
    sign = answer.stages[1].stage.sign
    mine, second = sign * answer.stages[1].value, second * units[1]
    near = 10 * NEAR * max(abs(second), abs(mine)) + 1e-6 * units[1]
    if mine > second + near:
        return f"DIFFER: second aim more, {mine:.9g}, the other {second:.9g}"
    if mine < second - near:
        grants = pd.DataFrame(other.plan(), columns=[*GRANT_KEYS, "amount"])
        demands = all_demands(other.case)
        figures = Figures(other.case, grants, demands)
        reached = [stage.sign * float(stage.value(figures)) for stage in stages(other.case, demands)]
        if reached[0] >= value - 1e-12 * abs(value) - 1e-9 * units[0] and reached[1] > mine + near:
            return f"DIFFER: second aim less, {mine:.9g}, the other {reached[1]:.9g}"
        return "agree: first aim, and the second but for what the other's tolerance takes of the first"
    return "agree: both aims"


def _other_plan(other: Other) -> str:
    """What the package's audit says of the other's plan."""
    case = other.case
    grants = pd.DataFrame(other.plan(), columns=[*GRANT_KEYS, "amount"])
    grants = grants.assign(amount=grants["amount"].round(6))
    demands = all_demands(case)
    figures, audit = judge(case, grants[grants["amount"] > 0].reset_index(drop=True), demands)
    value = float(stages(case, demands)[0].value(figures))
    return f"whose plan {'passes' if audit.passes else 'fails'} the audit with {value:.9g}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--cases", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--from", dest="start", type=int, default=0, help="the first case's number")
    parser.add_argument("--whole", action="store_true")
    parser.add_argument("--keep", type=Path, help="write the tables of the cases into this folder")
    asked = parser.parse_args()
    counts, started = Counter[str](), perf_counter()
    for number in range(asked.start, asked.start + asked.cases):
        seed = f"{asked.seed} {number}"
        if asked.keep:
            _keep(Draw(seed, whole=asked.whole), asked.keep / str(number))
        found = compare(seed, whole=asked.whole)
        counts[found.split(",")[0] if found.startswith("DIFFER") else found] += 1
        if found.startswith("DIFFER"):
            print(number, found, flush=True)
        if number % 100 == 99:
            print(f"{number + 1} cases, {perf_counter() - started:.0f} s", *counts.most_common(), flush=True)
    print(f"{perf_counter() - started:.0f} s, seed {asked.seed}", *counts.most_common(), sep="\n")
    sys.exit(any(found.startswith("DIFFER") for found in counts))


def _keep(draw: Draw, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in draw.tables().items():
        (folder / f"{name}.csv").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
