"""Two plans side by side: moves by hand, and that they add up to the change of every grant."""

from __future__ import annotations

from collections import Counter

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from polyfund.case.eligible import GRANT_KEYS
from polyfund.evaluation.funding import UNITS
from polyfund.studies.replan.difference import Difference, Move, Spot

Grants = dict[tuple[str, str, str, int], float]

E16, E17 = ("East", "roads", 2016), ("East", "roads", 2017)
W16, W17 = ("West", "roads", 2016), ("West", "roads", 2017)
S16, S17 = ("East", "schools", 2016), ("West", "schools", 2017)


def plan(grants: Grants) -> pd.DataFrame:
    return pd.DataFrame([(*key, amount) for key, amount in grants.items()], columns=[*GRANT_KEYS, "amount"])


def by(agency: str, **amounts: float) -> Grants:
    """The grants of one agency, by the names of the spots above."""
    return {(agency, *globals()[spot]): amount for spot, amount in amounts.items()}


def told(difference: Difference) -> list[tuple[str, Spot | None, Spot | None, float]]:
    return [(move.kind, move.source, move.target, move.million) for move in difference.moves]


@pytest.mark.parametrize(
    "before, after, expected",
    [
        ({"E16": 3}, {"E16": 3}, []),
        ({"E16": 3}, {"E17": 3}, [("later", E16, E17, 3)]),
        ({"E17": 3}, {"E16": 2, "E17": 1}, [("sooner", E17, E16, 2)]),
        ({"E16": 3}, {"W17": 3}, [("county", E16, W17, 3)]),
        ({"E16": 3}, {"S16": 3}, [("programme", E16, S16, 3)]),
        ({"E16": 3}, {"S17": 3}, [("both", E16, S17, 3)]),
        ({}, {"E16": 3}, [("new", None, E16, 3)]),
        ({"E16": 3}, {}, [("gone", E16, None, 3)]),
        # Another year comes before another county, that before another programme.
        ({"E16": 5}, {"E17": 2, "W16": 2, "S16": 1}, [
            ("later", E16, E17, 2), ("county", E16, W16, 2), ("programme", E16, S16, 1),
        ]),
        # Of other counties the same year comes first: nothing is paired across.
        ({"E16": 2, "E17": 1}, {"W16": 2, "W17": 1}, [("county", E16, W16, 2), ("county", E17, W17, 1)]),
        # 4 are taken, 7 added: 3 of them are new.
        ({"E16": 4}, {"E17": 1, "S17": 6}, [
            ("both", E16, S17, 3), ("new", None, S17, 3), ("later", E16, E17, 1),
        ]),
        # To the unit of the currency, and nothing below it.
        ({"E16": 0.1 + 0.2}, {"E16": 0.3}, []),
        ({"E16": 0.000001}, {"E17": 0.000001}, [("later", E16, E17, 0.000001)]),
    ],
)  # fmt: skip
def test_moves(before: dict[str, float], after: dict[str, float], expected: list[object]) -> None:
    assert told(Difference(plan(by("Fund", **before)), plan(by("Fund", **after)))) == expected


def test_nothing_moves_from_one_agency_to_another() -> None:
    found = Difference(plan(by("Fund", E16=3)), plan(by("Bank", E16=3)))
    assert [(move.agency, move.kind) for move in found.moves] == [("Bank", "new"), ("Fund", "gone")]


def test_changes_and_totals() -> None:
    found = Difference(plan(by("Fund", E16=3, W16=1) | by("Bank", E16=2)), plan(by("Fund", W16=1, E17=4)))
    assert found.changes.values.tolist() == [
        ["Bank", *E16, 2, 0, -2],
        ["Fund", *E16, 3, 0, -3],
        ["Fund", *E17, 0, 4, 4],
    ]
    assert found.totals("agency").values.tolist() == [["Bank", 2, 0, -2], ["Fund", 4, 5, 1]]
    assert found.totals("county").values.tolist() == [["East", 5, 4, -1], ["West", 1, 1, 0]]
    assert found.totals("year").values.tolist() == [[2016, 6, 1, -5], [2017, 0, 4, 4]]


KEYS = st.tuples(
    st.sampled_from(["Fund", "Bank"]),
    st.sampled_from(["East", "West", "North"]),
    st.sampled_from(["roads", "schools", "wells"]),
    st.integers(2016, 2018),
)
AMOUNTS = st.integers(1, 9_999_999).map(lambda units: units / UNITS)
PLANS = st.dictionaries(KEYS, AMOUNTS, max_size=25)


@given(PLANS, PLANS)
def test_moves_add_up_to_the_change_of_every_grant(before: Grants, after: Grants) -> None:
    sums: Counter[tuple[object, ...]] = Counter()
    moves = Difference(plan(before), plan(after)).moves
    for move in moves:
        assert move.units > 0
        for end, units in ((move.source, -move.units), (move.target, move.units)):
            if end:
                sums[(move.agency, *end)] += units
    for key in before.keys() | after.keys():
        assert sums.pop(key, 0) == round(after.get(key, 0) * UNITS) - round(before.get(key, 0) * UNITS)
    assert not any(sums.values())
    kinds = {(move.agency, move.kind) for move in moves}
    assert not any({(agency, "new"), (agency, "gone")} <= kinds for agency in ("Fund", "Bank"))


@given(PLANS)
def test_a_plan_does_not_differ_from_itself(grants: Grants) -> None:
    found = Difference(plan(grants), plan(dict(reversed(grants.items()))))
    assert found.changes.empty and not found.moves
    assert not found.totals("county")["change"].any()


@given(PLANS, PLANS)
def test_the_other_way_round_mirrors_every_move_and_total(before: Grants, after: Grants) -> None:
    there, back = (Difference(plan(a), plan(b)) for a, b in ((before, after), (after, before)))
    mirrored = {Move(move.agency, move.target, move.source, move.units) for move in back.moves}
    assert mirrored == set(there.moves)
    for name in GRANT_KEYS:
        mirror = back.totals(name).rename(columns={"before": "after", "after": "before"})
        pd.testing.assert_frame_equal(
            there.totals(name), mirror.assign(change=-mirror["change"])[[name, "before", "after", "change"]]
        )
