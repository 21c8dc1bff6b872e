"""The sheet Cooperation: what each agency reaches alone and together."""

from __future__ import annotations

from pathlib import Path

import pytest

from polyfund.run import solve
from tests.cases import case_of
from tests.report.plans import opened, rows, written
from tests.rules.test_participation import BELOW, participation


def test_one_row_for_each_agency_that_asks(tmp_path: Path) -> None:
    """Fund gives up a tenth of its 100: 5 million of roads, 5 of schools."""
    tables = participation("Fund,-0.1,", "each,-1,", agencies=BELOW)
    book = opened(written(solve(case_of(**tables)), tmp_path), values=True)
    fund, lender, province = rows(book, "Cooperation", "Cooperation")
    assert (fund["agency"], fund["kind"]) == ("Fund", "bank")
    figures = ("alone", "in this plan", "gain", "asked", "price of its consent", "money given")
    assert [fund[name] for name in figures] == pytest.approx([100, 90, -0.1, 90, 4, 10], abs=1e-4)
    # Lender has no money, so it reaches nobody alone and asks nothing.
    assert [lender[name] for name in figures] == [0, 0, None, None, 0, 0]
    assert [province[name] for name in figures] == pytest.approx([100, 50, -0.5, 0, 0, 5], abs=1e-4)
    # Alone both build the same 10 million of roads; together 10 of roads and 5 of schools.
    everybodys = ("all alone", "all together", "gain by cooperating", "asked of all")
    for agency in (fund, province):
        assert [agency[name] for name in everybodys[:3]] == pytest.approx([100, 140, 0.4], abs=1e-4)
        assert agency["asked of all"] is None


@pytest.mark.parametrize("language", ["en", "zh"])
def test_without_anybody_asking_the_sheet_says_so(tmp_path: Path, language: str) -> None:
    book = opened(written(solve(case_of()), tmp_path, language), values=True)
    words = {"en": "No agency asks to do as well as alone", "zh": "没有机构要求不逊于单独行动"}
    assert words[language] in book.worksheets[8]["A1"].value


def test_rules_name_each_agency_of_a_kind(tmp_path: Path) -> None:
    book = opened(written(solve(case_of(**participation("bank,-0.1,"))), tmp_path), values=True)
    (row,) = rows(book, "Rules", "Rules")
    assert (row["who"], row["state"]) == ("Fund", "binding")
