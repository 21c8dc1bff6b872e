"""What the cells hold that findings and repairs name, so that no figure is told as a cell's that is not."""

from __future__ import annotations

from typing import Any

from polyfund.case.case import Case


class Held:
    """The values of a case's cells, by the table, row and column that a place is made of."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._columns: dict[tuple[str, str], dict[Any, Any]] = {}

    def __call__(self, table: str, row: int, column: str) -> Any:
        """A word or a number; a default where the cell is blank."""
        key = table, column
        if key not in self._columns:
            self._columns[key] = self._case.tables[table][column].to_dict()
        return self._columns[key][row]
