"""Rules of which no grant can be given: a fault that names the cell, or a plan; with and without a price."""

from __future__ import annotations

import pytest
from pytest import approx

from polyfund.planning.infeasibility import Conflict
from polyfund.rules import IN_FORCE, Room
from polyfund.run import solve
from polyfund.schema.faults import InputFaults
from polyfund.schema.scope import Scope
from tests.cases import case_of

AGENCIES = """
    agency,kind
    Province,provincial government
    Lender,bank
    """
PROGRAMMES = """
    programme,sector,persons lifted per million
    roads,infrastructure,10
    clinic,welfare,10
    school,welfare,10
    """
NEEDS = """
    county,programme,need
    East,roads,8
    East,clinic,8
    East,school,8
    West,clinic,8
    West,school,8
    """
NO_NEEDS = "county,programme,need\nEast,roads,0"
BUDGETS = """
    agency,sector,year,amount
    Province,infrastructure,2016,10
    Lender,infrastructure,2017,10
    """  # nothing for welfare

# A row that asks of welfare alone where the rule has programmes; ``{price}`` is its price's cell.
ROWS = {
    "limits": "counties,programmes,sense,amount,basis,price\n,welfare,{sense},1,,{price}",
    "shares": "agencies,programmes,sense,share,price\nProvince,welfare,{sense},0.5,{price}",
    "targets": "counties,years,measure,at most,price\nWest,2016,remaining poor,{persons},{price}",
    "commitments": "agency,county,programme,year,sense,amount,price\nLender,West,clinic,2016,exactly,1,{price}",
    "matching": "agencies,programmes,matched agencies,sense,ratio,price\n"
    "Province,welfare,Lender,{sense},1,{price}",
    "pairs": "agencies,counties,share,basis,price\nLender,West,0.5,of its budget,{price}",
    "prerequisites": "counties,programmes,years,after,ratio,price\n,clinic,each,school,1,{price}",
    "lead": "agencies,counties,programmes,price\nLender,each,welfare,{price}",
    "balance": "programmes,measure,tolerance,price\nwelfare,{measure},0,{price}",
    "smoothing": "counties,programmes,up,down,price\neach,welfare,0.5,0.5,{price}",
    "joint": "project,counties,programmes,amount,funded,price\n"
    "clinics,East,clinic,2,{funded},{price}\nclinics,West,clinic,2,{funded},{price}",
    "minimum_grants": "programmes,at least,price\nwelfare,1,{price}",
    "neighbours": "county,neighbour,programmes,share\nWest,East,welfare,0.5",
    "participation": "agencies,counting,gain,price\neach,{counting},0.5,{price}",
    "changes": "programmes,at most,basis,price\nwelfare,{persons},,{price}",
    "previous_plan": "agency,county,programme,year,amount,price\nLender,West,clinic,2017,1,{price}",
}
WORDS = (
    {
        "sense": "at least",
        "persons": "100",
        "measure": "money per poor person",
        "funded": "whole",
        "counting": "",
    },
    {
        "sense": "at most",
        "persons": "0",
        "measure": "coverage of the need",
        "funded": "in proportion",
        "counting": "everybody's money",
    },
    {
        "sense": "at most",
        "persons": "0",
        "measure": "people lifted per poor person",
        "funded": "whole",
        "counting": "",
    },
)
SETTINGS = "setting,value\nfirst year,2016\nlast year,2017\nspent until,2016"
SPENT = "agency,county,programme,year,amount\nProvince,East,roads,2016,{amount}"


@pytest.mark.parametrize("room", IN_FORCE, ids=lambda room: room.TABLE.key)
@pytest.mark.parametrize("price", ["", "5"])
@pytest.mark.parametrize(("words", "needs"), list(zip(WORDS, (NEEDS, NEEDS, NO_NEEDS), strict=True)))
def test_faults_or_a_plan(room: Room, price: str, words: dict[str, str], needs: str) -> None:
    tables = {"agencies": AGENCIES, "programmes": PROGRAMMES, "needs": needs, "budgets": BUDGETS}
    tables |= {"settings": SETTINGS, "previous_plan": SPENT.format(amount=int(needs is NEEDS))}
    if room.TABLE.key == "previous_plan":
        del tables["settings"]
    tables[room.TABLE.key] = ROWS[room.TABLE.key].format(price=price, **words)
    try:
        answer = solve(case_of(**tables))
    except InputFaults as told:
        assert all(fault.place.row for fault in told.faults)
    except Conflict as told:
        assert told.repairs
    else:
        assert answer.audit.passes


def test_a_project_with_a_price_that_nobody_can_fund_gets_nothing() -> None:
    """Roads can have their 8 million, which lift 80; nothing is nothing, so no breach has a price."""
    rows = ROWS["joint"].format(price="5", **WORDS[0])
    answer = solve(
        case_of(agencies=AGENCIES, programmes=PROGRAMMES, needs=NEEDS, budgets=BUDGETS, joint=rows)
    )
    assert answer.figures.grants["amount"].sum() == approx(8)
    assert answer.stages[0].final == approx(10 * 8)
    assert [finding.gap for finding in answer.audit.findings if finding.check == "joint"] == [0.0] * 4


def test_spent_years_of_a_case_that_needs_nothing_are_a_fault() -> None:
    tables = {"needs": NO_NEEDS, "settings": SETTINGS, "previous_plan": SPENT.format(amount=1)}
    with pytest.raises(InputFaults) as told:
        case_of(programmes=PROGRAMMES, **tables)
    (fault,) = told.value.faults
    assert str(fault.place) == "previous_plan.csv:2 [amount]"
    assert "nothing is needed" in fault.what


@pytest.mark.parametrize("funded", ["whole", "in proportion"])
def test_a_soft_project_that_nobody_can_fund_is_noticed(funded: str) -> None:
    """In a project with a price it is no fault: nothing is given, and each cell is told."""
    joint = f"project,counties,programmes,amount,funded,price\nclinics,East,clinic,2,{funded},1"
    case = case_of(agencies=AGENCIES, programmes=PROGRAMMES, needs=NEEDS, budgets=BUDGETS, joint=joint)
    (warning,) = case.warnings
    assert str(warning).startswith(
        "joint.csv:2 [amount]: nobody can give anything here, so clinics could never"
    )
    assert solve(case).figures.money(Scope()) == approx(8)
