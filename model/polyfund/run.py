"""The whole story on one screen: read, solve, compare, weigh, evaluate, write."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

import polyfund.base.imports  # noqa: F401, before anything else imports SciPy
from polyfund.base.progress import Tell, silent
from polyfund.case.case import Case
from polyfund.case.remade import Frame, is_checked_by
from polyfund.objectives.aims import check_aims
from polyfund.planning.clashes import conflicts_beside
from polyfund.planning.evaluate_plan import judge_plan
from polyfund.planning.solve import solve, with_alone
from polyfund.reading import read
from polyfund.reading.read import read_case as read_tables
from polyfund.report.write import write
from polyfund.rules import IN_FORCE, TABLES, all_demands
from polyfund.rules.plausible import check_plausible
from polyfund.rules.reach import check_reach
from polyfund.schema.faults import Faults
from polyfund.studies.compare.compare import compare
from polyfund.studies.frontier.search import POINTS, Frontier
from polyfund.studies.frontier.search import frontier as search_frontier

__all__ = [
    "Case", "compare", "conflicts_beside", "frontier", "judge_plan", "read_case", "solve", "with_alone", "write",
]  # fmt: skip


def read_case(path: str | Path) -> Case:
    """Read and check a case from a workbook or a folder of CSV files.

    Raises: InputFaults, with every fault found.
    """
    return read_tables(path, TABLES, _checks())


def case_of_frames(tables: Mapping[str, Frame], name: str = "tables") -> Case:
    """The case of data frames (see Case.from_tables). Raises: InputFaults."""
    return read.case_of_frames(name, tables, TABLES, _checks())


def case_with_frame(case: Case, name: str, frame: Frame) -> Case:
    """A case with another table (see Case.with_table). Raises: InputFaults."""
    return read.case_with_frame(case, name, frame, TABLES, _checks())


def _checks() -> tuple[read.RuleCheck, ...]:
    return (*(room.check for room in IN_FORCE), check_aims, _check_reach, check_plausible)


def _check_reach(case: Case, faults: Faults) -> None:
    if case.whole:
        check_reach(case, [demand for asked in all_demands(case).values() for demand in asked], faults)


def frontier(
    case: Case, between: str, folder: Path, points: int = POINTS, jobs: int | None = None, tell: Tell = silent
) -> Frontier:
    """The frontier of a case, the plan of every point written (see polyfund.studies.frontier.search)."""
    return search_frontier(case, between, folder, points, jobs, tell, write=partial(write, siblings=False))


is_checked_by(case_of_frames, case_with_frame)
