"""Columns that every rule sheet has."""

from model.intake.table import Choice, Column, Kind, Label

PRICE = Column(
    "price",
    Label("price", "违约价格"),
    Label(
        "Blank: it must hold. A number: it may be broken at this price per unit, counted in the "
        "units of the first aim (or in the aim 'cost of broken soft demands')",
        "空白：必须满足。数字：可按此单价违反，以首要目标的单位计（或计入目标“软性要求的违约代价”）",
    ),
    Kind.NUMBER,
    Label("first aim's unit per unit broken", "首要目标单位/违约单位"),
    above=0,
    at_most=1e9,
)

AT_LEAST = Choice("at least", Label("at least", "至少"))
AT_MOST = Choice("at most", Label("at most", "至多"))
EXACTLY = Choice("exactly", Label("exactly", "恰好"))
