"""Names from the index: by spelling, by the beginnings of words, and with a letter wrong. Which match is better: see `graph.namesakes`."""

from collections.abc import Sequence
from typing import Any

from graph.entering import padded
from graph.index import Index
from graph.names import tokens
from graph.namesakes import MOST, Match, likeness

CANDIDATES = 200  # names that share most with a misspelled one
MATCHES = """
  SELECT thing, alias AS rank, alias, name FROM names WHERE spelled = :spelled
  UNION ALL SELECT n.thing, 2, n.alias, n.name FROM words w JOIN names n ON n.id = w.rowid WHERE w.words MATCH :begun
"""
FOUND = f"""
SELECT t.path, t.label, t.kind, t.country, t.id, min(m.rank) AS best FROM ({MATCHES}) m JOIN things t ON t.id = m.thing
WHERE t.kind = coalesce(:kind, t.kind) GROUP BY t.id ORDER BY best, t.mentions DESC, t.label, t.path LIMIT :limit
"""
CALLED = f"SELECT name FROM ({MATCHES}) WHERE thing = :thing AND rank = :rank ORDER BY alias, name LIMIT 1"
LIKE = """
SELECT t.path, t.label, t.kind, t.country, n.name, t.mentions FROM
  (SELECT rowid FROM trigrams WHERE trigrams MATCH :trigrams ORDER BY rank LIMIT :candidates) c
JOIN names n ON n.id = c.rowid JOIN things t ON t.id = n.thing WHERE t.kind = coalesce(:kind, t.kind) ORDER BY n.alias, n.name
"""


def search(index: Index, name: str, *, kind: str | None = None, limit: int = 20) -> list[Match]:
    """Actors and places by name; misspelled ones only where nothing is spelled so."""
    words = tokens(name)
    if not words:
        return []
    begun = " AND ".join(f'"{word}"*' for word in dict.fromkeys(words))
    asked: dict[str, object] = {"spelled": "".join(words), "begun": begun, "kind": kind, "limit": limit}
    found = [_match(index, row, asked) for row in index.rows(FOUND, asked)]
    return found or (_like(index, words, kind)[:limit] if len(words) <= MOST else [])


def exists(index: Index, path: str) -> bool:
    """Whether the register has such an actor or place."""
    return index.row("SELECT 1 FROM things WHERE path = ? AND kind IS NOT NULL", (path,)) is not None


def _match(index: Index, row: Sequence[Any], asked: dict[str, object]) -> Match:
    path, label, kind, country, thing, rank = row
    (name,) = index.row(CALLED, {**asked, "thing": thing, "rank": rank})
    return Match(path, label, kind, country, name, rank)


def _like(index: Index, words: tuple[str, ...], kind: str | None) -> list[Match]:
    text = padded(words)
    trigrams = " OR ".join(f'"{part}"' for part in sorted({text[place : place + 3] for place in range(len(text) - 2)}))
    found: dict[str, tuple[float, int, Match]] = {}
    for path, label, called, country, name, mentions in index.rows(LIKE, {"trigrams": trigrams, "candidates": CANDIDATES, "kind": kind}):
        alike = likeness(words, tokens(name))
        if alike is not None and (path not in found or found[path][0] < alike):
            found[path] = alike, mentions, Match(path, label, called, country, name, 3)
    return [match for *_, match in sorted(found.values(), key=lambda item: (-item[0], -item[1], item[2].label, item[2].path))]
