"""Random cases in which every programme does more from a certain size on, and agencies ask to
do no worse than alone."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.random_cases import Tables, cases
from tests.random_rules import some, table

RISING = (
    ((0.5, 0.5), (0.5, 1)),
    ((0.25, 0.5), (0.5, 1.5), (0.25, 1)),
    ((0.25, 1), (0.25, 0.25), (0.5, 2)),
)


@st.composite
def rising_cases(draw: st.DrawFn) -> Tables:
    tables = draw(cases(aims=False))
    agencies, counties, programmes = (
        [row[0] for row in tables[key][1:]] for key in ("agencies", "counties", "programmes")
    )
    shapes = [(programme, draw(some(RISING))) for programme in programmes]
    wishes = st.tuples(some(agencies), some(("", *counties)), some(("", *programmes)))
    return tables | {
        "returns": table(
            "programme,tier,share,factor",
            [
                (programme, number, *tier)
                for programme, shape in shapes
                for number, tier in enumerate(shape, 1)
            ],
        ),
        "participation": table("agencies,gain,price", [("each", *draw(some(((0, 4), (0, ""), (-0.5, "")))))]),
        "preferences": table(
            "agencies,counties,programmes,weight",
            [(*wish, draw(some((0, 0.5, 3)))) for wish in draw(st.lists(wishes, max_size=2, unique=True))],
        ),
    }
