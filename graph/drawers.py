"""What a resolver remembers from one process to the next, in identity.sqlite: dictionaries of which only what is asked for is read.

It can always be made again from the book. `Memory` keeps the same in plain dictionaries, for whoever needs no tomorrow.
"""

import json
import sqlite3
from collections.abc import Callable, Iterator, MutableMapping
from pathlib import Path
from typing import Any, Generic, Literal, TypeVar

FILE = "identity.sqlite"
VERSION = 2  # raise it when what is kept, or how, changes, so that stores make it anew
MOST = 80_000  # values kept in memory from one change to the next
K = TypeVar("K")
V = TypeVar("V")
Members = MutableMapping[str, Any]
SCHEMA = """
CREATE TABLE IF NOT EXISTS kept (drawer INTEGER, key TEXT, value TEXT NOT NULL, PRIMARY KEY (drawer, key)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS members (bucket INTEGER, article TEXT, number INTEGER NOT NULL, PRIMARY KEY (bucket, article)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS company (anchor TEXT, name TEXT, PRIMARY KEY (anchor, name)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS deeds (
  article TEXT, one TEXT, other TEXT, quad TEXT, events INTEGER NOT NULL, score INTEGER NOT NULL, first TEXT, last TEXT,
  PRIMARY KEY (article, one, other, quad)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS deeds_between ON deeds (one, other, quad);
"""


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_DECODER = json.JSONDecoder()  # its raw_decode spares the look for white space, of which there is none


class Codec(Generic[V]):
    """How values become JSON, None for those that need not be kept, and again what they were. `changes` tells how a value gets another one: by a
    new value in its place, within, or within where somebody notes it."""

    def __init__(
        self,
        write: Callable[[V], Any] = lambda value: value,
        read: Callable[[Any], V] = lambda value: value,
        changes: Literal["replaced", "within", "noted"] = "within",
    ) -> None:
        self.write, self.read, self.changes = write, read, changes


def tupled(value: Any) -> Any:
    """JSON with tuples for lists, as keys need them."""
    return tuple([tupled(item) if type(item) is list else item for item in value]) if type(value) is list else value


PLAIN: Codec[Any] = Codec(read=tupled, changes="replaced")
SET: Codec[set[Any]] = Codec(lambda value: sorted(value, key=repr), lambda value: set(map(tupled, value)))
PAIRS: Codec[dict[Any, Any]] = Codec(lambda value: list(value.items()), lambda value: {tupled(key): tupled(item) for key, item in value})


class Memory:
    """Nothing is kept."""

    def drawer(self, codec: Codec[V], default: Callable[[], V] | None = None) -> MutableMapping[Any, V]:
        """A dictionary; where `default` is given, a missing value is made so."""
        return Plain(default)

    def members(self, bucket: int, found: Callable[[str], Any]) -> Members:
        """By article what is in a bucket."""
        return {}

    def companies(self) -> "Companies":
        """Names by company."""
        return Companies()


class Plain(dict[K, V]):
    """A dictionary that may have defaults."""

    def __init__(self, default: Callable[[], V] | None) -> None:
        self._default = default

    def __missing__(self, key: K) -> V:
        if self._default is None:
            raise KeyError(key)
        self[key] = value = self._default()
        return value


class Companies:
    """By company, an anchor, the names beside which its people appear."""

    def __init__(self) -> None:
        self._names: dict[tuple[str, int], set[str]] = {}

    def add(self, company: tuple[str, int], names: frozenset[str] | set[str]) -> None:
        """Names of one company."""
        self._names.setdefault(company, set()).update(names)

    def size(self, company: tuple[str, int]) -> int:
        """How many names it has."""
        return len(self._names.get(company, ()))

    def pop(self, company: tuple[str, int]) -> set[str]:
        """Its names; the company is no more."""
        return self._names.pop(company, set())


