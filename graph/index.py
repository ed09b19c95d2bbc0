"""The index of names and neighbors (index.sqlite): made from the graph, so that look-ups need no SPARQL. It can always be made again.

A reader sees one state for as long as it is open, whatever is written meanwhile; `stamp` says which state of the book that is.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from queue import LifoQueue
from types import MappingProxyType, TracebackType
from typing import Any, Self

import pyoxigraph as ox

from graph import entries
from graph.entering import Pen
from graph.stamps import INDEX
from graph.terms import Iris

VERSION = 1  # raise it when the tables change, so that stores make them anew
READERS = 4  # connections of a reader that is shared by threads
SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE things (id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, label TEXT, kind TEXT, country TEXT, mentions INTEGER NOT NULL DEFAULT 0);
CREATE TABLE names (id INTEGER PRIMARY KEY, thing INTEGER NOT NULL, name TEXT NOT NULL, alias INTEGER NOT NULL, spelled TEXT NOT NULL);
CREATE INDEX names_of ON names (thing);
CREATE INDEX spelled ON names (spelled);
CREATE VIRTUAL TABLE words USING fts5 (text, prefix = '1 2 3', detail = 'none');
CREATE VIRTUAL TABLE trigrams USING fts5 (text, tokenize = 'trigram', detail = 'none');
CREATE TABLE articles (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, fingerprint TEXT NOT NULL, copy_of TEXT, copy INTEGER NOT NULL DEFAULT 0);
CREATE INDEX copies ON articles (copy_of) WHERE copy_of IS NOT NULL;
CREATE TABLE mentions (article INTEGER, thing INTEGER, count INTEGER NOT NULL, PRIMARY KEY (article, thing)) WITHOUT ROWID;
CREATE TABLE events (
  name TEXT PRIMARY KEY, article INTEGER NOT NULL, label TEXT NOT NULL, type TEXT NOT NULL, quad INTEGER NOT NULL, score INTEGER,
  told INTEGER NOT NULL, confidence REAL NOT NULL, first TEXT NOT NULL, last TEXT NOT NULL, speaker TEXT,
  begin INTEGER NOT NULL, until INTEGER NOT NULL, words TEXT NOT NULL
);
CREATE INDEX events_of ON events (article);
CREATE INDEX newest ON events (last DESC, name);
CREATE TABLE casts (
  thing INTEGER, last TEXT, event TEXT, first TEXT NOT NULL, told INTEGER NOT NULL, type TEXT NOT NULL, quad INTEGER NOT NULL, score INTEGER,
  PRIMARY KEY (thing, last DESC, event)
) WITHOUT ROWID;
CREATE INDEX cast_of ON casts (event, thing);
CREATE TABLE pairs (
  actor INTEGER, other INTEGER, event TEXT, article INTEGER NOT NULL, told INTEGER NOT NULL, type TEXT NOT NULL, quad INTEGER NOT NULL, score INTEGER,
  confidence REAL NOT NULL, first TEXT NOT NULL, last TEXT NOT NULL, copy INTEGER NOT NULL, PRIMARY KEY (actor, other, event)
) WITHOUT ROWID;
CREATE TABLE ties (
  actor INTEGER, told INTEGER, other INTEGER, events INTEGER NOT NULL, articles INTEGER NOT NULL, label TEXT NOT NULL, path TEXT NOT NULL,
  quad0 INTEGER NOT NULL, quad1 INTEGER NOT NULL, quad2 INTEGER NOT NULL, quad3 INTEGER NOT NULL, quad4 INTEGER NOT NULL,
  first TEXT, last TEXT, score INTEGER, scored INTEGER NOT NULL, best TEXT NOT NULL, PRIMARY KEY (actor, told, other)
) WITHOUT ROWID;
CREATE INDEX ranked ON ties (actor, told, events DESC, articles DESC, label, path);
"""


