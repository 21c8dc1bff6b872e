"""What the agencies would do without each other, as a case knows it once it is worked out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Alone:
    """Everybody's own best plan (see polyfund.planning.standalone).

    ``persons`` is what each agency's own money then reaches, ``apart`` what everybody's money
    together then does in what each agency cares for: persons by its own lights.
    ``grants`` are all of these plans: agency, county, programme, year, amount (million).
    """

    persons: Mapping[str, float]
    apart: Mapping[str, float]
    grants: pd.DataFrame
