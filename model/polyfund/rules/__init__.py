"""The rules in force, in the order of their sheets. Adding a rule is a file and its name here."""

from polyfund.case.case import Case
from polyfund.rules import (
    balance,
    changes,
    commitments,
    joint,
    lead,
    limits,
    matching,
    minimum_grants,
    neighbours,
    pairs,
    participation,
    prerequisites,
    previous_plan,
    shares,
    smoothing,
    targets,
)
from polyfund.rules.base import Demand, Quantities, Room, each_once
from polyfund.schema.registers import REGISTERS

IN_FORCE: tuple[Room, ...] = (
    limits,
    shares,
    matching,
    pairs,
    prerequisites,
    joint,
    lead,
    balance,
    smoothing,
    targets,
    commitments,
    minimum_grants,
    neighbours,
    participation,
    previous_plan,
    changes,
)

TABLES = (*REGISTERS, *(room.TABLE for room in IN_FORCE))


def all_demands(case: Case) -> dict[str, list[Demand]]:
    """What every rule asks of a case, by the rule's key."""
    return {room.TABLE.key: each_once(room.demands(case)) for room in IN_FORCE}


__all__ = ["IN_FORCE", "TABLES", "Demand", "Quantities", "Room", "all_demands"]
