"""Money and work in the program: what a budget may pay for, by hand arithmetic."""

from __future__ import annotations

import pytest

from polyfund.run import solve
from tests.cases import case_of

TWO_SECTORS = {
    "programmes": """
        programme,sector,persons lifted per million
        roads,infrastructure,10
        schools,education,20
        """,
    "needs": "county,programme,need\nEast,roads,100\nEast,schools,100",
    "counties": "county,population,poor persons\nEast,9000,9000",
}
HEADER = "agency,sector,year,amount,transferable share,carry-over years\n"


def spent(**change: str) -> dict[tuple[str, int], float]:
    """Million by programme and year."""
    grants = solve(case_of(**(TWO_SECTORS | change))).figures.grants
    return grants.groupby(["programme", "year"])["amount"].sum().round(6).to_dict()


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        # An earmark for roads pays roads, though schools would lift twice as many.
        ("Province,infrastructure,2016,10,0,0", {("roads", 2016): 10}),
        # 30 % of it may go to schools.
        ("Province,infrastructure,2016,10,0.3,0", {("roads", 2016): 7, ("schools", 2016): 3}),
        # Money without an earmark goes where it lifts most.
        ("Province,,2016,10,,0", {("schools", 2016): 10}),
        # Two lines, each with its own share: 30 % of 10 and all of 5.
        (
            "Province,infrastructure,2016,10,0.3,0\nProvince,infrastructure,2017,5,1,0",
            {("roads", 2016): 7, ("schools", 2016): 3, ("schools", 2017): 5},
        ),
    ],
)
def test_earmarks(lines: str, expected: dict[tuple[str, int], float]) -> None:
    assert spent(budgets=HEADER + lines) == expected


@pytest.mark.parametrize(
    ("years", "expected"),
    [
        (0, {2016: 4}),  # the rest of the ten expires
        (1, {2016: 4, 2017: 4}),  # a second year of the county's 12 days, 3 for each million
        (5, {2016: 4, 2017: 4}),  # no third year is left
    ],
)
def test_carried_money_expires(years: int, expected: dict[int, float]) -> None:
    grants = solve(
        case_of(
            counties="county,population,poor persons,management days\nEast,9000,9000,12",
            programmes="programme,sector,persons lifted per million,management days per million\n"
            "roads,infrastructure,10,3",
            needs="county,programme,need\nEast,roads,100",
            budgets=HEADER + f"Province,infrastructure,2016,10,0,{years}",
        )
    ).figures.grants
    assert grants.set_index("year")["amount"].to_dict() == pytest.approx(expected)


def test_staff_days_bind() -> None:
    """24 days at 3 a million are 8 million a year, of a budget of 10."""
    agencies = "agency,kind,staff days,staff days per million\nProvince,provincial government,24,3"
    answer = solve(case_of(agencies=agencies))
    assert answer.figures.grants.groupby("year")["amount"].sum().to_dict() == pytest.approx(
        {2016: 8, 2017: 8}
    )


def test_price_of_a_budget_line() -> None:
    """One more million in any year lifts ten more; without a use for it, nobody."""
    assert solve(case_of()).line_prices == pytest.approx({2: 10, 3: 10})
    small = "county,programme,need\nEast,roads,8"
    assert solve(case_of(needs=small)).line_prices == pytest.approx({2: 0, 3: 0})


def test_eligibility_by_kind_county_and_sector() -> None:
    eligibility = """
        agency or kind,counties,programmes
        provincial government,East,education
        """
    grants = solve(
        case_of(**(TWO_SECTORS | {"budgets": HEADER + "Province,,2016,10,,0", "eligibility": eligibility}))
    ).figures.grants
    assert set(grants["programme"]) == {"schools"}


def test_price_of_a_transferable_line_counts_what_more_could_be_moved() -> None:
    """Half of one more million for schools, which nobody needs, would lift five by roads."""
    change = {
        "programmes": "programme,sector,persons lifted per million\nroads,infrastructure,10\nschools,education,9",
        "budgets": HEADER + "Province,education,2016,10,0.5,0",
    }
    assert solve(case_of(**change)).line_prices == {2: 5}


def test_a_programme_that_nobody_needs_changes_nothing() -> None:
    """Its lag of 30 years would let poverty return for as long."""
    counties = "county,population,poor persons,returning share\nEast,1000,100,0.1\nWest,1000,300,0.1"
    programmes = "programme,sector,persons lifted per million,lag\nroads,infrastructure,10,0\n"
    with_one = case_of(counties=counties, programmes=programmes + "ferries,infrastructure,9,30")
    assert with_one.outcome_years == (2016, 2017)
    without = solve(case_of(counties=counties, programmes=programmes)).stages[0].final
    assert solve(with_one).stages[0].final == without
