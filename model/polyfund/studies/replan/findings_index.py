"""Which findings speak of a grant, without going through all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any

from polyfund.evaluation.audit import Finding
from polyfund.schema.scope import Scope
from polyfund.studies.replan.difference import Spot

DIMENSIONS = ("counties", "agencies", "programmes", "years")
FEW = 50  # members: a finding that names more of every dimension is looked at for any grant


def scopes_of(finding: Finding) -> list[Scope]:
    """The scopes whose grants a finding speaks of; people are lifted in a county by any year's money."""
    demand = finding.demand
    if demand is None:
        return [finding.scope]
    if demand.counts == "persons":
        return [replace(demand.scope, years=None)]
    return [demand.scope, *(scope for _ratio, scope in demand.less)]


class Touching:
    """Findings by what they name: each scope by the dimension of which it names the fewest members."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self._findings = findings
        self._places: dict[Any, list[int]] = defaultdict(list)
        for place, finding in enumerate(findings):
            for key in set(chain.from_iterable(map(_keys, scopes_of(finding)))):
                self._places[key].append(place)

    def of(self, agency: str, spots: Iterable[Spot]) -> Iterator[Finding]:
        """Those that may speak of an agency's grant to one of the spots, in their order."""
        keys: set[Any] = {None, ("agencies", agency)}
        for spot in spots:
            keys |= {("counties", spot.county), ("programmes", spot.programme), ("years", spot.year)}
        places = set(chain.from_iterable(self._places.get(key, ()) for key in keys))
        return (self._findings[place] for place in sorted(places))


def _keys(scope: Scope) -> list[Any]:
    """The members under which a scope is found; None for any."""
    named = {name: getattr(scope, name) for name in DIMENSIONS if getattr(scope, name) is not None}
    fewest = min(named, key=lambda name: len(named[name]), default=None)
    if fewest is None or len(named[fewest]) > FEW:
        return [None]
    return [(fewest, member) for member in named[fewest]]
