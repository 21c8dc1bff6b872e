"""The registers: the tables that every case has, in the order of the workbook's sheets."""

from polyfund.schema.registers.factors import COUNTY_FIGURES, FORMULA
from polyfund.schema.registers.settings import AIMS, SETTINGS
from polyfund.schema.registers.what import NEEDS, PROGRAMMES, RETURNS
from polyfund.schema.registers.where import COUNTIES
from polyfund.schema.registers.who import AGENCIES, BUDGETS, ELIGIBILITY
from polyfund.schema.registers.wishes import PREFERENCES

REGISTERS = (
    SETTINGS,
    COUNTIES,
    AGENCIES,
    PROGRAMMES,
    RETURNS,
    NEEDS,
    BUDGETS,
    ELIGIBILITY,
    PREFERENCES,
    AIMS,
    FORMULA,
    COUNTY_FIGURES,
)

__all__ = [
    "AGENCIES",
    "AIMS",
    "BUDGETS",
    "COUNTIES",
    "COUNTY_FIGURES",
    "ELIGIBILITY",
    "FORMULA",
    "NEEDS",
    "PREFERENCES",
    "PROGRAMMES",
    "REGISTERS",
    "RETURNS",
    "SETTINGS",
]
