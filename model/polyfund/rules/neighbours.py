"""Neighbours: a county's programme also helps the county next door, by this share.

It asks nothing; it says how people leave poverty. With the counties n that help county c, and
their share[n,c,p]:

    lifted[c,t] <= sum(p,k) effect[c,p] * factor[p,k] * tier[c,p,t-lag[p],k]
                   + sum(n,p,k) share[n,c,p] * effect[n,p] * factor[p,k] * tier[n,p,t-lag[p],k]

so a road that lifts 100 in its own county lifts up to 100 * share more next door.

Source: the study's "regional development promotes poverty alleviation and the reverse": a
road, a power line or a market serves more than the county that pays for it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from polyfund.base.i18n import _
from polyfund.case.case import Case
from polyfund.rules.base import Demand, Quantities
from polyfund.rules.tables import named_column
from polyfund.schema.faults import Faults
from polyfund.schema.scope import SCOPES
from polyfund.schema.table import SOURCE, Choice, Column, Kind, Label, Table

TABLE = Table(
    "neighbours",
    Label("Neighbours", "邻县溢出"),
    Label(
        "A county's programme also helps the county next door, by this share", "某县的项目按此比例惠及邻县"
    ),
    (
        named_column(
            "county", Label("county", "县"), Label("Where the work is done", "项目所在县"), "counties.county"
        ),
        named_column(
            "neighbour",
            Label("neighbour", "邻县"),
            Label("Which county it helps besides", "同时受益的邻县"),
            "counties.county",
        ),
        SCOPES["programmes"].column(each=False),
        Column(
            "share",
            Label("share", "比例"),
            Label(
                "For each person that it lifts at home, so many more in the neighbour",
                "在本县每脱贫一人，邻县另可脱贫的人数",
            ),
            Kind.SHARE,
            Label("share", "比例"),
            required=True,
            above=0,
            at_most=1,
        ),
        Column(
            "both_ways",
            Label("both ways", "双向"),
            Label("Whether the neighbour's works help the county too", "邻县的项目是否同样惠及本县"),
            Kind.CHOICE,
            default="yes",
            choices=(Choice("no", Label("no", "否")), Choice("yes", Label("yes", "是"))),
        ),
        SOURCE,
    ),
)

PRICE_MEANS: Label | None = None  # it asks nothing that could be broken

Spills = Mapping[tuple[str, str], list[tuple[str, float]]]


def spills(case: Case) -> Spills:
    """For each county and programme, the counties that it helps besides, with their shares."""
    found: dict[tuple[str, str], list[tuple[str, float]]] = defaultdict(list)
    for row, county, neighbour, programme in _ways(case):
        found[county, programme].append((neighbour, row.share))
    return found


def _ways(case: Case) -> Iterator[tuple[Any, str, str, str]]:
    """Each row's ways: who helps whom, by which programme."""
    for row in case.rows("neighbours"):
        chosen = case.chosen("programmes", row.programmes)
        ways = [(row.county, row.neighbour), (row.neighbour, row.county)]
        for county, neighbour in ways if row.both_ways == "yes" else ways[:1]:
            for programme in case.programmes:
                if chosen is None or programme in chosen:
                    yield row, county, neighbour, programme


def demands(case: Case) -> Iterator[Demand]:
    """None: it is no demand."""
    del case
    return iter(())


def given(quantities: Quantities, demand: Demand) -> Any:
    del quantities
    raise TypeError(f"{demand.rule} asks nothing")


def check(case: Case, faults: Faults) -> None:
    """A county is no neighbour of its own, and one way of helping is told once."""
    for row in case.rows("neighbours"):
        if row.county == row.neighbour:
            faults.add(
                case.place("neighbours", row.Index, "neighbour"),
                _("{county} is no neighbour of its own").format(county=row.county),
                _("name another county"),
            )
    told: dict[tuple[str, str, str], Any] = {}
    wrong: set[int] = set()
    for row, *way in _ways(case):
        other = told.setdefault((way[0], way[1], way[2]), row)
        if other.Index != row.Index and row.Index not in wrong:
            wrong.add(row.Index)
            faults.add(
                case.place("neighbours", row.Index, "county"),
                _("that {county} helps {neighbour} by {programme} is told in {other} already").format(
                    county=way[0],
                    neighbour=way[1],
                    programme=way[2],
                    other=case.place("neighbours", other.Index, "county"),
                ),
                _("narrow the programmes of one of the two, or write 'no' for both ways"),
            )
