"""Names in cells and scopes: understood where they can mean one thing, else told with what to do."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from polyfund.reading.plans.read_plan import read_plan
from polyfund.schema.faults import InputFaults
from tests.cases import case_of

COUNTIES = """
    county,Chinese name,adcode,prefecture,tags,population,poor persons
    East,东县,530001,Coast,border,1000,100
    West,西县,530002,Inland,border,1000,300
    """
AGENCIES = """
    agency,Chinese name,kind
    Province,省财政厅,provincial government
    Ministry,财政部,central government
    """
PROGRAMMES = """
    programme,Chinese name,sector,persons lifted per million
    village roads,通村公路,infrastructure,10
    wells,机井,water,10
    """
NEEDS = """
    county,programme,need
    东县,通村公路,8
    530002,wells,40
    EAST,Wells,10
    """
BUDGETS = """
    agency,sector,year,amount
    财政部,WATER,2016,10
    省财政厅,,2017,10
    """
TABLES = {
    "counties": COUNTIES,
    "agencies": AGENCIES,
    "programmes": PROGRAMMES,
    "needs": NEEDS,
    "budgets": BUDGETS,
}
LIMIT = "agencies,counties,programmes,years,at least / at most,amount\n{},{},{},{},at most,50\n"


def limit(**scope: str) -> str:
    """A row of Limits with one scope filled."""
    return LIMIT.format(*(scope.get(key, "") for key in ("agencies", "counties", "programmes", "years")))


def told(**tables: str) -> list[str]:
    with pytest.raises(InputFaults) as refused:
        case_of(**TABLES | tables)
    return [str(fault) for fault in refused.value.faults]


def test_names_in_another_case_and_chinese_names_and_codes_are_the_registered_names() -> None:
    case = case_of(**TABLES)
    assert [tuple(row[1:4]) for row in case.rows("needs")] == [
        ("East", "village roads", 8),
        ("East", "wells", 10),
        ("West", "wells", 40),
    ]
    assert [tuple(row[1:4]) for row in case.rows("budgets")] == [
        ("Ministry", "water", 2016),
        ("Province", None, 2017),
    ]


def test_two_writings_of_one_name_are_one_name() -> None:
    needs = "county,programme,need\nEast,wells,1\n530001,机井,2\n"
    assert told(needs=needs) == [
        "needs.csv:3 [county]: East / wells is already in needs.csv:2 [county]; "
        "tell them apart, or put both into one row"
    ]


@pytest.mark.parametrize(
    ("dimension", "text", "members"),
    [
        ("counties", "东县", [{"East"}]),
        ("counties", "530002", [{"West"}]),
        ("counties", "COAST", [{"East"}]),
        ("agencies", "财政部", [{"Ministry"}]),
        ("agencies", "中央政府", [{"Ministry"}]),
        ("agencies", "central\u00a0 government", [{"Ministry"}]),
        ("programmes", "机井", [{"wells"}]),
        ("years", "２０１６－２０１７", [{2016, 2017}]),
        ("counties", "each 东县", [{"East"}]),
        ("counties", "every", [{"East"}, {"West"}]),
        ("counties", "each county", [{"East"}, {"West"}]),
        ("counties", "Each of the  counties", [{"East"}, {"West"}]),
        ("counties", "各县（市、区）", [{"East"}, {"West"}]),
        ("counties", "every border", [{"East"}, {"West"}]),
        ("counties", "每个Coast", [{"East"}]),
        ("agencies", "各机构", [{"Ministry"}, {"Province"}]),
        ("programmes", "每个项目", [{"village roads"}, {"wells"}]),
        ("years", "每年", [{2016}, {2017}]),
        ("years", "every year", [{2016}, {2017}]),
    ],
)
def test_a_scope_that_can_mean_one_thing(dimension: str, text: str, members: list[set[object]]) -> None:
    case = case_of(**TABLES, limits=limit(**{dimension: text}))
    (row,) = case.rows("limits")
    assert [set(getattr(scope, dimension)) for scope in case.scopes("limits", row)] == members


@pytest.mark.parametrize(
    ("dimension", "text"),
    [
        ("counties", "all"),
        ("counties", "All counties"),
        ("counties", "all of the counties"),
        ("counties", "all of them"),
        ("counties", "所有县"),
        ("counties", "全部"),
        ("counties", "*"),
        ("agencies", "all agencies"),
        ("programmes", "所有的项目"),
        ("years", "all years"),
    ],
)
def test_all_may_mean_together_or_each(dimension: str, text: str) -> None:
    assert told(limits=limit(**{dimension: text})) == [
        f"limits.csv:2 [{dimension}]: no '{text}' is among the names for '{dimension}'; "
        "leave the cell blank for all together, or write 'each' for one demand for each"
    ]


@pytest.mark.parametrize("text", ["all", "All counties", "所有县", "any"])
def test_where_each_has_no_meaning_all_is_all_together(text: str) -> None:
    case = case_of(**TABLES, eligibility=f"agency or kind,counties\nMinistry,{text}\nProvince,all border\n")
    assert [row.counties for row in case.rows("eligibility")] == [None, "border"]


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("all border", "write 'border' for all of it together, or 'each border' for each of its members"),
        ("eachborder", "put a space after 'each'"),
        ("East and West", "name one in each row, or give them a tag or group in common and name that"),
        ("East和West", "name one in each row, or give them a tag or group in common and name that"),
        ("东区", "did you mean 'East'?"),
        ("every one", "use a name from Counties, or add it there"),
        ("River", "use a name from Counties, or add it there"),
    ],
)
def test_other_scopes_are_told_what_to_write(text: str, remedy: str) -> None:
    (fault,) = told(limits=limit(counties=text))
    assert fault.endswith(f"among the names for 'counties'; {remedy}")


def test_each_has_no_meaning_by_another_word_either() -> None:
    (fault,) = told(eligibility="agency or kind,counties\nMinistry,各县\n")
    assert "'each' has no meaning in this column" in fault


def test_where_a_name_is_needed_all_is_none() -> None:
    (fault,) = told(shares="agencies,at least / at most,share\nall,at most,0.5\n")
    assert fault.endswith("name one, or a group, or write 'each' for one demand for each")


def test_a_county_may_be_called_all() -> None:
    counties = COUNTIES.replace("East,东县", "All,东县")
    case = case_of(
        **TABLES | {"counties": counties, "needs": NEEDS.replace("EAST", "all")}, limits=limit(counties="All")
    )
    (row,) = case.rows("limits")
    assert [scope.counties for scope in case.scopes("limits", row)] == [{"All"}]


def test_another_name_of_two_is_neither() -> None:
    counties = COUNTIES.replace("西县", "东县")
    assert told(counties=counties)[0] == (
        "needs.csv:2 [county]: counties.csv knows no '东县'; "
        "it is another name of 'East', 'West': write the one that is meant"
    )


def test_a_name_of_something_else_is_no_slip() -> None:
    """A prefecture a letter from a county: whoever writes it knows what it is."""
    counties = COUNTIES.replace("Coast", "Wesst").replace("Inland", "Wesst")
    (fault,) = told(counties=counties, needs=NEEDS.replace("EAST", "Wesst"))
    assert fault.endswith("knows no 'Wesst'; use a name from counties.csv, or add it there")


def test_two_counties_of_one_name_are_called_after_their_prefectures() -> None:
    counties = COUNTIES.replace("West,西县", "East,西县")
    assert told(
        counties=counties, needs="county,programme,need\n530001,wells,8\n530002,village roads,8\n"
    ) == [
        "counties.csv:3 [county]: East is already in counties.csv:2 [county]; "
        "call them 'East (Coast)' and 'East (Inland)'; other sheets may name them by Chinese name / adcode too"
    ]
    renamed = COUNTIES.replace("East,", "East (Coast),").replace("West,", "East (Inland),")
    case = case_of(**TABLES | {"counties": renamed, "needs": NEEDS.replace("EAST", "530001")})
    assert [row.county for row in case.rows("needs")] == ["East (Coast)", "East (Coast)", "East (Inland)"]


def test_a_group_may_be_called_after_its_only_member() -> None:
    """OCHA's clusters are each a fund of their own; a county may be all of its prefecture."""
    same_set = {
        "programmes": PROGRAMMES.replace("infrastructure", "Village roads").replace("water", "wells"),
        "counties": COUNTIES.replace("Coast,border", "East,island").replace("Inland,border", "Inland,Inland"),
        "agencies": AGENCIES.replace("Ministry", "中央政府"),
        "budgets": BUDGETS.replace("WATER", "wells"),
    }
    case = case_of(**TABLES | same_set, limits=limit(counties="East", programmes="each wells"))
    (row,) = case.rows("limits")
    (scope,) = case.scopes("limits", row)
    assert (scope.counties, scope.programmes) == ({"East"}, {"wells"})
    assert case.sector == {"village roads": "Village roads", "wells": "wells"}


