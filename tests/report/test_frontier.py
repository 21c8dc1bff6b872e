"""The frontier as files: a workbook with live charts, a table, and a picture that needs no internet."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from zipfile import ZipFile

import pandas as pd
import pytest
from openpyxl import load_workbook
from pytest import approx

from polyfund.base.files import CannotWrite
from polyfund.base.i18n import speaking
from polyfund.report.frontier.files import write
from polyfund.report.frontier.words import points_table
from polyfund.run import frontier
from polyfund.studies.frontier.search import Frontier
from tests.report.plans import rows
from tests.studies.cases import two_counties

BOTH = "people_lifted,worst_coverage"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("frontier")


@pytest.fixture(scope="module")
def found(folder: Path) -> Frontier:
    """The five points of tests/studies/cases.py; the third is the knee."""
    answer = frontier(
        two_counties(settings="setting,value\ntitle,<b>Two\nfirst year,2016\nlast year,2017"),
        BOTH,
        folder,
        5,
        1,
    )
    write(answer, folder)
    return answer


def test_the_workbook_lists_the_points(found: Frontier, folder: Path) -> None:
    book = load_workbook(folder / "frontier.xlsx")
    listed = rows(book, "Frontier", "Frontier")
    assert [row["people lifted"] for row in listed] == approx([240, 238, 236, 230, 224], abs=1e-4)
    assert [row["given up for each one gained"] for row in listed] == [
        None,
        *(approx(rate, abs=1e-3) for rate in (0.16, 0.16, 0.48, 0.48)),  # persons for a percentage point
    ]
    assert [row["price here: worst county's coverage of needs"] for row in listed][1] == approx(0.16)
    assert [row["knee"] for row in listed] == [None, None, "knee", None, None]
    assert {row["worst county"] for row in listed} == {"East"}
    links = [cell.hyperlink.target for row in book["Frontier"].iter_rows() for cell in row if cell.hyperlink]
    assert links == [f"{point.name}\\plan.xlsx" for point in found.points]
    assert all((folder / point.name / "plan.xlsx").is_file() for point in found.points)


def test_its_chart_follows_the_list(found: Frontier, folder: Path) -> None:
    with ZipFile(folder / "frontier.xlsx") as package:
        (chart,) = (name for name in package.namelist() if name.startswith("xl/charts/chart"))
        text = package.read(chart).decode()
    assert "<c:scatterChart>" in text
    assert re.findall(r"<c:f>(.+?)</c:f>", text) == [
        *("Frontier!$C$8:$C$12", "Frontier!$B$8:$B$12"),  # coverage across, people up
        *("Frontier!$C$10", "Frontier!$B$10"),  # the knee
    ]


def test_the_table_for_programs(found: Frontier, folder: Path) -> None:
    table = pd.read_csv(folder / "frontier.csv", dtype={"point": str})
    assert table["point"].tolist() == ["01", "02", "03", "04", "05"]
    assert table["worst_coverage"].tolist() == approx([0, 0.125, 0.25, 0.375, 0.5], abs=1e-6)
    assert table["knee"].tolist() == ["no", "no", "yes", "no", "no"]
    assert table["plan"][2] == "03/plan.xlsx"


class Loads(HTMLParser):
    """What a page would load."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.found += [given[name] or "" for name in ("src", "data") if name in given]
        if tag == "link":
            self.found.append(given.get("href") or "")


def test_the_picture_needs_nothing_else(found: Frontier, folder: Path) -> None:
    page = (folder / "frontier.html").read_text(encoding="utf-8")
    loads = Loads()
    loads.feed(page)
    assert loads.found == []
    assert re.search(r'"modeBarButtonsToRemove": ?\["sendChartToCloud"', page)
    assert "Plotly.newPlot" in page and "given up for each one gained: 0.48" in page


def test_what_a_user_typed_is_no_markup(found: Frontier, folder: Path) -> None:
    page = (folder / "frontier.html").read_text(encoding="utf-8")
    assert "<b>Two" not in page and "&lt;b&gt;Two" in page


def test_the_same_frontier_gives_the_same_bytes(found: Frontier, folder: Path, tmp_path: Path) -> None:
    *files, _record = write(found, tmp_path)
    for path in files:
        assert path.read_bytes() == (folder / path.name).read_bytes()


def test_where_the_workbook_refuses_none_is_written(found: Frontier, tmp_path: Path) -> None:
    """A folder of that name cannot be replaced, like a file that is open in Excel."""
    (tmp_path / "frontier.xlsx").mkdir()
    with pytest.raises(CannotWrite, match=r"frontier\.xlsx"):
        write(found, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["frontier.xlsx"]


def test_three_aims(tmp_path: Path) -> None:
    three = frontier(two_counties(), f"{BOTH},money_used", tmp_path, 3, 1)
    with speaking("zh"):
        book, table, picture, _record = write(three, tmp_path)
    listed = rows(load_workbook(book), "权衡前沿", "Frontier")
    assert [row["最差县的需求覆盖率"] for row in listed] == approx([0, 0, 0, 0.25, 0.25, 0.5])
    assert [row["使用资金"] for row in listed] == approx([24, 12, 0, 24, 12, 24])
    assert "给出" not in points_table(three)
    with ZipFile(book) as package:
        assert sum(name.startswith("xl/charts/chart") for name in package.namelist()) == 2
    assert "given_up" not in pd.read_csv(table)
    text = picture.read_text(encoding="utf-8")
    assert '<html lang="zh">' in text and "scatter3d" in text and "目标之间的权衡" in text


def test_one_plan_that_is_best_on_all(tmp_path: Path) -> None:
    only = frontier(two_counties(), "people_lifted,need_weighted", tmp_path, 3, 1)
    book, _table, picture, _record = write(only, tmp_path)
    assert len(rows(load_workbook(book), "Frontier", "Frontier")) == 1
    assert "there is nothing to give up" in picture.read_text(encoding="utf-8")
