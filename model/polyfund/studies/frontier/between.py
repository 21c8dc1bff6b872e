"""The aims that a frontier lies between: from their names to the stages of each of its plans.

An aim named here is its measure over the whole case. After the aims named come the other aims of
the case, in their order, whatever their priority; a slack is allowed by these alone.

Prices of soft demands are in the units of the aim that they are counted in: the first of the
case, or the one that the sheet Aims puts them beside. With this aim they are counted in every
plan of the frontier, also where a plan must be as good as a demand on it:

    people lifted - cost of broken soft demands >= epsilon

Where this aim is not named, prices say nothing of the aims that are, so it has to be; or the cost
is an aim of its own, named or on the sheet Aims.
"""

from __future__ import annotations

import re
from dataclasses import replace

from polyfund.base.i18n import _
from polyfund.case.case import Case
from polyfund.objectives.aims import Aim, Stage, stages
from polyfund.objectives.measures import MEASURES
from polyfund.rules import Demand
from polyfund.schema.faults import nearest
from polyfund.schema.registers.settings import MEASURES as CHOICES

COST = "soft_cost"
FEWEST, MOST = 2, 3
BETWEEN = re.compile(r"\s*[,，、]\s*")

Key = tuple[str, ...]
WORDS = {
    word.casefold(): choice.key
    for choice in CHOICES
    for word in (choice.key, choice.label.en, choice.label.zh)
}


class AimsUnusable(ValueError):
    """Between these aims there is no frontier; the message says why, and what to name instead."""


def chosen_aims(text: str) -> Key:
    """The keys of two or three aims, named by key or label ("people_lifted,worst_coverage").

    Raises: AimsUnusable.
    """
    text = text.casefold()
    for word in filter(BETWEEN.search, WORDS):  # a comma in a label parts nothing
        text = text.replace(word, WORDS[word])
    names = [name for name in BETWEEN.split(text.strip()) if name]
    keys = tuple(_key(name) for name in names)
    if not FEWEST <= len(keys) <= MOST or len(set(keys)) < len(keys):
        raise AimsUnusable(
            _("name two or three different aims, as in --between people_lifted,worst_coverage")
        )
    return keys


def _key(name: str) -> str:
    if name not in WORDS:
        near = nearest(name, WORDS)
        hint = _("did you mean '{near}'?").format(near=near) + " " if near else ""
        raise AimsUnusable(
            _("there is no aim '{name}'; {hint}choose among {known}").format(
                name=name, hint=hint, known=", ".join(key for key in MEASURES if not MEASURES[key].rounds)
            )
        )
    key = WORDS[name]
    if MEASURES[key].rounds:
        raise AimsUnusable(
            _(
                "'{name}' is met in rounds and has no one value to give up for another; choose worst_lifted"
            ).format(name=name)
        )
    return key


def stages_between(case: Case, keys: Key, demands: dict[str, list[Demand]]) -> tuple[Stage, ...]:
    """The stages of each plan: the aims named first, in their order, then the others of the case.

    Raises: AimsUnusable, where an aim has nothing to tell it by in this case.
    """
    _check_matter(case, keys, demands)
    own = stages(case, demands)
    beside = next((stage for stage in own if _counts_cost(stage)), None)
    if beside and COST not in keys and beside.aims[0].measure.key not in keys and _by_default(beside):
        raise AimsUnusable(
            _(
                "prices of soft demands are counted in {aim}, which is not among the aims; name it too, or "
                "soft_cost, or give the cost of broken soft demands a priority of its own in Aims"
            ).format(aim=beside.aims[0].measure.key)
        )
    named = [Stage(0, (Aim(MEASURES[key]),)) for key in keys]
    if beside and COST not in keys and beside.aims[0].measure.key in keys:
        at = keys.index(beside.aims[0].measure.key)
        (cost,) = (aim for aim in beside.aims[1:] if aim.measure.key == COST)
        weighed = replace(cost, weight=cost.weight / beside.aims[0].weight)
        named[at] = Stage(0, (*named[at].aims, weighed))
    if COST in keys or any(_counts_cost(stage) for stage in named):
        own = tuple(_without_cost(stage) if stage is beside else stage for stage in own)
    told = [_told(_without_cost(stage)) for stage in named]
    others = [stage for stage in own if _told(stage) not in told]
    return tuple(replace(stage, priority=number) for number, stage in enumerate([*named, *others], start=1))


def _check_matter(case: Case, keys: Key, demands: dict[str, list[Demand]]) -> None:
    """What an aim is told by is there."""
    if "change" in keys and not case.previous:
        raise AimsUnusable(
            _("there is no plan that a change could be told from; fill in the sheet Previous plan")
        )
    if "target_shortfall" in keys and all(demand.price is None for demand in demands["targets"]):
        raise AimsUnusable(
            _("no target may be missed, so there is no shortfall to give up; give targets a price")
        )
    if COST in keys and all(demand.price is None for asked in demands.values() for demand in asked):
        raise AimsUnusable(_("no demand has a price, so there is no cost of broken ones; name other aims"))


def _counts_cost(stage: Stage) -> bool:
    """Whether the cost of broken soft demands is counted beside another aim."""
    return any(aim.measure.key == COST for aim in stage.aims[1:])


def _by_default(stage: Stage) -> bool:
    """Whether it is so without a row of Aims that says it."""
    return any(aim.measure.key == COST and aim.row is None for aim in stage.aims)


def _without_cost(stage: Stage) -> Stage:
    return replace(stage, aims=(stage.aims[0], *(aim for aim in stage.aims[1:] if aim.measure.key != COST)))


def _told(stage: Stage) -> frozenset[tuple[str, object]]:
    return frozenset((aim.measure.key, aim.scope) for aim in stage.aims)
