"""A matrix whose plans must also be good enough on some of its objectives, and its objectives in
another order.

    costs[i] @ x + offsets[i] <= most[i]                       for each objective i of ``most``

These are the epsilon-constraints of polyfund.studies.frontier.search.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from scipy.sparse import csc_array, vstack

from polyfund.solver.matrix import Matrix, check_range


def with_ceilings(matrix: Matrix, most: Mapping[int, float]) -> Matrix:
    """The matrix with a row more, below the others, for each objective of ``most``, in that order.

    Raises: UnfitMatrix.
    """
    if not most:
        return matrix
    chosen = list(most)
    rows = csc_array(vstack([matrix.a, csc_array(matrix.costs[chosen])]))
    rows.sort_indices()
    capped = replace(
        matrix,
        a=rows,
        row_lower=np.append(matrix.row_lower, np.full(len(chosen), -np.inf)),
        row_upper=np.append(matrix.row_upper, [most[i] - matrix.offsets[i] for i in chosen]),
    )
    check_range(capped)
    return capped


def in_order(matrix: Matrix, order: Sequence[int]) -> Matrix:
    """The matrix with its objectives in this order."""
    places = list(order)
    return replace(matrix, costs=matrix.costs[places], offsets=matrix.offsets[places])
