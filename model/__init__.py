"""polyfund: who funds what, where and when.

from model import read_case, solve
answer = solve(read_case("my-case.xlsx"))
answer.figures.grants
"""

import model.imports  # noqa: F401, before anything else imports SciPy
from model.run import read_case, solve, write

__all__ = ["read_case", "solve", "write"]
