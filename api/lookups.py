"""Look-ups: names, connections, events, months and chains, in a lane of their own beside SPARQL."""

from collections.abc import Callable
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Request, Response

from api import things
from api.cursors import page
from api.filters import filters
from api.formats import HTML, JSON
from api.listings import paths_page
from api.pages import home_page, search_page
from api.problems import Problem
from api.related import chains_answer, connections_answer, events_answer, months_answer, there
from api.representations import as_json, following, representation
from api.schemas import described
from api.snapshots import Snapshot, Snapshots
from graph.happenings import Around
from graph.view import ViewError

Text = Annotated[str | None, Query(max_length=200)]
Type = Annotated[str | None, Query(description="A PLOVER type such as ASSAULT; Occurrence for events that have none", max_length=200)]
Quad = Annotated[str | None, Query(description="VerbalCooperation, MaterialCooperation, VerbalConflict or MaterialConflict", max_length=200)]
Day = Annotated[str | None, Query(description="A day such as 2025-12-31", max_length=40)]
Status = Annotated[str, Query(description="happened (the default), planned, possible, negated or any", max_length=40)]
Limit = Annotated[int, Query(ge=1, le=1000)]
Cursor = Annotated[str | None, Query(description="`cursor` of the page before", max_length=1000)]
Key = Annotated[str, Path(description="The last part of the thing's IRI", max_length=300)]
With = Annotated[str | None, Query(alias="with", max_length=300, description="Another actor's key")]
Kind = Literal["person", "organization", "state", "group", "place", ""]
Who = Annotated[str | None, Query(max_length=300, description="An actor's key, or a name")]


def routes(snapshots: Snapshots) -> APIRouter:
    """/search, /event, /paths, and the lists of an actor, a place, an article."""
    router = APIRouter(tags=["look-ups"])
    _names(router, snapshots)
    _lists(router, snapshots)
    return router


def _names(router: APIRouter, snapshots: Snapshots) -> None:
    @router.get("/", include_in_schema=False)
    def home() -> Response:
        return Response(home_page(), media_type=HTML)

    @router.get(
        "/search", summary="Actors and places by name: aliases, accents, scripts, beginnings of words, a wrong letter", response_model=None,
        responses=described("search"),
    )  # fmt: skip
    def search(
        request: Request, q: Annotated[str, Query(max_length=200, examples=["putin"])] = "", kind: Kind | None = None, limit: Limit = 20
    ) -> Response:
        snapshot, kinds = snapshots.newest(), kind or None
        found = snapshot.once(("search", q, kinds, limit), lambda: snapshot.view.entity(q, kind=kinds, limit=limit))
        base = snapshot.view.iris.base
        plain = [{"iri": base + m.path, "label": m.label, "kind": m.kind, "country": m.country, "name": m.name, "rank": m.rank} for m in found]
        makers = {JSON: lambda: as_json({"query": q, "items": plain}), HTML: lambda: search_page(q, kinds, found)}
        return representation(request, snapshot, makers)

    @router.get(
        "/paths", summary="The shortest chains of events between two actors, with a quote at every hop", response_model=None,
        responses=described("paths"),
    )  # fmt: skip
    def paths(
        request: Request, from_: Annotated[Who, Query(alias="from")] = None, to: Who = None, since: Day = None, until: Day = None, type: Type = None,
        quad: Quad = None, status: Status = "happened",
        longest: Annotated[int, Query(ge=1, le=6, description="Hops at most")] = 4, limit: Annotated[int, Query(ge=1, le=20)] = 5,
    ) -> Response:  # fmt: skip
        snapshot, wanted = snapshots.newest(), filters(since, until, type, quad, status)
        if not from_ or not to:
            return representation(request, snapshot, {JSON: _asked, HTML: paths_page})
        ends = _actor(snapshot, from_), _actor(snapshot, to)
        return chains_answer(request, snapshot, ends, wanted, longest=longest, limit=limit)


