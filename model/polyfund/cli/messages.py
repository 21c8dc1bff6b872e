"""What a command says at its end."""

from __future__ import annotations

from collections.abc import Iterator

from polyfund.base.i18n import _, plural
from polyfund.base.i18n.amounts import amount, shown
from polyfund.cli.console import say
from polyfund.evaluation.audit import Finding
from polyfund.evaluation.evaluation import Judgement
from polyfund.planning.answer import Answer
from polyfund.report.aims import aim_figure, bound_words
from polyfund.report.choices import choice_words
from polyfund.report.findings import Who, asked_words, beside_words
from polyfund.report.ways import not_computed_words
from polyfund.rules.tables import sense_words
from polyfund.schema.scope import Scope
from polyfund.studies.compare.names import way_words

SHOWN = 20
LEAST_TOLD = 0.05  # persons
CUT_SHORT = ("capped", "late", "stopped", "memory", "failed")


def tell_answer(answer: Answer) -> None:
    """The plan in a few lines."""
    plan, case = answer.figures, answer.case
    everything = Scope()
    available = sum(line.amount for line in case.budget_lines)
    say(
        plural(
            len(plan.grants),
            "{grants:,} grant gives {money} of {available} million {currency}",
            "{grants:,} grants give {money} of {available} million {currency}",
        ).format(
            grants=len(plan.grants),
            money=amount(plan.money(everything)),
            available=amount(available),
            currency=case.said("currency"),
        )
    )
    last, end = case.years[-1], case.outcome_years[-1]
    say(
        _(
            "Poor: {start:,.0f} at the start, {poor:,.0f} at the end of {year}, {left:,.0f} at the end of "
            "{end}: {lifted:,} fewer than without the plan"
        ).format(
            start=case.poor_at_start(everything),
            poor=plan.poor(Scope(years=frozenset((last,)))),
            year=last,
            left=plan.poor(Scope(years=frozenset((end,)))),
            end=end,
            lifted=round(plan.lifted(everything)),
        )
    )
    left = available - plan.money(everything)
    if left > 0.01 * available:
        say(
            _(
                "{left} million {currency} are left: the sheet Budgets shows where, and what more would do"
            ).format(left=amount(left), currency=case.said("currency"))
        )
    for number, stage in enumerate(answer.stages):
        say(
            bound_words(number, stage.stage.sign).format(
                aim=stage.stage.title,
                value=aim_figure(stage, stage.final),
                bound=aim_figure(stage, stage.bound),
            )
        )
    say(*choice_words(answer), *_not_computed(answer))
    _tell_examined(answer)


def _tell_examined(answer: Answer) -> None:
    """How many demands the audit has looked at."""
    paid = sum(1 for finding in answer.audit.findings if not finding.met)
    say(
        plural(
            len(answer.audit.findings),
            "Audit: {examined:,} demand examined, not broken; broken at their price: {paid:,}",
            "Audit: {examined:,} demands examined, none broken; broken at their price: {paid:,}",
        ).format(examined=len(answer.audit.findings), paid=paid)
    )


def _not_computed(answer: Answer) -> Iterator[str]:
    """What was sought beside the plan and is not there; not what nobody asked for."""
    for why in dict.fromkeys(stage.missing for stage in answer.stages):
        if why in CUT_SHORT:
            yield _("What each aim reaches on its own: {words}").format(words=not_computed_words(why))
    missing = answer.compared.missing if answer.compared else {}
    for key, why in missing.items():
        if why in CUT_SHORT:
            yield _("{way}: {why}").format(way=way_words(key), why=not_computed_words(why))


def tell_audit(judged: Judgement) -> None:
    """What breaks, and what the plan costs in people lifted against the best one on record."""
    broken, examined = judged.audit.broken, len(judged.audit.findings)
    if broken:
        words = plural(len(broken), "{count} demand is broken:", "{count} demands are broken:")
        say(words.format(count=len(broken)))
    else:
        words = plural(examined, "The only demand holds", "All {count:,} demands hold")
        say(words.format(count=examined))
    who = Who(judged.figures.case)
    for finding in sorted(broken, key=lambda one: -one.gap * one.scale)[:SHOWN]:
        say("  " + finding_words(finding, judged, who))
    if len(broken) > SHOWN:
        say(_("  ... and {more} more").format(more=len(broken) - SHOWN))
    plan = judged.figures
    say(
        _("People lifted: {lifted}; money: {money} million {currency}").format(
            lifted=_tenths(plan.lifted(Scope())),
            money=amount(plan.money(Scope()), 9),
            currency=plan.case.said("currency"),
        )
    )
    say(_cost_words(judged))
    if broken:
        say(_("Mend the amounts in the plan, or the figures at the cells named, and audit again"))


def _cost_words(judged: Judgement) -> str:
    """What the plan costs in people, against the best one on record; without one, how to get it."""
    short = judged.people_short
    if short is None:
        return {
            "none": _(
                "What this costs in people is not told: no record of a best plan stands beside this one. "
                "polyfund solve writes one; audit its plan, or an edited copy of its workbook"
            ),
            "other": _(
                "What this costs in people is not told: the record beside this plan is of another input. "
                "polyfund solve writes one of this; audit its plan, or an edited copy of its workbook"
            ),
        }[judged.record]
    if abs(short) < LEAST_TOLD:
        return _("That is as many people as the best plan on record lifts")
    words = (
        _("That is {people} people fewer than the best plan on record")
        if short > 0
        else _("That is {people} people more than the best plan on record")
    )
    return words.format(people=_tenths(abs(short)))


def _tenths(people: float) -> str:
    return shown(people, ",.1f")


def finding_words(finding: Finding, judged: Judgement, who: Who) -> str:
    """One thing that is broken, by its cell, with the figures as the cell has them."""
    words = _("{place} {who}: {sense} {asked}, given {given}, broken by {gap} {unit}").format(
        place=finding.place,
        who=who(finding.demand) if finding.demand else finding.who,
        sense=sense_words(finding.sense),
        asked=asked_words(finding),
        given=amount(finding.given),
        gap=amount(finding.gap),
        unit=judged.figures.case.unit(finding.unit),
    )
    return words + beside_words(finding)
