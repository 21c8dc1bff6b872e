"""What things are called in the language in use."""

from __future__ import annotations

from polyfund.base.i18n import _, language, plural
from polyfund.case.case import Case
from polyfund.schema.registers.who import KINDS
from polyfund.schema.scope import NAMED


def kind_words() -> dict[str, str]:
    """The kinds of agencies in the language in use, by key."""
    return {kind.key: kind.label[language()] for kind in KINDS}


def size_words(case: Case) -> str:
    """How many agencies, counties and programmes a case has."""
    agencies, counties, programmes = map(len, (case.agencies, case.counties, case.programmes))
    return _(", ").join(
        (
            plural(agencies, "{count:,} agency", "{count:,} agencies").format(count=agencies),
            plural(counties, "{count:,} county", "{count:,} counties").format(count=counties),
            plural(programmes, "{count:,} programme", "{count:,} programmes").format(count=programmes),
        )
    )


def chinese(case: Case, register: str) -> dict[str, str | None]:
    """The Chinese names of a register by key; empty where it has none."""
    names = case.column(register, NAMED[register], "name_zh")
    return names if any(names.values()) else {}
