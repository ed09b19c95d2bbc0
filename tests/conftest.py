"""Servers that several test modules ask, each module its own. And facts of the examples that the shipped model does not read yet: they are expected
to fail, by name and in the open, see `shortfalls.txt`."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from serving import TOKEN, filled, served

SHORTFALLS = frozenset(Path(__file__).with_name("shortfalls.txt").read_text(encoding="utf-8").splitlines())
REASON = "the shipped model does not read this yet; see tests/shortfalls.txt and ingest/reader/CARD.md"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Not strict: a fact near the threshold may be read on one processor and not on another."""
    for item in items:
        if item.path.name == "test_examples.py" and item.name in SHORTFALLS:
            item.add_marker(pytest.mark.xfail(reason=REASON, strict=False))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of 30 articles."""
    return filled(tmp_path_factory.mktemp("read") / "my.wire")


@pytest.fixture(scope="module")
def client(store: Path) -> Iterator[httpx.Client]:
    """A client of a server over it that takes no writes."""
    with served(store) as found:
        yield found


@pytest.fixture(scope="module")
def writable(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of 5 articles."""
    return filled(tmp_path_factory.mktemp("written") / "my.wire", 5)


@pytest.fixture(scope="module")
def writer(writable: Path) -> Iterator[httpx.Client]:
    """A client of a server over it that takes writes from who shows the token."""
    with served(writable, token=TOKEN) as found:
        yield found
