"""The sheet Allocation, declared once: written by the report, read again for an audit."""

from __future__ import annotations

from model.intake.table import Column, Kind, Label, Table
from model.intake.registers import AGENCIES, COUNTIES, PROGRAMMES
from model.rules.units import MILLION


def _told(key: str, label: Label, meaning: Label, kind: Kind = Kind.TEXT, unit: Label = Label("", "")) -> Column:
    """A column that only tells the reader more; it is not read again."""
    return Column(key, label, meaning, kind, unit)


AGENCY = Column(
    "agency",
    AGENCIES["agency"].label,
    Label("Who gives", "出资机构"),
    Kind.REFERENCE,
    required=True,
    refers=("agencies.agency",),
)
COUNTY = Column(
    "county",
    COUNTIES["county"].label,
    Label("To whom", "受益县"),
    Kind.REFERENCE,
    required=True,
    refers=("counties.county",),
)
PROGRAMME = Column(
    "programme",
    PROGRAMMES["programme"].label,
    Label("For what", "用途"),
    Kind.REFERENCE,
    required=True,
    refers=("programmes.programme",),
)
YEAR = Column(
    "year",
    Label("year", "年份"),
    Label("When", "投入年份"),
    Kind.INTEGER,
    required=True,
    at_least=1900,
    at_most=2200,
)
AMOUNT = Column(
    "amount",
    Label("amount", "金额"),
    Label("How much is given; may be edited", "投入金额；可以修改"),
    Kind.NUMBER,
    MILLION,
    required=True,
    at_least=0,
    at_most=1e9,
)

ALLOCATION = Table(
    "allocation",
    Label("Allocation", "资金分配"),
    Label("Who gives how much to which programme of which county, and when", "谁在何年向哪个县的哪个项目投入多少资金"),
    (
        AGENCY,
        _told("agency_zh", Label("agency (Chinese)", "机构中文名"), AGENCIES["name_zh"].meaning),
        _told("kind", AGENCIES["kind"].label, AGENCIES["kind"].meaning),
        COUNTY,
        _told("county_zh", Label("county (Chinese)", "县中文名"), COUNTIES["name_zh"].meaning),
        _told("prefecture", COUNTIES["prefecture"].label, COUNTIES["prefecture"].meaning),
        _told("sector", PROGRAMMES["sector"].label, PROGRAMMES["sector"].meaning),
        PROGRAMME,
        _told("programme_zh", Label("programme (Chinese)", "项目中文名"), PROGRAMMES["name_zh"].meaning),
        YEAR,
        AMOUNT,
        _told("worth", Label("worth", "单位价值"), AGENCIES["worth"].meaning, Kind.NUMBER),
        _told(
            "arrives",
            Label("arrives", "到位价值"),
            Label("Amount times worth: what it does on the ground", "金额乘以单位价值：在当地的实际作用"),
            Kind.NUMBER,
            MILLION,
        ),
    ),
    unique=("agency", "county", "programme", "year"),
)