class Index:
    """An index that is open. Of a store that is written to, use `write=True` and a `with` block."""

    def __init__(self, connections: list[sqlite3.Connection]) -> None:
        self._free: LifoQueue[sqlite3.Connection] = LifoQueue()
        for db in connections:
            self._free.put(db)

    @classmethod
    def open(cls, folder: Path, *, write: bool = False, readers: int = 1) -> Self:
        """For reading, `readers` threads at a time; only the one who writes to the store may open it for writing. Raises sqlite3.Error."""
        path = folder / INDEX
        if write:
            return cls([_writer(path)])
        return cls([_reader(path) for _ in range(readers)])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Ends it; no other thread may be using it."""
        while not self._free.empty():
            self._free.get().close()

    def __del__(self) -> None:
        """With the last who uses it: SQLite's connections refer to themselves and would hold their state until Python looks for such circles."""
        self.close()

    @property
    def stamp(self) -> str | None:
        """The state of the book that it shows; all connections of a reader see the same, or this raises RuntimeError."""
        with self._all() as connections:
            stamps = {_meta(db, "stamp") for db in connections}
        if len(stamps) > 1:
            raise RuntimeError("the index was written while it was opened; open it again")
        return stamps.pop()

    def rows(self, sql: str, values: Mapping[str, object] | tuple[object, ...] = ()) -> list[Any]:
        """All rows of a query."""
        db = self._free.get()
        try:
            return db.execute(sql, values).fetchall()
        finally:
            self._free.put(db)

    def row(self, sql: str, values: Mapping[str, object] | tuple[object, ...] = ()) -> Any:
        """The first row, or None."""
        return next(iter(self.rows(sql, values)), None)

    def number(self, path: str) -> int | None:
        """The index's own number of an actor or place."""
        found = self.row("SELECT id FROM things WHERE path = ?", (path,))
        return found[0] if found else None

    def articles(self) -> dict[str, str]:
        """The fingerprints of all articles by path."""
        return {f"article/{name}": fingerprint for name, fingerprint in self.rows("SELECT name, fingerprint FROM articles")}

    def mend(self, graph: ox.Store, iris: Iris, *, stamp: str, rendered: Mapping[str, str]) -> None:
        """`update` from whatever state it is in; `rendered` has the fingerprints of all articles of the graph."""
        known = self.articles()
        wanted = {path: fingerprint for path, fingerprint in rendered.items() if path.startswith("article/")}
        changed = {path: fingerprint for path, fingerprint in wanted.items() if known.get(path) != fingerprint}
        self.update(graph, iris, stamp=stamp, articles=changed, removed=known.keys() - wanted.keys())

    def update(
        self,
        graph: ox.Store,
        iris: Iris,
        *,
        stamp: str,
        articles: Mapping[str, str],
        removed: Iterable[str] = (),
        things: Iterable[str] | None = None,
        stories: Mapping[str, entries.Story] = MappingProxyType({}),
    ) -> None:
        """Brings it to the state `stamp` of the graph, in one transaction.

        Since the state before, `articles` were written (by path "article/ID" a fingerprint of what its graph holds), `removed` removed, and of
        `things` (paths of actors and places) the register's entry changed; where None it looks at all of them, which takes longer. `stories`
        has what articles tell, where that is known and need not be read from the graph.
        """
        db = self._free.get()
        try:
            db.execute("BEGIN IMMEDIATE")
            pen = Pen(db)
            for path in removed:
                pen.forget(path)
            for path, fingerprint in articles.items():
                pen.enter(stories.get(path) or entries.story(graph, iris, path), fingerprint)
            pen.mark_copies()
            known = things if things is not None else {*entries.registered(graph, iris), *pen.things()}
            for path in known:
                pen.name(path, entries.named(graph, iris, path))
            pen.tally()
            db.execute("INSERT OR REPLACE INTO meta VALUES ('stamp', ?)", (stamp,))
            db.execute("COMMIT")
        except BaseException:
            if db.in_transaction:
                db.execute("ROLLBACK")
            raise
        finally:
            self._free.put(db)

    @contextmanager
    def _all(self) -> Iterator[list[sqlite3.Connection]]:
        taken = [self._free.get() for _ in range(self._free.qsize())]
        try:
            yield taken
        finally:
            for db in taken:
                self._free.put(db)


