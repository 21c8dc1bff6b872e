"""What is noticed in the input and need not be wrong: told, on record, and never in the way."""

from __future__ import annotations

from pathlib import Path

import pytest

from polyfund.case.case import Case
from polyfund.reading.read import read_case
from polyfund.rules import TABLES
from polyfund.schema.faults import Fault, Faults, InputFaults, Place
from tests.reading.tiny import tiny, write_folder

HERE = Place("needs.csv", 3, "need", file=True)


def warn(_case: Case, faults: Faults) -> None:
    faults.warn(HERE, "this is rare", "look at it")


def blame(_case: Case, faults: Faults) -> None:
    faults.add(HERE, "this is wrong", "mend it")


def test_a_warning_does_not_stop_the_case(tmp_path: Path) -> None:
    case = read_case(write_folder(tiny(), tmp_path), TABLES, [warn])
    assert [str(warning) for warning in case.warnings] == ["needs.csv:3 [need]: this is rare; look at it"]


def test_warnings_come_with_the_faults(tmp_path: Path) -> None:
    with pytest.raises(InputFaults) as wrong:
        read_case(write_folder(tiny(), tmp_path), TABLES, [warn, blame])
    assert wrong.value.faults == (Fault(HERE, "this is wrong", "mend it"),)
    assert wrong.value.warnings == (Fault(HERE, "this is rare", "look at it"),)
