"""What is said above a frontier's points."""

from __future__ import annotations

from polyfund.base.i18n import _
from polyfund.report.frontier.columns import columns
from polyfund.studies.frontier.search import Frontier


def title(found: Frontier) -> str:
    return f"{found.case.said('title')}: " + _("trade-off between aims")


def subtitle(found: Frontier) -> str:
    return "; ".join(stage.title for stage in found.stages)


def knee_words(found: Frontier) -> str:
    """Where the frontier bends most, or why there is no such point."""
    if len(found.points) == 1:
        return _("One plan is best on all these aims: there is nothing to give up")
    if found.knee is None:
        return _("The frontier is straight: no point stands out as its knee")
    told = columns(found)[1 : 1 + len(found.stages)]
    figures = "; ".join(f"{column.head} {column.words(found.knee)}" for column in told)
    name = found.points[found.knee].name
    if len(found.stages) == 2:
        return _("The knee, farthest beyond the chord of the ends, is point {name}: {figures}").format(
            name=name, figures=figures
        )
    return _("The knee, nearest to the best of each aim, is point {name}: {figures}").format(
        name=name, figures=figures
    )


def ways(found: Frontier) -> str:
    return _(
        "Each point is a whole plan, proved and audited: no plan is better on one of the aims without being "
        "worse on another. Point {first} is the best on the first aim."
    ).format(first=found.points[0].name)


def points_table(found: Frontier) -> str:
    """The points as a table in Markdown."""
    told = [column for column in columns(found) if column.main]
    lines = [
        [f"{column.head} ({column.unit})" if column.unit else column.head for column in told],
        ["---"] * len(told),
        *([column.words(place) for column in told] for place in range(len(found.points))),
    ]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
