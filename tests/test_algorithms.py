"""The published amounts are the same whatever algorithm finds them: the tie-break leaves one plan."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import assume, given, settings

import polyfund.planning.solve
import polyfund.run
from benchmarks.generate import generate
from polyfund.case.case import Case
from polyfund.planning.infeasibility import Conflict
from polyfund.run import read_case, solve
from polyfund.solver import lexicographic as linear
from polyfund.solver import matrix
from polyfund.solver.highs import Options
from tests.cases import case_of
from tests.random_cases import Tables, cases, read

ALGORITHMS: dict[str, Options] = {
    "interior point": {"solver": "ipx"},
    "dual simplex": {"solver": "simplex", "simplex_strategy": 1},
    "primal simplex": {"solver": "simplex", "simplex_strategy": 4},
    "dual simplex without presolve": {"solver": "simplex", "presolve": "off"},
    "another seed": {"solver": "simplex", "random_seed": 7},
}
STAY: Options = {"solver": "simplex", "simplex_iteration_limit": 0}  # no walk from the stage before

# Two lenders and two provinces alike, twice the need that they can pay for: any split reaches as many.
ALIKE = {
    "agencies": "agency,kind\nA,bank\nB,bank\nC,central government\nD,central government",
    "budgets": "agency,sector,year,amount\n"
    + "\n".join(f"{agency},infrastructure,{year},5" for agency in "ABCD" for year in (2016, 2017)),
    "counties": "county,population,poor persons\nEast,1000,400\nWest,1000,400\nNorth,1000,400",
    "needs": "county,programme,need\nEast,roads,30\nWest,roads,30\nNorth,roads,30",
    "settings": "setting,value\nfirst year,2016\nlast year,2017",
}


def plans(case: Case) -> dict[str, str]:
    """The plan as it is published, by the algorithm that solved every stage anew."""
    found = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(linear, "NEW_COST", STAY)
        for name, options in ALGORITHMS.items():
            patch.setattr(polyfund.planning.solve, "ATTEMPTS", (options,))
            found[name] = solve(case).figures.grants.to_csv(index=False)
    with pytest.MonkeyPatch.context() as patch:
        for name, large in (("walking from stage to stage", 10**6), ("but to the tie-break", 0)):
            patch.setattr(matrix, "LARGE", large)
            found[name] = solve(case).figures.grants.to_csv(index=False)
    return found


def test_interchangeable_agencies() -> None:
    """40 million to give, 90 to be had: many plans are as good, one is published."""
    found = plans(case_of(**ALIKE))
    assert len(set(found.values())) == 1, found


@pytest.mark.parametrize("degenerate", [False, True])
def test_a_case_with_every_rule(degenerate: bool, tmp_path: Path) -> None:
    found = plans(read_case(generate("tiny", tmp_path / "case", degenerate=degenerate)))
    assert len(set(found.values())) == 1


@settings(max_examples=15)
@given(cases())
def test_random_cases(tables: Tables) -> None:
    try:
        found = plans(read(tables))
    except Conflict:
        assume(False)
    assert len(set(found.values())) == 1, found