class Disk:
    """identity.sqlite, open for one who writes. What was changed since `commit` is gone when the process ends."""

    def __init__(self, path: Path | str) -> None:
        self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._db.executescript(f"PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -32768; {SCHEMA}")
        self._db.execute("BEGIN")
        self._drawers: list[Kept[Any, Any]] = []
        self.fresh = self.rows("SELECT 1 FROM kept LIMIT 1") == []

    def drawer(self, codec: Codec[V], default: Callable[[], V] | None = None) -> "Kept[Any, V]":
        """Its number is its place among the drawers, so they must be asked for in one order always."""
        self._drawers.append(Kept(self, len(self._drawers), codec, default, whole=self.fresh))
        return self._drawers[-1]

    def members(self, bucket: int, found: Callable[[str], Any]) -> Members:
        """By article what is in a bucket; `found` tells it where it was put in earlier."""
        return Rows(self, bucket, found)

    def companies(self) -> Companies:
        """Names by company."""
        return KeptCompanies(self)

    def run(self, sql: str, *values: object) -> None:
        """A change, kept with the next `commit`."""
        self._db.execute(sql, values)

    def rows(self, sql: str, *values: object) -> list[Any]:
        """All rows of a query."""
        return self._db.execute(sql, values).fetchall()

    def value(self, drawer: int, key: str) -> str | None:
        """What a drawer keeps under a key, as JSON."""
        row = self._db.execute("SELECT value FROM kept WHERE drawer = ? AND key = ?", (drawer, key)).fetchone()
        return row[0] if row else None

    def commit(self, most: int = MOST) -> bool:
        """Puts all changes on the disk together; keeps up to so many values in memory. Whether the memory was emptied, so that nothing that came
        from it may be used on."""
        for drawer in self._drawers:
            kept, gone = drawer.changed()
            self._db.executemany("DELETE FROM kept WHERE drawer = ? AND key = ?", gone)
            self._db.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", kept)
        self._db.execute("COMMIT")
        self._db.execute("BEGIN")
        full = sum(map(len, self._drawers)) > most or not all(drawer.whole for drawer in self._drawers)
        for drawer in self._drawers if full else ():
            drawer.empty()
        return full

    def close(self) -> None:
        """Forgets what was not committed."""
        self._db.close()


class Kept(dict[K, V]):
    """A dictionary on disk. Whatever is asked for is read, and written again when it is another one at `commit`; `whole` while all of it is here.
    Iterating goes over what is here only."""

    def __init__(self, disk: Disk, number: int, codec: Codec[V], default: Callable[[], V] | None, *, whole: bool) -> None:
        self.whole = whole
        self._disk, self._number, self._codec, self._default = disk, number, codec, default
        self._raw: dict[K, str] = {}
        self._as_kept: dict[K, V] = {}
        self.touched: set[K] = set()
        self.noted: set[K] = set()

    def __contains__(self, key: object) -> bool:
        return self._there(key)  # type: ignore[arg-type]  # any key may be asked for

    def __getitem__(self, key: K) -> V:
        if not self._there(key):
            if self._default is None:
                raise KeyError(key)
            dict.__setitem__(self, key, self._default())
        return dict.__getitem__(self, key)

    def __setitem__(self, key: K, value: V) -> None:
        self._there(key)
        dict.__setitem__(self, key, value)

    def __delitem__(self, key: K) -> None:
        self._there(key)
        dict.__delitem__(self, key)

    def get(self, key: K, default: Any = None) -> Any:
        return dict.__getitem__(self, key) if self._there(key) else default

    def pop(self, key: K, *default: Any) -> Any:
        self._there(key)
        return dict.pop(self, key, *default)

    def setdefault(self, key: K, default: V) -> V:
        self._there(key)
        return dict.setdefault(self, key, default)

    def update(self, other: Any) -> None:  # of mappings only
        for key, value in other.items():
            self[key] = value

    def everything(self) -> Iterator[K]:
        """All keys, read or not."""
        for (key,) in self._disk.rows("SELECT key FROM kept WHERE drawer = ?", self._number) if not self.whole else ():
            self._there(tupled(json.loads(key)))
        return iter(list(self))

    def changed(self) -> tuple[list[tuple[int, str, str]], list[tuple[int, str]]]:
        """Rows of values that are new or others than before, and keys of those that are no more."""
        kept, gone = [], []
        for key in self.touched | self.noted:
            if self._is_as_kept(key):
                continue
            value = self._codec.write(dict.__getitem__(self, key)) if dict.__contains__(self, key) else None
            text = _text(value) if value is not None else None
            if text is None and self._raw.pop(key, None) is not None:
                gone.append((self._number, _text(key)))
            elif text is not None and self._raw.get(key) != text:
                self._raw[key], self._as_kept[key] = text, dict.__getitem__(self, key)
                kept.append((self._number, _text(key), text))
            if text is None:
                dict.pop(self, key, None)
        self.touched.clear()
        self.noted.clear()
        return kept, gone

    def _is_as_kept(self, key: K) -> bool:
        """Whether a value is known to be as it is on the disk, without a look at what is in it."""
        if key not in self._raw or not dict.__contains__(self, key) or self._codec.changes == "within":
            return False
        return dict.__getitem__(self, key) is self._as_kept.get(key) and key not in self.noted

    def empty(self) -> None:
        """Forgets what is on the disk too."""
        self.clear()
        self._raw.clear()
        self._as_kept.clear()
        self.whole = False

    def _there(self, key: K) -> bool:
        if key not in self.touched:
            self.touched.add(key)
            if not self.whole and not dict.__contains__(self, key):
                text = self._disk.value(self._number, _text(key))
                if text is not None:
                    value = self._codec.read(_DECODER.raw_decode(text)[0])
                    self._raw[key], self._as_kept[key] = text, value
                    dict.__setitem__(self, key, value)
        return dict.__contains__(self, key)