def test_a_group_of_more_than_its_namesake_is_told() -> None:
    """'wells' would mean one programme or two."""
    programmes = PROGRAMMES.replace("infrastructure", "wells").replace("water", "wells")
    (fault,) = told(programmes=programmes, budgets=BUDGETS.replace("WATER", "wells"))
    assert "'wells' is also the programme 'wells' in programmes.csv:3" in fault


def test_percentages_stand_where_the_row_makes_the_figure_a_share() -> None:
    limits = "counties,at least / at most,amount,basis\nEast,at most,30 %,share of need\nWest,at most,7,\n"
    targets = "years,measure,at most\n2017,incidence,7 %\n"
    returning = COUNTIES.replace("persons\n", "persons,returning share\n").replace(",100\n", ",100,30 %\n")
    case = case_of(
        **TABLES | {"counties": returning.replace(",300\n", ",300,0.1\n")}, limits=limits, targets=targets
    )
    assert [row.amount for row in case.rows("limits")] == [0.3, 7]
    assert [row.at_most for row in case.rows("targets")] == [0.07]
    assert case.returning == {"East": 0.3, "West": 0.1}


def test_a_percentage_of_persons_or_money_is_told() -> None:
    limits = "counties,at least / at most,amount,basis\nEast,at most,30 %,million\n"
    targets = "years,measure,at most\n2017,remaining poor,7 %\n"
    assert told(limits=limits, targets=targets) == [
        "limits.csv:2 [amount]: 30 % is a percentage, but this cell holds no share; "
        "type a number in the unit of 'basis', or choose 'share of need' there",
        "targets.csv:2 [at most]: 7 % is a percentage, but this cell holds no share; "
        "type a number in the unit of 'measure', or choose 'incidence' there",
    ]


def test_a_plan_is_read_by_the_same_names(tmp_path: Path) -> None:
    plan = tmp_path / "plan.csv"
    rows = "财政部,530001,WELLS,2016,1\nPro\u200bvince,WEST,Village\u00a0 roads,2017,2\n"
    plan.write_text("agency,county,programme,year,amount\n" + rows, encoding="utf-8")
    grants = [["Ministry", "East", "wells", 2016, 1.0], ["Province", "West", "village roads", 2017, 2.0]]
    head = ["agency", "county", "programme", "year", "amount"]
    pd.testing.assert_frame_equal(
        read_plan(plan, case_of(**TABLES)), pd.DataFrame(grants, columns=head), check_dtype=False
    )
    assert read_plan(plan, None)["programme"].tolist() == ["Village roads", "WELLS"]


def test_a_sign_that_nobody_sees_in_a_name_is_the_only_fault_that_it_makes() -> None:
    """The other tables repeat the name as it looks, and its tag."""
    at_fault = (
        "counties.csv:2 [county]: an invisible sign (U+001B) stands after 'Ea'; type it again on one line"
    )
    assert told(counties=COUNTIES.replace("East", "Ea\x1bst"), limits=limit(counties="border")) == [at_fault]
