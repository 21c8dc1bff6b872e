"""What a command does not use it does not wait for."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    "unused", ["scipy.stats", "networkx", "matplotlib", "multiprocessing.pool", "opencc"]
)
def test_a_command_does_not_import(unused: str) -> None:
    asked = f"import sys, polyfund.cli.commands; sys.exit({unused!r} in sys.modules)"

    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0


@pytest.mark.parametrize(
    "holds",
    [
        "scipy_available and scipy.stats.norm.cdf(0) == 0.5",
        "numpy.float64 in native_numeric_types",
        "any(isinstance(finder, DeferredImportCallbackFinder) for finder in sys.meta_path)",
    ],
)
def test_pyomo_still_finds_what_it_needs(holds: str) -> None:
    asked = (
        "import polyfund, numpy, sys;"
        "from pyomo.common.dependencies import DeferredImportCallbackFinder, scipy, scipy_available;"
        "from pyomo.common.numeric_types import native_numeric_types;"
        f"sys.exit(not ({holds}))"
    )

    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0
