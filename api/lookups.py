"""Look-ups: names, connections and events, in a lane of their own beside SPARQL."""

from collections.abc import Callable
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Request, Response

from api.filters import filters
from api.formats import HTML, JSON
from api.markup import document
from api.pages import search_page
from api.related import PROPERTY, connections_answer, events_answer, there
from api.representations import as_json, representation
from api.snapshots import Snapshots

Text = Annotated[str | None, Query(max_length=200)]
Day = Annotated[str | None, Query(description="A day such as 2025-12-31", max_length=40)]
Status = Annotated[str, Query(description="happened (the default), planned, possible, negated or any", max_length=40)]
Limit = Annotated[int, Query(ge=1, le=1000)]
Cursor = Annotated[str | None, Query(description="`cursor` of the page before", max_length=1000)]
Key = Annotated[str, Path(max_length=300)]
Kind = Literal["person", "organization", "state", "group", "place"]
HOME = '<p>News articles as a graph that can be checked: <a href="/search">search for a name</a>, or <a href="/sparql">ask with SPARQL</a>.</p>'


def routes(snapshots: Snapshots) -> APIRouter:
    """/search, /event, and the lists of an actor, a place, an article."""
    router = APIRouter(tags=["look-ups"])

    @router.get("/", include_in_schema=False)
    def home() -> Response:
        return Response(document("wiregraph", HOME), media_type=HTML)

    @router.get("/search", summary="Actors and places by name: aliases, accents, scripts, beginnings of words", response_model=None)
    def search(
        request: Request, q: Annotated[str, Query(max_length=200, examples=["putin"])] = "", kind: Kind | None = None, limit: Limit = 20
    ) -> Response:
        snapshot = snapshots.newest()
        found = snapshot.once(("search", q, kind, limit), lambda: snapshot.view.entity(q, kind=kind, limit=limit))
        base = snapshot.view.iris.base
        plain = [{"iri": base + m.path, "label": m.label, "kind": m.kind, "country": m.country, "name": m.name} for m in found]
        return representation(request, snapshot, {JSON: lambda: as_json({"query": q, "items": plain}), HTML: lambda: search_page(q, found)})

    @router.get("/actor/{key}/connections", summary="Whom an actor shares events with: how often, what kind, when, and a quote", response_model=None)
    def connections(
        request: Request, key: Key, since: Day = None, until: Day = None, type: Text = None, quad: Text = None, status: Status = "happened",
        depth: Annotated[int, Query(ge=1, le=2)] = 1, limit: Limit = 50, cursor: Cursor = None,
    ) -> Response:  # fmt: skip
        snapshot, wanted = snapshots.newest(), filters(since, until, type, quad, status)
        return connections_answer(request, snapshot, there(snapshot, f"actor/{key}"), wanted, depth, limit, cursor)

    @router.get("/event", summary="Events by who took part, where and when, newest first", response_model=None)
    def everywhere(
        request: Request, actor: Text = None, place: Text = None, since: Day = None, until: Day = None, type: Text = None, quad: Text = None,
        status: Status = "happened", limit: Limit = 50, cursor: Cursor = None,
    ) -> Response:  # fmt: skip
        snapshot = snapshots.newest()
        anchors = tuple((PROPERTY[kind], there(snapshot, f"{kind}/{key}")) for kind, key in (("actor", actor), ("place", place)) if key)
        return events_answer(request, snapshot, anchors, filters(since, until, type, quad, status), limit, cursor)

    for kind in PROPERTY:
        router.add_api_route(f"/{kind}/{{key}}/events", _events(snapshots, kind), summary=f"Events of this {kind}, newest first", response_model=None)
    return router


def _events(snapshots: Snapshots, kind: str) -> Callable[..., Response]:
    def events(
        request: Request, key: Key, with_: Annotated[str | None, Query(alias="with", max_length=300, description="Another actor's key")] = None,
        since: Day = None, until: Day = None, type: Text = None, quad: Text = None, status: Status = "happened", limit: Limit = 50,
        cursor: Cursor = None,
    ) -> Response:  # fmt: skip
        snapshot = snapshots.newest()
        first = (PROPERTY[kind], there(snapshot, f"{kind}/{key}"))
        anchors = (first, (PROPERTY["actor"], there(snapshot, f"actor/{with_}"))) if with_ else (first,)
        return events_answer(request, snapshot, anchors, filters(since, until, type, quad, status), limit, cursor)

    return events
