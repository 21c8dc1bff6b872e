"""What a person is told while the stages are solved, and what is known when they are stopped."""

from __future__ import annotations

from time import monotonic

import pytest

from polyfund.cli import solve_progress as account
from polyfund.cli.solve_progress import Account
from polyfund.objectives.aims import stages
from polyfund.rules import all_demands
from polyfund.solver.log import Method, Step
from polyfund.solver.observer import Choices, Place
from tests.cases import case_of

AIMS = """
    priority,measure
    1,people_lifted
    2,money_used
    """


class Told:
    """An account of the aims people lifted and money used, what it tells and what it notes."""

    def __init__(self, limit: float = 600.0) -> None:
        case = case_of(aims=AIMS)
        self.lines: list[str] = []
        self.notes: list[str] = []
        aims = stages(case, all_demands(case))
        self.account = Account(aims, limit, monotonic() + limit, self.lines.append, self.notes.append)


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (None, " · 0 s"),
        (Step(Method.INTERIOR, 45, 0.06), " · interior point · iteration 45 · gap 6 % · 0 s"),
        (Step(Method.CROSSOVER), " · from the interior point to a vertex · 0 s"),
        (Step(Method.SIMPLEX, 6810), " · simplex · iteration 6,810 · 0 s"),
        (Step(Method.BRANCHES, 174, 0.0283), " · branch and bound · 174 nodes · gap 3 % · 0 s"),
    ],
)
def test_a_stage_as_it_goes(step: Step | None, words: str) -> None:
    told = Told()
    told.account.begins(Place(1, 3, 0))
    told.account.hears(step)
    assert told.lines == ["Solving, stage 1 of 3: people lifted"]
    assert told.notes == [told.lines[0] + words]


def test_an_interior_point_that_falls_steadily(monkeypatch: pytest.MonkeyPatch) -> None:
    """A tenth in ten seconds: from 1e-3 to 1e-8 in fifty at the same pace."""
    now, told = monotonic(), Told()
    for iteration in range(31):
        monkeypatch.setattr(account, "monotonic", lambda second=iteration: now + second)
        if not iteration:
            told.account.begins(Place(1, 3, 0))
        told.account.hears(Step(Method.INTERIOR, iteration, 10 ** (-iteration / 10)))
    assert told.notes[-1].endswith("gap 0.1 %, closed in at most about 50 s · 30 s")


def test_little_is_left_of_the_time_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    told, now = Told(limit=600.0), monotonic()
    monkeypatch.setattr(account, "monotonic", lambda: now + 300)
    told.account.begins(Place(1, 3, 0))
    told.account.hears(None)
    assert "time limit" not in told.notes[-1]
    monkeypatch.setattr(account, "monotonic", lambda: now + 510)
    told.account.hears(None)
    assert told.notes[-1].endswith(" · 4 min · 90 s left of the time limit")


def test_what_is_done_is_known_with_its_bound() -> None:
    """The objectives are made least of: -200 is 200 people, 20 of money is as it is."""
    told = Told()
    assert told.account.reached() == []
    told.account.ends(Place(1, 3, 0), -200.0, -200.02)
    told.account.ends(Place(2, 3, 1), 20.0, 19.9)
    told.account.ends(Place(3, 3, 2), 5.0, 5.0)
    assert told.account.reached() == [
        "people lifted: 200.0 (no plan reaches more than 200.0)",
        "money used: 20.0 (no plan as good on the aims before needs less than 19.9)",
    ]


def test_with_choices_left_open_only_the_bound_of_the_first_aim_is_known() -> None:
    told = Told()
    told.account.begins(Place(1, 3, 0, Choices.OPEN))
    told.account.ends(Place(1, 3, 0, Choices.OPEN), -210.0, -210.0)
    told.account.ends(Place(2, 3, 1, Choices.OPEN), 20.0, 20.0)
    assert told.account.reached() == ["people lifted: no plan reaches more than 210.0"]
    told.account.ends(Place(1, 3, 0, Choices.HELD), -200.0, -200.0)
    told.account.ends(Place(1, 3, 0, Choices.HELD), -190.0, -190.0)  # a choice that is no better
    assert told.account.reached() == ["people lifted: 200.0 (no plan reaches more than 210.0)"]


def test_only_branch_and_bound_ends_sooner_by_a_larger_accepted_gap() -> None:
    told = Told()
    seeks = []
    for choices in Choices:
        told.account.begins(Place(1, 3, 0, choices))
        seeks += [choices] if told.account.seeks else []
    assert seeks == [Choices.SOUGHT]


def test_stages_with_choices_held_are_one_line() -> None:
    told = Told()
    for number in (1, 2, 3):
        told.account.begins(Place(number, 3, number - 1, Choices.HELD))
    assert told.lines == ["Solving with whole choices held, stage 1 of 3: people lifted"]
    assert told.notes[-1] == "Solving with whole choices held, stage 3 of 3: one plan of equal ones"
