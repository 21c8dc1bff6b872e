"""What the reader of a plan with whole choices must know, in plain words."""

from __future__ import annotations

from polyfund.base.i18n import _
from polyfund.base.i18n.amounts import amount
from polyfund.planning.answer import Answer


def choice_words(answer: Answer) -> tuple[str, ...]:
    """How good the choices are, and what hangs on them: a sentence each, none where the
    program has no choices."""
    first = answer.stages[0]
    if first.proof == "certificate":
        return ()
    vouches = (
        _("proved without the solver's word")
        if first.proof == "relaxation certificate"
        else _("by branch and bound, on the solver's word")
    )
    return (
        _(
            "Whole choices: no other choice betters the first aim by more than a share of {gap} ({vouches})."
        ).format(gap=amount(max(first.gap, 1e-6), 2), vouches=vouches),
        _("Prices and the later aims hold with these choices held."),
    )
