"""Columns that every rule sheet has."""

from typing import Any

from polyfund.base.i18n import _
from polyfund.base.i18n.amounts import amount
from polyfund.case.case import Case
from polyfund.schema.faults import Faults
from polyfund.schema.scope import Scope
from polyfund.schema.table import Choice, Column, Kind, Label
from polyfund.schema.units import MILLION

PRICE = Column(
    "price",
    Label("price", "违约价格"),
    Label(
        "Blank: it must hold. A number: it may be broken at this price per unit, counted in the "
        "units of the first aim (or in the aim 'cost of broken soft demands')",
        "空白：必须满足。数字：可按此单价违反，以首要目标的单位计（或计入目标“软性要求的违约代价”）",
    ),
    Kind.NUMBER,
    Label("first aim's unit per unit broken", "首要目标单位/违约单位"),
    above=0,
    at_most=1e9,
)

AT_LEAST = Choice("at least", Label("at least", "至少"))
AT_MOST = Choice("at most", Label("at most", "至多"))
EXACTLY = Choice("exactly", Label("exactly", "恰好"))
NOTHING_OR = "nothing or at least"


def sense_words(sense: str) -> str:
    """A demand's sense in the language in use."""
    return {
        "at least": _("at least"),
        "at most": _("at most"),
        "exactly": _("exactly"),
        NOTHING_OR: _("nothing or at least"),
    }[sense]


def sense_column(meaning: Label) -> Column:
    """Whether the figure of a row is a floor or a ceiling."""
    return Column(
        "sense",
        Label("at least / at most", "至少/至多"),
        meaning,
        Kind.CHOICE,
        required=True,
        choices=(AT_LEAST, AT_MOST),
    )


def named_column(key: str, label: Label, meaning: Label, refers: str) -> Column:
    """A cell that names one member of a register."""
    return Column(key, label, meaning, Kind.REFERENCE, required=True, refers=(refers,))


ROUNDING = 1e-9  # of a figure or 1: less is what adding up makes of figures


def exceeds(figure: float, most: float) -> bool:
    """Whether a figure is above another by more than rounding: 0.1 + 0.2 is not above 0.3."""
    return figure - most > ROUNDING * max(1.0, abs(most))


GRANT = ("agency", "county", "programme", "year")


def grant_columns(giver: Label, receiver: Label) -> tuple[Column, ...]:
    """The cells that name one grant; the first two say who gives, and to whom."""
    return (
        named_column("agency", Label("agency", "机构"), giver, "agencies.agency"),
        named_column("county", Label("county", "县"), receiver, "counties.county"),
        named_column(
            "programme", Label("programme", "项目"), Label("For what", "用途"), "programmes.programme"
        ),
        Column(
            "year",
            Label("year", "年份"),
            Label("When", "投入年份"),
            Kind.INTEGER,
            required=True,
            at_least=1900,
            at_most=2200,
        ),
    )


def amount_column(meaning: Label) -> Column:
    """A cell that holds million, not below 0."""
    return Column(
        "amount",
        Label("amount", "金额"),
        meaning,
        Kind.NUMBER,
        MILLION,
        required=True,
        at_least=0,
        at_most=1e9,
        adds=True,
    )


def grant_scope(row: Any) -> Scope:
    """The scope of the one grant that a row names."""
    return Scope(
        frozenset((row.agency,)),
        frozenset((row.county,)),
        frozenset((row.programme,)),
        frozenset((row.year,)),
    )


def check_share(case: Case, faults: Faults, table: str, row: Any, column: str, what: str) -> None:
    """A figure that its row makes a share is at most 1; above it, a percentage was meant.

    ``what`` says so with ``{share}`` to fill. Columns that always hold a share are checked
    when their cells are read.
    """
    share = getattr(row, column)
    if share > 1:
        faults.add(
            case.place(table, row.Index, column),
            what.format(share=amount(share, 12)),
            _("write {share}, or {percent} %").format(
                share=amount(share / 100, 12), percent=amount(share, 12)
            ),
        )


def check_one_year(case: Case, faults: Faults, table: str, row: Any) -> None:
    """Each demand of the row speaks of the end of one year."""
    if any(scope.years is None or len(scope.years) != 1 for scope in case.scopes(table, row)):
        faults.add(
            case.place(table, row.Index, "years"),
            _("a row here speaks of the end of one year"),
            _("name one year, or write 'each'"),
        )
