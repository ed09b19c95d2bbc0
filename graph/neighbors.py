"""Connections from the index: what `graph.connections` finds by SPARQL, ranked already and a page at a time."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from graph.connections import Connection, Quote, mean
from graph.entries import ANY, QUADS, TOLD, UNTYPED
from graph.index import Index
from graph.wanted import Wanted

LISTED = "(SELECT value FROM json_each(:listed))"  # of any length
RANK = "events DESC, articles DESC, label, path"
COUNTED = ", ".join(f"sum(quad = {number}) AS quad{number}" for number in range(UNTYPED + 1))
QUADS_OF = ", ".join(f"quad{number}" for number in range(UNTYPED + 1))
KEPT = f"SELECT actor, other, events, articles, {QUADS_OF}, first, last, score, scored, best, label, path FROM ties WHERE told = :told AND actor"
SUMMED = f"""
SELECT actor, other, events, articles, {QUADS_OF}, first, last, score, scored, NULL AS best, coalesce(t.label, t.path) AS label, t.path AS path
FROM (
  SELECT actor, other, count(*) AS events, count(DISTINCT article) AS articles, {COUNTED}, min(nullif(first, '')) AS first,
    max(nullif(last, '')) AS last, sum(score) AS score, count(score) AS scored
  FROM pairs WHERE NOT copy AND {{passing}} AND actor {{whose}} GROUP BY actor, other
) JOIN things t ON t.id = other
"""
BEST = "SELECT event FROM pairs WHERE actor = :actor AND other = :other AND NOT copy AND {passing} ORDER BY score IS NULL, confidence DESC, event"
QUOTES = """
SELECT e.words, a.name, e.begin, e.until, 'event/' || e.name, e.label, e.told, e.speaker FROM events e JOIN articles a ON a.id = e.article
WHERE e.name IN (SELECT value FROM json_each(:listed))
"""
BEHIND = "(events < :events OR (events = :events AND (articles < :articles OR (articles = :articles AND (label, path) > (:label, :path)))))"


@dataclass(frozen=True, slots=True)
class Ring:
    """A page of connections, and how many there are in all."""

    items: list[Connection]
    total: int


@dataclass(frozen=True, slots=True)
class _Link:
    """A row of ties: two actors by number, and what they share."""

    actor: int
    other: int
    events: int
    articles: int
    quads: tuple[int, ...]
    first: str | None
    last: str | None
    score: int | None
    scored: int
    best: str | None
    label: str
    path: str


class GoneError(LookupError):
    """The connection that a page should begin behind is not there (any more)."""


def passing(wanted: Wanted, row: str = "") -> str:
    """The condition in SQL that an event (of pairs or casts, called `row` with a full stop) must meet; its values are those of `values`."""
    told = [("{0}told = :status", wanted.status), ("{0}type = :type", wanted.type), ("{0}quad = :quad", wanted.quad)]
    days = [("{0}last >= :since", wanted.since), ("{0}first <= :until AND {0}first != ''", wanted.until)]
    return " AND ".join(condition.format(row) for condition, value in (*told, *days) if value is not None) or "1"


def values(wanted: Wanted) -> dict[str, object]:
    """What stands for the names in `passing`."""
    told = TOLD.index(wanted.status) if wanted.status else ANY
    quad = QUADS.index(wanted.quad) if wanted.quad else None
    return {"status": told, "told": told, "type": wanted.type, "quad": quad, "since": wanted.since, "until": wanted.until}


def connections(index: Index, actor: str, wanted: Wanted, *, depth: int = 1, limit: int | None = None, after: str | None = None) -> Ring:
    """As `graph.connections.connections`, from behind the actor `after`. Raises GoneError where that one is none of them."""
    number = index.number(actor)
    if number is None:
        return Ring([], 0)
    if depth == 1 and wanted.plain:
        links, total = _page(index, number, wanted, limit, after)
        return Ring(_told(index, [(link, 1) for link in links], wanted), total)
    ranked = _rings(index, number, wanted, depth)
    begin = 0
    if after is not None:
        begin = 1 + next((place for place, (link, _) in enumerate(ranked) if link.path == after), -2)
        if begin < 0:
            raise GoneError(after)
    end = None if limit is None else begin + limit
    return Ring(_told(index, ranked[begin:end], wanted), len(ranked))


def evidence(index: Index, actor: str, other: str, wanted: Wanted, *, limit: int) -> list[Quote]:
    """What proves that two actors are connected, the surest typed events first."""
    named = {**values(wanted), "actor": index.number(actor), "other": index.number(other), "limit": limit}
    found = [event for (event,) in index.rows(BEST.format(passing=passing(wanted)) + " LIMIT :limit", named)]
    quotes = _quotes(index, found)
    return [quotes[event] for event in found]


def _page(index: Index, actor: int, wanted: Wanted, limit: int | None, after: str | None) -> tuple[list[_Link], int]:
    named = {**values(wanted), "actor": actor, "limit": -1 if limit is None else limit, "after": after}
    behind = ""
    if after is not None:
        row = index.row("SELECT events, articles, label, path FROM ties WHERE told = :told AND actor = :actor AND path = :after", named)
        if row is None:
            raise GoneError(after)
        named |= dict(zip(("events", "articles", "label", "path"), row, strict=True))
        behind = f"AND {BEHIND}"
    rows = index.rows(f"{KEPT} = :actor {behind} ORDER BY {RANK} LIMIT :limit", named)
    (total,) = index.row("SELECT count(*) FROM ties WHERE told = :told AND actor = :actor", named)
    return [_link(row) for row in rows], total


def _rings(index: Index, actor: int, wanted: Wanted, depth: int) -> list[tuple[_Link, int]]:
    """Each actor once, at its smallest distance, by its busiest link."""
    found: list[tuple[_Link, int]] = []
    seen, ring = {actor}, [actor]
    paths = {actor: ""}
    for distance in range(1, depth + 1):
        best: dict[int, _Link] = {}
        for link in sorted(_links(index, ring, wanted), key=lambda link: (-link.events, -link.articles, paths[link.actor])):
            if link.other not in seen:
                best.setdefault(link.other, link)
        found += [(link, distance) for link in sorted(best.values(), key=lambda link: (-link.events, -link.articles, link.label, link.path))]
        seen |= best.keys()
        paths = {number: link.path for number, link in best.items()}
        ring = list(best)
    return found


def _links(index: Index, actors: Sequence[int], wanted: Wanted) -> Iterable[_Link]:
    sql = f"{KEPT} {{whose}}" if wanted.plain else SUMMED.replace("{passing}", passing(wanted))
    return (_link(row) for row in index.rows(sql.replace("{whose}", f"IN {LISTED}"), {**values(wanted), "listed": json.dumps(list(actors))}))


def _link(row: Sequence[Any]) -> _Link:
    actor, other, events, articles, *quads, first, last, score, scored, best, label, path = row
    return _Link(actor, other, events, articles, tuple(quads), first, last, score, scored, best, label, path)


def _told(index: Index, links: Sequence[tuple[_Link, int]], wanted: Wanted) -> list[Connection]:
    numbers = {number for link, _ in links for number in (link.actor, link.other)}
    rows = index.rows(f"SELECT id, path, country FROM things WHERE id IN {LISTED}", {"listed": json.dumps(sorted(numbers))})
    things = {number: (path, country) for number, path, country in rows}
    bests = [link.best or _best(index, link, wanted) for link, _ in links]
    quotes = _quotes(index, bests)
    return [
        Connection(
            actor=link.path,
            label=link.label,
            country=things[link.other][1],
            distance=distance,
            via=things[link.actor][0],
            events=link.events,
            articles=link.articles,
            quads=tuple(sorted((name, count) for name, count in zip((*QUADS, ""), link.quads, strict=True) if count)),
            first=link.first,
            last=link.last,
            score=mean(link.score or 0, link.scored),
            quote=quotes[best],
        )
        for (link, distance), best in zip(links, bests, strict=True)
    ]


def _best(index: Index, link: _Link, wanted: Wanted) -> str:
    named = {**values(wanted), "actor": link.actor, "other": link.other}
    return str(index.row(BEST.format(passing=passing(wanted)) + " LIMIT 1", named)[0])


def _quotes(index: Index, events: Sequence[str]) -> dict[str, Quote]:
    rows = index.rows(QUOTES, {"listed": json.dumps(list(events))})
    return {
        event.removeprefix("event/"): Quote(words, article, begin, end, event, label, TOLD[told], speaker)
        for words, article, begin, end, event, label, told, speaker in rows
    }
