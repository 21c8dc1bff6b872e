"""The sheet Allocation of a plan: written by the report, read again by the audit.

One row is one grant. Only the columns of ``GRANTS`` are read; those beside them are for the
reader of the plan.
"""

from __future__ import annotations

from dataclasses import replace

from polyfund.reading.scan import LAST_ROW
from polyfund.schema.registers import AGENCIES, COUNTIES, PROGRAMMES
from polyfund.schema.table import Column, Kind, Label, Table
from polyfund.schema.units import MILLION

LABEL = Label("Allocation", "资金分配")
MEANING = Label(
    "Who gives how much to what, where and when: one row a grant",
    "谁在何时何地为何项目投入多少资金：每笔一行",
)


def _named(key: str, register: Table, meaning: Label) -> Column:
    return Column(
        key, register[key].label, meaning, Kind.REFERENCE, required=True, refers=(f"{register.key}.{key}",)
    )


AGENCY = _named("agency", AGENCIES, Label("Who gives", "出资机构"))
COUNTY = _named("county", COUNTIES, Label("Which county gets it", "受益县"))
PROGRAMME = _named("programme", PROGRAMMES, Label("What it is for", "所投项目"))
YEAR = Column(
    "year",
    Label("year", "年份"),
    Label("When it is given", "投入年份"),
    Kind.INTEGER,
    required=True,
    at_least=1900,
    at_most=2200,
)
AMOUNT = Column(
    "amount",
    Label("amount", "金额"),
    Label("How much is given; the audit judges it", "投入金额；由审核判断是否可行"),
    Kind.NUMBER,
    MILLION,
    required=True,
    at_least=-1e9,
    at_most=1e9,
    adds=True,
)

# What the report shows beside: nobody reads it again.
AGENCY_ZH = Column("agency_zh", Label("agency in Chinese", "机构中文名"), AGENCIES["name_zh"].meaning)
COUNTY_ZH = Column("county_zh", Label("county in Chinese", "县中文名"), COUNTIES["name_zh"].meaning)
PROGRAMME_ZH = Column(
    "programme_zh", Label("programme in Chinese", "项目中文名"), PROGRAMMES["name_zh"].meaning
)
WORTH = AGENCIES["worth"]
ARRIVES = Column(
    "arrives",
    Label("arrives", "实际到位"),
    Label("What the amount does on the ground: amount times worth", "金额的实际作用：金额乘以单位价值"),
    Kind.NUMBER,
    MILLION,
)
BESIDE = (
    AGENCY_ZH,
    AGENCIES["kind"],
    COUNTY_ZH,
    COUNTIES["prefecture"],
    PROGRAMMES["sector"],
    PROGRAMME_ZH,
    WORTH,
    ARRIVES,
)

KEYS = (AGENCY, COUNTY, PROGRAMME, YEAR)
UNIQUE = tuple(column.key for column in KEYS)

SECTOR = replace(PROGRAMMES["sector"], required=False)

MOST_ROWS = LAST_ROW - 100  # of a list on a sheet, with room for what stands above and below

# The sheet of a plan with more grants than a sheet holds: which file holds them instead.
ELSEWHERE = Table(
    "allocation",
    LABEL,
    MEANING,
    (
        Column("file", Label("file", "文件"), Label("Where the rows are", "数据所在的文件"), required=True),
        Column(
            "rows",
            Label("rows", "行数"),
            Label("How many there are", "共多少行"),
            Kind.INTEGER,
            required=True,
        ),
    ),
)

GRANTS = Table("allocation", LABEL, MEANING, (*KEYS, AMOUNT), UNIQUE)
GRANTS_BY_SECTOR = replace(GRANTS, columns=(*GRANTS.columns, SECTOR))  # where no case tells the sectors
SHEET = Table(
    "allocation",
    LABEL,
    MEANING,
    (*GRANTS.columns, *(replace(column, required=False) for column in BESIDE)),
    UNIQUE,
)
