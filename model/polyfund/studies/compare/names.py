"""What the ways of spending are called."""

from __future__ import annotations

from polyfund.base.i18n import _


def way_words(key: str) -> str:
    """The name of a way."""
    return {
        "previous_plan": _("previous plan"),
        "formula": _("factor formula"),
        "spread_evenly": _("spread evenly"),
        "going_alone": _("going alone"),
        "government_only": _("government only"),
        "without_rules": _("coordinated, no rules"),
        "plan": _("the plan"),
    }[key]
