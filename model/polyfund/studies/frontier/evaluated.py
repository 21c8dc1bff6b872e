"""Points that are taken over from disk are evaluated again from their plan: nobody's record is believed.

What a plan comes to follows from its grants; that no plan is better does not. So of the certified bound
it is asked that it lies as near to the plan's value as a proof leaves it, and of the prices that they
are numbers.
"""

from __future__ import annotations

from math import isfinite
from pathlib import Path

from polyfund.case.case import Case
from polyfund.evaluation.utility import Reached
from polyfund.planning.answer import judge
from polyfund.reading.plans.read_plan import read_plan
from polyfund.rules import all_demands
from polyfund.schema.faults import InputFaults
from polyfund.studies.frontier.points import Place, Point, Scale

NEAR = 1e-5  # of a value: amounts are published rounded


def stands_up(case: Case, scale: Scale, place: Place, point: Point, folder: Path) -> bool:
    """Whether the plan in ``folder`` keeps all demands and comes to what the point says of it, and meets
    what is asked at the place."""
    try:
        grants = read_plan(folder / "plan.csv", case)
    except InputFaults:
        return False
    figures, audit = judge(case, grants, all_demands(case))
    if not (audit.passes and _is_of(place, point, len(scale.stages))):
        return False
    found = Reached(figures)
    values = tuple(float(stage.value(figures)) for stage in scale.stages)
    told = (*point.published, point.people, point.money, point.worst_share, *point.values)
    true = (*values, found.people_lifted, found.money, found.worst_share, *values)
    least = [1 / stage.scale for stage in scale.stages]
    units = (*least, 1.0, 1.0, 1.0, *least)
    gap = float(case.settings["accepted_gap"])
    return (
        (point.worst_county, point.grants) == (found.worst_county, len(grants))
        and all(map(_is_near, told, true, units))
        and _is_near(point.bound, values[place.lead], least[place.lead], gap)
        and scale.all_as_good(point.values[1 : 1 + len(place.epsilons)], place.epsilons, 1)
    )


def _is_of(place: Place, point: Point, aims: int) -> bool:
    """Whether these are the numbers that a point of the place has."""
    reached = point.people, point.money, point.worst_share
    numbers = (*point.values, *point.published, *point.prices, *reached, point.bound)
    return (
        point.name == place.name
        and (len(point.values), len(point.published), len(point.prices)) == (aims, aims, len(place.epsilons))
        and all(isinstance(number, int | float) and isfinite(number) for number in numbers)
    )


def _is_near(told: float, true: float, unit: float, gap: float = 0.0) -> bool:
    return abs(told - true) <= (NEAR + gap) * max(unit, abs(true))
