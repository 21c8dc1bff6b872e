"""polyfund: who funds what, where and when.

from model import read_case, solve
answer = solve(read_case("my-case.xlsx"))
answer.figures.grants

A case of data frames is made by Case.from_tables, another table by case.with_table.
"""

import model.imports  # noqa: F401, before anything else imports SciPy
from model.intake.case import Case
from model.run import read_case, solve, write

__all__ = ["Case", "read_case", "solve", "write"]
