"""Random cases of every size, each drawn by its seed: for benchmarks.random_cases."""

from __future__ import annotations

import random
from typing import Any

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
