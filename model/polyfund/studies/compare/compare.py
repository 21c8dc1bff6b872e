"""A plan beside other ways of spending the same money."""

from __future__ import annotations

import gc
from collections.abc import Collection
from dataclasses import replace
from time import monotonic

from polyfund.base.i18n import _
from polyfund.evaluation.compared import Compared, Way
from polyfund.planning.answer import Answer
from polyfund.planning.optional import allowed, told_why
from polyfund.planning.stopwatch import Watch
from polyfund.solver.matrix import is_large
from polyfund.studies.compare.baselines import WAYS, quick_ways, way
from polyfund.studies.compare.names import way_words


def compare(answer: Answer, watch: Watch | None = None, asked: Collection[str] | None = None) -> Answer:
    """The answer beside other ways of spending the same money (``asked``: their keys; unless told
    otherwise those that nobody waits for).

    They have what the plan left of the time limit, and where nobody asked for them no longer than
    the plan took; what is not found then is left out.
    Raises: NotChecked.
    """
    answer.case.require_checked()
    watch, case = watch or Watch(seconds=answer.seconds), answer.case
    end = monotonic() + float(case.settings["time_limit"]) - sum(answer.seconds.values())
    until = allowed(watch, end, asked=asked is not None)
    asked = quick_ways(is_large(answer.counts["nonzeros"])) if asked is None else asked
    ways, missing = list[Way](), dict[str, str]()
    for key in WAYS:
        if key not in asked or watch.stopped:
            missing[key] = "stopped" if key in asked else "asked"
            continue
        with (
            watch.stage("compare", _("Comparing with: {way}").format(way=way_words(key))),
            told_why(missing, key, until, watch),
        ):
            found = way(key, case, answer.figures.demands, until.seconds())
            ways += [found] if found else []
            missing |= {} if found else {key: "none"}
        if key not in quick_ways(large=True):
            gc.collect()  # the way's own program, and the plan's
    return replace(answer, compared=Compared((*ways, Way(answer.figures, answer.audit, "plan")), missing))
