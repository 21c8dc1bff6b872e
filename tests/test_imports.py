"""What a command does not use it does not wait for."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize("unused", ["scipy.stats", "networkx", "matplotlib", "multiprocessing.pool"])
def test_a_command_does_not_import(unused: str) -> None:
    asked = f"import sys, model.cli; sys.exit({unused!r} in sys.modules)"

    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0


def test_pyomo_still_finds_scipy() -> None:
    asked = (
        "import model, sys; from pyomo.common.dependencies import scipy, scipy_available;"
        "sys.exit(not (scipy_available and scipy.stats.norm.cdf(0) == 0.5))"
    )

    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0
