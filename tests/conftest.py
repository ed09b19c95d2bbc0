"""Facts of the examples that the shipped model does not read yet are expected to fail, by name and in the open: `shortfalls.txt`."""

from pathlib import Path

import pytest

SHORTFALLS = frozenset(Path(__file__).with_name("shortfalls.txt").read_text(encoding="utf-8").splitlines())
REASON = "the shipped model does not read this yet; see tests/shortfalls.txt and ingest/reader/CARD.md"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Not strict: a fact near the threshold may be read on one processor and not on another."""
    for item in items:
        if item.path.name == "test_examples.py" and item.name in SHORTFALLS:
            item.add_marker(pytest.mark.xfail(reason=REASON, strict=False))
