"""The figures of the benchmarks: one value for all tools, and a table of what is known."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.generate import generate
from benchmarks.peers import PEERS
from benchmarks.run import agreement, beside_the_best, growth, print_table
from polyfund.run import read_case


def reached(**values: float | None) -> dict[str, float | None]:
    return {f"core, {name}: people lifted": value for name, value in values.items()}


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"polyfund": 1e6, "linopy": 1e6 + 0.5, "pulp": 1e6}, "3 of 3 agree (5e-07)"),
        ({"polyfund": 1e6, "linopy": None, "pulp": 1e6}, "2 of 3 agree (0e+00)"),
        ({"polyfund": 1e6, "linopy": 1e6 + 2, "pulp": 1e6}, "NO (2e-06)"),
        ({"polyfund": 1e6, "linopy": None, "pulp": None}, "one alone came to an end"),
    ],
)
def test_one_value(values: dict[str, float | None], told: str) -> None:
    assert agreement(reached(**values))["core: one value to 1e-6"] == told


def test_none_came_to_an_end() -> None:
    assert agreement(reached(polyfund=None, linopy=None, pulp=None)) == {}


@pytest.mark.parametrize(
    ("result", "ratio"),
    [
        ({"whole, s": 30.0, "HiGHS, ipx, s": "20.00", "HiGHS, simplex, s": "25.00"}, "1.50"),
        ({"whole, s": 30.0, "HiGHS, ipx, s": "20.00", "HiGHS, simplex, s": "9.00 (out of time)"}, "1.50"),
        ({"whole, s": 30.0, "HiGHS, ipx, s": "20.00", "HiGHS, hipo, s": "not installed"}, "1.50"),
        ({"whole, s": 30.0, "HiGHS, ipx, s": "20.00 (no proof)"}, None),
        ({"HiGHS, ipx, s": "20.00"}, None),
    ],
)
def test_beside_what_came_to_a_proved_end(result: dict[str, object], ratio: str | None) -> None:
    assert beside_the_best(result).get("whole, ratio to the quickest of HiGHS") == ratio


def test_growth() -> None:
    """Four times the grants: twice the seconds (n^0.5), 16 times (n^2); of two cases none is fitted."""
    sizes = (1000, 4000, 16000)
    results = [
        {
            "eligible grants": n,
            "read, s": n**0.5,
            "build, s": n**2.0,
            "write, s": 1.0 * n if n < 5000 else None,
        }
        for n in sizes
    ]
    assert growth(results) == {"read": pytest.approx(0.5), "build": pytest.approx(2)}


def test_table_has_every_figure_of_any_case(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(["small", "large"], [{"read, s": 0.5, "rows": 1200}, {"read, s": 1.5}])
    assert capsys.readouterr().out.splitlines()[2:] == ["| read, s | 0.5 | 1.5 |", "| rows | 1,200 | – |"]


@pytest.mark.parametrize("tool", sorted(PEERS.keys() - {"polyfund"}))
def test_core_program_is_ours(tool: str, tmp_path: Path) -> None:
    """Written by another tool it reaches the people lifted that ours reaches."""
    pytest.importorskip(tool)
    case = read_case(generate("tiny", tmp_path))
    ours, theirs = (PEERS[name](case, 60).lifted for name in ("polyfund", tool))
    assert theirs == pytest.approx(ours, rel=1e-6)
