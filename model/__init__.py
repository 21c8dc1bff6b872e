"""polyfund: who funds what, where and when.

from model import read_case, solve
answer = solve(read_case("my-case.xlsx"))
answer.figures.grants
"""

from model.run import read_case, solve, write

__all__ = ["read_case", "solve", "write"]