class Rows(Members):
    """The articles of a bucket on disk; what the bucket has of each stands with the article."""

    def __init__(self, disk: Disk, bucket: int, found: Callable[[str], Any]) -> None:
        self._disk, self.bucket, self._found = disk, bucket, found

    def __contains__(self, article: object) -> bool:
        return bool(self._disk.rows("SELECT 1 FROM members WHERE bucket = ? AND article = ?", self.bucket, article))

    def __getitem__(self, article: str) -> Any:
        if article not in self:
            raise KeyError(article)
        return self._found(article)

    def __setitem__(self, article: str, found: Any) -> None:
        self._disk.run("INSERT OR REPLACE INTO members VALUES (?, ?, ?)", self.bucket, article, min(one.number for one in found))

    def __delitem__(self, article: str) -> None:
        self._disk.run("DELETE FROM members WHERE bucket = ? AND article = ?", self.bucket, article)

    def __iter__(self) -> Iterator[str]:
        return iter([row[0] for row in self._disk.rows("SELECT article FROM members WHERE bucket = ? ORDER BY article", self.bucket)])

    def __len__(self) -> int:
        (row,) = self._disk.rows("SELECT count(*) FROM members WHERE bucket = ?", self.bucket)
        return int(row[0])

    def __bool__(self) -> bool:
        return bool(self._disk.rows("SELECT 1 FROM members WHERE bucket = ? LIMIT 1", self.bucket))

    def clear(self) -> None:
        self._disk.run("DELETE FROM members WHERE bucket = ?", self.bucket)

    def first(self) -> tuple[str, int]:
        """The smallest anchor."""
        (row,) = self._disk.rows("SELECT article, number FROM members WHERE bucket = ? ORDER BY article LIMIT 1", self.bucket)
        return str(row[0]), int(row[1])

    def meets(self, other: "Rows") -> bool:
        """Whether some article is in both."""
        sql = "SELECT 1 FROM members a CROSS JOIN members b ON b.bucket = ? AND b.article = a.article WHERE a.bucket = ? LIMIT 1"
        return bool(self._disk.rows(sql, other.bucket, self.bucket))


class KeptCompanies(Companies):
    """The same on disk."""

    def __init__(self, disk: Disk) -> None:
        self._disk = disk

    def add(self, company: tuple[str, int], names: frozenset[str] | set[str]) -> None:
        for name in names:
            self._disk.run("INSERT OR IGNORE INTO company VALUES (?, ?)", _text(company), name)

    def size(self, company: tuple[str, int]) -> int:
        (row,) = self._disk.rows("SELECT count(*) FROM company WHERE anchor = ?", _text(company))
        return int(row[0])

    def pop(self, company: tuple[str, int]) -> set[str]:
        names = {row[0] for row in self._disk.rows("SELECT name FROM company WHERE anchor = ?", _text(company))}
        self._disk.run("DELETE FROM company WHERE anchor = ?", _text(company))
        return names


def _text(value: object) -> str:
    return _ENCODER.encode(value)


def remove(folder: Path) -> None:
    """Takes the files away; what was remembered is worked out anew from the book."""
    for ending in ("", "-wal", "-shm"):
        (folder / f"{FILE}{ending}").unlink(missing_ok=True)
