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
import random
import sys
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import pandas as pd

from benchmarks.random_model import DECIDES, NoAnswer, Other
from model.answer.figures import Figures
from model.answer.plan import Answer, judge
from model.intake.case import Case
from model.intake.eligible import GRANT_KEYS
from model.intake.faults import InputFaults
from model.rules import all_demands
from model.rules.aims import stages
from model.run import read_case, solve
from model.solving.conflict import Conflict
from model.solving.highs import Infeasible, OutOfTime, SolverFailed
from model.solving.matrix import UnfitMatrix

NEAR = 1e-5  # of an aim's value, beside its accepted gap
AIMS = ("people_lifted", "need_weighted", "years_out", "worst_lifted", "money_used")
NAMES = {
    "people_lifted": "people lifted",
    "need_weighted": "people lifted weighted by need",
    "years_out": "years out of poverty",
    "worst_lifted": "worst county's share of poor lifted",
    "money_used": "money used",
}
Rows = list[tuple[Any, ...]]


class Draw:
    """One case as tables of CSV text."""

    def __init__(self, seed: str, *, whole: bool) -> None:
        self.chance, self.whole = random.Random(seed), whole
        one = self.chance
        self.money = 10.0 ** one.uniform(-1, 5)
        self.effect = min(1e5, max(1e-5, 10.0 ** one.uniform(-3, 8) / self.money))
        self.lifts = self.effect * self.money  # persons, or so
        self.counties = [f"C{number}" for number in range(one.randint(1, 4))]
        self.agencies = [f"A{number}" for number in range(one.randint(1, 3))]
        self.programmes = [f"P{number}" for number in range(one.randint(1, 4))]
        self.years = list(range(2021, 2021 + one.randint(1, 3)))
        self.sectors = ["works", "welfare"][: min(len(self.programmes), one.randint(1, 2))]

    def some(self, *choices: Any) -> Any:
        return self.chance.choice(choices)

    def about(self, size: float, decades: float = 0.5) -> float:
        """A figure of four digits, near a size."""
        return float(f"{size * 10 ** self.chance.uniform(-decades, decades):.4g}")

    def tables(self) -> dict[str, str]:
        tables = self._registers() | self._rules() | self._aims()
        return {name: "\n".join(",".join(map(str, row)) for row in rows) for name, rows in tables.items()}

    def _registers(self) -> dict[str, Rows]:
        one, poor = self.chance, self.some(1.0, 1.0, 30.0, 1e6)
        needs = [
            (county, programme, self.about(self.money), self.some("", "", self.about(self.effect)))
            for county in self.counties
            for programme in self.programmes
            if one.random() < 0.8
        ] or [(self.counties[0], self.programmes[0], self.about(self.money), "")]
        persons = [max(1, min(10**8, round(self.about(self.lifts * poor)))) for _ in self.counties]
        gap = self.some("", 0, 0.01) if self.whole else ""
        return {
            "settings": [
                ("setting", "value"),
                ("first year", self.years[0]),
                ("last year", self.years[-1]),
                ("time limit", 60),
                ("increasing returns allowed", "yes"),
                *([("accepted gap", gap)] if gap != "" else []),
            ],
            "counties": [
                ("county", "population", "poor persons", "weight", "returning share"),
                *(
                    (county, min(10**9, 3 * some), some, self.some(1, 0.5, 2), self.some(0, 0, 0.05))
                    for county, some in zip(self.counties, persons, strict=True)
                ),
            ],
            "agencies": [
                ("agency", "kind", "staff days", "staff days per million", "worth"),
                *(
                    (
                        agency,
                        "bank",
                        self.some("", "", self.about(100)),
                        self.about(100 / self.money) if self.money < 1e5 else 0,
                        self.some(1, 1, 1, 0.5, 0.001),
                    )
                    for agency in self.agencies
                ),
            ],
            "programmes": [
                ("programme", "sector", "persons lifted per million", "lag"),
                *(
                    (
                        name,
                        self.sectors[place % len(self.sectors)],
                        self.about(self.effect),
                        self.some(0, 0, 1, 2),
                    )
                    for place, name in enumerate(self.programmes)
                ),
            ],
            "needs": [("county", "programme", "need", "own effect"), *needs],
            "returns": self._returns(),
            "budgets": self._budgets(),
        }

    def _returns(self) -> Rows:
        falling = ((0.5, 1), (0.5, 0.5)), ((0.25, 1), (0.5, 0.75), (0.25, 0.25))
        rising = ((0.25, 0.5), (0.75, 1.5)), ((0.25, 0.5), (0.5, 1.5), (0.25, 1))
        rows: Rows = []
        for programme in self.programmes:
            if self.chance.random() < 0.4:
                shape = self.some(*falling, *(rising if self.whole else ()))
                rows += [(programme, number, *tier) for number, tier in enumerate(shape, start=1)]
        return [("programme", "tier", "share", "factor"), *rows]

    def _budgets(self) -> Rows:
        rows: Rows = []
        for agency in self.agencies:
            for sector in ("", *self.sectors):
                for year in self.years:
                    if self.chance.random() < 0.5:
                        moved = self.some("", 0.25, 1) if sector else ""
                        rows.append((agency, sector, year, self.about(self.money), moved, self.some("", 1)))
        rows = rows or [(self.agencies[0], "", self.years[0], self.about(self.money), "", "")]
        return [("agency", "sector", "year", "amount", "transferable share", "carry-over years"), *rows]

    def _price(self, per_unit: float) -> Any:
        return self.some("", self.about(per_unit, 1.0))

    def _rules(self) -> dict[str, Rows]:
        each, money, effect = "each", self.money, self.effect
        tables: dict[str, Rows] = {
            "limits": [("agencies", "counties", "programmes", "years", "sense", "amount", "price")],
            "targets": [("counties", "years", "measure", "at most", "price")],
            "minimum_grants": [("agencies", "counties", "programmes", "years", "at least", "price")],
            "joint": [("project", "counties", "programmes", "amount", "funded", "price")],
        }
        for _ in range(self.chance.randint(0, 2)):
            where = self.some("", each, *self.agencies), self.some("", each, *self.counties)
            sense = self.some("at least", "at most", "at most")
            amount = self.about(money * (0.05 if sense == "at least" else 0.5))
            tables["limits"].append((*where, "", self.some("", each), sense, amount, self._price(effect)))
        if self.chance.random() < 0.3:
            most = max(1, round(self.about(self.lifts)))
            tables["targets"].append((self.some("", each), self.years[-1], "remaining poor", most, 1))
        if self.whole:
            for _ in range(self.chance.randint(1, 2)):
                where = self.some("", each), self.some("", each), self.some("", each)
                least = self.about(money * 0.5)
                tables["minimum_grants"].append((*where, self.some("", each), least, self._price(effect)))
        if len(self.counties) > 1 and self.chance.random() < 0.3:
            funded, price = self.some("whole", "in proportion"), self._price(effect)
            funded = funded if self.whole else "in proportion"
            programme = self.chance.choice(self.programmes)
            for county in self.counties[:2]:
                tables["joint"].append(("bridge", county, programme, self.about(money * 0.3), funded, price))
        return tables

    def _aims(self) -> dict[str, Rows]:
        self.aims = ["people_lifted", "money_used"]
        if self.chance.random() < 0.5:
            return {}
        self.aims = self.chance.sample(AIMS[:4], 1) + self.chance.sample(AIMS, 1)
        if self.aims[0] == self.aims[1]:
            self.aims[1] = "money_used"
        return {
            "aims": [
                ("priority", "measure"),
                *((number, NAMES[aim]) for number, aim in enumerate(self.aims, 1)),
            ]
        }


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
        return f"DIFFER: more, {first.value:.9g}, the other {best:.9g}"
    if first.value < best - gap * abs(first.value) - near:
        return f"DIFFER: less, {first.value:.9g}, the other {best:.9g}, {_other_plan(other)}"
    if first.bound < best - near:
        return f"DIFFER: bound {first.bound:.9g} below the other's {best:.9g}, {_other_plan(other)}"
    if other.whole and first.gap > max(gap, 1e-6) * (1 + 1e-6):
        return f"DIFFER: gap {first.gap:.3g} of {gap:.3g}"
    if other.whole:
        return "agree: whole"
    return _second(answer, other, aims, units, first.value)


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


INF = float("inf")


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
