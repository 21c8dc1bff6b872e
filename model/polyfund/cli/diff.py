"""``polyfund diff``: what changed from one plan to the next, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pandas as pd

from polyfund.base.i18n import _, language, plural
from polyfund.base.progress import Tell, silent
from polyfund.base.run_folder import write_whole
from polyfund.case.case import Case
from polyfund.evaluation.evaluation import Judgement
from polyfund.evaluation.funding import UNITS
from polyfund.evaluation.utility import Reached
from polyfund.planning.answer import judge
from polyfund.planning.plan_files import write_table
from polyfund.planning.run_files import DIFF, output_of_diff
from polyfund.reading.plans.read_plan import plan_file, read_plans
from polyfund.report.changes.words import WhyWords, kind_words, move_words, unit_of_money
from polyfund.report.changes.workbook import write_changes
from polyfund.report.rest import Rest
from polyfund.rules import all_demands
from polyfund.run import read_case, with_alone
from polyfund.schema.faults import Fault
from polyfund.studies.replan.difference import Difference
from polyfund.studies.replan.reasons import Why
from polyfund.studies.replan.replanned import Replanned

SHOWN = 20


def diff(before: Path, after: Path, source: Path | None = None, tell: Tell = silent) -> Replanned:
    """Compare two plans, each a file or the folder that holds it; with the case at ``source``
    both are judged on it.

    Raises: InputFaults, OutOfTime, SolverFailed.
    """
    case = None
    if source:
        tell(_("Reading {name}").format(name=source.name))
        case = read_case(source)
    paths = [plan_file(path) for path in (before, after)]
    for path in paths:
        tell(_("Reading {name}").format(name=path))
    noticed: list[Fault] = []
    a, b = read_plans(paths, case, noticed)
    difference = Difference(a, b)
    why = _judged(case, difference, tell) if case else None
    return Replanned((str(paths[0]), str(paths[1])), difference, _sectors(case, a, b), why, noticed)


def _judged(case: Case, difference: Difference, tell: Tell) -> Why:
    case = with_alone(case)
    tell(_("Judging both plans"))
    demands = all_demands(case)
    before, after = (Judgement(*judge(case, plan, demands)) for plan in (difference.before, difference.after))
    return Why(case, difference, before, after)


def _sectors(case: Case | None, *plans: pd.DataFrame) -> dict[str, str]:
    """Of each programme: the case knows it, else the plans may say it beside their grants."""
    if case:
        return case.sector
    return {
        programme: sector
        for plan in plans
        for programme, sector in zip(plan["programme"], plan["sector"], strict=True)
        if sector is not None
    }


def write_diff(
    plans: Replanned, folder: Path, inputs: Sequence[Path] = (), tell: Tell = silent
) -> list[Path]:
    """Write diff.xlsx into a folder, and a CSV file of every list that Excel has no room for; none of the
    ``inputs`` is replaced (see polyfund.base.run_folder). Raises: CannotWrite."""
    rest = Rest(stem=Path(DIFF).stem)

    def make(draft: Path, _folder: Path) -> None:
        write_changes(plans, draft / DIFF, language(), rest)
        for name, frame in rest.frames().items():
            write_table(frame, draft / name)

    return write_whole(folder, output_of_diff(inputs), make, tell)


def diff_lines(plans: Replanned) -> Iterator[str]:
    """What is told on the terminal: totals, kinds of moves, and the largest moves with their why."""
    unit = unit_of_money(plans)
    both = (plans.difference.before, plans.difference.after)
    for name, path, grants in zip((_("plan A"), _("plan B")), plans.names, both, strict=True):
        yield plural(
            len(grants),
            "{plan}: {path}: {grants:,} grant gives {money:,.1f} {unit}",
            "{plan}: {path}: {grants:,} grants give {money:,.1f} {unit}",
        ).format(plan=name, path=path, grants=len(grants), money=float(grants["amount"].sum()), unit=unit)
    if plans.why:
        yield from _outcome_lines(plans.why)
    moves = plans.difference.moves
    if not moves:
        yield _("The two plans are the same.")
        return
    yield from _kind_lines(plans, unit)
    yield _("The largest moves, in {unit}:").format(unit=unit)
    words = WhyWords(plans.why) if plans.why else None
    for number, move in enumerate(moves[:SHOWN]):
        yield f"  {move.million:,.3f}  {move_words(move)}"
        if plans.why and words:
            yield f"      {words(plans.why.reasons[number])}"
    if len(moves) > SHOWN:
        yield _("  ... and {more} more").format(more=len(moves) - SHOWN)
    if plans.why is None:
        yield _("With --case IN both plans are judged on it, and each move is told with its reason")


def _outcome_lines(why: Why) -> Iterator[str]:
    a, b = Reached(why.before.figures), Reached(why.after.figures)
    before, after = round(a.people_lifted), round(b.people_lifted)
    yield _("People lifted: {before:,} in plan A, {after:,} in plan B: {more:+,}").format(
        before=before, after=after, more=after - before
    )
    yield _(
        "Worst county: {county_a} with {share_a:.1%} of its poor lifted in plan A, {county_b} with "
        "{share_b:.1%} in plan B"
    ).format(county_a=a.worst_county, share_a=a.worst_share, county_b=b.worst_county, share_b=b.worst_share)
    yield _("Demands of {name} broken: {before:,} by plan A, {after:,} by plan B").format(
        name=why.case.name, before=len(why.before.audit.broken), after=len(why.after.audit.broken)
    )


def _kind_lines(plans: Replanned, unit: str) -> Iterator[str]:
    """How much moved in which way."""
    counts, units = Counter[str](), Counter[str]()
    for move in plans.difference.moves:
        counts[move.kind] += 1
        units[move.kind] += move.units
    yield _("What changes, in {unit}:").format(unit=unit)
    for kind, words in kind_words().items():
        if counts[kind]:
            yield _("  {words}: {money:,.3f} (moves: {count:,})").format(
                words=words, money=units[kind] / UNITS, count=counts[kind]
            )
