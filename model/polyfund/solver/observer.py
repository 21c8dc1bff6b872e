"""Who hears how the stages go."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from polyfund.solver.log import Step


class Choices(Enum):
    """What a stage does with the columns that must be whole."""

    NONE = "there are none"
    OPEN = "they may lie between"
    SOUGHT = "they are looked for, by branch and bound"
    HELD = "they are held"


@dataclass(frozen=True)
class Place:
    """The stage that is at work: the one numbered ``number`` of ``of``, which meets an objective."""

    number: int
    of: int
    objective: int
    choices: Choices = Choices.NONE


class Listener:
    """Hears everything and keeps nothing; others tell of it."""

    def begins(self, place: Place) -> None:
        """A stage begins."""

    def hears(self, step: Step | None) -> None:
        """The solver is at work, and got so far; None where it has not said. Called several times a
        second, in the thread that asked for the solve."""

    def ends(self, place: Place, value: float, bound: float) -> None:
        """The stage's objective, which is made least of, came to ``value``, and is nowhere below
        ``bound`` where the stage could choose; both with the objective's constant."""


SILENT = Listener()
