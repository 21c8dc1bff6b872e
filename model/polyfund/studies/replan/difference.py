"""Two plans side by side: what changed in each grant, and what moved from where to where.

All sums are in whole units of the currency, so they are exact:

    after[a,c,p,t] - before[a,c,p,t] = what moves there and is newly given there
                                       - what moves away and is no longer given there

The change of each grant is a fact. Which of an agency's millions went where is a reading of it:
money has no name, and many ways of pairing what was taken away with what was added
give the same change. This one keeps as much as it can of where the money was: it
looks first for the same county and programme in another year, then for the same programme in
another county, then for the same county in another programme, then for anything else of
the same agency, and in each of these for the same year first. What finds no partner is newly
given, or no longer given; an agency never has both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import pandas as pd

from polyfund.case.eligible import GRANT_KEYS, rows_of
from polyfund.evaluation.funding import UNITS

STEPS: tuple[tuple[str, ...], ...] = (
    ("county", "programme"),
    ("programme", "year"),
    ("programme",),
    ("county", "year"),
    ("county",),
    ("year",),
    (),
)
KINDS = ("sooner", "later", "county", "programme", "both", "new", "gone")


class Spot(NamedTuple):
    """Where and when an agency's money goes."""

    county: str
    programme: str
    year: int


class Move(NamedTuple):
    """Whole ``units`` of an agency's money from one spot to another; None is outside the plan."""

    agency: str
    source: Spot | None
    target: Spot | None
    units: int

    @property
    def million(self) -> float:
        return self.units / UNITS

    @property
    def kind(self) -> str:
        """One of ``KINDS``: the time alone changes, the county, the programme, both of them;
        newly given, or no longer given."""
        if self.source is None:
            return "new"
        if self.target is None:
            return "gone"
        if self.source.county != self.target.county:
            return "county" if self.source.programme == self.target.programme else "both"
        if self.source.programme != self.target.programme:
            return "programme"
        return "later" if self.target.year > self.source.year else "sooner"


Grant = tuple[str, str, str, int]
Amounts = dict[Spot, int]


@dataclass(frozen=True)
class Difference:
    """Two plans, each agency, county, programme, year, amount (million), one row a grant."""

    before: pd.DataFrame
    after: pd.DataFrame

    @cached_property
    def changes(self) -> pd.DataFrame:
        """Columns agency, county, programme, year, before, after, change (million): one row
        for each grant that is not the same, in the order of keys."""
        old, new = _units(self.before), _units(self.after)
        rows = [
            (*key, old.get(key, 0), new.get(key, 0))
            for key in sorted(old.keys() | new.keys())
            if old.get(key, 0) != new.get(key, 0)
        ]
        return _in_million(rows, GRANT_KEYS)

    def totals(self, by: str) -> pd.DataFrame:
        """Columns ``by`` (one of agency, county, programme, year), before, after, change
        (million): one row for each member that either plan gives to or by."""
        at = GRANT_KEYS.index(by)
        sums: dict[str | int, list[int]] = defaultdict(lambda: [0, 0])
        for side, plan in enumerate((self.before, self.after)):
            for key, units in _units(plan).items():
                sums[key[at]][side] += units
        return _in_million([(member, *sums[member]) for member in sorted(sums)], [by])

    @cached_property
    def moves(self) -> tuple[Move, ...]:
        """What moved, the largest first."""
        taken: dict[str, Amounts] = defaultdict(dict)
        added: dict[str, Amounts] = defaultdict(dict)
        old, new = _units(self.before), _units(self.after)
        for key in old.keys() | new.keys():
            change = new.get(key, 0) - old.get(key, 0)
            agency, spot = key[0], Spot(*key[1:])
            if change:
                (added if change > 0 else taken)[agency][spot] = abs(change)
        found = [
            move
            for agency in taken.keys() | added.keys()
            for move in _matched(agency, taken[agency], added[agency])
        ]
        return tuple(sorted(found, key=_largest_first))


def _units(plan: pd.DataFrame) -> dict[Grant, int]:
    """Whole units of the currency by grant."""
    rows = rows_of(plan, [*GRANT_KEYS, "amount"])
    return {tuple(key): round(amount * UNITS) for *key, amount in rows}


def _in_million(rows: Sequence[tuple[Any, ...]], keys: list[str]) -> pd.DataFrame:
    """``rows`` are the keys, and the units before and after."""
    told = [(*key, old / UNITS, new / UNITS, (new - old) / UNITS) for *key, old, new in rows]
    return pd.DataFrame(told, columns=[*keys, "before", "after", "change"])


def _matched(agency: str, taken: Amounts, added: Amounts) -> Iterator[Move]:
    """The moves of one agency, step by step; ``taken`` and ``added`` are used up."""
    for step in STEPS:
        waiting: dict[tuple[object, ...], list[Spot]] = defaultdict(list)
        for spot in sorted(added):
            waiting[_key(spot, step)].append(spot)
        for source in sorted(taken):
            for target in waiting[_key(source, step)]:
                units = min(taken[source], added[target])
                if units:
                    taken[source] -= units
                    added[target] -= units
                    yield Move(agency, source, target, units)
        for amounts in (taken, added):
            for spot in [spot for spot, units in amounts.items() if not units]:
                del amounts[spot]
    yield from (Move(agency, source, None, units) for source, units in taken.items())
    yield from (Move(agency, None, target, units) for target, units in added.items())


def _key(spot: Spot, step: tuple[str, ...]) -> tuple[object, ...]:
    return tuple(getattr(spot, name) for name in step)


def _largest_first(move: Move) -> tuple[object, ...]:
    outside = move.source is None or move.target is None
    return -move.units, move.agency, outside, move.source or (), move.target or ()
