"""What the agencies themselves would rather fund."""

from dataclasses import replace

from polyfund.schema.scope import SCOPES
from polyfund.schema.table import SOURCE, Column, Kind, Label, Table

PREFERENCES = Table(
    "preferences",
    Label("Preferences", "偏好"),
    Label(
        "How much a person reached counts for an agency itself, by county and programme; only Participation uses it",
        "机构自身如何看重所惠及的每个人（按县和项目）；仅用于“参与”规则",
    ),
    (
        replace(
            SCOPES["agencies"].column(each=False, required=True),
            meaning=Label("An agency, or a kind: all of that kind", "某机构，或某类别的全部机构"),
        ),
        SCOPES["counties"].column(each=False),
        SCOPES["programmes"].column(each=False),
        Column(
            "weight",
            Label("weight", "权重"),
            Label(
                "1 is what every person counts without a row; rows that speak of the same multiply",
                "没有行时每人计为 1；涉及同一对象的各行相乘",
            ),
            Kind.NUMBER,
            required=True,
            at_least=0,
            at_most=100,
        ),
        SOURCE,
    ),
    unique=("agencies", "counties", "programmes"),
)
