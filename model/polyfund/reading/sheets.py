"""Which sheet, or which file of a folder, is which table."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence

from polyfund.base.i18n import _, language
from polyfund.reading.grid import folded
from polyfund.reading.labels import NOTES
from polyfund.reading.raw import Unreadable
from polyfund.schema.faults import Faults, Place, nearest
from polyfund.schema.table import Table

FRONT = ("about", "contents", "lists", "faults", "说明", "目录", "列表", "问题")  # sheets that hold no data
GRANTS = ("allocation", "资金分配", "plan")  # the sheet of a plan, or its file, that holds its grants
BUDGETS = "budgets"  # of the needed tables the one that a plan has too


def is_free(name: str) -> bool:
    """Whether a sheet or file is nobody's table by its name."""
    return folded(name) in FRONT or folded(name).startswith(NOTES)


def this_is_a_plan() -> Unreadable:
    """A plan stands where a case belongs."""
    return Unreadable(
        _("this is a plan, not a case that one could be made for"),
        _(
            "give the workbook or folder that it was made from; 'polyfund audit IN PLAN' judges a plan, and "
            "'polyfund template OUT.xlsx --from IN --previous PLAN' begins the next one"
        ),
    )


def by_name(tables: Sequence[Table]) -> dict[str, Table]:
    """The tables by each name that a sheet or file of theirs may bear, as it is compared."""
    return {folded(word): table for table in tables for word in (table.key, *table.label.both)}


def match_tables(
    names: Mapping[str, str],
    tables: Sequence[Table],
    whole: Place,
    faults: Faults,
    blank: Container[str] = (),
) -> dict[str, str]:
    """The name of the sheet or file that holds each table, by the table's key.

    ``names`` maps each name as the user sees it to the part of it that names the table;
    unknown ones in ``blank`` hold nothing and may stay.

    Raises: Unreadable, when there is no table at all.
    """
    known = by_name(tables)
    of = {name: known.get(folded(word)) for name, word in names.items()}
    if _hold_a_plan(names.values(), tables, {table.key for table in of.values() if table}):
        raise this_is_a_plan()
    if not any(of.values()):
        raise Unreadable(
            _("no table that this program knows is here"),
            _("fill in a template; 'polyfund template' makes one"),
        )
    found: dict[str, str] = {}
    for name, table in of.items():
        place = Place(name, file=whole.file)
        if table and table.key in found:
            faults.add(
                place,
                _("this is the same table as '{other}'").format(other=found[table.key]),
                _("bring the rows of both together in one, and let the name of the other begin with 'Notes'"),
            )
        elif table:
            found[table.key] = name
        elif not is_free(names[name]) and name not in blank:
            faults.add(place, *_unknown(names[name], tables))
    for table in tables:
        if table.needed and table.key not in found:
            faults.add(
                whole,
                _("the table '{table}' is missing").format(table=table.label[language()]),
                _("add it; 'polyfund template' makes a workbook with every table"),
            )
    return found


def _hold_a_plan(names: Iterable[str], tables: Sequence[Table], found: Container[str]) -> bool:
    """Whether they have grants and nothing to make a plan of; a plan has a sheet Budgets too."""
    needed = [table.key for table in tables if table.needed and table.key != BUDGETS]
    return (
        bool(needed) and not any(key in found for key in needed) and any(folded(n) in GRANTS for n in names)
    )


def _unknown(word: str, tables: Sequence[Table]) -> tuple[str, str]:
    near = nearest(word, [label for table in tables for label in table.label.both])
    what = _("no table is called '{name}'").format(name=word)
    if near:
        return what, _("rename it to '{near}', or let its name begin with 'Notes'").format(near=near)
    return what, _("let its name begin with 'Notes', and it stays unread")
