"""A block: labels down, heads across, figures between, with its place for charts and sums."""

from __future__ import annotations

from dataclasses import dataclass

from model.report.sheet import Sheet

Range = list[str | int]


@dataclass(frozen=True)
class Block:
    """Rows and columns count from 0; ``label`` is the column of the labels.

    ``rows`` and ``columns`` are the first and last of the figures.
    """

    sheet: Sheet
    head: int
    label: int
    rows: tuple[int, int]
    columns: tuple[int, int]

    def labels(self, most: int | None = None) -> Range:
        """The labels, at most so many, as a chart names a range."""
        last = self._last(most)
        return [self.sheet.name, self.rows[0], self.label, last, self.label]

    def heads(self) -> Range:
        return [self.sheet.name, self.head, self.columns[0], self.head, self.columns[1]]

    def row(self, row: int) -> Range:
        return [self.sheet.name, row, self.columns[0], row, self.columns[1]]

    def column(self, column: int, most: int | None = None) -> Range:
        return [self.sheet.name, self.rows[0], column, self._last(most), column]

    def _last(self, most: int | None) -> int:
        return self.rows[1] if most is None else min(self.rows[1], self.rows[0] + most - 1)
