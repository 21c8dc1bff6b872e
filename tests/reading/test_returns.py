"""The tiers of Returns: the whole need, to a billionth, and rising only where allowed."""

from __future__ import annotations

import pytest

from polyfund.schema.faults import InputFaults
from tests.cases import case_of


@pytest.mark.parametrize(
    ("shares", "words"),
    [
        (("0.1", "0.2", "0.7"), None),  # a little more than 1 for a computer
        (("0.3", "0.7000000009"), None),
        (("0.3", "0.6999999991"), None),
        (("0.3", "0.7000000011"), r"add up to 1\.0000000011, not to 1"),
        (("0.3", "0.6999999989"), r"add up to 0\.9999999989, not to 1"),
        (("0.3333", "0.3333", "0.3333"), r"add up to 0\.9999, not to 1"),
    ],
)
def test_the_shares_of_all_tiers_are_the_whole(shares: tuple[str, ...], words: str | None) -> None:
    rows = [f"roads,{tier},{share},1" for tier, share in enumerate(shares, start=1)]
    returns = "\n".join(["programme,tier,share,factor", *rows])
    if words is None:
        assert case_of(returns=returns)
    else:
        with pytest.raises(InputFaults, match=words):
            case_of(returns=returns)


@pytest.mark.parametrize(("later", "fault"), [("0.5", False), ("0.499", False), ("0.501", True)])
def test_factors_may_stay_but_not_rise(later: str, fault: bool) -> None:
    returns = f"programme,tier,share,factor\nroads,1,0.5,0.5\nroads,2,0.5,{later}"
    if fault:
        with pytest.raises(InputFaults, match=r"returns\.csv:3 \[factor\].*is above 0\.5"):
            case_of(returns=returns)
    else:
        assert case_of(returns=returns)
