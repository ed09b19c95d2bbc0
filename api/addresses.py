"""The IRI of a thing is its address: actors, places, events and articles, by Accept or by suffix."""

from collections.abc import Callable

import pyoxigraph as ox
from fastapi import APIRouter, Request, Response

from api import events, measures, things
from api.filters import Filters
from api.formats import HTML, JSON, SUFFIXES, TRIPLES
from api.listings import connections_list, events_list, months_chart
from api.lookups import Key
from api.markup import place
from api.pages import mentions_table, thing_page
from api.problems import Problem
from api.rankings import measures_table
from api.related import ring
from api.representations import as_json, representation, split
from api.schemas import described
from api.snapshots import Snapshot, Snapshots
from graph import happenings
from graph.happenings import Around
from graph.terms import PREFIXES

SHOWN = 10  # lines of a list on the page of a thing


def routes(snapshots: Snapshots) -> APIRouter:
    """/actor/KEY, /place/KEY, /event/KEY, /article/KEY."""
    router = APIRouter(tags=["things"])
    for kind in things.KINDS:
        router.add_api_route(
            f"/{kind}/{{key}}", _answer(snapshots, kind), summary=f"One {kind}; by Accept or suffix", response_model=None,
            responses=described(kind, *(media for media in dict.fromkeys(SUFFIXES.values()) if media != JSON)),
        )  # fmt: skip
    return router


def _answer(snapshots: Snapshots, kind: str) -> Callable[..., Response]:
    def answer(request: Request, key: Key) -> Response:
        snapshot, (path, media) = snapshots.newest(), split(f"{kind}/{key}")
        found = things.thing(snapshot.view, path)
        if found is None:
            raise Problem("not-found", f"there is no {kind} {key[:80]!r}; /search?q= finds names")
        makers = {JSON: lambda: as_json(_plain(snapshot, found)), HTML: lambda: thing_page(found, _below(snapshot, found))}
        return representation(request, snapshot, {**makers, **_syntaxes(snapshot, path)}, media)

    return answer


def _plain(snapshot: Snapshot, found: things.Thing) -> dict[str, object]:
    return things.as_json(found) | (measures.of_actor(snapshot, found.path) if found.kind == "actor" else {})


def _syntaxes(snapshot: Snapshot, path: str) -> dict[str, Callable[[], bytes]]:
    return {media: _triples(snapshot, path, media) for media in SUFFIXES.values() if media in TRIPLES and media != JSON}


def _triples(snapshot: Snapshot, path: str, media: str) -> Callable[[], bytes]:
    return lambda: ox.serialize(things.triples(snapshot.view, path), format=TRIPLES[media], prefixes=PREFIXES) or b""


def _below(snapshot: Snapshot, found: things.Thing) -> str:
    """The lists on the page of a thing: what happened, for an article all it tells of."""
    if found.kind == "event":
        return ""
    wanted = Filters(status="any" if found.kind == "article" else "happened")
    around = Around(article=found.path.removeprefix("article/")) if found.kind == "article" else Around((found.path,))
    lines = events.lines(snapshot, around, wanted, limit=SHOWN if around.things else 1000)
    told = f"<h2>{'What it says' if around.article else 'Events'}</h2>{events_list(snapshot, lines, wanted)}{_more(found, 'events', lines.next)}"
    if found.kind == "article":
        return told + mentions_table(things.mentioned(snapshot.view, found.path))
    index = snapshot.view.index
    months = f"<h2>By month</h2>{months_chart(happenings.months(index, around, wanted.wanted()))}" if index and lines.items else ""
    if found.kind == "place":
        return months + told
    ties = ring(snapshot, found.path, wanted, 1, SHOWN)
    made = measures.run(snapshot)
    measured = measures_table(snapshot, made, measures.scores(snapshot, made, found.path)) if made else ""
    return f"<h2>Connections</h2>{connections_list(snapshot, ties, wanted)}{_more(found, 'connections', ties.next)}{measured}{months}{told}"


def _more(found: things.Thing, what: str, following: str | None) -> str:
    return f'<p class="next"><a href="{place(found.path)}/{what}">All {what}</a></p>' if following else ""
