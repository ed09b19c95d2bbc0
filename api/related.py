"""Connections, events, months and chains as look-ups serve them, one page at a time."""

from collections.abc import Sequence
from typing import TypeVar

from fastapi import Request, Response

from api import events, things
from api.cursors import Page, decode, encode, gone, page
from api.filters import Filters
from api.formats import HTML, JSON
from api.listings import chains_page, connections_page, events_page, months_page
from api.problems import Problem
from api.representations import as_json, following, representation
from api.snapshots import Snapshot
from graph import chains, connections, happenings, neighbors
from graph.connections import Connection, Quote
from graph.happenings import Around
from graph.neighbors import GoneError

T = TypeVar("T")


def there(snapshot: Snapshot, path: str) -> str:
    """The path, when the graph knows it. Raises Problem "not-found"."""
    if not things.known(snapshot.view, path):
        raise Problem("not-found", f"there is no {path[:80]!r}; /search?q= finds names")
    return path


def ring(snapshot: Snapshot, path: str, wanted: Filters, depth: int, limit: int, cursor: str | None = None) -> Page[Connection]:
    """A page of connections. Raises Problem "bad-cursor"."""
    view, asked = snapshot.view, wanted.wanted()
    if view.index is None:
        found = snapshot.once(("connections", path, wanted, depth), lambda: connections.connections(view.graph, view.iris, path, asked, depth=depth))
        return page(found, lambda one: one.actor, cursor=cursor, limit=limit)
    after = decode(cursor) if cursor else None
    try:
        got = neighbors.connections(view.index, path, asked, depth=depth, limit=limit + 1, after=after)
    except GoneError as error:
        raise gone(str(error)) from error
    return Page(got.items[:limit], got.total, encode(got.items[limit - 1].actor) if len(got.items) > limit else None)


def connections_answer(
    request: Request, snapshot: Snapshot, path: str, wanted: Filters, *, depth: int, evidence: int, limit: int, cursor: str | None
) -> Response:
    """One page of connections, each with so many quotes."""

    def plain() -> str:
        got, base = ring(snapshot, path, wanted, depth, limit, cursor), snapshot.view.iris.base
        return _listed(request, got, [_connection(one, _quotes(snapshot, one, wanted, evidence), base) for one in got.items], wanted)

    def shown() -> str:
        got = ring(snapshot, path, wanted, depth, limit, cursor)
        return connections_page(snapshot, path, got, wanted, following(request, got.next))

    return representation(request, snapshot, {JSON: plain, HTML: shown})


def events_answer(request: Request, snapshot: Snapshot, around: Around, wanted: Filters, limit: int, cursor: str | None) -> Response:
    """One page of the events of whom or what is looked for."""

    def plain() -> str:
        got, base = events.lines(snapshot, around, wanted, limit=limit, cursor=cursor), snapshot.view.iris.base
        return _listed(request, got, [events.as_json(events.told(snapshot, line), base) for line in got.items], wanted)

    def shown() -> str:
        got = events.lines(snapshot, around, wanted, limit=limit, cursor=cursor)
        return events_page(snapshot, around, got, wanted, following(request, got.next))

    return representation(request, snapshot, {JSON: plain, HTML: shown})


def months_answer(request: Request, snapshot: Snapshot, path: str, wanted: Filters) -> Response:
    """How many events of each kind there were by month."""
    found = happenings.months(snapshot.index, Around((path,)), wanted.wanted())
    items = [{"month": one.month, "events": one.events, "quads": dict(one.quads), "score": one.score} for one in found]
    answer = {"items": items, "total": sum(one.events for one in found), "filters": wanted.as_json()}
    return representation(request, snapshot, {JSON: lambda: as_json(answer), HTML: lambda: months_page(snapshot, path, found, wanted)})


def chains_answer(request: Request, snapshot: Snapshot, ends: tuple[str, str], wanted: Filters, *, longest: int, limit: int) -> Response:
    """The shortest chains between two actors."""
    base = snapshot.view.iris.base
    found = chains.chains(snapshot.index, *ends, wanted.wanted(), longest=longest, limit=limit)

    def plain() -> str:
        items = [[_hop(snapshot, hop) for hop in chain.hops] for chain in found]
        said = {"from": base + ends[0], "to": base + ends[1], "hops": len(found[0].hops) if found else None}
        return as_json({**said, "items": items, "filters": wanted.as_json()})

    return representation(request, snapshot, {JSON: plain, HTML: lambda: chains_page(snapshot, ends, found, wanted)})


def _quotes(snapshot: Snapshot, one: Connection, wanted: Filters, limit: int) -> Sequence[Quote]:
    view = snapshot.view
    if limit == 1:
        return [one.quote]
    if view.index is not None:
        return neighbors.evidence(view.index, one.via, one.actor, wanted.wanted(), limit=limit)
    return connections.evidence(view.graph, view.iris, one.via, one.actor, wanted.wanted(), limit=limit)


def _connection(one: Connection, quotes: Sequence[Quote], base: str) -> dict[str, object]:
    return {
        "actor": base + one.actor, "label": one.label, "country": one.country, "distance": one.distance, "via": base + one.via,
        "events": one.events, "articles": one.articles, "quads": dict(one.quads), "first": one.first, "last": one.last, "score": one.score,
        "evidence": [_quote(quote, base) for quote in quotes],
        "all": f"/{one.via}/events?with={one.actor.removeprefix('actor/')}",
    }  # fmt: skip


def _quote(quote: Quote, base: str) -> dict[str, object]:
    return {
        "text": quote.text, "article": f"{base}article/{quote.article}", "begin": quote.begin, "end": quote.end, "event": base + quote.event,
        "label": quote.label, "status": quote.status, "speaker": quote.speaker and base + quote.speaker,
    }  # fmt: skip


def _hop(snapshot: Snapshot, hop: chains.Hop) -> dict[str, object]:
    base = snapshot.view.iris.base
    one, other = ({"iri": base + path, "label": things.called(snapshot.view, path)} for path in (hop.one, hop.other))
    return {"from": one, "to": other, "events": hop.events, "evidence": _quote(hop.quote, base)}


def _listed(request: Request, found: Page[T], items: Sequence[object], wanted: Filters) -> str:
    return as_json({"items": items, "total": found.total, "filters": wanted.as_json(), "cursor": found.next, "next": following(request, found.next)})
