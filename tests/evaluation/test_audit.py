"""The audit on plans that break one thing each."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pandas as pd
import pytest

from polyfund.case.case import Case
from polyfund.case.eligible import GRANT_KEYS
from polyfund.evaluation.audit import Audit, AuditFailed, Finding
from polyfund.evaluation.funding import Funding
from polyfund.planning.answer import judge
from polyfund.rules import Demand, all_demands
from polyfund.run import solve
from polyfund.schema.faults import Place
from polyfund.schema.scope import Scope
from polyfund.schema.units import MILLION
from tests.cases import case_of

Grant = tuple[str, str, int, float]

CASE = {
    "counties": "county,population,poor persons,management days\nEast,1000,100,12\nWest,1000,300,",
    "agencies": """
        agency,kind,staff days,staff days per million
        Province,provincial government,20,2
        Village,community organisation,,
        """,
    "programmes": """
        programme,sector,persons lifted per million,management days per million
        roads,infrastructure,10,3
        """,
    "budgets": "agency,year,amount\nProvince,2016,10\nProvince,2017,10\nVillage,2016,9",
    "eligibility": "agency or kind,counties\nVillage,East",
}


@cache
def the_case() -> Case:
    return case_of(**CASE)


def audit(*grants: Grant) -> Audit:
    case = the_case()
    rows = [(agency, county, "roads", year, amount) for agency, county, year, amount in grants]
    return judge(case, pd.DataFrame(rows, columns=[*GRANT_KEYS, "amount"]), all_demands(case))[1]


@pytest.mark.parametrize(
    ("grants", "broken"),
    [
        ([("Province", "West", 2016, 10)], []),
        ([("Province", "West", 2016, 10.00005)], []),  # fifty yuan are rounding
        ([("Province", "West", 2016, 10.001)], [("budgets", 0.001)]),
        ([("Province", "West", 2016, 11)], [("budgets", 1), ("staff", 2)]),  # 11 x 2 - 20 days
        ([("Village", "West", 2016, 1)], [("eligibility", 1)]),
        ([("Village", "East", 2017, 1)], [("eligibility", 1), ("budgets", 1)]),  # no money that year
        ([("Province", "West", 2016, -1)], [("eligibility", 1)]),
        ([("Village", "East", 2016, 4.5)], [("management", 1.5)]),  # 4.5 x 3 - 12 days
        (
            [("Province", "East", 2016, 4), ("Province", "East", 2017, 4), ("Village", "East", 2016, 0.5)],
            [("needs", 0.5), ("management", 1.5)],  # 8.5 of 8; 4.5 x 3 - 12
        ),
    ],
)
def test_what_breaks(grants: list[Grant], broken: list[tuple[str, float]]) -> None:
    found = [(finding.check, round(finding.gap, 6)) for finding in audit(*grants).broken]
    assert found == broken


def test_a_finding_names_the_cell_that_bounds_it() -> None:
    (finding,) = audit(("Village", "East", 2016, 4.5)).broken
    assert str(finding.place) == "counties.csv:2 [management days]"


def test_a_price_excuses() -> None:
    case = case_of(limits="counties,at least / at most,amount,price\nEast,at least,5,1")
    _, judged = judge(case, pd.DataFrame([], columns=[*GRANT_KEYS, "amount"]), all_demands(case))
    (finding,) = (finding for finding in judged.findings if finding.check == "limits")
    assert (finding.gap, finding.met, finding.broken, judged.passes) == (5, False, False, True)


def test_rounding_alone_breaks_nothing() -> None:
    """A million lifts 700,000 here, so half a yuan of rounding is a third of a person."""
    case = case_of(
        counties="county,population,poor persons\nEast,9000,1001\nWest,9000,3011",
        programmes="programme,sector,persons lifted per million\nroads,infrastructure,700000",
        targets="counties,years,at most\neach,2017,0",
    )
    assert solve(case).audit.passes


def test_a_grant_that_may_not_be_is_broken_however_small() -> None:
    assert [finding.check for finding in audit(("Village", "West", 2016, 0.00005)).broken] == ["eligibility"]


def finding(asked: float, given: float, **more: object) -> Finding:
    place = Place("limits.csv", None)
    gap = max(0.0, given - asked)
    finding = Finding("limits", "East", "at most", asked, given, gap, MILLION, place, Scope())
    return replace(finding, **more)


@pytest.mark.parametrize(
    ("asked", "missing", "more", "met"),
    [
        # 100 yuan, and a millionth of 5 million: 105 yuan
        (5, 1.04e-4, {}, True),
        (5, 1.06e-4, {}, False),
        (-5, 1.04e-4, {}, True),  # of its size
        (-5, 1.06e-4, {}, False),
        # a hundredth of a person or day, and a millionth of 5,000
        (5000, 0.0149, {"counts": "persons"}, True),
        (5000, 0.0151, {"counts": "persons"}, False),
        (5000, 0.0149, {"counts": "days"}, True),
        (5000, 0.0151, {"counts": "days"}, False),
        # a share of a need of 400 million: 5 of it are 2,000, and 100 yuan and 2,000 more are allowed
        (5, 0.0020 / 400, {"scale": 400}, True),
        (5, 0.0022 / 400, {"scale": 400}, False),
        # yuan for each of 100 persons, one of which is 1e-4 million: 5 million of them are 500 million
        (5e6, 5.9, {"scale": 1e-4}, True),
        (5e6, 6.1, {"scale": 1e-4}, False),
        # what rounding can do comes on top
        (5, 1.04e-4 + 3e-4, {"rounding": 3e-4}, True),
        (5, 1.06e-4 + 3e-4, {"rounding": 3e-4}, False),
        # a grant that may not be is never allowed
        (0, 0.0, {"check": "eligibility", "rounding": 1.0}, True),
        (0, 1e-6, {"check": "eligibility", "rounding": 1.0}, False),
    ],
)
def test_what_is_met_at_the_edge(asked: float, missing: float, more: dict[str, object], met: bool) -> None:
    beyond = finding(asked, asked + missing, **more)
    assert (beyond.met, beyond.broken, Audit((beyond,), NOBODY).passes) == (met, not met, met)
    assert beyond.binds is met
    within = finding(asked, asked - missing, **more)
    assert (within.met, within.binds) == (True, met)  # as much to spare is no longer nothing to spare


NOBODY = Funding({}, {}, {}, {})


@pytest.mark.parametrize(("price", "broken"), [(None, True), (0.0, False), (2.0, False)])
def test_what_has_a_price_may_be_missed(price: float | None, broken: bool) -> None:
    demand = Demand("limits", 2, Scope(), "at most", 5, MILLION, "amount", price=price)
    missed = finding(5, 6, demand=demand)
    assert (missed.met, missed.broken) == (False, broken)
    result = Audit((missed, finding(5, 9)), NOBODY)
    assert result.broken == ((missed,) if broken else ()) + (finding(5, 9),)
    assert str(AuditFailed(result)).endswith("gap 1" if broken else "gap 4")


@pytest.mark.parametrize(
    ("grants", "check", "rounding"),
    [
        # half a yuan for each grant of the agency, in whatever year and county
        ([("Province", "West", 2016, 1), ("Province", "West", 2017, 1)], "budgets", 1.0e-6),
        # for each grant of the need
        ([("Province", "East", 2016, 1), ("Province", "East", 2017, 1)], "needs", 1.0e-6),
        # times the 2 days that a million of the province takes, for each grant of the year
        ([("Province", "East", 2016, 1), ("Province", "West", 2016, 1)], "staff", 2.0e-6),
        # times the 3 days that a million of roads takes, for each grant of the county and year
        ([("Province", "East", 2016, 1), ("Village", "East", 2016, 1)], "management", 3.0e-6),
    ],
)
def test_what_rounding_can_do_to_a_register(grants: list[Grant], check: str, rounding: float) -> None:
    found = [finding.rounding for finding in audit(*grants).findings if finding.check == check]
    assert max(found) == pytest.approx(rounding)


def test_what_arrives_is_rounded_as_it_counts() -> None:
    """A yuan of the province is worth 3 on the ground: 1.5 of the need for half a yuan."""
    agencies = "agency,kind,worth of one unit\nProvince,provincial government,3"
    case = case_of(agencies=agencies)
    plan = pd.DataFrame([("Province", "East", "roads", 2016, 1.0)], columns=[*GRANT_KEYS, "amount"])
    found = judge(case, plan, all_demands(case))[1].findings
    assert [one.rounding for one in found if one.check == "needs"] == [pytest.approx(1.5e-6), 0]


@pytest.mark.parametrize(
    ("sense", "asked", "given", "gap"),
    [
        ("at least", 5, 4, 1), ("at least", 5, 5, 0), ("at least", 5, 6, 0),
        ("at most", 5, 4, 0), ("at most", 5, 5, 0), ("at most", 5, 6, 1),
        ("exactly", 5, 4, 1), ("exactly", 5, 5, 0), ("exactly", 5, 6, 1),
        ("nothing or at least", 5, 0, 0), ("nothing or at least", 5, 1, 1), ("nothing or at least", 5, 4, 1),
        ("nothing or at least", 5, 3, 2), ("nothing or at least", 5, 6, 0),
        ("nothing or at least", 5, -1, 1),  # taken back, which is not nothing
    ],
)  # fmt: skip
def test_by_how_much_a_demand_is_missed(sense: str, asked: float, given: float, gap: float) -> None:
    assert Demand("limits", 2, Scope(), sense, asked, MILLION, "amount").shortfall(given) == gap


@pytest.mark.parametrize(
    ("grants", "told"),
    [
        ([("Village", "West", 2016, 1)], ("Village / West / roads / 2016", "at most", 0, 1)),
        ([("Village", "East", 2016, -1)], ("Village / East / roads / 2016", "at least", 0, -1)),
        ([("Province", "West", 2016, 9), ("Province", "West", 2016, 2)], ("Province / infrastructure / 2016", "at most", 10, 11)),
        ([("Village", "East", 2017, 2)], ("Village / infrastructure / 2017", "at most", 0, 2)),
        ([("Province", "East", 2016, 5), ("Province", "East", 2017, 4)], ("East / roads", "at most", 8, 9)),
        ([("Province", "West", 2016, 11)], ("Province / 2016", "at most", 20, 22)),
        ([("Province", "East", 2017, 5)], ("East / 2017", "at most", 12, 15)),
    ],
)  # fmt: skip
def test_who_breaks_what_and_by_which_figures(
    grants: list[Grant], told: tuple[str, str, float, float]
) -> None:
    broken = [(one.who, one.sense, one.asked, one.given) for one in audit(*grants).broken]
    assert told in broken


def test_whose_grants_a_finding_is_of() -> None:
    plan = (("Province", "West", 2017, 11), ("Village", "East", 2017, 5))
    found = {(one.check, one.who): one.scope for one in audit(*plan).broken}
    assert found == {
        ("eligibility", "Village / East / roads / 2017"): scope("Village", "East", "roads", 2017),
        ("budgets", "Province / infrastructure / 2017"): scope("Province", None, "roads", 2017),
        ("budgets", "Village / infrastructure / 2017"): scope("Village", None, "roads", 2017),
        ("staff", "Province / 2017"): scope("Province", None, None, 2017),
        ("management", "East / 2017"): scope(None, "East", None, 2017),
    }
    (need,) = (one for one in audit(*plan).findings if one.who == "West / roads")
    assert (need.check, need.scope) == ("needs", scope(None, "West", "roads", None))


def scope(agency: str | None, county: str | None, programme: str | None, year: int | None) -> Scope:
    named = (None if one is None else frozenset({one}) for one in (agency, county, programme, year))
    return Scope(*named)  # type: ignore[arg-type]


def test_where_nothing_is_given_nothing_is_taken() -> None:
    given = {(one.check, one.who): one.given for one in audit(("Province", "West", 2016, 1)).findings}
    assert given["staff", "Province / 2016"] == 2
    for nothing in (("staff", "Province / 2017"), ("management", "East / 2016"), ("needs", "East / roads")):
        assert given[nothing] == 0


def test_what_holds_is_missed_by_nothing() -> None:
    found = audit(("Province", "West", 2016, 4), ("Village", "East", 2016, 2)).findings
    assert {one.gap for one in found} == {0}


def test_a_grant_of_nothing_is_no_finding() -> None:
    checks = [one.check for one in audit(("Village", "East", 2016, 0)).findings]
    assert "eligibility" not in checks


def test_a_grant_below_nothing_pays_for_nothing() -> None:
    """What is taken back in one county is no money for another: 11 of 10 are spent."""
    found = audit(("Province", "East", 2016, -1), ("Province", "West", 2016, 11)).broken
    assert [(one.check, one.gap) for one in found] == [("eligibility", 1), ("budgets", 1)]
