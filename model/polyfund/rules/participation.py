"""Participation: an agency takes part only if it does not do worse by its own lights.

For each agency a that a row names, by what its own money reaches as if it alone filled each need
(see polyfund.formulation.utility), or by what everybody's money together does in what it cares for:

    own money          reached[a] = sum(c,p,k) preference[a,c,p] * effect[c,p] * factor[p,k] * own[a,c,p,k]
                       reached[a] >= (1 + gain) * reached[a] by its own best plan
    everybody's money  helped[a]  = sum(c,p,t,k) preference[a,c,p] * effect[c,p] * factor[p,k] * tier[c,p,t,k]
                       helped[a]  >= (1 + gain) * helped[a] where everybody follows a plan of their own

Alone (see polyfund.planning.standalone) it keeps its budgets, eligibility, staff and the needs, and no rule.
So whatever its own money does in a plan it could do alone: reached[a] <= alone always, a gain
below 0 is what it gives up at most, and one above 0 can only be broken at its price. By
everybody's money cooperation can gain: who goes alone may fill a need that others fill too. An
agency that would reach nobody alone asks nothing. What money does for neighbours is not counted.

Source: the study's interaction, negotiation and voluntary cooperation rather than political
duty: no body does worse by its own lights than going alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from polyfund.base.i18n import _
from polyfund.base.i18n.amounts import amount
from polyfund.case.case import Case
from polyfund.rules.base import Demand, Quantities
from polyfund.rules.tables import PRICE
from polyfund.schema.faults import Faults
from polyfund.schema.scope import SCOPES, Scope
from polyfund.schema.table import SOURCE, Choice, Column, Kind, Label, Table

OWN, EVERYBODY = "own money", "everybody's money"

TABLE = Table(
    "participation",
    Label("Participation", "参与"),
    Label(
        "An agency takes part only if it does not do worse by its own lights than going alone",
        "机构只有在按自身标准不逊于单独行动时才参与",
    ),
    (
        replace(
            SCOPES["agencies"].column(each=True, required=True),
            meaning=Label(
                "A name, a kind or 'each' (every agency); one demand for each agency, never for several "
                "together",
                "名称、类别或“每个”（全部机构）；总是对每个机构分别要求，不合并",
            ),
        ),
        Column(
            "counting",
            Label("counting", "计算口径"),
            Label(
                "own money: what its own money reaches, against its own best plan; everybody's money: what all "
                "money does in what it cares for (sheet Preferences), against everybody going alone",
                "自有资金：其自有资金的成效，与其自身最优方案相比；全部资金：全部资金在其所关注领域（见“偏好”表）的成效，与各机构均单独行动相比",
            ),
            Kind.CHOICE,
            default=OWN,
            choices=(
                Choice(OWN, Label(OWN, "自有资金")),
                Choice(EVERYBODY, Label(EVERYBODY, "全部资金")),
            ),
        ),
        Column(
            "gain",
            Label("gain", "增益"),
            Label(
                "Against going alone: 0 as much; -0.1 or -10 %: it gives up a tenth at most; above 0 by its own "
                "money only with a price, for that never reaches more than alone",
                "与单独行动相比：0 为不少于；-0.1 或 -10 %：最多放弃十分之一；按自有资金计算时正数须填写价格，因其所惠及的人数不会超过单独行动",
            ),
            Kind.SHARE,
            Label("share", "比例"),
            default=0,
            at_least=-1,
            at_most=10,
        ),
        PRICE,
        SOURCE,
    ),
)

REACHED = Label("persons by its own lights", "人（按其自身偏好）")
HELPED = Label("persons by its own lights, by everybody's money", "人（按其自身偏好，全部资金）")

PRICE_MEANS = Label(
    "what the first aim (as a rule people lifted) would gain at most if the agency asked to reach one person less",
    "该机构要求少惠及一人时首要目标（通常为脱贫人数）增量的上限",
)

LEAST, MOST = 1e-6, 1e6  # of a preference above 0


def named(case: Case) -> tuple[str, ...]:
    """The agencies that some row names, in the order of names."""
    return tuple(sorted({agency for row in case.rows("participation") for agency in _members(case, row)}))


def _members(case: Case, row: Any) -> list[str]:
    """The agencies of one row, each once."""
    return sorted(
        agency
        for scope in case.scopes("participation", row)
        for agency in (case.agencies if scope.agencies is None else scope.agencies)
    )


def demands(case: Case) -> Iterator[Demand]:
    """Nothing while it is not known what the agencies reach alone."""
    if case.alone is None:
        return
    for row in case.rows("participation"):
        own = row.counting == OWN
        alone = case.alone.persons if own else case.alone.apart
        for number, agency in enumerate(_members(case, row)):
            if alone[agency] > 0:
                yield Demand(
                    TABLE.key,
                    row.Index,
                    Scope(frozenset((agency,)), label=agency, number=number),
                    "at least",
                    (1 + row.gain) * alone[agency],
                    REACHED if own else HELPED,
                    column="gain",
                    price=case.price(row),
                    counts="persons",
                    own=own,
                )


def given(quantities: Quantities, demand: Demand) -> Any:
    """Persons by the agency's lights that its own money reaches, or everybody's."""
    agency = next(iter(demand.scope.agencies or ()))
    return quantities.reached(agency) if demand.own else quantities.helped(agency)


def check(case: Case, faults: Faults) -> None:
    _check_gains(case, faults)
    _check_somebody_can_give(case, faults)
    _check_preferences(case, faults)


def _check_gains(case: Case, faults: Faults) -> None:
    """Whatever an agency's money does in a plan it could do alone."""
    for row in case.rows("participation"):
        if row.counting == OWN and row.gain > 0 and case.price(row) is None:
            faults.add(
                case.place("participation", row.Index, "gain"),
                _("its own money cannot reach more people together than alone"),
                _("write 0 or less, count everybody's money, or give the row a price"),
            )


def _check_somebody_can_give(case: Case, faults: Faults) -> None:
    """A row of agencies that can give nothing would ask nothing."""
    if not case.whole:
        return
    givers = set(case.eligible["agency"])
    for row in case.rows("participation"):
        if givers.isdisjoint(_members(case, row)):
            faults.add(
                case.place("participation", row.Index, "agencies"),
                _("nobody named here can give anything, alone or together"),
                _("add the money to Budgets, or the right to give it to Eligibility"),
            )


def _check_preferences(case: Case, faults: Faults) -> None:
    """The product of several weights is still of a size that means something."""
    for agency in named(case):
        for (county, programme), weight in case.preferences_of(agency).items():
            if weight and not LEAST <= weight <= MOST:
                last = [
                    row.Index
                    for row in case.rows("preferences")
                    if case.scopes("preferences", row)[0].has(
                        agencies=agency, counties=county, programmes=programme
                    )
                ][-1]
                faults.add(
                    case.place("preferences", last, "weight"),
                    _("the weights that multiply for {agency} come to {weight}").format(
                        agency=agency, weight=amount(weight)
                    ),
                    _("keep their product between {least} and {most}, or write 0").format(
                        least=amount(LEAST), most=amount(MOST)
                    ),
                )
                return
