"""Input files as the command makes them: templates, examples, marked copies."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from time import perf_counter

import click

from polyfund.base.files import CannotWrite
from polyfund.base.i18n import _, language
from polyfund.base.run_folder import writable_folder
from polyfund.case.eligible import GRANT_KEYS
from polyfund.cli.exits import FAULTS as FAULTS_FOUND
from polyfund.cli.exits import tell, tell_warnings, tell_wrong
from polyfund.planning.run_files import FAULTS, output_of_faults
from polyfund.reading.plans.allocation import MOST_ROWS
from polyfund.reading.plans.read_plan import plan_file, read_plan
from polyfund.reading.read import read_case
from polyfund.rules import IN_FORCE, TABLES
from polyfund.rules.previous_plan import TABLE as PREVIOUS
from polyfund.schema.faults import Fault, InputFaults, nearest
from polyfund.schema.registers import REGISTERS
from polyfund.schema.table import Table
from polyfund.template import write_template
from polyfund.template.marked_copy import NoCopy, write_marked_copy
from polyfund.template.rows import Rows, case_rows, folder_rows

EXAMPLES = ("western-yunnan",)
NONE = "none"  # of the rule sheets


def chosen_tables(rules: str | None) -> tuple[Table, ...]:
    """The registers and the rule sheets named ("limits,targets"); None for all, "none" for registers alone.

    Raises: click.UsageError, for a name that is no rule.
    """
    if rules is None:
        return TABLES
    known = {room.TABLE.key: room.TABLE for room in IN_FORCE}
    names = [name.strip().casefold() for name in rules.split(",") if name.strip()]
    if names == [NONE]:
        return tuple(REGISTERS)
    for name in names:
        if name not in known:
            raise click.UsageError(unknown_rule(name))
    return (*REGISTERS, *(table for key, table in known.items() if key in names))


def unknown_rule(name: str) -> str:
    known = [room.TABLE.key for room in IN_FORCE]
    near = nearest(name, known)
    hint = _("did you mean '{near}'?").format(near=near) + " " if near else ""
    return _("there is no rule '{name}'; {hint}the rules are: {known}").format(
        name=name, hint=hint, known=", ".join(known)
    )


def example_folder(name: str) -> Path:
    """The folder of a shipped example: inside an installed package, or beside it in a clone.

    Raises: click.UsageError.
    """
    if name not in EXAMPLES:
        raise click.UsageError(
            _("there is no example '{name}'; choose {known}").format(name=name, known=", ".join(EXAMPLES))
        )
    package = Path(str(files("polyfund")))
    installed = package / "examples" / name
    return installed if installed.is_dir() else package.parents[1] / "inputs" / name


def write_input(
    target: Path, tables: tuple[Table, ...], filled: Path | None, previous: Path | None = None
) -> None:
    """Write a template, filled with the case at ``filled`` and the plan at ``previous`` where given.

    Raises: InputFaults, CannotWrite; click.UsageError, when work would be lost.
    """
    if target.suffix.lower() != ".xlsx":
        raise click.UsageError(_("{name} must end in .xlsx").format(name=target.name))
    if target.exists():
        raise click.UsageError(
            _("{name} is there already and may hold work; choose another name").format(name=target)
        )
    rows = _rows(filled) if filled else {}
    if previous:
        rows[PREVIOUS.key] = _previous(previous)
    long = [table.label[language()] for table in TABLES if len(rows.get(table.key, ())) > MOST_ROWS]
    if long:
        raise click.UsageError(
            _(
                "{sheets} would have more rows than a sheet of Excel can hold; keep the case as a folder of CSV "
                "files, and a plan as its previous_plan.csv: the columns of plan.csv are the same"
            ).format(sheets=", ".join(long))
        )
    left_out = [table.label[language()] for table in TABLES if rows.get(table.key) and table not in tables]
    if left_out:
        raise click.UsageError(
            _("the case has rows in {sheets}; name them in --rules too").format(sheets=", ".join(left_out))
        )
    title = str(rows["settings"][0]["title"]) if filled else ""
    write_template(target, tables, language(), rows, title)


def _rows(filled: Path) -> Rows:
    return folder_rows(filled, TABLES) if filled.is_dir() else case_rows(read_case(filled, TABLES))


def _previous(plan: Path) -> list[dict[str, object]]:
    """The rows of the sheet Previous plan for a plan; names are checked when the case is read."""
    path = plan_file(plan)
    noticed: list[Fault] = []
    grants = read_plan(path, None, noticed)[[*GRANT_KEYS, "amount"]]
    tell_warnings(noticed)
    return [
        {**dict(zip(grants.columns, row, strict=True)), "source": path.as_posix()}
        for row in grants.itertuples(index=False, name=None)
    ]


@contextmanager
def marking(source: Path, folder: Path) -> Iterator[None]:
    """Faults found inside are told, and only then marked in a copy of the input, a new file.

    The copy is for comfort: where it cannot be made, a line says why.

    Raises: click.exceptions.Exit, after faults.
    """
    started = perf_counter()
    try:
        yield
    except InputFaults as wrong:
        took = perf_counter() - started
        tell_wrong(wrong)
        try:
            notes: list[str] = []
            folder = writable_folder(folder, output_of_faults(source), notes.append)
            copy = write_marked_copy(source, wrong.faults, folder / FAULTS, took)
        except (NoCopy, CannotWrite) as refused:
            reason = _("; ").join(map(str, refused.args))
            tell(_("No copy with the faults marked: {reason}").format(reason=reason))
        else:
            if copy:
                tell(
                    *notes,
                    _("The faults are marked in {path}; the input itself is untouched").format(path=copy),
                )
        raise click.exceptions.Exit(FAULTS_FOUND) from wrong
