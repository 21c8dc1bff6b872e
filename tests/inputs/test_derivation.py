"""The worked example: derived anew it is the same, it reconciles, and it says where all comes from."""

import re
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from polyfund.case.eligible import eligible_grants
from polyfund.reading.read import read_case
from polyfund.rules import IN_FORCE, TABLES
from polyfund.schema.registers.who import KINDS

INPUTS = Path(__file__).parents[2] / "inputs"
EXAMPLE = INPUTS / "western-yunnan"
FIGURES = INPUTS / "derivation" / "figures"
TABLE_FILES = sorted(path.name for path in EXAMPLE.glob("*.csv"))
SOURCE = re.compile(r"(S\d\d\b|estimate: |assumption: ).+", re.DOTALL)


def table(name: str) -> pd.DataFrame:
    return pd.read_csv(EXAMPLE / f"{name}.csv", encoding="utf-8", keep_default_na=False, dtype=str)


def numbers(name: str, column: str) -> pd.Series:
    return pd.to_numeric(table(name)[column])


@pytest.fixture(scope="module")
def case():
    return read_case(EXAMPLE, TABLES, [room.check for room in IN_FORCE])


def test_derived_anew_it_is_the_same_to_the_byte(tmp_path: Path) -> None:
    subprocess.run([sys.executable, INPUTS / "derivation" / "derive.py", tmp_path], check=True, cwd=tmp_path)
    assert sorted(path.name for path in tmp_path.glob("*.csv")) == TABLE_FILES
    for name in TABLE_FILES:
        assert (tmp_path / name).read_bytes() == (EXAMPLE / name).read_bytes(), name


@pytest.mark.parametrize("name", TABLE_FILES)
def test_every_row_says_where_it_comes_from(name: str) -> None:
    known = set(pd.read_csv(FIGURES / "sources.csv", encoding="utf-8")["source_id"])
    for source in table(Path(name).stem)["source"]:
        assert SOURCE.fullmatch(source), source
        assert set(re.findall(r"\bS\d\d\b", source)) <= known, source


@pytest.mark.parametrize("name", TABLE_FILES)
def test_files_are_plain_text(name: str) -> None:
    data = (EXAMPLE / name).read_bytes()
    assert not data.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in data
    assert data.endswith(b"\n")
    data.decode("utf-8")


def test_the_example_is_read_without_fault(case) -> None:
    assert case.name == "western-yunnan"
    assert case.years == (2016, 2017, 2018, 2019, 2020)


@pytest.mark.parametrize(
    ("tag", "count"),
    [
        ("border", 21),
        ("autonomous", 48),
        ("contiguous area", 56),
        ("national key county", 44),
        ("deep poverty", 6),
    ],
)
def test_counties_by_tag(tag: str, count: int) -> None:
    assert sum(tag in tags.split("; ") for tags in table("counties")["tags"]) == count


def test_counties_are_the_studys_61_in_10_prefectures() -> None:
    counties = table("counties")
    assert len(counties) == counties["county"].nunique() == counties["adcode"].nunique() == 61
    assert counties["adcode"].str.fullmatch(r"53\d{4}").all()
    assert counties["prefecture"].nunique() == 10
    assert not set(counties["county"]) & set(counties["prefecture"])
    assert not counties.duplicated(["map column", "map row"]).any()


def test_poor_persons_add_up_to_the_studys() -> None:
    assert numbers("counties", "poor persons").sum() == 2_314_300


@pytest.mark.parametrize(
    ("prefecture", "poor"), [("Nujiang", 173_300), ("Dehong", 151_900), ("Dali", 420_900 * 0.945)]
)
def test_prefectures_dated_2014_keep_their_totals(prefecture: str, poor: float) -> None:
    counties = table("counties").set_index("prefecture")
    assert pd.to_numeric(counties.loc[prefecture, "poor persons"]).sum() == pytest.approx(poor, abs=3)


def test_poor_are_fewer_than_residents() -> None:
    share = numbers("counties", "poor persons") / numbers("counties", "population")
    assert share.between(0.03, 0.45).all()


def test_money_is_as_much_again_as_the_study_counts_since_2011() -> None:
    assert numbers("budgets", "amount").sum() == pytest.approx(211_615, abs=5)  # rounded to 0.1 a row


def test_needs_are_above_the_money() -> None:
    assert 1.3 < numbers("needs", "need").sum() / numbers("budgets", "amount").sum() < 2


def test_agencies_are_of_every_kind_the_study_names() -> None:
    assert set(table("agencies")["kind"]) == {kind.key for kind in KINDS} - {"other"}


def test_local_governments_fund_only_their_own_place() -> None:
    agencies = table("agencies").set_index("agency")["kind"]
    where = table("eligibility").groupby("agency or kind")["counties"].agg(list)
    for kind, count in (("county government", 61), ("prefecture government", 10)):
        names = agencies.index[agencies == kind]
        assert len(names) == count
        for name in names:
            (place,) = where[name]
            assert name in (f"{place} Government", f"{place} Prefecture Government")


def test_every_agency_has_money_and_a_task() -> None:
    names = set(table("agencies")["agency"])
    assert names == set(table("budgets")["agency"])
    may_fund_all = {"Yunnan Poverty Office"}
    assert names - may_fund_all == set(table("eligibility")["agency or kind"])


def test_tiers_add_up_and_fall() -> None:
    returns = table("returns").astype(
        {"share of the need": float, "factor on the effect": float, "tier": int}
    )
    for _, tiers in returns.sort_values("tier").groupby(["programme", "county"]):
        assert tiers["share of the need"].sum() == pytest.approx(1, abs=1e-12)
        assert tiers["factor on the effect"].is_monotonic_decreasing


def test_promises_fit_budgets_needs_and_eligibility(case) -> None:
    grants = set(eligible_grants(case).itertuples(index=False, name=None))
    promises = case.tables["commitments"]
    for row in promises.itertuples():
        assert (row.agency, row.county, row.programme, row.year) in grants, row
    worth = promises["agency"].map(case.worth)
    arriving = (promises["amount"] * worth).groupby([promises["county"], promises["programme"]]).sum()
    for key, amount in arriving.items():
        assert amount <= case.need[key], key
    budgets = case.tables["budgets"].groupby(["agency", "year"])["amount"].sum()
    for key, amount in promises.groupby(["agency", "year"])["amount"].sum().items():
        assert amount <= budgets[key], key


def test_size(case) -> None:
    assert 25_000 < len(eligible_grants(case)) < 45_000
