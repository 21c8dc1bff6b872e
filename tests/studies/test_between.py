"""Which aims a frontier may lie between, and what becomes of the others."""

from __future__ import annotations

import pytest

from polyfund.rules import all_demands
from polyfund.studies.frontier.between import AimsUnusable, chosen_aims, stages_between
from tests.cases import case_of

SOFT = {"limits": "counties,at least / at most,amount,price\nWest,at least,24,5"}
HEADER = "priority,measure,counties,weight\n"
COST = "cost of broken soft demands"


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("people_lifted,worst_coverage", ("people_lifted", "worst_coverage")),
        ("People lifted, worst county's coverage of needs", ("people_lifted", "worst_coverage")),
        ("脱贫人数，最差县的需求覆盖率、使用资金", ("people_lifted", "worst_coverage", "money_used")),
    ],
)
def test_aims_by_key_or_label_of_either_language(text: str, keys: tuple[str, ...]) -> None:
    assert chosen_aims(text) == keys


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("people_lifted", "name two or three different aims"),
        ("people_lifted,people lifted", "name two or three different aims"),
        ("people_lifted,spread,money_used,staff_days", "name two or three different aims"),
        ("people_lifted,worst_coverages", "did you mean 'worst_coverage'"),
        ("people_lifted,happiness", "there is no aim 'happiness'; choose among people_lifted, need_weighted"),
        ("people_lifted,leximin_counties", "met in rounds .* choose worst_lifted"),
        ("people_lifted,worst-off counties first, in turn", "met in rounds .* choose worst_lifted"),
    ],
)
def test_names_that_will_not_do(text: str, words: str) -> None:
    with pytest.raises(AimsUnusable, match=words):
        chosen_aims(text)


def titles(between: str, aims: str = "", **tables: str) -> list[str]:
    case = case_of(**tables, **({"aims": HEADER + aims} if aims else {}))
    return [stage.title for stage in stages_between(case, tuple(between.split(",")), all_demands(case))]


@pytest.mark.parametrize(
    ("between", "aims", "expected"),
    [
        # By default: people lifted, then money used.
        (
            "worst_coverage,people_lifted",
            "",
            ["worst county's coverage of needs", "people lifted", "money used"],
        ),
        # Those named come first, whatever their priority.
        ("money_used,staff_days", "1,people lifted,,1", ["money used", "staff days", "people lifted"]),
        # One county's people are another aim than everybody's.
        (
            "people_lifted,money_used",
            "1,people lifted,East,1",
            ["people lifted", "money used", "people lifted (East)"],
        ),
        # A blend is another aim than its parts.
        (
            "people_lifted,money_used",
            "1,people lifted,,1\n1,staff days,,2",
            ["people lifted", "money used", "people lifted - 2 x staff days"],
        ),
    ],
)
def test_what_comes_after(between: str, aims: str, expected: list[str]) -> None:
    assert titles(between, aims) == expected


@pytest.mark.parametrize(
    ("between", "aims", "expected"),
    [
        # In the units of the case's first aim, in whatever place it is named.
        (
            "worst_coverage,people_lifted",
            "",
            ["worst county's coverage of needs", f"people lifted - {COST}", "money used"],
        ),
        # As the sheet Aims weighs it.
        (
            "people_lifted,money_used",
            f"1,people lifted,,2\n1,{COST},,6",
            [f"people lifted - 3 x {COST}", "money used"],
        ),
        # An aim of its own, by name or on the sheet.
        ("people_lifted,soft_cost", "", ["people lifted", COST, "money used"]),
        (
            "people_lifted,money_used",
            f"1,{COST},,1\n2,people lifted,,1",
            ["people lifted", "money used", COST],
        ),
    ],
)
def test_where_prices_are_counted(between: str, aims: str, expected: list[str]) -> None:
    assert titles(between, aims, **SOFT) == expected


@pytest.mark.parametrize(
    ("between", "tables", "words"),
    [
        (
            "worst_coverage,money_used",
            SOFT,
            "counted in people_lifted, which is not among the aims; name it too",
        ),
        ("people_lifted,change", {}, "fill in the sheet Previous plan"),
        ("people_lifted,target_shortfall", {}, "give targets a price"),
        ("people_lifted,soft_cost", {}, "no demand has a price"),
    ],
)
def test_aims_that_this_case_cannot_tell(between: str, tables: dict[str, str], words: str) -> None:
    with pytest.raises(AimsUnusable, match=words):
        titles(between, **tables)
