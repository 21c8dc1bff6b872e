"""Cases of data frames: read as a workbook is, and never solved unchecked."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from io import StringIO
from typing import Any

import numpy as np
import pandas as pd
import pytest

from polyfund.base.i18n import speaking
from polyfund.case.case import Case
from polyfund.case.remade import NotChecked
from polyfund.run import compare, solve
from polyfund.schema.faults import InputFaults
from tests.cases import BASE, case_of

LIMITS = "counties,sense,amount\nEast,at most,3"


def frames(**changed: Any) -> dict[str, Any]:
    """The base case as data frames."""
    return {key: frame(text) for key, text in BASE.items()} | changed


def frame(text: str) -> pd.DataFrame:
    return pd.read_csv(StringIO("\n".join(line.strip() for line in text.strip().splitlines())))


def told(tables: Mapping[str, Any]) -> list[str]:
    with pytest.raises(InputFaults) as refused:
        Case.from_tables(tables)
    return [str(fault) for fault in refused.value.faults]


def lifted(case: Case) -> float:
    return round(solve(case).stages[0].final, 6)


def test_the_same_case_as_of_files() -> None:
    made, read = Case.from_tables(frames(limits=frame(LIMITS)), "case"), case_of(limits=LIMITS)
    for key, table in read.tables.items():
        pd.testing.assert_frame_equal(made.tables[key].reset_index(drop=True), table.reset_index(drop=True))
    assert made.settings == read.settings
    assert lifted(made) == 200


def test_words_in_either_language_and_settings_as_a_mapping() -> None:
    needs = pd.DataFrame({"县": ["East", "West"], "programme": "roads", "需求": [8, 40]})
    tables = frames(settings={"起始年份": 2016, "last year": np.int64(2017)})
    tables["需求"] = needs.set_index(pd.Index([5, 3]))
    del tables["needs"]
    case = Case.from_tables(tables)
    assert (case.years, case.need) == ((2016, 2017), {("East", "roads"): 8, ("West", "roads"): 40})
    assert case.tables["needs"].index.tolist() == [5, 3]
    assert str(case.place("needs", 3, "need")) == "needs:3 [需求]"


@pytest.mark.parametrize("blank", [None, np.nan, pd.NA, ""])
def test_every_blank_is_one(blank: object) -> None:
    """A county without a tag or an income of its own, as pandas, Python or a database has it."""
    counties = frame(BASE["counties"]).assign(
        income=pd.Series([blank, 5.5], dtype=object), tags=[blank, "far"]
    )
    case = Case.from_tables(frames(counties=counties))
    assert case.tables["counties"]["tags"].tolist() == [(), ("far",)]
    assert case.tables["counties"]["income"].isna().tolist() == [True, False]


@pytest.mark.parametrize(
    "need",
    [
        pd.array([8, 40], dtype="Int64"),
        pd.array([8.0, 40.0], dtype="Float64"),
        np.array([8, 40], dtype=np.int8),
        np.array([8, 40], dtype=np.float32),
        pd.Categorical([8, 40]),
        [Decimal(8), Decimal(40)],
    ],
)
def test_every_kind_of_number(need: Any) -> None:
    needs = pd.DataFrame({"county": pd.Categorical(["East", "West"]), "programme": "roads", "need": need})
    if isinstance(need, list):
        assert told(frames(needs=needs))[0] == (
            "needs:0 [need]: this is Decimal, neither words nor a number; give words or a number"
        )
    else:
        assert sum(Case.from_tables(frames(needs=needs)).need.values()) == 48


NEEDS = pd.DataFrame({"county": ["East", "West"], "programme": "roads", "need": [8, 40]})


@pytest.mark.parametrize(
    ("needs", "fault"),
    [
        (NEEDS.assign(need=[8, -1]), "needs:1 [need]: -1 is less than 0"),
        (NEEDS.assign(need=[8, np.inf]), "needs:1 [need]: inf is beyond all bounds"),
        (NEEDS.assign(need=[8, "40"]), "needs:1 [need]: '40' is text, not a number"),
        (NEEDS.assign(need=[8, None]), "needs:1 [need]: 'need' is blank"),
        (NEEDS.assign(need=[True, 4]), "needs:0 [need]: this is TRUE or FALSE"),
        (NEEDS.assign(county=["Eest", "West"]), "needs:0 [county]: counties knows no 'Eest'"),
        (NEEDS.assign(county="East"), "needs:1 [county]: East / roads is already in needs:0 [county]"),
        (NEEDS.assign(nead=1), "needs [nead]: no column of this table is called 'nead'"),
        (NEEDS.assign(**{"需求": 1}), "needs [需求]: the column '需求' is already in needs [need]"),
        (
            pd.DataFrame({"county": ["East", "West"], "roads": [8, 40]}),
            "needs: the column 'programme' is missing",
        ),
        (NEEDS.drop(columns="need"), "needs: the column 'need' is missing"),
        (NEEDS.iloc[:0], "needs: the table has no rows yet"),
        (pd.concat([NEEDS, NEEDS]), "needs: the rows of this table are not told apart"),
        (NEEDS.set_index(pd.Index(["a", "b"])), "needs: the rows of this table are not told apart"),
        ([8, 40], "needs: this is list, not a data frame"),
    ],
)
def test_faults_name_table_row_and_column(needs: Any, fault: str) -> None:
    assert told(frames(needs=needs))[0].startswith(fault)


def test_all_faults_are_told_at_once() -> None:
    tables = frames(needs=NEEDS.assign(need=[-8, -40]), limts=frame(LIMITS))
    assert len(told(tables)) == 3


def test_a_rule_checks_it_too() -> None:
    (fault,) = told(frames(limits=frame("counties,sense,amount\nEast,at least,4\nEast,at most,3")))
    assert fault.startswith("limits:0 [amount]: at least 4 is above the 'at most' 3 of limits:1 [amount]")


def test_with_another_table() -> None:
    """In West a million lifts 10: of 20 million 8 in East and 12 there, or with a need of 5 only 13."""
    case = case_of()
    needs = case.tables["needs"].copy()
    needs.loc[needs["county"] == "West", "need"] = 5.0
    smaller = case.with_table("needs", needs)
    assert (lifted(case), lifted(smaller)) == (200, 130)
    assert str(smaller.place("needs", 3, "need")) == "needs:3 [need]"
    assert str(smaller.place("counties", 2, "poor")) == "counties.csv:2 [poor persons]"
    assert str(smaller.place("settings", None, "last_year")) == "settings.csv:3 [value]"
    assert smaller.sha256 != case.sha256
    assert lifted(smaller.with_table("Limits", frame(LIMITS)).with_table("需求", case.tables["needs"])) == 200


def test_with_a_table_that_does_not_fit() -> None:
    case = case_of()
    with pytest.raises(InputFaults, match=r"needs:7 \[county\]: counties.csv knows no 'North'"):
        case.with_table("needs", pd.DataFrame([["North", "roads", 1]], [7], ["county", "programme", "need"]))
    with pytest.raises(InputFaults, match=r"needs.csv:2 \[county\]: counties knows no 'East'"):
        case.with_table("counties", case.tables["counties"].replace("East", "Far East"))
    with pytest.raises(InputFaults, match="no table is called 'need'; did you mean 'needs'"):
        case.with_table("need", NEEDS)
    with pytest.raises(InputFaults, match="2015 comes before the first year 2016"):
        case.with_table("settings", {"first year": 2016, "last year": 2015})


def test_what_was_changed_since_it_was_checked_is_not_solved() -> None:
    case, answer = case_of(), None
    answer = solve(case)
    case.tables["needs"].loc[2, "need"] = 1e6
    for ask in (
        lambda: solve(case),
        lambda: compare(answer),
        lambda: case.with_table("limits", frame(LIMITS)),
    ):
        with pytest.raises(
            NotChecked, match=r"'needs' has been changed .+ case\.with_table\('needs', frame\), .+\({...}\)"
        ):
            ask()
    assert lifted(case.with_table("needs", case.tables["needs"])) == 200  # checked now


def test_changed_settings_are_not_solved() -> None:
    case = case_of()
    case.settings["last_year"] = 2020  # type: ignore[index]
    with (
        speaking("zh"),
        pytest.raises(NotChecked, match=r"表“settings”在检查之后被更改.+Case\.from_tables\({...}\)"),
    ):
        solve(case)


def test_figures_side_by_side_are_to_be_melted_and_not_left_out() -> None:
    wide = pd.DataFrame({"county": ["East", "West"], "roads": [8, 40]})
    melt = "give each figure a row of its own: frame.melt(id_vars=[...], var_name='programme', value_name='need')"
    assert f"needs [roads]: no column of this table is called 'roads'; {melt}" in told(frames(needs=wide))
