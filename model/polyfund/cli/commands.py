"""The command ``polyfund``: one door for each thing that a planner does."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from polyfund import run
from polyfund.base.i18n import LANGUAGES, _, use
from polyfund.base.interruption import answered, saying, stop
from polyfund.base.run_folder import default_folder, named, writable_folder
from polyfund.cli.compare import comparison_table
from polyfund.cli.console import say
from polyfund.cli.diff import diff as diff_plans
from polyfund.cli.diff import diff_lines, write_diff
from polyfund.cli.exits import CONFLICT, report_defect, tell_warnings, told_exits
from polyfund.cli.explain import explain_rule, list_rules
from polyfund.cli.inputs import chosen_tables, example_folder, marking, write_input
from polyfund.cli.messages import tell_answer, tell_audit
from polyfund.cli.progress import Progress
from polyfund.cli.watching import watching
from polyfund.planning.plan_files import can_write_parquet
from polyfund.planning.run_files import FRONTIER, in_run, output_of
from polyfund.report.frontier.files import write as write_frontier
from polyfund.report.frontier.words import knee_words, points_table
from polyfund.report.names import size_words
from polyfund.report.ways import missing_words
from polyfund.solver.highs import OutOfTime
from polyfund.studies.compare.baselines import WAYS
from polyfund.studies.frontier.between import AimsUnusable, chosen_aims
from polyfund.studies.frontier.search import POINTS

IN = click.argument("source", metavar="IN", type=click.Path(path_type=Path))
OUT = click.option(
    "--out",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write here; otherwise to outputs/NAME.",
)


def _speak(_context: click.Context, _option: click.Parameter, language: str) -> None:
    use(language)


LANG = click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    default="en",
    envvar="POLYFUND_LANG",
    show_default=True,
    expose_value=False,
    is_eager=True,
    callback=_speak,
    help="English or Chinese.",
)


class Doors(click.Group):
    """A group whose commands end with the exit codes of :mod:`polyfund.cli.exits`."""

    def invoke(self, context: click.Context) -> Any:
        with told_exits(), answered(stop):
            return super().invoke(context)


@click.group(cls=Doors, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="polyfund")
def main() -> None:
    """Decide who funds what, where and when: from a workbook to the best plan.

    \b
    polyfund template my-case.xlsx     make a workbook to fill in
    polyfund check my-case.xlsx        find every fault in it
    polyfund solve my-case.xlsx        write the plan to outputs/my-case/
    """
    sys.excepthook = report_defect


@main.command()
@click.argument("target", metavar="OUT.xlsx", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--rules", metavar="A,B", help="Only these rule sheets, by name, or none; otherwise all.")
@click.option("--all", "every", is_flag=True, help="All rule sheets: the same as without --rules.")
@click.option("--example", metavar="NAME", help="Fill it with an example: western-yunnan.")
@click.option("--from", "source", metavar="IN", type=click.Path(path_type=Path), help="Fill it from a case.")
@click.option(
    "--previous",
    metavar="PLAN",
    type=click.Path(path_type=Path),
    help="Fill the sheet Previous plan from a plan.xlsx, plan.csv, plan.parquet or their folder.",
)
@LANG
def template(
    target: Path,
    rules: str | None,
    every: bool,
    example: str | None,
    source: Path | None,
    previous: Path | None,
) -> None:
    """Write a workbook to fill in, empty or filled."""
    if rules and every:
        raise click.UsageError(_("give --rules or --all, not both"))
    if example and source:
        raise click.UsageError(_("give --example or --from, not both"))
    filled = example_folder(example) if example else source
    write_input(target, chosen_tables(rules), filled, previous)
    say(target)
    say(_("Fill it in, then run: polyfund check {name}").format(name=target))


@main.command()
@IN
@OUT
@LANG
def check(source: Path, out: Path | None) -> None:
    """Find every fault of the workbook or folder IN in one pass."""
    with marking(source, out or default_folder(source)):
        case = run.read_case(source)
    tell_warnings(case.warnings)
    say(_("{name} has no faults: {size}").format(name=source.name, size=size_words(case)))
    say(_("Next: polyfund solve {name}").format(name=source))


@main.command()
@IN
@OUT
@click.option(
    "--thorough",
    is_flag=True,
    help="Also solve what are programs of their own: each aim on its own, and the best plans to compare with.",
)
@click.option(
    "--parquet",
    is_flag=True,
    help="Write plan.parquet too (needs pyarrow). A plan with more grants than a sheet of Excel holds "
    "gets it anyway where pyarrow is installed.",
)
@LANG
def solve(source: Path, out: Path | None, thorough: bool, parquet: bool) -> None:
    """Find the best plan for the workbook or folder IN and write it.

    Millions of rows are read fastest from a folder of CSV files; a list that is too long for a
    sheet of Excel goes to a CSV file beside plan.xlsx, and the sheet says so.
    """
    if parquet and not can_write_parquet():
        raise click.UsageError(_("--parquet needs pyarrow; install it, or leave --parquet out"))
    folder = out or default_folder(source)
    with watching(keeps=True) as watch:
        with marking(source, folder), watch.stage("read", _("Reading {name}").format(name=source.name)):
            case = run.read_case(source)
        tell_warnings(case.warnings)
        folder = writable_folder(folder, output_of(case), watch.tell)  # known before anybody waits
        answer = run.solve(case, watch, thorough=thorough)
        answer = run.compare(answer, watch, WAYS if thorough else None)
        if not answer.within_gap:
            folder, beside = named(folder), _("not proved")
            folder = folder.parent / f"{folder.name} ({beside})"
        written = run.write(answer, folder, watch, parquet=parquet)
    tell_answer(answer)
    say(*written)
    if not answer.within_gap:
        raise OutOfTime(
            _(
                "The time limit was reached before the whole choices came within the accepted gap, so this plan "
                "is beside the others. Raise 'time limit' or 'accepted gap' in Settings"
            )
        )
    if watch.stopped:
        raise saying(
            watch.stopped,
            _("Interrupted; the plan was proved before, and what is not computed is told in it"),
        )


@main.command()
@IN
@click.argument("plan", metavar="PLAN", type=click.Path(path_type=Path))
@LANG
def audit(source: Path, plan: Path) -> None:
    """Judge any PLAN (plan.xlsx, also one edited by hand, plan.csv, plan.parquet, or the folder of any)
    against the case IN."""
    case = run.read_case(source)
    judged = run.judge_plan(case, plan)
    tell_warnings(judged.noticed)
    tell_audit(judged)
    if not judged.audit.passes:
        raise click.exceptions.Exit(CONFLICT)


@main.command()
@IN
@LANG
def compare(source: Path) -> None:
    """Compare the plan for IN with other ways of spending: the previous plan, a formula, alone ..."""
    with watching() as watch:
        with watch.stage("read", _("Reading {name}").format(name=source.name)):
            case = run.read_case(source)
        compared = run.compare(run.solve(case, watch), watch, WAYS).compared
    assert compared
    say(*comparison_table(case, compared).split("\n"), *missing_words(compared))


@main.command()
@click.argument("before", metavar="A", type=click.Path(path_type=Path))
@click.argument("after", metavar="B", type=click.Path(path_type=Path))
@click.option(
    "--case", "source", metavar="IN", type=click.Path(path_type=Path), help="Say why, by this case."
)
@click.option(
    "--out",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write all of it to DIR/diff.xlsx too.",
)
@LANG
def diff(before: Path, after: Path, source: Path | None, out: Path | None) -> None:
    """Say what moved from plan A to plan B: plan.xlsx, plan.csv, plan.parquet, or the folder of any."""
    with Progress() as progress:
        plans = diff_plans(before, after, source, progress.tell)
        lines = list(diff_lines(plans))
        inputs = [path for path in (before, after, source) if path]
        written = write_diff(plans, out, inputs, progress.tell) if out else []
    tell_warnings(plans.noticed)
    say(*lines, *written)


@contextmanager
def _told_aims() -> Iterator[None]:
    """Aims that have no frontier are wrong usage."""
    try:
        yield
    except AimsUnusable as wrong:
        raise click.UsageError(str(wrong)) from wrong


@main.command()
@IN
@click.option(
    "--between", metavar="AIM,AIM", required=True, help="Two or three aims, by key or as Aims names them."
)
@click.option(
    "--points",
    type=click.IntRange(2, 101),
    default=POINTS,
    show_default=True,
    help="Points sought along each aim but the first.",
)
@click.option("--jobs", type=click.IntRange(1), help="Processes at once; otherwise one for each core.")
@click.option(
    "--out",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write here; otherwise to outputs/NAME/frontier.",
)
@LANG
def frontier(source: Path, between: str, points: int, jobs: int | None, out: Path | None) -> None:
    """Find the exact trade-off between two or three aims: plans that none betters on one aim without
    being worse on another, from the best on the first to the best on the last."""
    with _told_aims():
        chosen_aims(between)  # before anything is read
        with Progress() as progress:
            progress.tell(_("Reading {name}").format(name=source.name))
            with marking(source, out or default_folder(source)):
                case = run.read_case(source)
            folder = out or in_run(default_folder(source), case) / "frontier"
            folder = writable_folder(folder, output_of(case, FRONTIER), progress.tell)
            found = run.frontier(case, between, folder, points, jobs, progress.tell)
            written = write_frontier(found, folder, progress.tell)
    say(*points_table(found).split("\n"), knee_words(found), *written)


@main.command()
@click.argument("rule", required=False)
@LANG
def explain(rule: str | None) -> None:
    """Say a RULE (or the aims) in words, with its formula; without one, list the rules."""
    say(*(explain_rule(rule) if rule else list_rules()).split("\n"))
