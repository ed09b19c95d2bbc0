"""How articles and names get into the index and out again, and how the ties between actors are counted anew where that changes them."""

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import permutations

from graph.entries import ANY, UNTYPED, Happening, Named, Story
from graph.names import tokens

Row = tuple[object, ...]
COUNTED = ", ".join(f"sum(quad = {number})" for number in range(UNTYPED + 1))
TALLY = """
INSERT INTO ties
SELECT p.actor, {told}, p.other, count(*), count(DISTINCT p.article), coalesce(t.label, t.path), t.path, {counted}, min(nullif(p.first, '')),
  max(nullif(p.last, '')), sum(p.score), count(p.score),
  (SELECT b.event FROM pairs b WHERE b.actor = p.actor AND b.other = p.other AND {same} AND NOT b.copy
   ORDER BY b.score IS NULL, b.confidence DESC, b.event LIMIT 1)
FROM touched CROSS JOIN pairs p ON p.actor = touched.actor AND p.other = touched.other CROSS JOIN things t ON t.id = p.other
WHERE NOT p.copy GROUP BY p.actor, p.other{grouped}
"""


class Pen:
    """Writes into an index within one transaction; `tally` comes last."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._ids: dict[str, int] = {}
        self._last = db.execute("SELECT coalesce(max(id), 0) FROM things").fetchone()[0]  # things with a greater number are new
        self._touched: set[tuple[int, int]] = set()
        self._renamed: dict[int, str] = {}
        self._moved: set[str] = set()

    def things(self) -> Iterator[str]:
        """The paths of all actors and places that are entered."""
        return (path for (path,) in self._db.execute("SELECT path FROM things").fetchall())

    def forget(self, path: str) -> None:
        """Takes an article out, if it is in."""
        name = path.removeprefix("article/")
        row = self._db.execute("SELECT id FROM articles WHERE name = ?", (name,)).fetchone()
        if row is None:
            return
        (article,) = row
        for (event,) in self._db.execute("SELECT name FROM events WHERE article = ?", (article,)).fetchall():
            self._strike(event)
        self._run("DELETE FROM events WHERE article = ?", article)
        self._run("UPDATE things SET mentions = mentions - m.count FROM mentions m WHERE m.article = ? AND m.thing = things.id", article)
        self._run("DELETE FROM mentions WHERE article = ?", article)
        self._run("DELETE FROM articles WHERE id = ?", article)
        self._moved.add(name)

    def enter(self, story: Story, fingerprint: str) -> None:
        """Puts an article in, in the place of what it was before."""
        self.forget(f"article/{story.name}")
        entered = self._run("INSERT INTO articles (name, fingerprint, copy_of) VALUES (?, ?, ?)", story.name, fingerprint, story.copy_of)
        article = entered.lastrowid
        assert article is not None
        self._happenings(story.events, article)
        counted = [(article, self._id(path), count) for path, count in story.mentions]
        self._db.executemany("INSERT INTO mentions VALUES (?, ?, ?)", counted)
        self._db.executemany("UPDATE things SET mentions = mentions + ? WHERE id = ?", [(count, thing) for _, thing, count in counted])
        self._moved.add(story.name)

    def name(self, path: str, found: Named | None) -> None:
        """Gives an actor or place its names, or takes them from one that is no longer in the register."""
        thing = self._id(path)
        wanted = (found.label, found.kind, found.country) if found else (None, None, None)
        (label, *rest) = self._db.execute("SELECT label, kind, country FROM things WHERE id = ?", (thing,)).fetchone()
        names = found.names if found else ()
        if (label, *rest) == wanted and self._names(thing) == names:
            return
        self._unname(thing)
        for place, name in enumerate(names):
            self._spell(thing, name, alias=place > 0)
        self._run("UPDATE things SET label = ?, kind = ?, country = ? WHERE id = ?", *wanted, thing)
        if label != wanted[0] and thing <= self._last:
            self._renamed[thing] = wanted[0] or path
        if found is None:
            self._run("DELETE FROM things WHERE id = ? AND mentions = 0 AND NOT EXISTS (SELECT 1 FROM casts WHERE thing = things.id)", thing)
            self._ids.pop(path, None)

    def mark_copies(self) -> None:
        """Near-copies count only while their original is not there."""
        for name in sorted(self._moved):
            changed = self._db.execute(
                "UPDATE articles SET copy = NOT copy WHERE (name = ?1 OR copy_of = ?1) "
                "AND copy != (copy_of IS NOT NULL AND EXISTS (SELECT 1 FROM articles o WHERE o.name = articles.copy_of)) RETURNING id, copy",
                (name,),
            ).fetchall()
            for article, copy in changed:
                self._mark(article, copy)

    def tally(self) -> None:
        """Counts the touched ties anew, and calls those by their new names who got one."""
        self._db.execute("CREATE TEMP TABLE IF NOT EXISTS touched (actor INTEGER, other INTEGER, PRIMARY KEY (actor, other)) WITHOUT ROWID")
        self._db.execute("DELETE FROM touched")
        self._db.executemany("INSERT INTO touched VALUES (?, ?)", sorted(self._touched))
        self._db.executemany(
            "DELETE FROM ties WHERE actor = ? AND told IN (0, 1, 2, 3, 4) AND other = ?", sorted(self._touched) if self._any("ties") else ()
        )
        self._db.execute(TALLY.format(told="p.told", counted=COUNTED, same="b.told = p.told", grouped=", p.told"))
        self._db.execute(TALLY.format(told=ANY, counted=COUNTED, same="1", grouped=""))
        for thing, label in self._renamed.items():
            self._run(
                "UPDATE ties SET label = ?1 WHERE actor IN (SELECT other FROM pairs WHERE actor = ?2) AND told IN (0, 1, 2, 3, 4) AND other = ?2",
                label, thing,
            )  # fmt: skip

    def _happenings(self, events: Iterable[Happening], article: int) -> None:
        rows, casts, pairs = list[Row](), list[Row](), list[Row]()
        for event in events:
            cast = sorted({self._id(path) for path in event.actors})
            dated = event.told, event.type, event.quad, event.score
            rows.append((
                event.name, article, event.label, event.type, event.quad, event.score, event.told, event.confidence, event.first, event.last,
                event.speaker, event.begin, event.end, event.words,
            ))  # fmt: skip
            present = [*cast, *sorted({self._id(path) for path in event.places})]
            casts += [(thing, event.last, event.name, event.first, *dated) for thing in present]
            told = (event.name, article, *dated, event.confidence, event.first, event.last)
            both = list(permutations(cast, 2))
            pairs += [(*pair, *told) for pair in both]
            self._touched.update(both)
        self._db.executemany("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
        self._db.executemany("INSERT INTO casts VALUES (?, ?, ?, ?, ?, ?, ?, ?)", casts)
        self._db.executemany("INSERT INTO pairs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)", pairs)

    def _strike(self, event: str) -> None:
        cast = self._actors(event)
        pairs = list(permutations(cast, 2))
        self._db.executemany("DELETE FROM pairs WHERE actor = ? AND other = ? AND event = ?", [(*pair, event) for pair in pairs])
        self._touched.update(pairs)
        rows = self._db.execute("SELECT thing, last FROM casts WHERE event = ?", (event,)).fetchall()
        self._db.executemany("DELETE FROM casts WHERE thing = ? AND last = ? AND event = ?", [(*row, event) for row in rows])

    def _mark(self, article: int, copy: int) -> None:
        for (event,) in self._db.execute("SELECT name FROM events WHERE article = ?", (article,)).fetchall():
            pairs = list(permutations(self._actors(event), 2))
            self._db.executemany("UPDATE pairs SET copy = ? WHERE actor = ? AND other = ? AND event = ?", [(copy, *pair, event) for pair in pairs])
            self._touched.update(pairs)

    def _actors(self, event: str) -> list[int]:
        rows = self._db.execute("SELECT c.thing FROM casts c JOIN things t ON t.id = c.thing WHERE c.event = ? AND t.path LIKE 'actor/%'", (event,))
        return sorted(thing for (thing,) in rows)

    def _names(self, thing: int) -> tuple[str, ...]:
        return tuple(name for (name,) in self._db.execute("SELECT name FROM names WHERE thing = ? ORDER BY id", (thing,)))

    def _spell(self, thing: int, name: str, *, alias: bool) -> None:
        words = tokens(name)
        row = self._run("INSERT INTO names (thing, name, alias, spelled) VALUES (?, ?, ?, ?)", thing, name, int(alias), "".join(words)).lastrowid
        self._run("INSERT INTO words (rowid, text) VALUES (?, ?)", row, " ".join(words))
        self._run("INSERT INTO trigrams (rowid, text) VALUES (?, ?)", row, padded(words))

    def _unname(self, thing: int) -> None:
        rows = self._db.execute("SELECT id FROM names WHERE thing = ?", (thing,)).fetchall()
        for table in ("words", "trigrams"):
            self._db.executemany(f"DELETE FROM {table} WHERE rowid = ?", rows)
        self._run("DELETE FROM names WHERE thing = ?", thing)

    def _id(self, path: str) -> int:
        if path not in self._ids:
            self._run("INSERT OR IGNORE INTO things (path) VALUES (?)", path)
            (self._ids[path],) = self._db.execute("SELECT id FROM things WHERE path = ?", (path,)).fetchone()
        return self._ids[path]

    def _any(self, table: str) -> bool:
        return self._db.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone() is not None

    def _run(self, sql: str, *values: object) -> sqlite3.Cursor:
        return self._db.execute(sql, values)


def padded(words: Iterable[str]) -> str:
    """Words for trigrams: the beginning and the end of each make some of their own, so that one wrong letter never spoils all."""
    return "".join(f"  {word} " for word in words) + " "
