"""How funds would be shared out by formula: its factors, and the areas that the counties lack."""

from __future__ import annotations

import pandas as pd

# factor, weight, why. No income gap: the income of five counties was not found.
FORMULA = (
    ("poor persons", 0.5, "poor people first, as in formulas for special funds; the weight is assumed"),
    ("incidence", 0.2, "deep poverty counts beyond its numbers; the weight is assumed"),
    ("area", 0.2, "wide counties need longer roads and lines; the weight is assumed"),
    ("population", 0.1, "everybody uses schools and clinics; the weight is assumed"),
)


def formula_tables(base: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The sheets Formula and County figures."""
    formula = pd.DataFrame(FORMULA, columns=["factor", "weight", "source"])
    areas = pd.DataFrame(
        {
            "county": base["county"],
            "figure": "area",
            "value": base["area_km2"],
            "source": "estimate: square kilometres, computed from the simplified shapes of S01",
        }
    )
    return {
        "formula": formula.assign(source="assumption: " + formula["source"]),
        "county_figures": areas,
    }
