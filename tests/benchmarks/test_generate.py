"""Generated cases: the same seed gives the same bytes, and they are what they say they are."""

from pathlib import Path

import numpy as np
import pytest

from benchmarks.generate import SIZES, asked, generate
from benchmarks.registers import MONEY, registers
from polyfund.case.case import Case
from polyfund.run import read_case, solve

LEFT_OUT = {"participation", "pairs", "commitments"}  # rules that name agencies


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def case_of(folder: Path, **variant: bool) -> Case:
    """The smallest case, read: raises where it has a fault."""
    return read_case(generate("tiny", folder, **variant))


@pytest.mark.parametrize("degenerate", [False, True])
def test_same_seed_same_bytes(degenerate: bool, tmp_path: Path) -> None:
    first, again = (contents(generate("tiny", tmp_path / name, 3, degenerate)) for name in ("a", "b"))
    assert first == again
    assert first != contents(generate("tiny", tmp_path / "c", 4, degenerate))


def test_smallest_case_is_solved(tmp_path: Path) -> None:
    assert solve(case_of(tmp_path)).audit.passes


def test_interchangeable_agencies(tmp_path: Path) -> None:
    """One worth, all may fund every need in every year, and no rule names one of them."""
    case = case_of(tmp_path, degenerate=True)
    assert set(case.worth.values()) == {1.0}
    assert len(case.eligible) == len(case.agencies) * len(case.need) * len(case.years)
    assert not any(len(case.tables[name]) for name in LEFT_OUT)


@pytest.mark.parametrize("name", sorted(SIZES.keys() - {"tiny"}))  # too few prefectures for halves
def test_half_can_be_funded_and_two_thirds_paid(name: str) -> None:
    """About half of agency x county x programme; the budgets' worth is MONEY of the needs."""
    size = SIZES[name]
    known = registers(size, np.random.default_rng(1), degenerate=False)
    assert known.reach.shape == (size.agencies, size.counties, size.programmes)
    assert 0.4 < known.reach.mean() < 0.6
    worth = known.budgets["agency"].map(known.agencies.set_index("agency")["worth of one unit"])
    assert (known.budgets["amount"] * worth).sum() == pytest.approx(MONEY * known.need.sum(), rel=1e-3)


@pytest.mark.parametrize(
    ("name", "size", "degenerate"),
    [("nation", "nation", False), ("province-degenerate", "province", True)],
)
def test_asked_by_name(name: str, size: str, degenerate: bool) -> None:
    assert asked(name) == (size, degenerate)


def test_a_path_asks_for_no_size() -> None:
    assert asked("inputs/western-yunnan") is None
