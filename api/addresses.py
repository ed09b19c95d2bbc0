"""The IRI of a thing is its address: actors, places, events and articles, by Accept or by suffix."""

from collections.abc import Callable

import pyoxigraph as ox
from fastapi import APIRouter, Request, Response

from api import events, things
from api.filters import Filters
from api.formats import HTML, JSON, SUFFIXES, TRIPLES
from api.lookups import Key
from api.pages import connections_table, events_table, mentions_table, thing_page
from api.problems import Problem
from api.related import PROPERTY, connections
from api.representations import as_json, representation, split
from api.snapshots import Snapshot, Snapshots
from graph.terms import PREFIXES

SHOWN = 20  # lines of a list on the page of a thing


def routes(snapshots: Snapshots) -> APIRouter:
    """/actor/KEY, /place/KEY, /event/KEY, /article/KEY."""
    router = APIRouter(tags=["things"])
    for kind in things.KINDS:
        router.add_api_route(f"/{kind}/{{key}}", _answer(snapshots, kind), summary=f"One {kind}; by Accept or suffix", response_model=None)
    return router


def _answer(snapshots: Snapshots, kind: str) -> Callable[..., Response]:
    def answer(request: Request, key: Key) -> Response:
        snapshot, (path, media) = snapshots.newest(), split(f"{kind}/{key}")
        found = things.thing(snapshot.view, path)
        if found is None:
            raise Problem("not-found", f"there is no {kind} {key[:80]!r}; /search?q= finds names")
        makers = {JSON: lambda: as_json(things.as_json(found)), HTML: lambda: thing_page(found, _below(snapshot, found))}
        return representation(request, snapshot, {**makers, **_syntaxes(snapshot, path)}, media)

    return answer


def _syntaxes(snapshot: Snapshot, path: str) -> dict[str, Callable[[], bytes]]:
    return {media: _triples(snapshot, path, media) for media in SUFFIXES.values() if media in TRIPLES and media != JSON}


def _triples(snapshot: Snapshot, path: str, media: str) -> Callable[[], bytes]:
    return lambda: ox.serialize(things.triples(snapshot.view, path), format=TRIPLES[media], prefixes=PREFIXES) or b""


def _below(snapshot: Snapshot, found: things.Thing) -> str:
    """The lists on the page of a thing: what happened, for an article all it tells of."""
    if found.kind not in PROPERTY:
        return ""
    wanted = Filters(status="any" if found.kind == "article" else "happened")
    lines = events.lines(snapshot, ((PROPERTY[found.kind], found.path),), wanted)
    told = events_table([events.told(snapshot, line) for line in lines[:SHOWN]], wanted.status)
    if found.kind == "actor":
        return connections_table(connections(snapshot, found.path, wanted, 1)[:SHOWN], wanted.status) + told
    return told + (mentions_table(things.mentioned(snapshot.view, found.path)) if found.kind == "article" else "")
