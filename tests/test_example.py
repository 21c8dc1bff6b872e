"""The worked example, whole: proved, audited, agreed on elsewhere, and always the same plan."""

from __future__ import annotations

import csv
from pathlib import Path
from random import Random

import pytest
from pytest import approx

from polyfund.case.case import Case
from polyfund.cli.compare import comparison_table
from polyfund.formulation.build import build
from polyfund.formulation.standard_form import compile_model
from polyfund.objectives.aims import stages
from polyfund.planning.answer import Answer
from polyfund.planning.plan_files import write_grants
from polyfund.rules import all_demands
from polyfund.run import compare, read_case, solve, with_alone
from polyfund.studies.compare.baselines import WAYS
from tests.solver.programs import least, problem_of

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "inputs" / "western-yunnan"


@pytest.fixture(scope="module")
def case() -> Case:
    return read_case(FOLDER)


@pytest.fixture(scope="module")
def answer(case: Case) -> Answer:
    return solve(case)


def plan_csv(answer: Answer, folder: Path) -> bytes:
    write_grants(answer.figures.grants, folder / "plan.csv")
    return (folder / "plan.csv").read_bytes()


def test_every_stage_is_proved_and_the_plan_reaches_it(answer):
    for stage in answer.stages:
        assert stage.gap <= 1e-6
        assert stage.violation <= 1e-6
        assert stage.final == approx(stage.bound, rel=1e-6)


def test_the_plan_passes_the_audit(answer):
    assert answer.audit.passes


def test_an_independent_solver_agrees_on_the_first_aim(case, answer):
    case = with_alone(case)
    demands = all_demands(case)
    matrix = compile_model(build(case, demands, stages(case, demands)).model)
    best = least(problem_of(matrix)) + matrix.offsets[0]
    first = answer.stages[0]
    assert -first.stage.sign * first.value == approx(best, rel=1e-6)


def test_solved_again_with_its_rows_in_another_order_it_is_the_same_plan(answer, tmp_path):
    """Its workbook is the same case (tests/inputs/test_workbooks.py), so the same plan too."""
    random = Random(1)
    for source in FOLDER.glob("*.csv"):
        with source.open(encoding="utf-8-sig", newline="") as file:
            header, *rows = csv.reader(file)
        random.shuffle(rows)
        with (tmp_path / source.name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([header, *rows])
    assert plan_csv(solve(read_case(tmp_path)), tmp_path) == plan_csv(answer, tmp_path)


def test_the_readme_tells_what_cooperation_buys(case, answer):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    compared = compare(answer, asked=WAYS).compared
    assert compared
    assert comparison_table(case, compared) in readme
