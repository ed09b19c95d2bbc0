"""The book: articles, readings, the user's decisions and the ledger, in SQLite. It is the truth; the graph is an index made from it.

Every write is one transaction and on the disk when the call returns (WAL, synchronous=FULL).
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, nullcontext
from dataclasses import astuple, dataclass, field
from pathlib import Path
from typing import Any

from graph.decisions import Decision
from graph.galleys import Galley, additions, galley
from graph.ledger import Entry
from graph.links import Link
from graph.lock import WriterLock
from graph.records import Article, Reading, from_json, to_json
from graph.rows import ADDED, SCHEMA, SCHEMA_VERSION, SIGHTINGS_VERSION, Statement, entry_row, pack, read_article, unpack
from graph.sightings import Sighting, from_row, sightings


class BookError(RuntimeError):
    """A book that this version cannot read, or an article that is not in it."""


@dataclass(slots=True)
class Changed:
    """What changed since the graph last agreed with the book: by article id the hash of its reading, and the id of its original, as they were before;
    None where there was none."""

    readings: dict[str, str | None] = field(default_factory=dict)
    originals: dict[str, str | None] = field(default_factory=dict)


class Book:
    """book.sqlite in a store's folder. With `write` it holds the writer's lock until closed; raises StoreLockedError when another does."""

    def __init__(self, folder: Path, *, write: bool = False) -> None:
        path = folder / "book.sqlite"
        if write:
            folder.mkdir(parents=True, exist_ok=True)
        elif not path.exists():
            raise BookError(f"{folder} holds no store; make one with `wiregraph ingest --store {folder}`")
        self.changed = Changed()
        self._lock = WriterLock(folder) if write else None
        self._db = sqlite3.connect(path if write else f"file:{path}?mode=ro", uri=not write, isolation_level=None, check_same_thread=False)
        try:
            self._open(path)
        except BaseException:
            self.close()
            raise

    def _open(self, path: Path) -> None:
        self._db.execute("PRAGMA busy_timeout = 10000")
        if self._lock:
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = FULL")
        (version,) = self._db.execute("PRAGMA user_version").fetchone()
        if version == 0 and self._lock:
            self._db.executescript(f"BEGIN; {SCHEMA} PRAGMA user_version = {SCHEMA_VERSION}; COMMIT;")
        elif version != SCHEMA_VERSION:
            raise BookError(f"{path} has version {version}, this wiregraph reads version {SCHEMA_VERSION}; use the wiregraph that wrote it")
        if self._lock:
            self._db.executescript(f"BEGIN; {ADDED} COMMIT;")
            for article, what, before in self._db.execute("SELECT article, what, before FROM changed"):
                (self.changed.readings if what == "reading" else self.changed.originals)[article] = before

    def close(self) -> None:
        """Lets the next writer in."""
        self._db.close()
        if self._lock:
            self._lock.release()

    def add(self, article: Article, reading: Reading, *, entry: Entry | None = None, signature: bytes | None = None) -> bool:
        """Stores article and reading, and the ledger's line with them; False when the very same were there already.

        A reading by another reader replaces the former one. Raises ReadingError when the reading does not fit the article.
        """
        return self.put(galley(article, reading), entry=entry, signature=signature)

    def put(self, made: Galley, *, entry: Entry | None = None, signature: bytes | None = None) -> bool:
        """`add` of what is set in type already."""
        ledger = [entry_row(entry)] if entry else []
        article = made.article.id
        known = self.reading_hash(article)
        if known == made.sha:
            self._run(ledger)
            return False
        self._run([*additions(made, signature), *ledger, _mark("reading", article, known)])
        self.changed.readings.setdefault(article, known)
        return True

    def remove(self, article: str) -> None:
        """Takes an article out, with all that was made from it and its lines in the ledger, so that it can be read again."""
        sha, original = self.reading_hash(article), self.original(article)
        story = (article, original or article)  # what hung together with it may now fall apart
        parts: list[Statement] = [
            ("INSERT OR REPLACE INTO unlinked SELECT article, 1 FROM copies WHERE original IN (?, ?)", story),
            ("INSERT OR REPLACE INTO unlinked SELECT article, 1 FROM signatures WHERE article = ?", story[1:]),
        ]
        tables = ("copies", "unlinked", "signatures", "sightings", "readings", "ledger")
        parts += [(f"DELETE FROM {table} WHERE article = ?", (article,)) for table in tables]
        marks = _mark("reading", article, sha), _mark("original", article, original)
        self._run([*parts, ("DELETE FROM articles WHERE id = ?", (article,)), *marks])
        self.changed.readings.setdefault(article, sha)
        self.changed.originals.setdefault(article, original)

    def article(self, article: str) -> Article:
        """Raises BookError when there is none of this id."""
        row = self._one("SELECT text, metadata FROM articles WHERE id = ?", article)
        if row is None:
            raise BookError(f"there is no article {article!r} in the store")
        return read_article(*row)

    def reading(self, article: str) -> Reading:
        """Raises BookError when there is none of this article."""
        row = self._one("SELECT json FROM readings WHERE article = ?", article)
        if row is None:
            raise BookError(f"there is no reading of article {article!r} in the store")
        return from_json(Reading, unpack(row[0]))

    def articles(self) -> Iterator[str]:
        """Ids of all articles that have a reading, sorted."""
        return (row[0] for row in self._db.execute("SELECT article FROM readings ORDER BY article"))

    def size(self) -> int:
        """How many articles have a reading."""
        (row,) = self._db.execute("SELECT count(*) FROM readings")
        return int(row[0])

    def reading_hashes(self) -> dict[str, str]:
        """By article id a hash of its reading."""
        return dict(self._db.execute("SELECT article, sha FROM readings"))

    def states(self) -> Iterator[tuple[str, str, str | None]]:
        """For each article that has a reading its id, a hash of the reading, and the id of its original."""
        yield from self._db.execute("SELECT r.article, r.sha, c.original FROM readings r LEFT JOIN copies c USING (article) ORDER BY r.article")

    def reading_hash(self, article: str) -> str | None:
        """A hash of an article's reading; None when there is none."""
        row = self._one("SELECT sha FROM readings WHERE article = ?", article)
        return row[0] if row else None

    def sightings(self) -> Iterator[tuple[str, int, tuple[Sighting, ...]]]:
        """For each article its id, the number of its entities, and its sightings."""
        for row in self._db.execute("SELECT article, version, size, json FROM sightings ORDER BY article"):
            yield (row[0], *self._filed(*row))

    def filed(self, article: str) -> tuple[int, tuple[Sighting, ...]] | None:
        """The number of entities and the sightings of one article; None when it has no reading."""
        row = self._one("SELECT article, version, size, json FROM sightings WHERE article = ?", article)
        return self._filed(*row) if row else None

    def _filed(self, article: str, version: int, size: int, body: bytes) -> tuple[int, tuple[Sighting, ...]]:
        if version == SIGHTINGS_VERSION:
            return size, from_row(article, unpack(body))
        return size, sightings(self.reading(article), self.article(article).publisher)

    def set_copies(self, originals: dict[str, str]) -> None:
        """Says of each article which one it nearly repeats, and forgets what was said before."""
        before = self.copies()
        self.change_copies({article: originals.get(article) for article in {*before, *originals} if before.get(article) != originals.get(article)})

    def change_copies(self, originals: Mapping[str, str | None]) -> None:
        """Says of these articles which one each nearly repeats; None of one that repeats nothing."""
        before = {article: self.original(article) for article in originals}
        rows: list[Statement] = [("DELETE FROM copies WHERE article = ?", (article,)) for article in sorted(originals)]
        rows += [("INSERT INTO copies VALUES (?, ?)", (article, original)) for article, original in sorted(originals.items()) if original]
        self._run([*rows, *(_mark("original", article, original) for article, original in before.items())])
        for article, original in before.items():
            self.changed.originals.setdefault(article, original)

    def copies(self) -> dict[str, str]:
        """By article id the id of the article that it nearly repeats."""
        return dict(self._db.execute("SELECT article, original FROM copies ORDER BY article"))

    def original(self, article: str) -> str | None:
        """The id of the article that this one nearly repeats."""
        row = self._one("SELECT original FROM copies WHERE article = ?", article)
        return row[0] if row else None

    def copies_of(self, article: str) -> list[str]:
        """Ids of the articles that nearly repeat this one, sorted."""
        return [row[0] for row in self._db.execute("SELECT article FROM copies WHERE original = ? ORDER BY article", (article,))]

    def signatures(self) -> Iterator[tuple[str, bytes]]:
        """Article ids with the signatures for near-duplicate search, sorted."""
        yield from self._db.execute("SELECT article, signature FROM signatures ORDER BY article")

    def decide(self, decision: Decision) -> None:
        """Adds a decision behind the others."""
        self._run([("INSERT INTO decisions (json) VALUES (?)", (to_json(decision),))])

    def undo(self) -> Decision | None:
        """Takes the latest decision back and returns it; None when there is none."""
        decisions = self.decisions()
        self._run([("DELETE FROM decisions WHERE number = (SELECT max(number) FROM decisions)", ())])
        return decisions[-1] if decisions else None

    def decisions(self) -> tuple[Decision, ...]:
        """In the order they were taken."""
        return tuple(from_json(Decision, row[0]) for row in self._db.execute("SELECT json FROM decisions ORDER BY number"))

    def links(self) -> list[Link]:
        """What reconciliation found, sorted."""
        return [Link(*row) for row in self._db.execute("SELECT article, number, iri, relation, score FROM links ORDER BY article, number, iri")]

    def set_links(self, links: Sequence[Link]) -> None:
        """Puts these in the place of all former ones."""
        rows: list[Statement] = [("INSERT OR REPLACE INTO links VALUES (?, ?, ?, ?, ?)", astuple(link)) for link in sorted(links)]
        self._run([("DELETE FROM links", ()), *rows])

    def reconciled(self, server: str) -> dict[str, str]:
        """By query what a reconciliation server answered, as JSON."""
        return {query: unpack(body) for query, body in self._db.execute("SELECT query, json FROM reconciled WHERE server = ?", (server,))}

    def set_reconciled(self, server: str, answers: dict[str, str]) -> None:
        """Keeps a server's answers."""
        self._run([("INSERT OR REPLACE INTO reconciled VALUES (?, ?, ?)", (server, query, pack(body))) for query, body in sorted(answers.items())])

    def record(self, entry: Entry) -> None:
        """Writes the ledger's line of an item."""
        self._run([entry_row(entry)])

    def entry(self, item: str) -> Entry | None:
        """The ledger's line of an item."""
        row = self._one("SELECT item, source, state, reason, tries, reader, article FROM ledger WHERE item = ?", item)
        return Entry(*row) if row else None

    def ledger(self, *states: str) -> Iterator[Entry]:
        """The ledger's lines in these states, or all, sorted by item."""
        rows = self._db.execute("SELECT item, source, state, reason, tries, reader, article FROM ledger ORDER BY item")
        return (entry for entry in (Entry(*row) for row in rows) if not states or entry.state in states)

    def rendered(self) -> dict[str, str]:
        """By graph what its quads in the index were made from."""
        return dict(self._db.execute("SELECT graph, fingerprint FROM rendered"))

    def fingerprint(self, graph: str) -> str | None:
        """What the quads of one graph in the index were made from."""
        row = self._one("SELECT fingerprint FROM rendered WHERE graph = ?", graph)
        return row[0] if row else None

    def set_rendered(self, fingerprints: dict[str, str]) -> None:
        """To be called when the index has the quads on disk."""
        self._run([("INSERT OR REPLACE INTO rendered VALUES (?, ?)", pair) for pair in fingerprints.items()])

    def settle(self, fingerprints: dict[str, str]) -> None:
        """`set_rendered` when the graph agrees with all of the book: nothing is changed anymore."""
        self._run([*(("INSERT OR REPLACE INTO rendered VALUES (?, ?)", pair) for pair in fingerprints.items()), ("DELETE FROM changed", ())])
        self.changed = Changed()

    def unrendered(self) -> Iterator[str]:
        """Ids of articles whose graphs are not known to be right: to be written, or removed."""
        there = "SELECT article FROM readings WHERE NOT EXISTS (SELECT 1 FROM rendered WHERE graph = 'article/' || article)"
        gone = "SELECT substr(graph, 9) FROM rendered WHERE graph LIKE 'article/%' AND substr(graph, 9) NOT IN (SELECT article FROM readings)"
        return (row[0] for row in self._db.execute(f"{there} UNION {gone} ORDER BY 1"))

    def unset_rendered(self, graphs: Sequence[str]) -> None:
        """To be called before the quads of these graphs are touched."""
        self._run([("DELETE FROM rendered WHERE graph = ?", (graph,)) for graph in graphs])

    def change(self, statements: Sequence[Statement]) -> None:
        """Statements of a module that keeps tables of its own here: all of them, or none."""
        self._run(statements)

    def rows(self, query: str, *values: object) -> Iterator[Any]:
        """Rows of such tables."""
        return self._db.execute(query, values)

    def _one(self, query: str, *values: object) -> Any:
        with closing(self._db.execute(query, values)) as rows:
            return rows.fetchone()

    @contextmanager
    def together(self) -> Iterator[None]:
        """All that is written inside is one transaction."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def _run(self, statements: Sequence[Statement]) -> None:
        if not statements:
            return
        with nullcontext() if self._db.in_transaction else self.together():
            for statement, values in statements:
                self._db.execute(statement, values)


def _mark(what: str, article: str, before: str | None) -> Statement:
    """Writes down how something was that is changed now, unless it was changed already."""
    return "INSERT OR IGNORE INTO changed VALUES (?, ?, ?)", (article, what, before)
