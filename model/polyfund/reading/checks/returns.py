"""The tiers of Returns: from 1 without a gap, together the whole need, rising only where allowed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from itertools import pairwise
from math import fsum, isclose

from polyfund.base.i18n import _
from polyfund.reading.numbers import figure
from polyfund.reading.rows import Row, Typed
from polyfund.schema.faults import Faults

WHOLE = 1e-9  # how far the shares of all tiers may be from 1


def check_returns(tables: Mapping[str, Typed], faults: Faults) -> None:
    """Checks every programme's tiers, and those of a county of its own.

    Tiers are checked together; where a row of them has a fault, or where it is not sure
    whose tiers it belongs to, they are left for the next run.
    """
    typed = tables["returns"]
    (settings,) = tables["settings"].rows
    may_rise = not settings.sound("increasing_returns") or settings["increasing_returns"] == "yes"
    shapes: dict[tuple[str, str | None], list[Row]] = defaultdict(list)
    for row in typed.rows:
        if not row.sound("programme", "county"):
            return
        shapes[row["programme"], row["county"]].append(row)
    for rows in shapes.values():
        if all(row.sound() for row in rows):
            _check_shape(typed, sorted(rows, key=lambda row: row["tier"]), may_rise, faults)
    _check_owners(tables, shapes, faults)


def _check_shape(typed: Typed, rows: list[Row], may_rise: bool, faults: Faults) -> None:
    for expected, row in enumerate(rows, start=1):
        if row["tier"] != expected:
            faults.add(
                typed.place.cell(row.number, "tier"),
                _("tier {tier} follows where tier {expected} is missing").format(
                    tier=row["tier"], expected=expected
                ),
                _("number the tiers 1, 2, 3 without a gap"),
            )
            break
    total = fsum(row["share"] for row in rows)
    if not isclose(total, 1, rel_tol=0, abs_tol=WHOLE):
        faults.add(
            typed.place.cell(rows[-1].number, "share"),
            _("the shares of these tiers add up to {total}, not to 1").format(total=figure(total)),
            _("change the shares of {programme} so that they add up to 1 (100 %)").format(
                programme=rows[0]["programme"]
            ),
        )
    for before, row in pairwise(rows):
        if row["factor"] > before["factor"] and not may_rise:
            faults.add(
                typed.place.cell(row.number, "factor"),
                _(
                    "the factor {factor} is above {before} in {other}: increasing returns are not allowed"
                ).format(
                    factor=figure(row["factor"]),
                    before=figure(before["factor"]),
                    other=typed.place.cell(before.number, "factor"),
                ),
                _("lower it, or set 'increasing returns allowed' to yes in the settings"),
            )


def _check_owners(
    tables: Mapping[str, Typed], shapes: Mapping[tuple[str, str | None], list[Row]], faults: Faults
) -> None:
    """Tiers of a county of its own belong to a need."""
    needs = tables["needs"]
    if not len(needs.numbers) or not needs.sound("county", "programme").all():
        return
    own = {key: rows for key, rows in shapes.items() if key[1] is not None}
    arrays = (needs.columns[key].array("object") for key in ("programme", "county"))
    known = set(zip(*arrays, strict=True)) if own else set()
    for (programme, county), rows in own.items():
        if (programme, county) not in known:
            faults.add(
                tables["returns"].place.cell(rows[0].number, "county"),
                _("{county} has no need of {programme}").format(county=county, programme=programme),
                _("add its need to {table}, or name a county that has one").format(table=needs.place.name),
            )
