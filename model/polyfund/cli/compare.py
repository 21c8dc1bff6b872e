"""``polyfund compare``: what cooperation buys, as one table."""

from __future__ import annotations

from polyfund.base.i18n import _
from polyfund.case.case import Case
from polyfund.evaluation.compared import Compared, Way
from polyfund.report.ways import broken_words, worst_county_words
from polyfund.studies.compare.names import way_words

MOST_NAMED = 3  # rules in one cell


def comparison_table(case: Case, compared: Compared) -> str:
    """The ways as a table in Markdown."""
    heads = (
        _("way"),
        _("people lifted"),
        _("worst county: poor lifted"),
        _("Gini coefficient"),
        _("money, million {currency}").format(currency=case.said("currency")),
        _("persons lifted per million"),
        _("demands broken"),
    )
    rows = (heads, ["---"] * len(heads), *(_cells(way) for way in compared.ways))
    return "\n".join("| " + " | ".join(cells) + " |" for cells in rows)


def _cells(way: Way) -> tuple[str, ...]:
    broken = sum(map(len, way.broken.values()))
    return (
        way_words(way.key),
        f"{way.people_lifted:,.0f}",
        f"{worst_county_words(way)} {way.worst_share:.1%}",
        f"{way.gini:.3f}",
        f"{way.money:,.0f}",
        f"{way.people_lifted / way.money if way.money else 0.0:.2f}",
        _("{count:,}: {rules}").format(count=broken, rules=broken_words(way, MOST_NAMED)) if broken else "0",
    )
