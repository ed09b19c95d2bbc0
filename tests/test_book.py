"""The book keeps what it was given, once, whole, and for one writer at a time."""

import dataclasses
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from stories import monument

from graph.book import Book, BookError
from graph.checks import ReadingError
from graph.decisions import Anchors, Decision
from graph.ledger import Entry
from graph.lock import StoreLockedError
from graph.records import Article, Mention, Reading, When
from graph.sightings import sightings


@pytest.fixture
def book(tmp_path: Path) -> Book:
    return Book(tmp_path / "my.wire", write=True)


def test_what_goes_in_comes_out(book: Book) -> None:
    article, read = monument()
    assert book.add(article, read, signature=b"\x01\x02")
    assert book.article(article.id) == article
    assert book.reading(article.id) == read
    assert list(book.articles()) == [article.id]
    assert list(book.signatures()) == [(article.id, b"\x01\x02")]
    assert list(book.sightings()) == [(article.id, len(read.entities), sightings(read, "Example Wire"))]


def test_the_same_again_changes_nothing_and_another_reader_replaces(book: Book) -> None:
    article, read = monument()
    assert book.add(article, read)
    assert not book.add(article, read)
    newer = dataclasses.replace(read, reader="hand 2", events=())
    assert book.add(article, newer)
    assert book.reading(article.id) == newer
    assert len(list(book.articles())) == 1


def test_the_ledger_line_goes_with_the_article(book: Book) -> None:
    article, read = monument()
    book.record(Entry("a.html", "folder", "new"))
    book.record(Entry("b.html", "folder", "refused", reason="not English: nl"))
    book.add(article, read, entry=Entry("a.html", "folder", "stored", tries=1, reader=read.reader, article=article.id))
    assert book.entry("a.html") == Entry("a.html", "folder", "stored", None, 1, "hand 1", article.id)
    assert [entry.item for entry in book.ledger("refused", "quarantined")] == ["b.html"]
    assert [entry.item for entry in book.ledger()] == ["a.html", "b.html"]
    assert book.entry("c.html") is None


def test_an_unknown_state_is_refused_and_nothing_of_the_transaction_stays(book: Book) -> None:
    article, read = monument()
    with pytest.raises(sqlite3.IntegrityError):
        book.add(article, read, entry=Entry("a.html", "folder", "lost"))  # type: ignore[arg-type]
    assert list(book.articles()) == []


def test_decisions_are_kept_in_order_and_undone_from_the_end(book: Book) -> None:
    first = Decision("merge", (Anchors((("a", 1), ("b", 2))), Anchors((("c", -1),))), label="A = B")
    second = Decision("rename", (Anchors((("a", 1),)),), name="Anna")
    book.decide(first)
    book.decide(second)
    assert book.decisions() == (first, second)
    assert book.undo() == second
    assert book.undo() == first
    assert book.undo() is None
    assert book.decisions() == ()


def test_copies_are_replaced_as_a_whole(book: Book) -> None:
    book.set_copies({"b": "a", "c": "a"})
    book.set_copies({"c": "b"})
    assert book.copies() == {"c": "b"}


def test_a_removed_article_leaves_nothing(book: Book) -> None:
    article, read = monument()
    book.add(article, read)
    book.remove(article.id)
    assert (list(book.articles()), list(book.sightings())) == ([], [])
    with pytest.raises(BookError, match=f"no article '{article.id}'"):
        book.article(article.id)


def test_a_second_writer_is_told_who_writes(tmp_path: Path) -> None:
    book = Book(tmp_path, write=True)
    code = "import sys; from pathlib import Path; from graph.book import Book; Book(Path(sys.argv[1]), write=True)"
    second = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, cwd=Path(__file__).parent.parent, check=False
    )
    assert "StoreLockedError" in second.stderr
    with pytest.raises(StoreLockedError, match="is being written by process"):
        Book(tmp_path, write=True)
    book.close()
    Book(tmp_path, write=True).close()


def test_readers_see_what_a_writer_committed(tmp_path: Path) -> None:
    book = Book(tmp_path, write=True)
    article, read = monument()
    book.add(article, read)
    reader = Book(tmp_path)
    assert reader.article(article.id) == article
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        reader.decide(Decision("rename", (), name="x"))


def test_no_store_and_a_book_of_another_version_are_named(tmp_path: Path) -> None:
    with pytest.raises(BookError, match="holds no store"):
        Book(tmp_path / "nowhere")
    Book(tmp_path, write=True).close()
    with sqlite3.connect(tmp_path / "book.sqlite") as db:
        db.execute("PRAGMA user_version = 99")
    with pytest.raises(BookError, match="has version 99"):
        Book(tmp_path, write=True)
    with pytest.raises(BookError, match="has version 99"):  # and the lock was given back
        Book(tmp_path, write=True)


def test_the_book_waits_for_the_disk(book: Book) -> None:
    with sqlite3.connect(":memory:") as _:
        modes = [book._db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")]
    assert modes == ["wal", 2]


def broken() -> list[tuple[str, Reading]]:
    _, read = monument()
    first, entity = read.events[0], read.entities[0]
    changes = [
        ("span", {"begin": 5, "end": 5}),
        ("mode 'drone' without a type", {"mode": "drone"}),
        ("'WAR' is no PLOVER type", {"type": "WAR"}),
        ("'sports' is no PLOVER context", {"contexts": ("sports",)}),
        ("there is no entity 99", {"speaker": 99}),
        ("confidence 1.5", {"confidence": 1.5}),
        ("one end only", {"speaker_begin": 3}),
        ("'December' is no xsd:gMonth", {"when": When("stated", "December", "gMonth")}),
        ("'2025-02-30' is no day", {"when": When("stated", earliest="2025-02-30")}),
        ("must come together", {"when": When("stated", "2025")}),
    ]
    events = [(why, dataclasses.replace(read, events=(dataclasses.replace(first, **change),))) for why, change in changes]  # type: ignore[arg-type]
    people = [
        ("'RU' is no ISO 3166-1", {"country": "RU"}),
        ("'XYZ' is no PLOVER sector", {"sector": "XYZ"}),
        ("span", {"mentions": (Mention(0, 10_000, "name"),)}),
    ]
    return events + [(why, dataclasses.replace(read, entities=(dataclasses.replace(entity, **change),), events=())) for why, change in people]  # type: ignore[arg-type]


@pytest.mark.parametrize(("why", "read"), broken(), ids=lambda value: value if isinstance(value, str) else "")
def test_a_reading_that_does_not_fit_is_refused_with_its_reason(book: Book, why: str, read: Reading) -> None:
    article, _ = monument()
    with pytest.raises(ReadingError, match=why):
        book.add(article, read)
    assert list(book.articles()) == []


def test_a_reading_of_another_article_is_refused(book: Book) -> None:
    with pytest.raises(ReadingError, match="read the article that is stored"):
        book.add(Article("Another text."), monument()[1])
