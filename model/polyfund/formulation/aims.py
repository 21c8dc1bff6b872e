"""The objectives of the stages, and the last one that leaves a single plan.

The last stage, always there, makes least of the work of coordination:

    sum  work * (1 + 0.05 * years after the first + 0.01 * key) * grant[a,c,p,t]
    work = 1 + staff days per million[a] + management days per million[p]

so of equal plans the one with less work is chosen, then the sooner one, then one settled by
``key``: a number in [0, 1) drawn from the grant's place in the order of keys, the same on
every machine. Without it money from different agencies would be interchangeable, the best
plans would fill a whole face, and which one came out would be the solver's accident.
"""

from __future__ import annotations

import numpy as np
import pyomo.environ as pyo

from polyfund.case.selection import Positions
from polyfund.formulation.program import Floats, Program
from polyfund.objectives.aims import Stage

SOONER = 0.05
BY_KEY = 0.01


def add_aims(program: Program, stages: tuple[Stage, ...]) -> None:
    """One minimised objective for each stage, in order, and the tie-break last.

    An objective is its stage's value times ``-sign * scale``.
    """
    model, values = program.model, []
    for number, stage in enumerate(stages):
        before = len(program.levels)
        values.append(stage.value(program))
        if stage.rounds and len(program.levels) > before:  # none where nobody is in the scope
            program.rounds[number] = program.levels[-1]
    model.aim = pyo.Objective(
        range(len(stages)),
        rule=lambda _, number: -stages[number].sign * stages[number].scale * values[number],
    )
    add_tie_break(program)


def add_tie_break(program: Program, places: Positions | None = None) -> None:
    """``places`` is each grant's place in the order of keys: among all of them, unless told."""
    model = program.model
    weights = tie_break(program, np.arange(len(program.grants)) if places is None else places)
    model.tie_break = pyo.Objective(expr=program.family.weighed(weights, np.arange(len(weights))))


def tie_break(program: Program, places: Positions) -> Floats:
    """The cost of a million of each grant in the last stage."""
    case, grants = program.case, program.grants
    days = case.column("programmes", "programme", "management_days_per_million")
    work = 1 + program.staff_days_per_million + np.asarray(grants["programme"].map(days), dtype=np.float64)
    later = np.asarray(grants["year"], dtype=np.float64) - case.years[0]
    return np.asarray(work * (1 + SOONER * later + BY_KEY * _scattered(places)))


def _scattered(places: Positions) -> Floats:
    """A number in [0, 1) for each place: the finaliser of SplitMix64 (Steele et al. 2014).

    Places in plain order would not do: the sums along a cycle of agencies and counties would
    be equal, and the tie would remain.
    """
    mixed = (places.astype(np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray((mixed ^ (mixed >> np.uint64(31))) >> np.uint64(11), dtype=np.float64) * 2.0**-53
