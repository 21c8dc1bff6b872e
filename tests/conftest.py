"""Random tests draw the same examples on every machine, and are never timed."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from polyfund.base.i18n import use
from tests.cases import write_case

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as in the background of a script: not at a terminal
    signal.signal(signal.SIGINT, signal.default_int_handler)

settings.register_profile("polyfund", deadline=None, derandomize=True, max_examples=60, print_blob=True)
settings.load_profile("polyfund")


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """A command run in Chinese leaves its language behind in this process."""
    yield
    use("en")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first, so that no core waits for them at the end."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small case in the folder ``case`` of the working folder."""
    monkeypatch.chdir(tmp_path)
    case = tmp_path / "case"
    case.mkdir()
    return write_case(case)
