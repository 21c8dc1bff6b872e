"""Random tests draw the same examples on every machine, and are never timed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import settings

from model.words import use

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
