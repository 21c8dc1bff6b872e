"""What is changed against the previous plan: taken away and added, both counted.

    moved[a,c,p,t] >= grant[a,c,p,t] - previous[a,c,p,t]                            million
    moved[a,c,p,t] >= previous[a,c,p,t] - grant[a,c,p,t]

Less of it is wanted, by an aim or a rule, so at an optimum it is the absolute change. A grant that
was not planned before is all change; a previous one that may not be given any more is too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyomo.environ as pyo

from polyfund.schema.scope import Scope

if TYPE_CHECKING:
    from polyfund.formulation.program import Program


def moved(program: Program, scope: Scope) -> Any:
    """Million changed in a scope; the block ``moved`` is made when it is first asked for."""
    model, previous = program.model, program.case.previous
    if model.component("moved") is None:
        _add(model, previous)
    gone = sum(
        amount
        for (agency, county, programme, year), amount in previous.items()
        if (agency, county, programme, year) not in model.grant
        and scope.has(agencies=agency, counties=county, programmes=programme, years=year)
    )
    changes = (
        model.moved.amount[grant.index()] if grant.index() in previous else grant
        for grant in program.variables_in(scope)
    )
    return pyo.quicksum(changes) + gone


def _add(model: Any, previous: dict[tuple[str, str, str, int], float]) -> None:
    model.moved = pyo.Block()
    keys = [key for key in previous if key in model.grant]
    model.moved.amount = pyo.Var(keys, bounds=(0, None))
    model.moved.more = pyo.Constraint(
        keys, rule=lambda block, *key: block.amount[key] >= model.grant[key] - previous[key]
    )
    model.moved.less = pyo.Constraint(
        keys, rule=lambda block, *key: block.amount[key] >= previous[key] - model.grant[key]
    )
