"""What the reader of a plan with whole choices must know, in plain words."""

from __future__ import annotations

from model.answer.plan import Answer
from model.words import _


def choice_words(answer: Answer) -> str:
    """How good the choices are and what hangs on them; empty where the program has none."""
    first = answer.stages[0]
    if first.proof == "certificate":
        return ""
    vouches = (
        _("proved without the solver's word")
        if first.proof == "relaxation certificate"
        else _("by branch and bound, on the solver's word")
    )
    gap = f"{max(first.gap, 1e-6):.2g}"
    return _(
        "Some rules ask for whole choices: no other choice betters the first aim by more than a share of {gap} "
        "({vouches}). Prices and the later aims hold with these choices held."
    ).format(gap=gap, vouches=vouches)
