"""What every rule is made of.

A rule is one file with a ``TABLE``, its formula as the docstring, ``PRICE_MEANS``, and two
functions: ``demands`` says what each row asks, ``given`` says how much of it a plan gives.
``given`` is said once and evaluated twice: on the variables of the program, where it is the
left-hand side of a constraint, and on the numbers of a finished plan, where it is the audit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from polyfund.case.case import Case
from polyfund.schema.faults import Faults
from polyfund.schema.scope import Scope
from polyfund.schema.table import Label, Table


@dataclass(frozen=True)
class Demand:
    """One thing that one row of a rule sheet asks.

    ``asked`` and what is given are in ``unit``; one unit is ``scale`` of what it
    ``counts``: million, or persons. ``price`` is None where the demand must hold;
    ``column`` is the input's column that holds the figure asked. A rule that holds one
    scope against others takes off what each of ``less``, a ratio and a scope, gets. ``own`` is
    False where what an agency's scope gives is told by everybody's money.
    """

    rule: str
    row: int
    scope: Scope
    sense: str  # "at least", "at most", "exactly" or "nothing or at least"
    asked: float
    unit: Label
    column: str
    price: float | None = None
    scale: float = 1.0
    counts: str = "million"  # or "persons"
    own: bool = True
    less: tuple[tuple[float, Scope], ...] = ()

    @property
    def key(self) -> tuple[str, int, int]:
        """Names the demand: the rule, the row that asks, and which of the row's demands."""
        return self.rule, *self.index

    @property
    def index(self) -> tuple[int, int]:
        """Names it within its rule: the index of its row in the program."""
        return self.row, self.scope.number

    def shortfall(self, given: float) -> float:
        """By how much ``given`` breaks the demand, in its unit; 0 where it holds."""
        below, above = self.asked - given, given - self.asked
        return max(
            0.0,
            {
                "at least": below,
                "at most": above,
                "exactly": abs(above),
                "nothing or at least": min(abs(given), below),
            }[self.sense],
        )


def each_once(demands: Iterable[Demand]) -> list[Demand]:
    """The demands of one rule. Two of one key would be one row of the program, and the first of
    them lost; a rule numbers the scopes of its rows so that this never happens.

    Raises: ValueError.
    """
    found: dict[tuple[str, int, int], Demand] = {}
    for demand in demands:
        if demand.key in found:
            raise ValueError(f"two demands are called {demand.key}: {found[demand.key]} and {demand}")
        found[demand.key] = demand
    return list(found.values())


@dataclass(frozen=True)
class Part:
    """One of several shares: ``amount`` (never negative, at most ``most``) against ``base`` (above 0)."""

    amount: Any
    base: float
    most: float


class Quantities(Protocol):
    """What a rule may speak of: Pyomo expressions in the program, numbers in the audit."""

    @property
    def case(self) -> Case: ...

    def money(self, scope: Scope) -> Any:
        """Million given in the scope."""

    def received(self, scope: Scope) -> Any:
        """Million in the scope as it counts on the ground: grants times worth."""

    def poor(self, scope: Scope) -> Any:
        """Persons still poor in the scope's counties, summed over its years."""

    def lifted(self, scope: Scope, *, weighted: bool = False) -> Any:
        """Persons fewer in poverty in the scope's counties at the end than without any grant."""

    def years_out(self, scope: Scope) -> Any:
        """Years that persons of the scope's counties spend out of poverty who without any grant
        would not: persons fewer in poverty, summed over the scope's years."""

    def moved(self, scope: Scope) -> Any:
        """Million in the scope taken away from the previous plan or added to it."""

    def staff_days(self, scope: Scope) -> Any:
        """Days of the agencies' staff that the scope's grants take."""

    def reached(self, agency: str) -> Any:
        """Persons, each times the agency's preference, that its own money reaches if it alone
        fills each need, the best tiers first (see polyfund.formulation.utility)."""

    def helped(self, agency: str) -> Any:
        """The same persons, reached by everybody's money together."""

    def soft_cost(self) -> Any:
        """Price times breach, summed over all soft demands."""

    def breach(self, rule: str) -> Any:
        """By how much a rule's soft demands are broken in all, in what they count."""

    def least(self, parts: Sequence[Part]) -> Any:
        """The smallest of the shares; 0 where there are none."""

    def apart(self, parts: Sequence[Part]) -> Any:
        """sum(i < j) base[i] * base[j] * |share[i] - share[j]| / sum(base)^2, a share."""


class Room(Protocol):
    """A rule's module."""

    TABLE: Table

    @property
    def PRICE_MEANS(self) -> Label | None:
        """None for what asks nothing."""

    def demands(self, case: Case) -> Iterator[Demand]: ...

    def given(self, quantities: Quantities, demand: Demand) -> Any:
        """How much a plan gives, in what the demand counts: million, or persons."""

    def check(self, case: Case, faults: Faults) -> None:
        """Find what only this rule can see to be wrong with its rows."""


def money_beyond(quantities: Quantities, demand: Demand) -> Any:
    """Million in the demand's scope beyond what it is held against."""
    own = quantities.money(demand.scope)
    return own - sum(ratio * quantities.money(scope) for ratio, scope in demand.less)
