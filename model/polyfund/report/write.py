"""All files of a run, together."""

from __future__ import annotations

from pathlib import Path

from polyfund.base.i18n import _, language
from polyfund.base.run_folder import write_somewhere
from polyfund.planning.answer import Answer
from polyfund.planning.plan_files import (
    can_write_parquet,
    write_grants,
    write_parquet,
    write_record,
    write_table,
)
from polyfund.planning.run_files import RUN, output_of
from polyfund.planning.stopwatch import Watch
from polyfund.reading.plans.allocation import MOST_ROWS
from polyfund.reading.plans.read_plan import PLAN_FILES
from polyfund.report.grants import TABLE as ALLOCATION
from polyfund.report.record import run_record
from polyfund.report.rest import Rest
from polyfund.report.workbook import write_plan


def write(
    answer: Answer, folder: Path, watch: Watch, *, parquet: bool = False, siblings: bool = True
) -> list[Path]:
    """Write plan.xlsx, plan.csv and run.json into a folder: all of them together, in the place of an
    earlier plan of the same input; also plan.parquet, when asked or when Excel has no room for the
    grants and pyarrow is there, and a CSV file of every other list that Excel has no room for.

    Where another input's plan stands, or a file is held, it is ``folder (2)`` or the next (see
    polyfund.base.run_folder); without ``siblings`` no other folder will do, and the files of the earlier plan make way
    whoever has changed them since. Raises: CannotWrite.
    """
    parquet = parquet or (len(answer.figures.grants) > MOST_ROWS and can_write_parquet())
    rest = Rest(MOST_ROWS, {ALLOCATION: PLAN_FILES[1 : 3 if parquet else 2]})

    def make(draft: Path, folder: Path) -> None:
        with watch.stage("write", _("Writing the plan")):
            write_plan(answer, draft / RUN[0], language(), rest)
            write_grants(answer.figures.grants, draft / RUN[1])
            if parquet:
                write_parquet(answer.figures.grants, draft / "plan.parquet")
            for name, frame in rest.frames().items():
                write_table(frame, draft / name)
        write_record(run_record(answer, folder), draft)

    return write_somewhere(
        folder, output_of(answer.case, siblings=siblings, changed=not siblings), make, watch.tell
    )
