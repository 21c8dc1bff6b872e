"""Budgets in the audit: what each agency spends by sector and year, and what its lines can pay."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from polyfund.case.budget_lines import BudgetLine
from polyfund.case.case import Case
from polyfund.case.eligible import rows_of
from polyfund.evaluation.funding import Cell, Funding, Overspent, fund
from polyfund.evaluation.quantities import Figures
from polyfund.schema.faults import Place

Spent = Mapping[str, Mapping[Cell, float]]


@dataclass(frozen=True)
class Payment:
    """A line of Budgets that may pay: its cell, what it holds, and how much of that may go here, in
    million."""

    place: Place
    held: float
    most: float


@dataclass(frozen=True)
class Spending:
    """Sectors and years of an agency whose money is examined together: ``given`` million against
    the ``asked`` that can be paid. ``payments`` are the lines that may pay, the one to be named first."""

    agency: str
    cells: tuple[Cell, ...]
    asked: float
    given: float
    payments: tuple[Payment, ...]


def spent_by(figures: Figures) -> Spent:
    """Million that each agency spends by sector and year; negative amounts pay for nothing."""
    case = figures.case
    spent: dict[str, dict[Cell, float]] = defaultdict(lambda: defaultdict(float))
    keys = ["agency", "programme", "year"]
    paid = figures.grants.assign(amount=figures.grants["amount"].clip(lower=0.0))
    totals = paid.groupby(keys, sort=False)["amount"].sum().reset_index()
    for agency, programme, year, amount in rows_of(totals, [*keys, "amount"]):
        spent[agency][case.sector[programme], year] += amount
    return spent


def lines_by(case: Case) -> Mapping[str, list[BudgetLine]]:
    """The lines of each agency."""
    lines: dict[str, list[BudgetLine]] = defaultdict(list)
    for line in case.budget_lines:
        lines[line.agency].append(line)
    return lines


def spending(figures: Figures, allowed: Mapping[str, float]) -> tuple[Funding, list[Spending]]:
    """How each line was used, and for each agency its sectors and years one by one; those that are
    overspent together, by more than ``allowed`` (million by agency), as one."""
    case, spent, lines = figures.case, spent_by(figures), lines_by(figures.case)
    whole = Funding({}, {}, {}, {})
    found = []
    for agency in case.agencies:
        own = spent.get(agency, {})
        funding = fund(lines[agency], own)
        whole.used.update(funding.used)
        whole.carried.update(funding.carried)
        whole.moved.update(funding.moved)
        groups = [one for one in funding.overspent if one.unpaid > allowed[agency]]
        apart = {cell for one in groups for cell in one.cells}
        for cell, total in own.items():
            if cell not in apart:
                payable = total - funding.unpaid[cell]
                found.append(Spending(agency, (cell,), payable, total, _payers(case, lines[agency], cell)))
        for one in groups:
            total = sum(own[cell] for cell in one.cells)
            payments = _payments(case, lines[agency], one)
            found.append(Spending(agency, one.cells, total - one.unpaid, total, payments))
    return whole, found


def _payments(case: Case, lines: list[BudgetLine], one: Overspent) -> tuple[Payment, ...]:
    """The lines of a cut, what may go there most first."""
    mine = sorted((line for line in lines if line.row in one.pays), key=lambda line: -one.pays[line.row])
    return tuple(_payment(case, line, one.pays[line.row]) for line in mine)


def _payers(case: Case, lines: list[BudgetLine], cell: Cell) -> tuple[Payment, ...]:
    """The lines that may pay for a cell: its own first, of the year first."""
    sector, year = cell
    mine = [
        line
        for line in lines
        if line.year <= year <= line.last_year and (line.sector in (None, sector) or line.transferable)
    ]
    mine.sort(key=lambda line: (line.sector != sector, line.sector is not None, year - line.year))
    shares = (1.0 if line.sector in (None, sector) else line.transferable for line in mine)
    return tuple(_payment(case, line, share * line.amount) for line, share in zip(mine, shares, strict=True))


def _payment(case: Case, line: BudgetLine, most: float) -> Payment:
    return Payment(case.place("budgets", line.row, "amount"), line.amount, most)


def cells_words(cells: tuple[Cell, ...]) -> Iterator[str]:
    """Sectors and years as a scope tells them: each on its own where every pair of them is meant."""
    sectors, years = ({cell[at]: None for cell in cells} for at in (0, 1))
    if len(cells) == len(sectors) * len(years):
        yield from (", ".join(map(str, names)) for names in (sectors, years))
    else:
        yield ", ".join(f"{sector} {year}" for sector, year in cells)
