"""Why a plan changed: one small case for each reason.

10 million a year; a million of roads lifts 10 in East (need 8) and in West (need 40), one of
schools 4 in West.
"""

from __future__ import annotations

import pandas as pd
import pytest

from polyfund.case.case import Case
from polyfund.case.eligible import GRANT_KEYS
from polyfund.evaluation.evaluation import Judgement
from polyfund.planning.answer import judge
from polyfund.rules import all_demands
from polyfund.run import with_alone
from polyfund.studies.replan.difference import Difference
from polyfund.studies.replan.reasons import Reason, Why
from tests.cases import case_of

SCHOOLS = {
    "programmes": "programme,sector,persons lifted per million\nroads,infrastructure,10\nschools,education,4",
    "needs": "county,programme,need\nEast,roads,8\nWest,roads,40\nWest,schools,9",
}
Grants = dict[tuple[str, str, int], float]
E16, E17, W16, W17 = ((c, "roads", year) for c in ("East", "West") for year in (2016, 2017))
S16, S17 = (("West", "schools", year) for year in (2016, 2017))
TWO = {
    "agencies": "agency,kind\nProvince,provincial government\nLender,bank",
    "budgets": "agency,year,amount\nProvince,2016,2\nLender,2016,2",
}


def why(before: Grants, after: Grants, **change: str) -> Why:
    return between(plan(before), plan(after), **change)


def between(before: pd.DataFrame, after: pd.DataFrame, **change: str) -> Why:
    case = with_alone(case_of(**(SCHOOLS | change)))
    return Why(case, Difference(before, after), judged(case, before), judged(case, after))


def plan(province: Grants, lender: Grants | None = None) -> pd.DataFrame:
    rows = [("Province", *key, amount) for key, amount in province.items()]
    rows += [("Lender", *key, amount) for key, amount in (lender or {}).items()]
    return pd.DataFrame(rows, columns=[*GRANT_KEYS, "amount"])


def judged(case: Case, grants: pd.DataFrame) -> Judgement:
    return Judgement(*judge(case, grants, all_demands(case)), None)


def only(found: Why) -> Reason:
    (reason,) = found.reasons
    return reason


def cells(reason: Reason) -> list[str]:
    return [str(finding.place) for finding in (*reason.mended, *reason.binding)]


@pytest.mark.parametrize(
    "before, after, lost, gained, kind",
    [
        ({S16: 3}, {W16: 3}, 4, 10, "more"),
        ({}, {W16: 3}, 0, 10, "more"),  # newly given
        ({W16: 3}, {}, 10, 0, "unseen"),  # no longer given, and nothing asks for it
        ({W16: 3}, {W17: 3}, 10, 10, "unseen"),
        ({W16: 3}, {S16: 3}, 10, 4, "unseen"),
        ({E16: 9}, {E16: 8, W16: 1}, 0, 10, "more"),  # beyond East's need of 8
    ],
)
def test_by_effect(before: Grants, after: Grants, lost: float, gained: float, kind: str) -> None:
    reason = only(why(before, after))
    assert (reason.lost, reason.gained, reason.kind) == (lost, gained, kind)


@pytest.mark.parametrize(
    "before, after, change, place, given",
    [
        # The budget of 2016 is cut to 2: A spends 3 of it, B 2.
        ({W16: 3}, {W16: 2, W17: 1},
         {"budgets": "agency,year,amount\nProvince,2016,2\nProvince,2017,10"}, "budgets.csv:2 [amount]", 2),
        ({E16: 5}, {E16: 3, W16: 2},
         {"limits": "counties,at least / at most,amount\nWest,at least,2"}, "limits.csv:2 [amount]", 2),
        ({E16: 5}, {E16: 3, W16: 2},
         {"limits": "counties,at least / at most,amount\nEast,at most,4"}, "limits.csv:2 [amount]", 3),
        # West's 300 poor may be 280 at the end: 2 million at 10.
        ({E16: 5}, {E16: 3, W17: 2},
         {"targets": "counties,years,at most\nWest,2017,280"}, "targets.csv:2 [at most]", 280),
        ({E16: 5}, {W16: 5},
         {"eligibility": "agency,counties\nProvince,West"}, "eligibility.csv", 0),
        # A soft one counts too.
        ({E16: 5}, {E16: 3, W16: 2},
         {"limits": "counties,at least / at most,amount,price\nWest,at least,2,1"}, "limits.csv:2 [amount]", 2),
    ],
)  # fmt: skip
def test_by_a_demand_that_a_breaks_and_b_keeps(
    before: Grants, after: Grants, change: dict[str, str], place: str, given: float
) -> None:
    found = why(before, after, **change)
    reason = only(found)
    assert (reason.kind, cells(reason)) == ("mended", [place])
    assert [found.given_after(finding) for finding in reason.mended] == [given]


