"""The aims in their order: which measures make up each stage.

The sheet Aims is no rule - it says what is best, not what must be - but like a rule it is
read from its rows once, for the program and for the audit.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from polyfund.base.i18n import _
from polyfund.base.i18n.amounts import amount
from polyfund.case.case import Case
from polyfund.objectives.measures import GRANTS, MEASURES, Measure, poor_counties
from polyfund.rules.base import Demand, Quantities
from polyfund.schema.faults import Faults
from polyfund.schema.scope import Scope


@dataclass(frozen=True)
class Aim:
    """One measure in a scope, ``weight`` times; ``row`` is its row in Aims, None by default, and
    ``where`` the words of its scope there."""

    measure: Measure
    weight: float = 1.0
    scope: Scope = Scope()  # noqa: RUF009 - frozen
    row: int | None = None
    where: str = ""

    @property
    def title(self) -> str:
        """The measure in words, with the scope where it is not everything."""
        if not self.where:
            return self.measure.title
        return _("{aim} ({where})").format(aim=self.measure.title, where=self.where)


@dataclass(frozen=True)
class Stage:
    """The aims of one priority; later stages may give up ``slack`` of what this one reaches."""

    priority: int
    aims: tuple[Aim, ...]
    slack: float = 0.0

    @property
    def sign(self) -> int:
        """1 where the stage's value is made most of, -1 where it is made least of."""
        return self.aims[0].measure.sign

    @property
    def rounds(self) -> bool:
        """Whether it goes on to the second worst, and so on."""
        return self.aims[0].measure.rounds

    @property
    def both_ways(self) -> bool:
        """Whether fewer people lifted may make it look better."""
        return any(aim.measure.both_ways for aim in self.aims)

    @property
    def scale(self) -> float:
        """How many of the solver's units one unit of the stage's value is."""
        return self.aims[0].measure.scale

    @property
    def title(self) -> str:
        """The stage in words: its measures with their weights beside the first."""
        first, *others = (
            f"{amount(self._beside_first(aim))} x {aim.title}" if self._beside_first(aim) != 1 else aim.title
            for aim in self.aims
        )
        signs = (" + " if aim.measure.sign == self.sign else " - " for aim in self.aims[1:])
        return first + "".join(sign + name for sign, name in zip(signs, others, strict=True))

    def value(self, quantities: Quantities) -> Any:
        """The stage's value in the units of its first aim, the others added by weight."""
        first, *others = self.aims
        total = first.measure.of(quantities, first.scope)
        for aim in others:
            total += (
                self.sign * self._beside_first(aim) * aim.measure.sign * aim.measure.of(quantities, aim.scope)
            )
        return total

    def _beside_first(self, aim: Aim) -> float:
        return aim.weight / self.aims[0].weight


def stages(case: Case, demands: dict[str, list[Demand]]) -> tuple[Stage, ...]:
    """The stages in order.

    Without rows: people lifted, then least money. Soft demands that no row of Aims places
    are paid for in the first stage, so a price is in the units of the first aim.
    """
    found = [
        Stage(int(priority), tuple(aim for aim, _slack in rows), max(slack for _aim, slack in rows))
        for priority, rows in _rows_by_priority(case)
    ] or [
        Stage(1, (Aim(MEASURES["people_lifted"]),)),
        Stage(2, (Aim(MEASURES["money_used"]),)),
    ]
    placed = any(aim.measure.key == "soft_cost" for stage in found for aim in stage.aims)
    soft = any(demand.price is not None for asked in demands.values() for demand in asked)
    if soft and not placed:
        first = found[0]
        found[0] = Stage(
            first.priority, (*first.aims, Aim(MEASURES["soft_cost"], first.aims[0].weight)), first.slack
        )
    return tuple(found)


def _rows_by_priority(case: Case) -> list[tuple[int, list[tuple[Aim, float]]]]:
    rows = sorted(case.rows("aims"), key=lambda row: (row.priority, -MEASURES[row.measure].sign, row.measure))
    return [
        (priority, [(_aim(case, row), float(row.slack)) for row in group])
        for priority, group in groupby(rows, key=lambda row: row.priority)
    ]


def _aim(case: Case, row: Any) -> Aim:
    (scope,) = case.scopes("aims", row)
    words = (getattr(row, dimension) for dimension in GRANTS)
    return Aim(MEASURES[row.measure], row.weight, scope, row.Index, " / ".join(filter(None, words)))


MOST_PAIRED = 500  # counties: 124,750 pairs
OF_POOR = ("worst_lifted", "leximin_counties", "leximin_prefectures", "spread")  # shares of poor persons
APART = 1e9  # weights of one priority, at most: what is farther apart is added up in vain
FAR = 1e12  # poor persons to those whom a million lifts, at most: a solver finds a share up to 1e14


def told_from_both_sides(case: Case, aims: tuple[Stage, ...]) -> frozenset[str]:
    """The counties whose people lifted some aim counts from above too."""
    scopes = [aim.scope for stage in aims for aim in stage.aims if aim.measure.both_ways]
    return frozenset(
        county for county in case.counties if any(scope.has(counties=county) for scope in scopes)
    )


def told_by_alone(case: Case) -> bool:
    """Whether some aim is told by what the agencies reach alone."""
    return any(MEASURES[row.measure].alone for row in case.rows("aims"))


