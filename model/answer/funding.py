"""Whether an agency's budgets can pay for its grants: a flow from lines to what is spent.

Each line of Budgets feeds its own sector in each year until it expires, and with its
transferable share the agency's pool of that year, which feeds any sector:

    source -> line (amount) -> sector and year (spent) -> sink
                    line -> moving (transferable share) -> pool of the year -> sector and year

The grants are payable exactly when the greatest flow reaches all that is spent (max-flow,
min-cut). Amounts are whole units of the currency, so the arithmetic is exact.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import networkx as nx

from model.intake.case import BudgetLine

UNITS = 1_000_000  # in a million
MORE = 0.001  # million

Spending = Mapping[tuple[str, int], float]  # million by sector and year


@dataclass(frozen=True)
class Funding:
    """``used`` is million by line (its row), ``moved`` the part of it that went to another
    sector or came from money without one, ``unpaid`` million by sector and year."""

    used: dict[int, float]
    moved: dict[int, float]
    unpaid: dict[tuple[str, int], float]


def fund(lines: list[BudgetLine], spending: Spending) -> Funding:
    """Pay as much of one agency's spending as its lines can."""
    graph = nx.DiGraph()
    graph.add_nodes_from(("source", "sink"))
    for cell, amount in spending.items():
        graph.add_edge(("spent", *cell), "sink", capacity=round(amount * UNITS))
    for line in lines:
        _add_line(graph, line, spending)
    _, flow = nx.maximum_flow(graph, "source", "sink")
    return Funding(
        used={line.row: flow["source"].get(("line", line.row), 0) / UNITS for line in lines},
        moved={
            line.row: flow.get(("line", line.row), {}).get(("moving", line.row), 0) / UNITS for line in lines
        },
        unpaid={
            cell: (round(amount * UNITS) - flow["spent", *cell]["sink"]) / UNITS
            for cell, amount in spending.items()
        },
    )


def can_pay_more(lines: list[BudgetLine], spending: Spending, cell: tuple[str, int]) -> bool:
    """Whether one agency's lines could pay for more in a sector and year than they do."""
    unpaid = fund(lines, {**spending, cell: spending.get(cell, 0.0) + MORE}).unpaid
    return sum(unpaid.values()) < MORE / 2


def _add_line(graph: nx.DiGraph, line: BudgetLine, spending: Spending) -> None:
    node, moving = ("line", line.row), ("moving", line.row)
    graph.add_edge("source", node, capacity=round(line.amount * UNITS))
    share = 1.0 if line.sector is None else line.transferable
    if share:
        graph.add_edge(node, moving, capacity=round(share * line.amount * UNITS))
    for year in range(line.year, line.last_year + 1):
        if (line.sector, year) in spending:
            graph.add_edge(node, ("spent", line.sector, year))
        if share:
            graph.add_edge(moving, ("pool", year))
            for sector, when in spending:
                if when == year:
                    graph.add_edge(("pool", year), ("spent", sector, year))