def at(folder: Path, stamp: str | None, *, readers: int = 1) -> Index | None:
    """A store's index, if it shows just this state; None where it is missing, of another version, ahead or behind."""
    if stamp is None or not (folder / INDEX).exists():
        return None
    try:
        found = Index.open(folder, readers=readers)
        if found.stamp == stamp:
            return found
    except (sqlite3.Error, RuntimeError):
        return None
    found.close()
    return None


def build(folder: Path, graph: ox.Store, iris: Iris, *, stamp: str) -> None:
    """Makes the index of a graph anew; whoever has the old one open keeps it."""
    remove(folder)
    with Index.open(folder, write=True) as index:
        index.update(graph, iris, stamp=stamp, articles=dict.fromkeys(entries.articles(graph, iris), ""))


def follow(
    folder: Path,
    graph: ox.Store,
    iris: Iris,
    *,
    before: str | None,
    stamp: str,
    rendered: Callable[[], Mapping[str, str]],
    articles: Mapping[str, str],
    removed: Iterable[str],
    things: Iterable[str] | None = None,
    stories: Mapping[str, entries.Story] = MappingProxyType({}),
) -> None:
    """Keeps a store's index up with its graph, which was in the state `before`; one that is missing, damaged or behind is mended."""
    try:
        with Index.open(folder, write=True) as index:
            known = index.stamp
            if known is not None and known == before != stamp:
                index.update(graph, iris, stamp=stamp, articles=articles, removed=removed, things=things, stories=stories)
            elif known != stamp:
                index.mend(graph, iris, stamp=stamp, rendered=rendered())
    except sqlite3.DatabaseError:
        remove(folder)
        with Index.open(folder, write=True) as index:
            index.mend(graph, iris, stamp=stamp, rendered=rendered())


def fold(folder: Path) -> bool:
    """Copies SQLite's log into the file itself as far as readers allow; whether that is all of it. Raises sqlite3.Error."""
    with closing(sqlite3.connect(folder / INDEX, isolation_level=None)) as db:
        busy, written, copied = db.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
    return not busy and bool(written == copied)


def remove(folder: Path) -> None:
    """Takes the files away."""
    for ending in ("", "-wal", "-shm"):
        (folder / f"{INDEX}{ending}").unlink(missing_ok=True)


def _writer(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    try:
        db.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 10000; PRAGMA cache_size = -65536;")
        (version,) = db.execute("PRAGMA user_version").fetchone()
        if version not in (0, VERSION):
            raise sqlite3.DatabaseError(f"{path} has version {version}, this wiregraph writes version {VERSION}")
        if version == 0:
            db.executescript(f"BEGIN; {SCHEMA} PRAGMA user_version = {VERSION}; COMMIT;")
    except BaseException:
        db.close()
        raise
    return db


def _reader(path: Path) -> sqlite3.Connection:
    """It has begun to read, so it goes on to see what it sees now."""
    db = sqlite3.connect(f"file:{path}?mode=ro", uri=True, isolation_level=None, check_same_thread=False)
    try:
        (version,) = db.execute("PRAGMA user_version").fetchone()
        if version != VERSION:
            raise sqlite3.DatabaseError(f"{path} has version {version}, this wiregraph reads version {VERSION}; `wiregraph rebuild` makes it anew")
        db.executescript("PRAGMA mmap_size = 1073741824; PRAGMA cache_size = -16384; BEGIN;")
        db.execute("SELECT count(*) FROM meta").fetchone()
    except BaseException:
        db.close()
        raise
    return db


def _meta(db: sqlite3.Connection, name: str) -> str | None:
    row = db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
    return row[0] if row else None
