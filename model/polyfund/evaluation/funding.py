"""Whether an agency's budgets can pay for its grants: a flow from lines to what is spent.

Each line of Budgets pays its own sector in each year until it expires, and any other with its
transferable share; money without a sector pays any:

    source -> line (amount) -> sector and year (spent)
              line -> moving (transferable share) -> another sector and year

The grants are payable exactly when the greatest flow reaches all that is spent (max-flow,
min-cut). Lines can often pay for the same grants in several ways. The one taken leaves the
least unpaid, then carries the least into later years, then moves the least to other sectors:
what is told of carrying and moving is what the grants cannot do without. Amounts are whole
units of the currency, so the arithmetic is exact.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from polyfund.case.budget_lines import BudgetLine

UNITS = 1_000_000  # in a million
MORE = 0.001  # million

Cell = tuple[str, int]  # a sector and a year
Spending = Mapping[Cell, float]  # million by sector and year
Node = tuple[Any, ...]  # a line, what it moves, or a cell
Flow = Mapping[Any, Mapping[Node, int]]


@dataclass(frozen=True)
class Overspent:
    """Sectors and years (``cells``) that together get ``unpaid`` more than can be paid: all that the
    lines hold or may move there is spent. ``pays`` is that by line (its row), in million. So it is
    a least cut of the flow; which of its cells is to blame no arithmetic can tell."""

    cells: tuple[Cell, ...]
    pays: dict[int, float]
    unpaid: float


@dataclass(frozen=True)
class Funding:
    """``used`` is million by line (its row), ``carried`` the part of it that was spent in a year
    after the line's own, ``moved`` the part that went to another sector than the line's own,
    ``unpaid`` million by sector and year, ``overspent`` where that comes from. Money without a
    sector is never moved."""

    used: dict[int, float]
    carried: dict[int, float]
    moved: dict[int, float]
    unpaid: dict[Cell, float]
    overspent: tuple[Overspent, ...] = ()


def fund(lines: list[BudgetLine], spending: Spending) -> Funding:
    """Pay as much of one agency's spending as its lines can."""
    import networkx as nx  # a tenth of a second, for which no command without an audit waits

    # A way round the graph meets each node once, so costs this far apart never add up to the
    # next one: the least total is least unpaid, then least carried, then least moved.
    move, carry, lack = ((2 + 2 * len(lines) + len(spending)) ** rank for rank in range(3))
    graph = nx.DiGraph()
    graph.add_node("source", demand=-sum(map(_units, spending.values())))
    for cell, amount in spending.items():
        graph.add_node(("spent", *cell), demand=_units(amount))
        graph.add_edge("source", ("spent", *cell), weight=lack)
    for line in lines:
        node, moving = ("line", line.row), ("moving", line.row)
        graph.add_edge("source", node, capacity=_units(line.amount))
        graph.add_edge(node, moving, capacity=_units(line.transferable * line.amount), weight=move)
        for start, (sector, year) in _ways(line, spending):
            graph.add_edge(start, ("spent", sector, year), weight=carry * (year > line.year))
    _, flow = nx.network_simplex(graph)
    return Funding(
        {line.row: flow["source"]["line", line.row] / UNITS for line in lines},
        {line.row: _carried(line, spending, flow) / UNITS for line in lines},
        {line.row: flow["line", line.row]["moving", line.row] / UNITS for line in lines},
        {cell: flow["source"]["spent", *cell] / UNITS for cell in spending},
        tuple(_overspent(lines, spending, flow)),
    )


def can_pay_more(lines: list[BudgetLine], spending: Spending, cell: tuple[str, int]) -> bool:
    """Whether one agency's lines could pay for more in a sector and year than they do."""
    unpaid = fund(lines, {**spending, cell: spending.get(cell, 0.0) + MORE}).unpaid
    return sum(unpaid.values()) < MORE / 2


def _units(million: float) -> int:
    return round(million * UNITS)


def _ways(line: BudgetLine, spending: Spending) -> list[tuple[tuple[str, int], Cell]]:
    """What a line may pay, each with the node that pays it: the line itself, or what it moves."""
    return [
        (("line" if line.sector in (None, sector) else "moving", line.row), (sector, year))
        for sector, year in spending
        if line.year <= year <= line.last_year
    ]


def _carried(line: BudgetLine, spending: Spending, flow: Flow) -> int:
    later = [(start, cell) for start, cell in _ways(line, spending) if cell[1] > line.year]
    return sum(flow[start]["spent", *cell] for start, cell in later)


def _overspent(lines: list[BudgetLine], spending: Spending, flow: Flow) -> Iterator[Overspent]:
    """The least cuts around what is not paid; those that meet are one."""
    groups: list[set[Node]] = []
    for cell in spending:
        if flow["source"]["spent", *cell]:
            found = _short(("spent", *cell), lines, spending, flow)
            met = [group for group in groups if not group.isdisjoint(found)]
            groups = [*(group for group in groups if group not in met), found.union(*met)]
    for group in groups:
        cells = tuple(cell for cell in spending if ("spent", *cell) in group)
        pays = {
            line.row: line.amount if ("line", line.row) in group else line.transferable * line.amount
            for line in lines
            if ("line", line.row) in group or ("moving", line.row) in group
        }
        pays = {row: most for row, most in pays.items() if most}
        yield Overspent(cells, pays, sum(flow["source"]["spent", *cell] for cell in cells) / UNITS)


def _short(start: Node, lines: list[BudgetLine], spending: Spending, flow: Flow) -> set[Node]:
    """All from which one more unit could come to a node, if it were there: who may pay it, and what
    they pay instead."""
    may_pay: dict[Node, list[Node]] = defaultdict(list)
    for line in lines:
        node, moving = ("line", line.row), ("moving", line.row)
        if flow[node][moving] < _units(line.transferable * line.amount):
            may_pay[moving].append(node)
        for source, cell in _ways(line, spending):
            may_pay["spent", *cell].append(source)
    found, waiting = set[Node](), [start]
    while waiting:
        node = waiting.pop()
        if node not in found:
            found.add(node)
            paid = [other for other, units in flow[node].items() if units] if node[0] != "spent" else []
            waiting += [*may_pay[node], *paid]
    return found
