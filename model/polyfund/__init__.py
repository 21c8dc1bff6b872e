"""polyfund: who funds what, where and when.

from polyfund import read_case, solve
answer = solve(read_case("my-case.xlsx"))
answer.figures.grants

A case of data frames is made by Case.from_tables, another table by case.with_table.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from polyfund.case.case import Case
    from polyfund.run import compare, frontier, read_case, solve, write

__all__ = ["Case", "compare", "frontier", "read_case", "solve", "write"]


def __getattr__(name: str) -> Any:
    """Loaded when first asked for: the command hears Ctrl-C before the libraries are loaded."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from polyfund import run

    return getattr(run, name)
