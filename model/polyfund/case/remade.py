"""How a case is made from tables in Python, and from another case; and that it is still the one checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any, cast

import pandas as pd

from polyfund.base.i18n import _

if TYPE_CHECKING:
    from polyfund.case.case import Case
    from polyfund.case.standalone import Alone

Frame = pd.DataFrame | Mapping[str, Any]  # a mapping for the settings alone

# Who reads and checks frames knows the rules, which know what a case is: polyfund.run says who that is.
_makers: dict[str, Callable[..., Case]] = {}


def is_checked_by(of_frames: Callable[..., Case], with_frame: Callable[..., Case]) -> None:
    """Cases of frames, and with another frame, are made and checked by these."""
    _makers.update(of_frames=of_frames, with_frame=with_frame)


class NotChecked(Exception):
    """A table of a case is not the one that was checked; the message says how to have it checked."""


class Remade:
    """What :class:`polyfund.case.case.Case` has of this."""

    tables: Mapping[str, pd.DataFrame]
    settings: Mapping[str, Any]
    digests: Mapping[str, str]

    @staticmethod
    def from_tables(tables: Mapping[str, Frame], name: str = "tables") -> Case:
        """A case of data frames, checked like a workbook or a folder.

        Tables and columns are named by key or by label in either language ("needs", "Needs", "需求");
        NaN, None and pd.NA are blank. The settings may be a mapping: {"first year": 2016, ...}.

        Raises: InputFaults, with every fault found: its table, its row in the index, its column.
        """
        return _makers["of_frames"](tables, name)

    def with_table(self, name: str, frame: Frame) -> Case:
        """The same case with another table, all of it checked anew; the cells of the other tables are
        told where they stood.

            needs = case.tables["needs"].copy()
            needs.loc[needs["county"] == "East", "need"] *= 1.1
            case = case.with_table("needs", needs)

        Raises: InputFaults, with every fault found; NotChecked, where another table has been changed.
        """
        return _makers["with_frame"](cast("Case", self), name, frame)

    def require_checked(self, but: tuple[str, ...] = ()) -> None:
        """Raises: NotChecked, where a table has been changed since it was checked."""
        for key, digest in self.digests.items():
            if key not in but and digest != digest_of(
                self.settings if key == "settings" else self.tables[key]
            ):
                raise NotChecked(
                    _(
                        "the table '{table}' has been changed since it was checked; have a changed copy checked "
                        "with case.with_table('{table}', frame), or all tables with Case.from_tables({{...}})"
                    ).format(table=key)
                )

    def knowing(self, alone: Alone) -> Case:
        """The same case with what the agencies would do alone; what follows from its tables is not
        worked out again."""
        case = replace(cast("Case", self), alone=alone)
        vars(case).update({**vars(self), "alone": alone})
        return case


def digest_of(table: pd.DataFrame | Mapping[str, Any]) -> str:
    """What tells whether a table, or the settings, hold the same as before: the same in every process."""
    if not isinstance(table, pd.DataFrame):
        return sha256(repr(sorted(table.items())).encode()).hexdigest()
    digest = sha256(repr([(str(name), str(kind)) for name, kind in table.dtypes.items()]).encode())
    for cells in (table.index, *(table[name] for name in table)):
        digest.update(
            repr(cells.tolist()).encode()
        )  # of thousands of rows four times as fast as pandas hashes
    return digest.hexdigest()
