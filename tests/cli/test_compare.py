"""``polyfund compare`` from outside."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from polyfund.cli.commands import main
from tests.cases import write_case
from tests.studies.test_baselines import CASE


def test_the_command_prints_the_table(tmp_path: Path) -> None:
    """The figures are worked out in tests/answer/test_baselines.py and tests/report/test_compared.py."""
    result = CliRunner().invoke(main, ["compare", str(write_case(tmp_path, **CASE))])
    assert result.exit_code == 0, result.output
    for line in (
        "| previous plan | 112 | West 1.2% | 0.393 | 15 | 7.47 | 3: Limits 2, budgets pay for all grants 1 |",
        "| going alone | 100 | West 0.0% | 0.500 | 20 | 5.00 | 2: Limits 2 |",
        "| the plan | 128 | West 4.8% | 0.125 | 20 | 6.40 | 0 |",
    ):
        assert line in result.output
    assert "| coordinated, no rules | 140 |" in result.output


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "factor formula: this case has none; write its factors on the sheet Formula of the input"),
        ("zh", "因素法：本案例没有；请在输入工作簿的“因素法公式”表中填写各因素"),
    ],
)
def test_it_says_what_is_missing(language: str, words: str, tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["compare", str(write_case(tmp_path)), "--lang", language])
    assert words in result.output.splitlines()
