"""The registers: the tables that every case has, in the order of the workbook's sheets."""

from model.intake.registers.factors import COUNTY_FIGURES, FORMULA
from model.intake.registers.settings import AIMS, SETTINGS
from model.intake.registers.what import NEEDS, PROGRAMMES, RETURNS
from model.intake.registers.where import COUNTIES
from model.intake.registers.who import AGENCIES, BUDGETS, ELIGIBILITY
from model.intake.registers.wishes import PREFERENCES

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
