"""What an agency's own money reaches, by its own lights, as if it alone filled each need.

    own[c,p,k] of agency a, from 0 to share[p,k] * need[c,p]                        million

    filled     sum(k) own[c,p,k] = worth[a] * sum(t) grant[a,c,p,t]
    reached    sum(c,p,k) preference[a,c,p] * effect[c,p] * factor[p,k] * own[c,p,k]   persons

Where factors fall from tier to tier and more reached is better, the tiers are filled in order;
where they rise, polyfund.formulation.order asks for it.

Source: the study's voluntary cooperation of many bodies, each with aims of its own.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import pyomo.environ as pyo

from polyfund.case.case import Case
from polyfund.formulation.order import add_order, rises
from polyfund.formulation.sums import total, weighed

if TYPE_CHECKING:
    from polyfund.formulation.program import Program


def add_done(model: Any, case: Case) -> None:
    """What everybody's money does at each need, however many are poor:

        persons[c,p] = sum(t,k) effect[c,p] * factor[p,k] * tier[c,p,t,k]

    A variable of its own, so that who asks for it, need by need, asks in short rows.
    """
    effects: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for (county, programme, _year, tier), money in model.tier.items():
        effects[county, programme].append(case.tiers[county, programme][tier].effect * money)
    model.done = pyo.Block()
    needs = pyo.SetOf(list(effects))
    model.done.persons = pyo.Var(needs, bounds=(0, None))
    model.done.is_done = pyo.Constraint(
        needs, rule=lambda block, *need: block.persons[need] == total(effects[need])
    )


def add_reached(program: Program, agency: str) -> Any:
    """Persons that the agency reaches, as a sum of variables made here.

    Rows: ``reach[agency].filled[county, programme]``.
    """
    case, model = program.case, program.model
    weights = case.preferences_of(agency)
    given = {need: places for need, places in program.grants_of(agency).items() if weights[need]}
    if model.component("reach") is None:
        model.reach = pyo.Block(pyo.Any)
    tiers = {(*need, number): tier for need in given for number, tier in enumerate(case.tiers[need])}
    block = model.reach[agency]
    block.own = pyo.Var(pyo.SetOf(list(tiers)), bounds=lambda _, *key: (0, tiers[key].capacity))

    def filled(_: Any, *need: Any) -> Any:
        parts = (block.own[(*need, number)] for number in range(len(case.tiers[need])))
        return total(parts) == program.family.weighed(program.worths[given[need]], given[need])

    block.filled = pyo.Constraint(pyo.SetOf(list(given)), rule=filled)
    rising = [need for need in given if rises(case.tiers[need])]
    add_order(
        block,
        {
            need: [(block.own[(*need, k)], tier.capacity) for k, tier in enumerate(case.tiers[need])]
            for need in rising
        },
    )
    worths = (weights[key[:2]] * tier.effect for key, tier in tiers.items())
    return weighed(worths, block.own.values())
