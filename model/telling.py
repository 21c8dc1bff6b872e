"""What a command says at its end."""

from __future__ import annotations

from collections.abc import Iterator

from model.answer.audit import Finding
from model.answer.judgement import Judgement
from model.answer.plan import Answer
from model.intake.scope import Scope
from model.messages import say
from model.report.aims import aim_figure, bound_words
from model.report.choices import choice_words
from model.report.ways import not_computed_words, way_words
from model.rules.tables import sense_words
from model.words import _

SHOWN = 20
CUT_SHORT = ("capped", "late", "stopped", "memory", "failed")


def tell_answer(answer: Answer) -> None:
    """The plan in a few lines."""
    plan, case = answer.figures, answer.case
    everything = Scope()
    available = sum(line.amount for line in case.budget_lines)
    say(
        _("{grants:,} grants give {money:,.0f} of {available:,.0f} million {currency}").format(
            grants=len(plan.grants),
            money=plan.money(everything),
            available=available,
            currency=case.said("currency"),
        )
    )
    last, end = case.years[-1], case.outcome_years[-1]
    say(
        _(
            "Poor: {start:,.0f} at the start, {poor:,.0f} at the end of {year}, {left:,.0f} at the end of "
            "{end}: {lifted:,.0f} fewer than without the plan"
        ).format(
            start=case.poor_at_start(everything),
            poor=plan.poor(Scope(years=frozenset((last,)))),
            year=last,
            left=plan.poor(Scope(years=frozenset((end,)))),
            end=end,
            lifted=plan.lifted(everything),
        )
    )
    left = available - plan.money(everything)
    if left > 0.01 * available:
        say(
            _(
                "{left:,.0f} million {currency} are left: the sheet Budgets shows where, and what more would do"
            ).format(left=left, currency=case.said("currency"))
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
    paid = sum(1 for finding in answer.audit.findings if not finding.met)
    say(
        _("Audit: {examined:,} demands examined, none broken; {paid} broken at their price").format(
            examined=len(answer.audit.findings), paid=paid
        )
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
    broken = judged.audit.broken
    if broken:
        say(_("{count} demands are broken:").format(count=len(broken)))
    else:
        say(_("All {count:,} demands hold").format(count=len(judged.audit.findings)))
    for finding in sorted(broken, key=lambda one: -one.gap * one.scale)[:SHOWN]:
        say("  " + _in_words(finding, judged))
    if len(broken) > SHOWN:
        say(_("  ... and {more} more").format(more=len(broken) - SHOWN))
    say(
        _("People lifted: {lifted:,.1f}; money: {money:,.3f} million {currency}").format(
            lifted=judged.figures.lifted(Scope()),
            money=judged.figures.money(Scope()),
            currency=judged.figures.case.said("currency"),
        )
    )
    if broken:
        say(_("Mend the amounts in the plan, or the figures at the cells named, and audit again"))
    elif judged.people_short is None:
        say(_("No record of the best plan for this very input; run polyfund solve to compare with it"))
    else:
        say(
            _("That is {short:,.1f} people fewer than the best plan on record").format(
                short=judged.people_short
            )
            if judged.people_short >= 0
            else _("That is {more:,.1f} people more than the best plan on record").format(
                more=-judged.people_short
            )
        )


def _in_words(finding: Finding, judged: Judgement) -> str:
    return _("{place} {who}: {sense} {asked:,.6g}, given {given:,.6g}, broken by {gap:,.6g} {unit}").format(
        place=finding.place,
        who=finding.who,
        sense=sense_words(finding.sense),
        asked=finding.asked,
        given=finding.given,
        gap=finding.gap,
        unit=judged.figures.case.unit(finding.unit),
    )
