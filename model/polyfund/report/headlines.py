"""The headline figures of a plan, each with its live formula where there is one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from polyfund.base.i18n import _, language
from polyfund.planning.answer import Answer
from polyfund.report import styles as look
from polyfund.report.grants import cells
from polyfund.report.sheets import budgets, outcomes
from polyfund.schema.registers import COUNTIES
from polyfund.schema.scope import Scope
from polyfund.schema.units import MILLION, PERSONS


@dataclass(frozen=True)
class Headline:
    """``shown`` is the number format; without a ``formula`` the value stands alone."""

    name: str
    value: float
    unit: str = ""
    shown: str = look.PERSONS
    formula: str = ""


def headlines(answer: Answer) -> Iterator[Headline]:
    yield from _money(answer, answer.case.unit(MILLION))
    yield from _people(answer, PERSONS[language()])
    yield from _counts(answer)


def _money(answer: Answer, unit: str) -> Iterator[Headline]:
    available = float(answer.case.tables["budgets"]["amount"].sum())
    given = answer.figures.money(Scope())
    in_budgets, in_plan = f"SUM({budgets.cells('amount')})", f"SUM({cells('amount')})"
    yield Headline(_("money in the budgets"), available, unit, look.MONEY, in_budgets)
    yield Headline(_("money given"), given, unit, look.MONEY, in_plan)
    left = round(available - given, 6) + 0.0
    yield Headline(_("money left"), left, unit, look.MONEY, f"ROUND({in_budgets}-{in_plan},6)")


def _people(answer: Answer, unit: str) -> Iterator[Headline]:
    """Poor persons at the start, the plan's end and after; how many are lifted, and when."""
    case, plan = answer.case, answer.figures
    last, end = case.years[-1], case.outcome_years[-1]
    people = {key: plan.outcomes.groupby("year")[key].sum().to_dict() for key in ("poor", "lifted")}
    start = float(sum(case.poor.values()))
    yield Headline(_("poor at the start"), start, unit, formula=f"SUM({outcomes.start_cells()})")
    for year in dict.fromkeys((last, end)):
        formula = f"SUM({outcomes.cells('poor', year)})"
        yield Headline(outcomes.head("poor", year), float(people["poor"][year]), unit, formula=formula)
    without = float(sum(case.poor_without.values()))
    yield Headline(_("poor at the end of {end} without a plan").format(end=end), without, unit)
    within = [year for year in case.outcome_years if year <= last]
    after = [year for year in case.outcome_years if year > last]
    for name, years in ((_("lifted by the end of {last}"), within), (_("lifted after {last}"), after)):
        if years:
            value = float(sum(people["lifted"][year] for year in years))
            formula = "+".join(f"SUM({outcomes.cells('lifted', year)})" for year in years)
            yield Headline(name.format(last=last), value, unit, formula=formula)
    lifted = plan.lifted(Scope())
    yield Headline(_("fewer poor at the end of {end} than without a plan").format(end=end), lifted, unit)
    given = plan.money(Scope())
    yield Headline(_("persons lifted per million"), lifted / given if given else 0.0, unit, look.MONEY)


def _counts(answer: Answer) -> Iterator[Headline]:
    counties = f"ROWS({outcomes.TABLE}[{COUNTIES['county'].label[language()]}])"
    yield Headline(_("counties"), len(answer.case.counties), formula=counties)
    yield Headline(_("agencies that give"), answer.figures.grants["agency"].nunique())
    yield Headline(_("grants"), len(answer.figures.grants), formula=f"COUNT({cells('amount')})")
