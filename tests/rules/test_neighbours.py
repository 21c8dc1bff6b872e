"""Neighbours: a county's programme also helps the county next door.

10 million in 2016; a million of roads lifts 10 in East, 9 in West and 9 in North.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from pytest import approx

from polyfund.case.eligible import GRANT_KEYS
from polyfund.evaluation.quantities import Figures
from polyfund.evaluation.rounding import Rounding
from polyfund.formulation.build import build
from polyfund.objectives.aims import stages
from polyfund.rules import all_demands
from polyfund.run import solve
from polyfund.schema.faults import InputFaults
from tests.cases import case_of
from tests.report.plans import opened, rows, written
from tests.rules.proofs import gaps, given

CASE = {
    "settings": "setting,value\nfirst year,2016\nlast year,2016",
    "counties": "county,population,poor persons\nEast,9000,1000\nNorth,9000,1000\nWest,9000,1000",
    "needs": "county,programme,need,own effect\nEast,roads,100,\nNorth,roads,100,9\nWest,roads,100,9",
    "budgets": "agency,year,amount\nProvince,2016,10",
}


def neighbours(*rows: str, **change: str) -> dict[str, str]:
    return CASE | {"neighbours": "county,neighbour,programmes,share,both ways\n" + "\n".join(rows)} | change


@pytest.mark.parametrize(
    ("both", "helped"),
    [("", " + 1.8*tier[West,roads,2016,0]"), ("no", "")],  # 0.2 x 9
)
def test_lp_text(both: str, helped: str) -> None:
    """West's road helps North by 0.2 x 9; North's helps West where both ways are open."""
    case = case_of(**neighbours(f"North,West,,0.2,{both}"))
    demands = all_demands(case)
    model = build(case, demands, stages(case, demands)).model
    north, west = (str(model.effect[county, 2016].expr) for county in ("North", "West"))
    assert north == f"lifted[North,2016]  <=  9.0*tier[North,roads,2016,0]{helped}"
    assert west == "lifted[West,2016]  <=  1.8*tier[North,roads,2016,0] + 9.0*tier[West,roads,2016,0]"


@pytest.mark.parametrize(
    ("rows", "gap"),
    [
        ((), 100.0),  # 1000 - 0 against 900
        (("North,West,,0.5,",), 55.0),  # 10 x 9 x 0.5 = 45 lifted next door
        (("North,West,infrastructure,1,no",), 10.0),  # 90
        (("West,North,,1,no",), 100.0),  # the other way
    ],
)
def test_gap_on_a_broken_plan(rows: tuple[str, ...], gap: float) -> None:
    """At most 900 poor in West, when all money goes to North."""
    targets = "counties,years,measure,at most\nWest,2016,remaining poor,900"
    case = case_of(**neighbours(*rows, targets=targets))
    assert gaps(case, "targets", ("Province", "North", "roads", 2016, 10.0)) == [gap]


def test_bites() -> None:
    """Free: 10 million lift 100 in East. When North and West help each other by a fifth, a million
    in either lifts 9 + 1.8 = 10.8: 108."""
    free, helped = solve(case_of(**CASE)), solve(case_of(**neighbours("North,West,,0.2,")))
    assert (free.stages[0].final, given(free)) == (approx(100), {("East", 2016): 10})
    assert helped.stages[0].final == approx(108)
    assert ("East", 2016) not in given(helped)


def test_a_county_without_any_grant_is_helped_too() -> None:
    """2 million lift 18 in North and 9 in Vale, which needs nothing itself."""
    case = case_of(
        **neighbours(
            "North,Vale,,0.5,no",
            counties="county,population,poor persons\nNorth,9000,1000\nVale,9000,1000",
            needs="county,programme,need,own effect\nNorth,roads,2,9",
        )
    )
    answer = solve(case)
    assert answer.stages[0].final == approx(27)
    assert isinstance(answer.figures, Figures)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (("West,West,,0.2,",), r"neighbours\.csv:2 \[neighbour\]: West is no neighbour of its own"),
        (
            ("North,West,roads,0.2,", "West,North,,0.3,no"),
            r"neighbours\.csv:3 \[county\]: that West helps North by roads is told in neighbours\.csv:2",
        ),
    ],
)
def test_faults(rows: tuple[str, ...], message: str) -> None:
    with pytest.raises(InputFaults, match=message):
        case_of(**neighbours(*rows))


def test_what_a_grant_can_move_holds_next_door_too() -> None:
    """Half of what North's million lifts is lifted in West besides, where a tenth returns each year:
    0.5 x 9 x 1.1 persons there, 9 in North itself, and both together."""
    counties = "county,population,poor persons,returning share\nNorth,9000,1000,0\nWest,9000,1000,0.1"
    targets = "counties,years,measure,at most\neach,2016,remaining poor,900\n,2016,remaining poor,900"
    needs = "county,programme,need,own effect\nNorth,roads,100,9\nWest,roads,100,9"
    case = case_of(**neighbours("North,West,,0.5,no", counties=counties, targets=targets, needs=needs))
    grants = pd.DataFrame([("Province", "North", "roads", 2016, 10.0)], columns=[*GRANT_KEYS, "amount"])
    figures = Figures(case, grants, all_demands(case))
    moved = sorted(Rounding(figures).moved_by_one_each(demand) for demand in figures.demands["targets"])
    assert moved == approx([4.95, 9, 13.95])


def test_the_report_tells_what_neighbours_do(tmp_path: Path) -> None:
    """18 lifted in North by its 2 million, so up to 9 in Vale; the column stands only where told."""
    vale = {
        "counties": "county,population,poor persons\nNorth,9000,1000\nVale,9000,1000",
        "needs": "county,programme,need,own effect\nNorth,roads,2,9",
    }
    head = "can be lifted by neighbours' works"
    for told, found in ((neighbours("North,Vale,,0.5,no", **vale), [0, 9]), (CASE | vale, [None, None])):
        book = opened(written(solve(case_of(**told)), tmp_path), values=True)
        lines = rows(book, "Outcomes", "Outcomes")[:2]
        assert [line["county"] for line in lines] == ["North", "Vale"]
        assert [line.get(head) for line in lines] == [figure and approx(figure) for figure in found]
