"""Changes: most of the previous plan stands.

Province has 10 million a year; a million lifts 4 in East and 10 in West. Before, East had 6 and
West 4 of 2016.
"""

from __future__ import annotations

import pytest

from polyfund.run import solve
from polyfund.schema.faults import InputFaults
from tests.cases import case_of
from tests.rules.proofs import gaps, given, lifted, program_text

HEADER = "counties,years,at most,basis,price\n"
BEFORE = {
    "previous_plan": "agency,county,programme,year,amount\n"
    "Province,East,roads,2016,6\nProvince,West,roads,2016,4",
    "needs": "county,programme,need,own effect\nEast,roads,8,4\nWest,roads,40,",
}
PLAN = [("Province", "West", "roads", 2016, 10.0), ("Province", "West", "roads", 2017, 10.0)]


def changes(*rows: str) -> dict[str, str]:
    return {**BEFORE, "changes": HEADER + "\n".join(rows)}


def test_lp_text() -> None:
    assert program_text(case_of(**changes(",2016,3,,")), "changes") == [
        "moved.amount[Province,East,roads,2016] + moved.amount[Province,West,roads,2016]  <=  3.0"
    ]
    assert program_text(case_of(**changes(",2016,0.5,share of the previous plan,7")), "changes") == [
        "moved.amount[Province,East,roads,2016] + moved.amount[Province,West,roads,2016]"
        " - changes.excess[2,0]  <=  5.0"
    ]


@pytest.mark.parametrize(
    ("row", "gap"),
    [
        (",2016,3,,", [9.0]),  # 6 taken from East, 6 added in West
        ("each,2016,3,,", [3.0, 3.0]),
        (",2016,0.5,share of the previous plan,", [7.0]),  # half of 10
        (",2017,4,,", [6.0]),  # nothing was planned for 2017: all 10 are new
        (",,22,,", [0.0]),
    ],
)
def test_gap_on_a_broken_plan(row: str, gap: list[float]) -> None:
    assert gaps(case_of(**changes(row)), "changes", *PLAN) == gap


def test_bites() -> None:
    """Free: 20 x 10. With at most 3 million of change in 2016, 1.5 leave East for West:
    4.5 x 4 + 15.5 x 10."""
    case = case_of(**changes(",2016,3,,"))
    assert (lifted(case_of(**BEFORE)), lifted(case)) == (200, 173)
    assert given(solve(case)) == {("East", 2016): 4.5, ("West", 2016): 5.5, ("West", 2017): 10}


@pytest.mark.parametrize(("price", "east"), [(2, 0), (4, 6)])
def test_broken_where_it_pays(price: int, east: float) -> None:
    """A million from East to West lifts 6 more, and is two of change."""
    assert given(solve(case_of(**changes(f",2016,0,,{price}")))).get(("East", 2016), 0) == east


def test_without_a_plan_before_there_is_no_change() -> None:
    with pytest.raises(InputFaults, match=r"changes\.csv:2 \[at most\].*no plan that a change"):
        case_of(changes=HEADER + ",,3,,")


@pytest.mark.parametrize(("most", "fault"), [("0.3", False), ("0.2999", True)])
def test_all_that_was_planned_may_go(most: str, fault: bool) -> None:
    """0.1 + 0.2 were planned in West, and nothing can be given there any more."""
    tables = {
        "previous_plan": "agency,county,programme,year,amount\n"
        "Province,West,roads,2016,0.1\nProvince,West,roads,2017,0.2",
        "eligibility": "agency or kind,counties\nProvince,East",
        "changes": f"counties,at most\nWest,{most}",
    }
    if fault:
        with pytest.raises(InputFaults, match=r"0\.3 million were planned here"):
            case_of(**tables)
    else:
        assert solve(case_of(**tables)).stages[0].final == pytest.approx(80)  # East's 8 million


def test_changes_where_nothing_can_be_given_any_more() -> None:
    """Ten were planned in West, which Province may not fund any more; three may change."""
    tables = {
        "previous_plan": "agency,county,programme,year,amount\nProvince,West,roads,2016,10",
        "eligibility": "agency or kind,counties\nProvince,East",
        "changes": "counties,at most\nWest,3",
    }
    with pytest.raises(InputFaults, match=r"changes\.csv:2 \[at most\].*no agency can give anything"):
        case_of(**tables)
