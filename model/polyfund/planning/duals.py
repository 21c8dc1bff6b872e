"""Prices: what the first aim would gain if a demand were looser, or a line of Budgets longer, by one.

The row's dual in the first stage, in the units of the first aim (``prices`` is that already, see
polyfund.planning.solved_program).
"""

from __future__ import annotations

from typing import Any

from polyfund.formulation.grants import is_plain
from polyfund.formulation.program import Program
from polyfund.rules import Demand
from polyfund.rules.tables import NOTHING_OR
from polyfund.solver.highs import Optimum
from polyfund.solver.matrix import Matrix, Vector


def demand_prices(
    program: Program, matrix: Matrix, first: Optimum, demands: dict[str, list[Demand]]
) -> dict[tuple[str, int, int], float]:
    """The first stage's row prices by demand; a demand without a row in the matrix has none.

    A minimum of what is not given is worth nothing: its row holds whatever is asked.
    """
    prices = {}
    for rule, asked in demands.items():
        block = program.model.component(rule)
        for demand in asked:
            price = _row_price(matrix, first.row_prices, block.demand, demand.index)
            if price is not None:
                if demand.sense == NOTHING_OR:
                    price *= float(first.x[matrix.column_of[id(block.chosen[demand.index])]])
                floor = demand.sense in ("at least", NOTHING_OR)
                prices[demand.key] = (price if floor else -price) * demand.scale + 0.0
    return prices


def line_prices(program: Program, matrix: Matrix, first: Vector) -> dict[int, float]:
    """The first stage's price of each line of Budgets; a line that nothing can use has none.

    One more million on a line also lets ``transferable`` of it more be moved:
    price = dual(line) + transferable * dual(transferable).
    """
    model, prices = program.model, {}
    for line in program.case.budget_lines:
        plain = is_plain(line)
        key = (line.agency, line.sector, line.year) if plain else line.row
        price = _row_price(matrix, first, model.budget if plain else model.line, key)
        if price is not None:
            moved = _row_price(matrix, first, model.transferable, line.row) or 0.0
            prices[line.row] = -(price + line.transferable * moved) + 0.0
    return prices


def _row_price(matrix: Matrix, prices: Vector, rows: Any, key: Any) -> float | None:
    if key not in rows:
        return None
    place = matrix.row_of.get(id(rows[key]))
    return None if place is None else float(prices[place])
