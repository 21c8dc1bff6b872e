"""Lists that are too long for a sheet: they stand in files beside the workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from polyfund.reading.plans.allocation import MOST_ROWS


@dataclass
class Rest:
    """What one workbook leaves to files beside it.

    ``most_rows`` is how long a list may be. ``files`` names, by list, the files that hold its rows
    whether the sheet does or not; a list that is not named goes to a file of its own, whose name
    begins with the workbook's ``stem``: no table of a case bears it. ``left`` are the lists that
    were left out, by name: their columns by header.
    """

    most_rows: int = MOST_ROWS
    files: Mapping[str, Sequence[str]] = field(default_factory=dict)
    stem: str = "plan"
    left: dict[str, Mapping[str, Sequence[object]]] = field(default_factory=dict)

    def leave(self, name: str, columns: Mapping[str, Sequence[object]]) -> Sequence[str]:
        """A list is left out; gives the files that hold it."""
        self.left[name] = columns
        return self.files.get(name, (self._own(name),))

    def is_asked(self, formula: str) -> bool:
        """Whether a formula speaks of a list that was left out, and so cannot be live."""
        return any(f"{name}[" in formula for name in self.left)

    def frames(self) -> dict[str, pd.DataFrame]:
        """The lists that still have to be written, by file."""
        return {
            self._own(name): pd.DataFrame(dict(columns))
            for name, columns in self.left.items()
            if name not in self.files
        }

    def _own(self, name: str) -> str:
        return f"{self.stem}_{name.casefold()}.csv"
