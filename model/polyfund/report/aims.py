"""The values of aims as people read them: shares in percent, all else in its unit."""

from __future__ import annotations

from collections.abc import Sequence

from polyfund.base.i18n import _
from polyfund.base.i18n.amounts import shown
from polyfund.objectives.aims import Stage
from polyfund.objectives.measures import SHARE
from polyfund.planning.answer import StageResult
from polyfund.report import styles as look


def is_share(stage: StageResult) -> bool:
    return _in_shares(stage.stage)


def _in_shares(stage: Stage) -> bool:
    return stage.aims[0].measure.unit is SHARE


def aim_format(stage: StageResult) -> str:
    """The number format of an aim's values."""
    return look.FINE_SHARE if is_share(stage) else look.MONEY


def aim_figure(stage: StageResult, value: float) -> str:
    """A value of an aim as text."""
    return stage_figure(stage.stage, value)


def stage_figure(stage: Stage, value: float) -> str:
    """The same for a stage that is not done yet."""
    return shown(value, ".2%" if _in_shares(stage) else ",.1f")


def bound_words(number: int, sign: int) -> str:
    """Words with blanks for {aim}, {value} and {bound}: the first aim is bounded among all plans, a
    later one among those that are as good on the aims before it."""
    if number:
        return (
            _("{aim}: {value} (no plan as good on the aims before reaches more than {bound})")
            if sign > 0
            else _("{aim}: {value} (no plan as good on the aims before needs less than {bound})")
        )
    return (
        _("{aim}: {value} (no plan reaches more than {bound})")
        if sign > 0
        else _("{aim}: {value} (no plan needs less than {bound})")
    )


def taken_words(stages: Sequence[StageResult], stage: StageResult) -> str | None:
    """What an aim took from earlier ones, within their slack: '20.0 of people lifted'."""
    told = (
        _("{lost} of {aim}").format(lost=aim_figure(earlier, lost), aim=earlier.stage.title)
        for earlier, lost in zip(stages, stage.gave_up, strict=False)
        if lost
    )
    return _("; ").join(told) or None
