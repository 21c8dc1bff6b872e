"""Moves and their reasons in words."""

from __future__ import annotations

from polyfund.base.i18n import _
from polyfund.base.i18n.amounts import amount
from polyfund.evaluation.audit import Finding
from polyfund.report.findings import Who, asked_words, beside_words, check_words
from polyfund.rules.tables import sense_words
from polyfund.schema.units import MILLION
from polyfund.studies.replan.difference import Move, Spot
from polyfund.studies.replan.reasons import Reason, Why
from polyfund.studies.replan.replanned import Replanned

DIGITS = 6  # after the point: amounts are published to the unit of the currency


def kind_words() -> dict[str, str]:
    """What a move changes, by the kinds of :mod:`polyfund.studies.replan.difference`, in their order."""
    return {
        "sooner": _("sooner"),
        "later": _("later"),
        "county": _("another county"),
        "programme": _("another programme"),
        "both": _("another county and programme"),
        "new": _("newly given"),
        "gone": _("no longer given"),
    }


def reason_words() -> dict[str, str]:
    """What speaks for a move, by the kinds of :mod:`polyfund.studies.replan.reasons`."""
    return {
        "more": _("lifts more people"),
        "mended": _("a demand asks for it"),
        "binding": _("a demand binds"),
        "unseen": _("not visible here"),
    }


def end_words(end: Spot | None) -> str:
    return " / ".join(map(str, end)) if end else "-"


def move_words(move: Move) -> str:
    """Whose money, from where to where."""
    whole = {
        "new": _("{agency}: newly given to {target}"),
        "gone": _("{agency}: no longer given to {source}"),
    }.get(move.kind, _("{agency}: from {source} to {target}"))
    return whole.format(agency=move.agency, source=end_words(move.source), target=end_words(move.target))


def unit_of_money(plans: Replanned) -> str:
    """Million, and of what where a case tells it."""
    return plans.why.case.unit(MILLION) if plans.why else _("million")


class WhyWords:
    """The reasons of one comparison, a sentence each."""

    def __init__(self, why: Why) -> None:
        self._why = why
        self._who = Who(why.case)
        self._checks = check_words()

    def __call__(self, reason: Reason) -> str:
        if reason.more:
            mended = "; " + self._mended(reason.mended) if reason.mended else ""
            return self._more(reason) + mended
        if reason.mended:
            return self._mended(reason.mended)
        if reason.binding:
            return _("it lifts no more, but without it plan B would break {demand}").format(
                demand=self._demands(reason.binding)
            )
        return _(
            "it lifts no more and no demand asks for it: plans of equal worth differ by the tie-break, or by "
            "what is not visible here"
        )

    def check(self, finding: Finding) -> str:
        """The rule, or what is examined of the registers."""
        return self._checks[finding.check]

    def _more(self, reason: Reason) -> str:
        if not reason.lost:
            return _("a million lifts {gained:,.2f} people there").format(gained=reason.gained)
        return _("a million lifts {more:,.2f} people more there: {gained:,.2f}, not {lost:,.2f}").format(
            more=reason.gained - reason.lost, gained=reason.gained, lost=reason.lost
        )

    def _mended(self, findings: tuple[Finding, ...]) -> str:
        first = findings[0]
        return _("plan A breaks {demand}: it gives {before}, plan B {after}").format(
            demand=self._demands(findings),
            before=amount(round(first.given, DIGITS)),
            after=amount(round(self._why.given_after(first), DIGITS)),
        )

    def _demands(self, findings: tuple[Finding, ...]) -> str:
        """The first, and how many more."""
        first, *others = findings
        who = self._who(first.demand) if first.demand else first.who
        if first.check == "budgets" and first.met:
            words = _("{place} ({who}: the lines that may pay for it are used up)").format(
                place=first.place, who=who
            )
        else:
            words = _("{place} ({who}: {sense} {asked} {unit}{beside})").format(
                place=first.place,
                who=who,
                sense=sense_words(first.sense),
                asked=asked_words(first),
                unit=self._why.case.unit(first.unit),
                beside=beside_words(first),
            )
        return words + (_(" and {count} more").format(count=len(others)) if others else "")
