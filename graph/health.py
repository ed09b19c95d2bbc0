"""How a store is doing, told in a moment; `graph.verify` looks at everything and takes longer."""

import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from graph.book import Book, BookError
from graph.checkpoints import NoCheckpointError, newest
from graph.tables import Table

ENOUGH = 1 << 30  # bytes of free disk


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. What is not `fine` comes with what to do."""

    name: str
    value: str
    fine: bool = True


def health(folder: Path) -> Iterator[Finding]:
    """Book, graph and disk of a store; a store that is not there yet is fine."""
    yield _disk(folder)
    if not (folder / "book.sqlite").exists():
        yield Finding("store", f"none in {folder} yet; `wiregraph ingest` makes one")
        return
    try:
        book = Book(folder)
    except BookError as error:
        yield Finding("book", str(error), fine=False)
        return
    try:
        yield from _book(book)
        yield _graph(book, folder)
    finally:
        book.close()


def refused(folder: Path) -> Table:
    """What of the sources is not in the store, and why. Raises BookError when there is no store."""
    book = Book(folder)
    try:
        rows = [(entry.source, entry.state, entry.reason or "") for entry in book.ledger("refused", "quarantined")]
    finally:
        book.close()
    return Table(("source", "state", "reason"), rows)


def _disk(folder: Path) -> Finding:
    there = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    free = shutil.disk_usage(there).free
    return Finding("disk", f"{free / (1 << 30):.1f} GB free" + ("" if free > ENOUGH else "; make room"), free > ENOUGH)


def _book(book: Book) -> Iterator[Finding]:
    states = Counter(entry.state for entry in book.ledger() if not entry.item.startswith("wiregraph:"))
    yield Finding("book", f"{len(book.reading_hashes())} articles, {len(book.copies())} of them near-copies, {len(book.decisions())} decisions")
    if states["refused"] or states["quarantined"]:
        yield Finding("refused", f"{states['refused']} refused, {states['quarantined']} quarantined; `wiregraph doctor --refused` says why")


def _graph(book: Book, folder: Path) -> Finding:
    missing = {f"article/{article}" for article in book.articles()} - set(book.rendered())
    if missing:
        return Finding("graph", f"lacks {len(missing)} articles; the next `wiregraph ingest` or `wiregraph rebuild` adds them", fine=False)
    try:
        return Finding("graph", f"complete; queries see checkpoint {int(newest(folder).name)}")
    except NoCheckpointError as error:
        return Finding("graph", str(error), fine=False)