def check_aims(case: Case, faults: Faults) -> None:
    """What could make an aim mean nothing, or something else than it says."""
    rows = list(case.rows("aims"))
    for row in rows:
        _check_scope(case, row, faults)
        _check_matter(case, row, faults)
        _check_rounds(case, row, rows, faults)
        _check_size(case, row, faults)
    _check_slacks(case, faults)
    _check_weights(case, faults)


def _check_scope(case: Case, row: Any, faults: Faults) -> None:
    """A measure knows only some scopes."""
    for dimension in GRANTS:
        if getattr(row, dimension) is not None and dimension not in MEASURES[row.measure].scopes:
            faults.add(
                case.place("aims", row.Index, dimension),
                _("this measure cannot be told apart by this column"),
                _("leave the cell blank"),
            )


def _check_matter(case: Case, row: Any, faults: Faults) -> None:
    """What the measure is told by is there."""
    place = case.place("aims", row.Index, "measure")
    if row.measure == "change" and case.whole and not case.previous:
        faults.add(
            place,
            _("there is no plan that a change could be told from"),
            _("fill in the sheet Previous plan, or choose another measure"),
        )
    if row.measure == "spread" and len(poor_counties(case, case.scopes("aims", row)[0])) > MOST_PAIRED:
        faults.add(
            place,
            _("every two counties are compared, and here are more than {most:,}").format(most=MOST_PAIRED),
            _("name a scope with fewer counties, or use 'worst-off prefectures first'"),
        )
    hard = all(case.price(target) is None for target in case.rows("targets"))
    if row.measure == "target_shortfall" and case.whole and hard:
        faults.add(
            place,
            _("no target may be missed, so there is no shortfall to make least of"),
            _("give the targets in question a price, or choose another measure"),
        )


def _check_rounds(case: Case, row: Any, rows: list[Any], faults: Faults) -> None:
    """An aim met in rounds has no one value that weights or slack could speak of."""
    if not MEASURES[row.measure].rounds:
        return
    if sum(other.priority == row.priority for other in rows) > 1:
        faults.add(
            case.place("aims", row.Index, "priority"),
            _("this measure cannot be added to others of its priority"),
            _("give it a priority of its own"),
        )
    if row.slack:
        faults.add(
            case.place("aims", row.Index, "slack"),
            _("this measure has no one value of which later aims could give up a share"),
            _("leave the cell blank; 'worst county' measures take a slack"),
        )
    soft = any(
        case.price(one) is not None
        for table in case.tables
        for one in case.rows(table)
        if hasattr(one, "price")
    )
    placed = any(other.measure == "soft_cost" for other in rows)
    if soft and not placed and row.priority == min(other.priority for other in rows):
        faults.add(
            case.place("aims", row.Index, "measure"),
            _("prices of soft demands cannot be counted in this measure"),
            _("add a row 'cost of broken soft demands' with a priority of its own"),
        )


def _check_size(case: Case, row: Any, faults: Faults) -> None:
    """A share of the poor that a million lifts is told from none."""
    if row.measure not in OF_POOR or not case.whole:
        return
    (scope,) = case.scopes("aims", row)
    effects: dict[str, float] = {}
    for (county, _programme), tiers in case.tiers.items():
        for tier in tiers:
            if tier.effect > 0:
                effects[county] = min(tier.effect, effects.get(county, tier.effect))
    for county in case.rows("counties"):
        least = effects.get(county.county, 0.0)
        if scope.has(counties=county.county) and 0 < least < county.poor / FAR:
            faults.add(
                case.place("counties", county.Index, "poor"),
                _(
                    "of {poor:,.6g} poor persons a million lifts {least:g} here: no share that can be computed with"
                ).format(poor=county.poor, least=least),
                _("check both figures, or name other counties in the row of Aims in {place}").format(
                    place=case.place("aims", row.Index, "counties")
                ),
            )


def _check_weights(case: Case, faults: Faults) -> None:
    """Of aims that are added up each counts for something."""
    greatest: dict[int, tuple[float, int]] = {}
    for row in case.rows("aims"):
        greatest[row.priority] = max(greatest.get(row.priority, (0.0, 0)), (row.weight, row.Index))
    for row in case.rows("aims"):
        weight, other = greatest[row.priority]
        if row.weight * APART < weight:
            faults.add(
                case.place("aims", row.Index, "weight"),
                _("the weight {weight:g} is nothing beside the {greatest:g} of {other}").format(
                    weight=row.weight, greatest=weight, other=case.place("aims", other, "weight")
                ),
                _("give the two different priorities, or weights that are nearer to each other"),
            )


def _check_slacks(case: Case, faults: Faults) -> None:
    """Rows of one priority agree on slack."""
    slacks: dict[int, tuple[float, int]] = {}
    for row in case.rows("aims"):
        slack, first = slacks.setdefault(row.priority, (row.slack, row.Index))
        if row.slack != slack:
            faults.add(
                case.place("aims", row.Index, "slack"),
                _("rows of one priority share one slack, but {other} says {slack}").format(
                    other=case.place("aims", first, "slack"), slack=amount(slack, 12)
                ),
                _("write the same slack on both, or give them different priorities"),
            )
