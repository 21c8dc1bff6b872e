"""The columns of a frontier, once for the workbook, the CSV file, the picture and the screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from polyfund.base.i18n import _, amounts, language
from polyfund.objectives.measures import SHARE
from polyfund.report import styles as look
from polyfund.report.names import chinese
from polyfund.schema.units import MILLION, PERSONS
from polyfund.studies.frontier.knee import given_up
from polyfund.studies.frontier.points import Point
from polyfund.studies.frontier.search import Frontier

HUNDRED = 100.0  # percentage points in a share
AS_NUMBER = {
    look.SHARE: ".1%",
    look.FINE_SHARE: ".2%",
    look.PERSONS: ",.0f",
    look.MONEY: ",.1f",
    look.PRICE: ",.2f",
}


@dataclass(frozen=True)
class Column:
    """``key`` is its name in the CSV file; ``figures`` its number format, none for words; ``main``
    tells whether the screen and the picture show it too."""

    key: str
    head: str
    values: Sequence[Any]
    figures: str = ""
    unit: str = ""
    note: str = ""
    main: bool = True

    def words(self, place: int) -> str:
        """One value as people read it."""
        value = self.values[place]
        if value is None:
            return ""
        return amounts.shown(value, AS_NUMBER[self.figures]) if self.figures else str(value)


def columns(found: Frontier) -> list[Column]:
    """All columns, one row for each point."""
    return [
        Column("point", _("point"), [point.name for point in found.points]),
        *_aims(found),
        *_figures(found),
        *_exchange(found),
        *_prices(found),
        Column("knee", _("knee"), [_("knee") if place == found.knee else None for place in _places(found)]),
    ]


def shown(found: Frontier, aim: int) -> str:
    """The number format of an aim's values."""
    if _is_share(found, aim):
        return look.FINE_SHARE
    return look.PERSONS if found.stages[aim].aims[0].measure.unit is PERSONS else look.MONEY


def unit_of(found: Frontier, aim: int) -> str:
    return found.case.unit(found.stages[aim].aims[0].measure.unit)


def fine_unit(found: Frontier, aim: int) -> str:
    """The unit in which differences of an aim are told: of shares percentage points."""
    return _("percentage points") if _is_share(found, aim) else unit_of(found, aim)


def _fine(found: Frontier, aim: int) -> float:
    return HUNDRED if _is_share(found, aim) else 1.0


def _is_share(found: Frontier, aim: int) -> bool:
    return found.stages[aim].aims[0].measure.unit is SHARE


def _places(found: Frontier) -> range:
    return range(len(found.points))


def key_of(found: Frontier, aim: int) -> str:
    return found.stages[aim].aims[0].measure.key


def _aims(found: Frontier) -> Iterator[Column]:
    for aim, stage in enumerate(found.stages):
        key = key_of(found, aim) + ("_net" if len(stage.aims) > 1 else "")
        values = [point.published[aim] for point in found.points]
        yield Column(key, stage.title, values, shown(found, aim), unit_of(found, aim))


def _figures(found: Frontier) -> Iterator[Column]:
    """What every reader asks of a plan, but for what is an aim already."""
    told = {key_of(found, aim) for aim, stage in enumerate(found.stages) if len(stage.aims) == 1}
    case = found.case

    def each(of: Callable[[Point], Any]) -> list[Any]:
        return [of(point) for point in found.points]

    if "people_lifted" not in told:
        people = each(lambda point: point.people)
        yield Column("people_lifted", _("people lifted"), people, look.PERSONS, case.unit(PERSONS))
    if "money_used" not in told:
        yield Column(
            "money", _("money given"), each(lambda point: point.money), look.MONEY, case.unit(MILLION)
        )
    note = _("The county where the smallest share of the poor is lifted")
    names = chinese(case, "counties") if language() == "zh" else {}
    counties = each(lambda point: names.get(point.worst_county) or point.worst_county)
    yield Column("worst_county", _("worst county"), counties, note=note)
    yield Column(
        "worst_share",
        _("its poor lifted"),
        each(lambda point: point.worst_share),
        look.SHARE,
        SHARE[language()],
    )


def _exchange(found: Frontier) -> Iterator[Column]:
    """Of two aims: from the point before to this one, what is given up, gained, and given for it."""
    if len(found.stages) != 2:
        return
    steps = given_up(found.scale, found.points)
    first, second = found.stages
    less = [None if step is None else step[0] * _fine(found, 0) for step in steps]
    more = [None if step is None else step[1] * _fine(found, 1) for step in steps]
    rates = [lost / won if lost is not None and won else None for lost, won in zip(less, more, strict=True)]
    yield Column(
        "given_up",
        _("given up: {aim}").format(aim=first.title),
        less,
        look.PRICE,
        fine_unit(found, 0),
        _("Against the point in the row above"),
        main=False,
    )
    yield Column(
        "gained",
        _("gained: {aim}").format(aim=second.title),
        more,
        look.PRICE,
        fine_unit(found, 1),
        _("Against the point in the row above"),
        main=False,
    )
    yield Column(
        "given_up_for_one",
        _("given up for each one gained"),
        rates,
        look.PRICE,
        _per(found, 1),
        _("On the way from the point in the row above to this one"),
    )


def _per(found: Frontier, aim: int) -> str:
    one = _("percentage point") if _is_share(found, aim) else unit_of(found, aim)
    return _("{unit} per {one}").format(unit=fine_unit(found, 0), one=one)


def _prices(found: Frontier) -> Iterator[Column]:
    for aim, stage in enumerate(found.stages[1:], start=1):
        values = [
            point.prices[aim - 1] * _fine(found, 0) / _fine(found, aim) if point.prices else None
            for point in found.points
        ]
        yield Column(
            f"price_of_{key_of(found, aim)}",
            _("price here: {aim}").format(aim=stage.title),
            values,
            look.PRICE,
            _per(found, aim),
            _(
                "What the next little bit would cost, at this very point; with whole choices, those of its "
                "plan held. None is told at the ends"
            ),
            main=False,
        )
