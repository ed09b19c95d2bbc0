"""Connections and events as look-ups serve them: kept while the store stays as it is, one page at a time."""

from collections.abc import Sequence
from typing import TypeVar
from urllib.parse import urlencode

from fastapi import Request, Response

from api import events, things
from api.cursors import Page, page
from api.filters import Filters
from api.formats import HTML, JSON
from api.pages import connections_table, events_table, list_page
from api.problems import Problem
from api.representations import as_json, representation
from api.snapshots import Snapshot
from graph.connections import STATUSES, Connection

T = TypeVar("T")
PROPERTY = {"actor": "sem:hasActor", "place": "sem:hasPlace", "article": "article"}
Anchors = tuple[tuple[str, str], ...]


def there(snapshot: Snapshot, path: str) -> str:
    """The path, when the graph knows it. Raises Problem "not-found"."""
    if not things.known(snapshot.view, path):
        raise Problem("not-found", f"there is no {path[:80]!r}; /search?q= finds names")
    return path


def connections(snapshot: Snapshot, path: str, wanted: Filters, depth: int) -> list[Connection]:
    """Ranked."""
    status = next((told for told in STATUSES.values() if told == wanted.status), None)
    return snapshot.once(
        ("connections", path, wanted, depth),
        lambda: snapshot.view.connections(
            path, since=wanted.since, until=wanted.until, type_=wanted.type, quad=wanted.quad, status=status, depth=depth
        ),
    )


def connections_answer(request: Request, snapshot: Snapshot, path: str, wanted: Filters, depth: int, limit: int, cursor: str | None) -> Response:
    """One page of them."""

    def found() -> Page[Connection]:
        return page(connections(snapshot, path, wanted, depth), lambda one: one.actor, cursor=cursor, limit=limit)

    def plain() -> str:
        got, base = found(), snapshot.view.iris.base
        return _listed(request, got, [_connection(one, base) for one in got.items], wanted)

    def shown() -> str:
        got = found()
        return list_page(f"Connections of {path}", connections_table(got.items, wanted.status), _next(request, got))

    return representation(request, snapshot, {JSON: plain, HTML: shown})


def events_answer(request: Request, snapshot: Snapshot, anchors: Anchors, wanted: Filters, limit: int, cursor: str | None) -> Response:
    """One page of the events that all anchors take part in."""

    def found() -> tuple[Page[events.Line], list[events.Told]]:
        got = page(events.lines(snapshot, anchors, wanted), lambda line: line.event, cursor=cursor, limit=limit)
        return got, [events.told(snapshot, line) for line in got.items]

    def plain() -> str:
        got, told = found()
        return _listed(request, got, [events.as_json(one, snapshot.view.iris.base) for one in told], wanted)

    def shown() -> str:
        got, told = found()
        return list_page("Events", events_table(told, wanted.status), _next(request, got))

    return representation(request, snapshot, {JSON: plain, HTML: shown})


def _connection(one: Connection, base: str) -> dict[str, object]:
    quote = one.quote
    return {
        "actor": base + one.actor, "label": one.label, "country": one.country, "distance": one.distance, "via": base + one.via,
        "events": one.events, "articles": one.articles, "quads": dict(one.quads), "first": one.first, "last": one.last, "score": one.score,
        "evidence": {
            "text": quote.text, "article": f"{base}article/{quote.article}", "begin": quote.begin, "end": quote.end, "event": base + quote.event,
            "label": quote.label, "status": quote.status, "speaker": quote.speaker and base + quote.speaker,
        },
        "all": f"/{one.via}/events?with={one.actor.removeprefix('actor/')}",
    }  # fmt: skip


def _listed(request: Request, found: Page[T], items: Sequence[object], wanted: Filters) -> str:
    return as_json({"items": items, "total": found.total, "filters": wanted.as_json(), "cursor": found.next, "next": _next(request, found)})


def _next(request: Request, found: Page[T]) -> str | None:
    """The address of the page behind this one."""
    if found.next is None:
        return None
    return f"{request.url.path}?{urlencode({**request.query_params, 'cursor': found.next})}"
