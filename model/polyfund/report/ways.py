"""Ways of spending in words: their names, what each is, and why one is not there."""

from __future__ import annotations

from collections.abc import Iterator

from polyfund.base.i18n import _, language
from polyfund.evaluation.compared import Compared, Way
from polyfund.report.findings import check_words
from polyfund.report.names import chinese
from polyfund.report.sheet_writer import Page
from polyfund.rules.previous_plan import TABLE as PREVIOUS_PLAN
from polyfund.schema.registers import FORMULA
from polyfund.studies.compare.names import way_words


def what_it_is(key: str) -> str:
    """A way in a sentence."""
    return {
        "previous_plan": _("What the sheet Previous plan of the input says."),
        "formula": _(
            "Every budget line by the input's Formula over the counties that it may serve, and there by need; "
            "each line by itself, so that a need may be filled more than once."
        ),
        "spread_evenly": _("Every budget line alike over the counties and programmes that it may serve."),
        "going_alone": _("Each agency's best plan by its own lights; all of them run to the same needs."),
        "government_only": _("The best plan of the governments' money, which knows no rule."),
        "without_rules": _(
            "The best plan of everybody's money, which knows no rule: no plan reaches more of the first aim."
        ),
        "plan": _("The plan of this workbook, as it was solved, with every rule kept."),
    }[key]


def missing_words(compared: Compared) -> Iterator[str]:
    """What is not there, and how to get it."""
    for key, why in compared.missing.items():
        yield _("{way}: {why}").format(way=way_words(key), why=_why(key, why))


def not_computed_words(why: str) -> str:
    """Why something is not computed, and what to do: see polyfund.planning.optional."""
    return _("not computed: {why}").format(
        why={
            "asked": _("it takes as long as a plan; polyfund solve --thorough works it out"),
            "capped": _(
                "it would have taken longer than the plan itself; polyfund solve --thorough gives it all of the "
                "time limit"
            ),
            "late": _("the time limit was reached; raise it in the settings"),
            "stopped": _("it was interrupted; run the command again"),
            "memory": _("there was not enough memory for it; close other programs"),
            "failed": _("the solver failed on it; report this with the input"),
        }[why]
    )


def _why(key: str, why: str) -> str:
    if why == "none":
        return {
            "previous_plan": _("this case has none; write it on the sheet {sheet} of the input"),
            "formula": _("this case has none; write its factors on the sheet {sheet} of the input"),
            "government_only": _("no government has money in this case"),
        }[key].format(sheet=(PREVIOUS_PLAN if key == "previous_plan" else FORMULA).label[language()])
    return not_computed_words(why)


def worst_county_words(way: Way) -> str:
    """The worst county in the language in use, where it has a name in it."""
    names = chinese(way.figures.case, "counties") if language() == "zh" else {}
    return names.get(way.worst_county) or way.worst_county


def broken_words(way: Way, most: int | None = None) -> str:
    """Which demands a way breaks and how many of each: "Limits 12, Shares 3"; of more than
    ``most`` checks those with the most."""
    words = check_words()
    counts = sorted(way.broken.items(), key=lambda one: -len(one[1]))
    told = [f"{words[check]} {len(found)}" for check, found in counts[:most]]
    return _(", ").join([*told, *(["..."] if len(told) < len(counts) else [])])


def nothing_compared(page: Page) -> None:
    """A page of an answer that was not compared with anything."""
    words = _("Nothing was compared: polyfund solve does it, and in Python polyfund.run.compare.")
    page.put(0, 0, words, page.formats())
    page.sheet.set_column(0, 0, 60)
    page.finish()
