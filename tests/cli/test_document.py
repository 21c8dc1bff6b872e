"""The pages of documentation are those that the declarations give."""

from pathlib import Path

import pytest

from polyfund.cli.document import PAGES, tables_page
from polyfund.rules import TABLES

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize(("language", "name"), PAGES.items())
def test_the_committed_page_is_up_to_date(language, name):
    page = (DOCS / name).read_text(encoding="utf-8")
    assert page == tables_page(TABLES, language), "run: python -m polyfund.cli.document"


@pytest.mark.parametrize("language", PAGES)
def test_every_table_and_column_is_told(language):
    page = tables_page(TABLES, language)
    for table in TABLES:
        section = page.split(f'<a id="{table.key}"></a>')[1].split("<a id=")[0]
        for column in table.columns:
            (row,) = (
                row for row in section.splitlines() if row.startswith(f"| **{column.label[language]}** |")
            )
            assert row.count("|") - 2 * row.count("\\|") == 7
            assert all(choice.label[language] in row for choice in column.choices)


@pytest.mark.parametrize(
    ("language", "row"),
    [
        ("en", "| **returning share** | 返贫比例 |"),
        (
            "en",
            "| share per year | a share, such as 0.3 or 30 %, at least 0 %, at most 100 % | blank means 0 % |",
        ),
        ("en", "| a name from Agencies: agency or Agencies: kind | required |"),
        ("en", "| million yuan | a number, at least 0, at most 1,000,000,000 | required |"),
        ("zh", "| 百万元 | 数字，不小于 0，不大于 1,000,000,000 | 必填 |"),
    ],
)
def test_what_is_said_of_a_column(language, row):
    assert row in tables_page(TABLES, language)
