"""Joint: one project of several counties, to which several bodies owe contributions.

Row i of project J says who owes how much where: the scope A x C x P x T and amount[i]. With
given[i] = sum(grant[a,c,p,t]) in the scope of row i, which is the project's alone:

    in proportion   given[i] = amount[i] / sum(j in J) amount[j] * sum(j in J) given[j]
                    sum(j in J) given[j] <= sum(j in J) amount[j]
    whole           both, and  sum(j in J) given[j] = 0  or  >= sum(j in J) amount[j]

So nobody pays before the others, and a road is not built through two of its three counties.
Whole is a choice (see Minimum grants): the plan is then found to within the accepted gap of
the settings, and prices are those of the program with the choices held.

Source: the study's interaction and voluntary cooperation of many bodies, and its regional
projects that no county can carry alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from polyfund.base.i18n import _
from polyfund.case.case import Case
from polyfund.rules.base import Demand, Quantities, money_beyond
from polyfund.rules.tables import NOTHING_OR, PRICE
from polyfund.schema.faults import Faults
from polyfund.schema.scope import Scope, scope_columns
from polyfund.schema.table import SOURCE, Choice, Column, Kind, Label, Table
from polyfund.schema.units import MILLION

TABLE = Table(
    "joint",
    Label("Joint", "联合项目"),
    Label(
        "One project of several counties: what each body owes to it where, one contribution a row",
        "跨县联合项目：各机构在各处应出的资金，每行一笔",
    ),
    (
        Column(
            "project",
            Label("project", "联合项目"),
            Label("Its name: rows of one name are one project", "名称；同名各行属同一项目"),
            required=True,
        ),
        *scope_columns(each=False),
        Column(
            "amount",
            Label("amount", "金额"),
            Label("What is owed here if the project is funded in full", "项目足额时此处应出的资金"),
            Kind.NUMBER,
            MILLION,
            required=True,
            above=0,
            at_most=1e9,
            adds=True,
        ),
        Column(
            "funded",
            Label("funded", "资助方式"),
            Label(
                "whole: all of it or nothing; in proportion: everybody pays the same part of what is owed",
                "整体：要么全额要么不做；按比例：各方按相同比例出资",
            ),
            Kind.CHOICE,
            default="in proportion",
            choices=(
                Choice("whole", Label("whole", "整体")),
                Choice("in proportion", Label("in proportion", "按比例")),
            ),
        ),
        PRICE,
        SOURCE,
    ),
    unique=("project", "agencies", "counties", "programmes", "years"),
)

BESIDE = Label("million {currency} beside its part", "偏离应出比例的百万{currency}")

PRICE_MEANS = Label(
    "with the plan's choices held, what the first aim (as a rule people lifted) would gain at most if this "
    "contribution, or the whole project, could miss its part by one million",
    "在方案既定取舍下，该笔出资（或整个项目）可偏离一百万时首要目标（通常为脱贫人数）增量的上限",
)


@dataclass(frozen=True)
class Contribution:
    row: Any
    scope: Scope


def _projects(case: Case) -> dict[str, list[Contribution]]:
    projects: dict[str, list[Contribution]] = defaultdict(list)
    for row in case.rows("joint"):
        (scope,) = case.scopes("joint", row)
        projects[row.project].append(Contribution(row, scope))
    return projects


def demands(case: Case) -> Iterator[Demand]:
    """For each contribution its part, on the project's first row the whole project beside it."""
    for name, owed in _projects(case).items():
        total = sum(one.row.amount for one in owed)
        first = owed[0]
        for one in owed:
            own = replace(one.scope, label=name)
            less = tuple((one.row.amount / total, other.scope) for other in owed)
            yield _demand(case, one.row, own, "exactly", 0.0, BESIDE, less)
        others = tuple((-1.0, other.scope) for other in owed[1:])
        for number, sense in enumerate(("at most", *([NOTHING_OR] if first.row.funded == "whole" else []))):
            own = replace(first.scope, label=name, number=number + 1)
            yield _demand(case, first.row, own, sense, total, MILLION, others)


def _demand(
    case: Case,
    row: Any,
    scope: Scope,
    sense: str,
    asked: float,
    unit: Label,
    less: tuple[tuple[float, Scope], ...],
) -> Demand:
    return Demand(
        TABLE.key, row.Index, scope, sense, asked, unit, column="amount", price=case.price(row), less=less
    )


def given(quantities: Quantities, demand: Demand) -> Any:
    """Million by which a contribution is beside its part; for a project, million it gets."""
    return money_beyond(quantities, demand)


def check(case: Case, faults: Faults) -> None:
    for name, owed in _projects(case).items():
        first = owed[0].row
        for one in owed:
            for column in ("funded", "price"):
                if not _same(getattr(one.row, column), getattr(first, column)):
                    faults.add(
                        case.place("joint", one.row.Index, column),
                        _("{project} says otherwise in {other}").format(
                            project=name, other=case.place("joint", first.Index, column)
                        ),
                        _("write the same in all rows of one project"),
                    )
            if case.whole and not case.can_give(one.scope):
                tell = faults.add if case.price(one.row) is None else faults.warn
                tell(
                    case.place("joint", one.row.Index, "amount"),
                    _("nobody can give anything here, so {project} could never be funded").format(
                        project=name
                    ),
                    _("add a row to Eligibility, Needs or Budgets, or change this row"),
                )
    _check_apart(case, faults)


def _same(one: Any, other: Any) -> bool:
    return bool(one == other or (one != one and other != other))  # NaN is a blank price


def _check_apart(case: Case, faults: Faults) -> None:
    """A grant belongs to one contribution: money in two would be counted twice."""
    taken: dict[int, Any] = {}
    for owed in _projects(case).values():
        for one in owed:
            found = [int(place) for place in case.selection.rows(one.scope)]
            other = next((taken[place] for place in found if place in taken), None)
            if other is not None:
                faults.add(
                    case.place("joint", one.row.Index, "amount"),
                    _("some grants here belong to the contribution in {other} too").format(
                        other=case.place("joint", other.Index, "amount")
                    ),
                    _("narrow one of the two, for example by agency or year"),
                )
            taken |= dict.fromkeys(found, one.row)