def _lists(router: APIRouter, snapshots: Snapshots) -> None:
    @router.get(
        "/actor/{key}/connections", summary="Whom an actor shares events with: how often, what kind, when, and quotes", response_model=None,
        responses=described("connections"),
    )  # fmt: skip
    def connections(
        request: Request, key: Key, since: Day = None, until: Day = None, type: Type = None, quad: Quad = None, status: Status = "happened",
        depth: Annotated[int, Query(ge=1, le=2)] = 1, evidence: Annotated[int, Query(ge=1, le=20, description="Quotes of each, at most")] = 1,
        limit: Limit = 50, cursor: Cursor = None,
    ) -> Response:  # fmt: skip
        snapshot, wanted = snapshots.newest(), filters(since, until, type, quad, status)
        path = there(snapshot, f"actor/{key}")
        return connections_answer(request, snapshot, path, wanted, depth=depth, evidence=evidence, limit=limit, cursor=cursor)

    @router.get("/event", summary="Events by who took part, where and when, newest first", response_model=None, responses=described("events"))
    def everywhere(
        request: Request, actor: Text = None, place: Text = None, since: Day = None, until: Day = None, type: Type = None, quad: Quad = None,
        status: Status = "happened", limit: Limit = 50, cursor: Cursor = None,
    ) -> Response:  # fmt: skip
        snapshot = snapshots.newest()
        around = Around(tuple(there(snapshot, f"{kind}/{key}") for kind, key in (("actor", actor), ("place", place)) if key))
        return events_answer(request, snapshot, around, filters(since, until, type, quad, status), limit, cursor)

    @router.get("/article/{key}/mentions", summary="All that an article mentions, with offsets", response_model=None, responses=described("mentions"))
    def mentions(request: Request, key: Key, limit: Limit = 200, cursor: Cursor = None) -> Response:
        snapshot = snapshots.newest()
        path = there(snapshot, f"article/{key}")

        def plain() -> str:
            found = snapshot.once(("mentions", path), lambda: things.mentions(snapshot.view, path))
            got = page(found, lambda one: f"{one[0]},{one[1]},{one[3].iri}", cursor=cursor, limit=limit)
            items = [{"begin": begin, "end": end, "text": words, "iri": one.iri, "label": one.text} for begin, end, words, one in got.items]
            return as_json({"items": items, "total": got.total, "cursor": got.next, "next": following(request, got.next)})

        return representation(request, snapshot, {JSON: plain})

    for kind in ("actor", "place", "article"):
        summary = f"Events of this {kind}, newest first"
        router.add_api_route(f"/{kind}/{{key}}/events", _events(snapshots, kind), summary=summary, response_model=None, responses=described("events"))
        if kind != "article":
            router.add_api_route(
                f"/{kind}/{{key}}/timeline", _months(snapshots, kind), summary=f"How many events of this {kind} by month and kind",
                response_model=None, responses=described("timeline"),
            )  # fmt: skip


def _events(snapshots: Snapshots, kind: str) -> Callable[..., Response]:
    def events(
        request: Request, key: Key, with_: With = None, since: Day = None, until: Day = None, type: Type = None, quad: Quad = None,
        status: Status = "happened", limit: Limit = 50, cursor: Cursor = None,
    ) -> Response:  # fmt: skip
        snapshot = snapshots.newest()
        path = there(snapshot, f"{kind}/{key}")
        others = (there(snapshot, f"actor/{with_}"),) if with_ else ()
        around = Around(others, key) if kind == "article" else Around((path, *others))
        return events_answer(request, snapshot, around, filters(since, until, type, quad, status), limit, cursor)

    return events


def _months(snapshots: Snapshots, kind: str) -> Callable[..., Response]:
    def timeline(
        request: Request, key: Key, since: Day = None, until: Day = None, type: Type = None, quad: Quad = None, status: Status = "happened"
    ) -> Response:
        snapshot, wanted = snapshots.newest(), filters(since, until, type, quad, status)
        return months_answer(request, snapshot, there(snapshot, f"{kind}/{key}"), wanted)

    return timeline


def _actor(snapshot: Snapshot, name: str) -> str:
    try:
        return snapshot.view.actor(name)
    except ViewError as error:
        raise Problem("not-found", str(error)) from error


def _asked() -> str:
    raise Problem("bad-request", "from and to are needed: the keys or names of two actors")
