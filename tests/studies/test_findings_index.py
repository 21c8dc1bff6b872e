"""Findings are found by what they name."""

from __future__ import annotations

import pytest

from polyfund.evaluation.audit import Finding
from polyfund.rules import Demand
from polyfund.schema.faults import Place
from polyfund.schema.scope import Scope
from polyfund.schema.units import MILLION
from polyfund.studies.replan.difference import Spot
from polyfund.studies.replan.findings_index import FEW, Touching

HOME = Spot("East", "roads", 2016)


def of(*members: object) -> frozenset[object]:
    return frozenset(members)


def finding(scope: Scope, demand: Demand | None = None) -> Finding:
    return Finding("limits", "", "at most", 1.0, 1.0, 0.0, MILLION, Place("Limits"), scope, demand=demand)


def held_against(*others: Scope, counts: str = "million") -> Demand:
    """A demand of West's money, or people, in 2017."""
    less = tuple((1.0, other) for other in others)
    own = Scope(counties=of("West"), years=of(2017))
    return Demand("limits", 2, own, "at most", 1.0, MILLION, "amount", counts=counts, less=less)


@pytest.mark.parametrize(
    ("scope", "found"),
    [
        (Scope(), True),
        (Scope(counties=of("East", "West")), True),
        (Scope(counties=of("West")), False),
        (Scope(agencies=of("Bank"), programmes=of("roads", "schools")), True),
        (Scope(agencies=of("Province"), programmes=of("roads", "schools")), False),
        (Scope(years=of(2016)), True),
        (Scope(counties=of(*range(FEW + 1))), True),  # too many to list: looked at for any grant
    ],
)
def test_what_may_speak_of_a_grant(scope: Scope, found: bool) -> None:
    one = finding(scope)
    assert list(Touching([one]).of("Bank", [HOME])) == ([one] if found else [])


@pytest.mark.parametrize(
    ("demand", "found"),
    [
        (held_against(), False),
        (held_against(Scope(counties=of("East"))), True),  # what it is held against is East's
        (held_against(Scope(counties=of("North"))), False),
    ],
)
def test_a_demand_speaks_of_what_it_is_held_against_too(demand: Demand, found: bool) -> None:
    assert bool(list(Touching([finding(demand.scope, demand)]).of("Bank", [HOME]))) == found


def test_they_come_in_their_order_each_once() -> None:
    findings = [finding(scope) for scope in (Scope(years=of(2016)), Scope(counties=of("East")), Scope())]
    assert list(Touching(findings).of("Bank", [HOME, Spot("East", "roads", 2017)])) == findings
