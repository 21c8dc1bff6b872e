"""The case that comes out: types, order, places, and what is left out while faults are gathered."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from polyfund.case.case import Case
from polyfund.reading.read import read_case
from polyfund.rules import TABLES
from polyfund.schema.faults import Faults, InputFaults
from tests.reading.tiny import tiny, write_book, write_folder


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return read_case(write_book(tiny(), tmp_path / "case.xlsx"), TABLES)


def test_every_declared_table_is_there_with_its_columns_in_order(case: Case) -> None:
    for table in TABLES:
        assert list(case.tables[table.key].columns) == [column.key for column in table.columns]


def test_columns_have_the_types_that_are_declared(case: Case, tmp_path: Path) -> None:
    empty = read_case(write_book(tiny(Returns=None, Limits=None), tmp_path / "less.xlsx"), TABLES)
    for made in (case, empty):
        assert made.tables["returns"].dtypes.astype(str).to_dict() == {
            "programme": "object",
            "county": "object",
            "tier": "int64",
            "share": "float64",
            "factor": "float64",
            "source": "object",
        }
        assert str(made.tables["counties"]["map_row"].dtype) == "float64"


def test_rows_are_sorted_by_key_with_blanks_first_and_keep_their_number(tmp_path: Path) -> None:
    tables = tiny()
    tables["Returns"][1:] = tables["Returns"][:0:-1]
    returns = read_case(write_book(tables, tmp_path / "case.xlsx"), TABLES).tables["returns"]
    assert list(zip(returns["county"], returns["tier"], strict=True)) == [
        (None, 1),
        (None, 2),
        ("Gongshan", 1),
    ]
    assert list(returns.index) == [5, 4, 3]


def test_blank_rows_and_hidden_rows(tmp_path: Path) -> None:
    tables = tiny()
    tables["Needs"].insert(2, [None, "  ", None, None])
    assert list(read_case(write_book(tables, tmp_path / "case.xlsx"), TABLES).tables["needs"].index) == [
        3,
        5,
        6,
    ]


def test_places_lead_back_to_the_cell(case: Case, tmp_path: Path) -> None:
    assert str(case.place("needs", 4, "need")) == "Needs!C4"
    assert str(case.place("settings", None, "last_year")) == "Settings!B5"
    files = read_case(write_folder(tiny(), tmp_path / "case"), TABLES)
    assert str(files.place("needs", 4, "need")) == "needs.csv:4 [need]"
    assert str(files.place("settings", None, "last_year")) == "settings.csv:4 [value]"


def test_the_case_bears_the_name_and_the_sum_of_its_input(case: Case, tmp_path: Path) -> None:
    assert case.name == "case"
    assert case.sha256 == sha256((tmp_path / "case.xlsx").read_bytes()).hexdigest()
    folder = write_folder(tiny(), tmp_path / "folder")
    first = read_case(folder, TABLES)
    (folder / "notes.csv").write_text("what I did", encoding="utf-8")
    assert (first.name, first.sha256) == ("folder", read_case(folder, TABLES).sha256)


def test_groups_are_kinds_in_both_languages_prefectures_tags_and_sectors(case: Case) -> None:
    assert case.directory.groups == {
        "years": {},
        "agencies": {
            "central government": {"Ministry"},
            "中央政府": {"Ministry"},
            "development bank": {"Road Bank"},
            "开发银行": {"Road Bank"},
        },
        "counties": {
            "Nujiang": {"Gongshan", "Lanping"},
            "border": {"Gongshan"},
            "deep poverty": {"Gongshan", "Lanping"},
        },
        "programmes": {"infrastructure": {"roads"}, "education": {"schools"}},
    }


def test_a_rule_meets_only_rows_without_a_fault(tmp_path: Path) -> None:
    tables = tiny()
    tables["Counties"][1][3] = "many"  # Gongshan
    tables["Settings"][2][1] = None  # first year
    seen: list[Case] = []

    def rule(case: Case, faults: Faults) -> None:
        seen.append(case)
        faults.add(case.place("limits", 3, "amount"), "a rule's fault", "a remedy")

    with pytest.raises(InputFaults) as told:
        read_case(write_book(tables, tmp_path / "case.xlsx"), TABLES, [rule])
    assert [str(fault.place) for fault in told.value.faults] == ["Settings!B4", "Counties!D3", "Limits!E3"]
    (case,) = seen
    assert not case.whole
    assert case.counties == ("Lanping",)
    assert case.tables["needs"]["county"].tolist() == ["Lanping"]
    assert case.tables["targets"].empty
    assert case.years == (2016, 2017)  # those of Budgets


def test_a_thousand_unknown_names_are_told_without_seeking_the_nearest_of_each(tmp_path: Path) -> None:
    tables = tiny(Returns=None)
    tables["Needs"][1:] = [[f"nowhere {number}", "roads", 1, None] for number in range(1000)]
    with pytest.raises(InputFaults) as told:
        read_case(write_book(tables, tmp_path / "case.xlsx"), TABLES)
    assert len(told.value.faults) == 1000