def test_a_demand_is_told_beside_what_lifts_more() -> None:
    limits = "programmes,at least / at most,amount\nschools,at most,1"
    reason = only(why({S16: 3}, {S16: 1, W16: 2}, limits=limits))
    assert (reason.kind, cells(reason)) == ("more", ["limits.csv:2 [amount]"])


def test_a_move_away_from_what_a_demand_asks_is_not_explained_by_it() -> None:
    """A gives West 1 of the 5 asked; B gives it 5 by new money, and takes nothing from it."""
    limits = "counties,at least / at most,amount\nWest,at least,5"
    found = why({W16: 1, E16: 2}, {W17: 5}, limits=limits)
    by_kind = {move.kind: reason for move, reason in zip(found.difference.moves, found.reasons, strict=True)}
    assert {kind: cells(reason) for kind, reason in by_kind.items()} == {
        "later": [],  # within West
        "county": ["limits.csv:2 [amount]"],
        "new": ["limits.csv:2 [amount]"],
    }


def test_by_a_demand_that_binds() -> None:
    """Lender and Province change places. Without Lender's move West would lose the 2 it must have;
    without Province's it would have 4."""
    before = plan({W16: 2}, {E16: 2})
    after = plan({E16: 2}, {W16: 2})
    limits = "counties,at least / at most,amount\nWest,at least,2"
    found = between(before, after, limits=limits, **TWO)
    told = {move.agency: reason for move, reason in zip(found.difference.moves, found.reasons, strict=True)}
    assert (told["Lender"].kind, cells(told["Lender"])) == ("binding", ["limits.csv:2 [amount]"])
    assert told["Province"].kind == "unseen"


@pytest.mark.parametrize("amount, kind", [(4, "binding"), (5, "unseen")])
def test_by_a_budget_that_is_used_up(amount: int, kind: str) -> None:
    """B spends 4 in 2016: with 4 there is nothing to spare for roads to come back from 2017."""
    budgets = f"agency,year,amount\nProvince,2016,{amount}\nProvince,2017,10"
    found = why({W16: 4, S17: 3}, {W16: 1, W17: 3, S16: 3}, budgets=budgets)
    roads = next(r for m, r in zip(found.difference.moves, found.reasons, strict=True) if m.kind == "later")
    assert roads.kind == kind


@pytest.mark.parametrize(("gained", "more"), [(10.0049, False), (10.0051, True), (9.0, False)])
def test_what_is_told_to_two_decimals_is_noticed(gained: float, more: bool) -> None:
    reason = Reason(10.0, gained, (), ())
    assert (reason.more, reason.kind) == (more, "more" if more else "unseen")


@pytest.mark.parametrize(
    "share, place",
    [
        (0.5, ["shares.csv:2 [share]"]),
        (0.26, ["shares.csv:2 [share]"]),  # of each million of the pool a quarter at least
        (0.24, []),
        (0.2, []),
    ],
)
def test_what_a_move_hardly_bears_on_says_nothing_of_it(share: float, place: list[str]) -> None:
    """Lender's money may be so much of all: Province's new million lets it give ``share`` more."""
    tables = TWO | {"shares": f"agencies,at least / at most,share\nLender,at most,{share}"}
    found = between(plan({}, {E16: 1}), plan({W16: 5}, {E16: 1}), **tables)
    assert (only(found).kind, cells(only(found))) == ("more", place)
