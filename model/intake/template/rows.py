"""The rows of a case as a template takes them."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from model.intake.case import Case


def case_rows(case: Case) -> dict[str, list[dict[str, object]]]:
    """The typed rows of every table of a case, in the order of the input; blanks left out.

    Numbers are numbers, choices are keys, tags one text.
    """
    rows = {key: _rows(frame.sort_index()) for key, frame in case.tables.items()}
    record = [key for key, table in case.declared.items() if table.record]
    return rows | {key: [_present(case.settings)] for key in record}


def _rows(frame: pd.DataFrame) -> list[dict[str, object]]:
    return [_present({str(key): value for key, value in row.items()}) for row in frame.to_dict("records")]


def _present(row: Mapping[str, object]) -> dict[str, object]:
    """Without blanks; numbers of numpy become Python's, several tags one text."""
    return {
        key: "; ".join(map(str, value)) if isinstance(value, tuple | list) else value
        for key, value in row.items()
        if isinstance(value, tuple | list) or not pd.isna(value)  # type: ignore[call-overload]
    }
