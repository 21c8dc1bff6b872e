"""A case whose frontier is computed by hand."""

from __future__ import annotations

from polyfund.case.case import Case
from tests.cases import case_of

# 24 million. In West a million lifts 10; in East 8 until 2 million of its 8 are there, then 4. West
# needs 40. Where both counties have the share c of their needs, East has 8 c and West 40 c, at most
# 24 - 8 c: so c is 0.5 at most. Whatever East gets is taken from West:
#
#     c       East    West    people lifted
#     0       0       24                     24 x 10 = 240
#     0.125   1       23          8     + 23 x 10 = 238
#     0.25    2       22          16    + 22 x 10 = 236
#     0.375   3       21          16+4  + 21 x 10 = 230
#     0.5     4       20          16+8  + 20 x 10 = 224
TWO_COUNTIES = {
    "needs": "county,programme,need,own effect\nEast,roads,8,8\nWest,roads,40,",
    "returns": "programme,county,tier,share,factor\nroads,East,1,0.25,1\nroads,East,2,0.75,0.5",
    "budgets": "agency,year,amount\nProvince,2016,12\nProvince,2017,12",
}


def two_counties(**tables: str) -> Case:
    return case_of(**(TWO_COUNTIES | tables))
