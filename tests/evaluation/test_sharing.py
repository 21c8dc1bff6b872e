"""Budgets shared out by formula and evenly, by hand."""

from __future__ import annotations

from pytest import approx

from polyfund.case.case import Case
from polyfund.evaluation.audit import audit
from polyfund.evaluation.quantities import Figures
from polyfund.evaluation.sharing import by_formula, evenly, formula_shares
from polyfund.rules import all_demands
from tests.cases import case_of

COUNTIES = """
    county,population,poor persons,income per head
    East,1000,100,9000
    North,4000,100,6000
    West,5000,300,8000
    """


def grants(frame) -> dict[tuple[str, ...], float]:  # type: ignore[no-untyped-def]
    return {tuple(row[:-1]): row[-1] for row in frame.itertuples(index=False, name=None)}


def shares(formula: str, **tables: str) -> dict[str, float]:
    needs = "county,programme,need\nEast,roads,8\nWest,roads,40"
    case = case_of(counties=COUNTIES, needs=needs, formula=f"factor,weight\n{formula}", **tables)
    return formula_shares(case)


def test_factors() -> None:
    assert shares("population,1") == approx({"East": 0.1, "North": 0.4, "West": 0.5})
    assert shares("poor persons,7") == approx({"East": 0.2, "North": 0.2, "West": 0.6})
    # 10 %, 2.5 % and 6 %
    assert shares("incidence,1") == approx({"East": 10 / 18.5, "North": 2.5 / 18.5, "West": 6 / 18.5})
    # 0, 3000 and 1000 below East
    assert shares("income gap,1") == approx({"East": 0, "North": 0.75, "West": 0.25})
    areas = "county,figure,value\nEast,area,30\nNorth,area,10\nWest,area,0"
    assert shares("area,1", county_figures=areas) == approx({"East": 0.75, "North": 0.25, "West": 0})


def test_factors_together_by_their_weights() -> None:
    """Weights 3 and 1: 0.75 * 0.1 + 0.25 * 0.2, and so on."""
    found = shares("population,3\n贫困人口,1")
    assert found == approx({"East": 0.125, "North": 0.35, "West": 0.525})


def sharing_case() -> Case:
    """East needs roads 8 and schools 2, West roads 40: by poor persons 1/4 and 3/4."""
    return case_of(
        programmes="programme,sector,persons lifted per million\nroads,works,10\nschools,education,5",
        needs="county,programme,need\nEast,roads,8\nEast,schools,2\nWest,roads,40",
        budgets="agency,sector,year,amount,transferable share\nProvince,,2016,20,\nProvince,education,2017,6,0.5",
        formula="factor,weight\npoor persons,1",
    )


def test_each_line_by_the_counties_that_it_may_serve_and_there_by_need() -> None:
    """20 million: 5 to East, by 8 to 2; 15 to West. The earmark can only serve East's schools."""
    found = by_formula(sharing_case())
    assert grants(found) == approx(
        {
            ("Province", "East", "roads", 2016): 4,
            ("Province", "East", "schools", 2016): 1,
            ("Province", "West", "roads", 2016): 15,
            ("Province", "East", "schools", 2017): 6,
        }
    )


def test_budgets_are_kept_and_a_need_may_be_overfilled() -> None:
    """East's schools get 1 + 6 where they need 2."""
    case = sharing_case()
    (broken,) = audit(Figures(case, by_formula(case), all_demands(case))).broken
    assert (broken.check, broken.who, broken.gap) == ("needs", "East / schools", approx(5))


def test_evenly() -> None:
    """10 million to each county, in East 5 to each programme."""
    assert grants(evenly(sharing_case())) == approx(
        {
            ("Province", "East", "roads", 2016): 5,
            ("Province", "East", "schools", 2016): 5,
            ("Province", "West", "roads", 2016): 10,
            ("Province", "East", "schools", 2017): 6,
        }
    )


def test_a_line_that_serves_only_counties_without_a_share_is_not_spent() -> None:
    """Nobody is poor in East, and the county's own money may go nowhere else."""
    case = case_of(
        counties="county,population,poor persons\nEast,1000,0\nWest,1000,300",
        agencies="agency,kind\nProvince,provincial government\nEast Government,county government",
        eligibility="agency,counties,programmes\nEast Government,East,",
        budgets="agency,year,amount\nProvince,2016,10\nEast Government,2016,3",
        formula="factor,weight\npoor persons,1",
    )
    assert grants(by_formula(case)) == {("Province", "West", "roads", 2016): 10}
