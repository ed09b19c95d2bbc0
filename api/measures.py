"""Saved measures of the network: those of an actor, and /actor, which ranks actors by one."""

from collections.abc import Sequence
from itertools import islice
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from api.cursors import Page, decode, encode, gone
from api.formats import HTML, JSON
from api.lookups import Cursor, Limit
from api.problems import Problem
from api.rankings import CALLED, ranking_page
from api.representations import as_json, following, representation
from api.schemas import described
from api.snapshots import Snapshot, Snapshots
from api.things import called
from graph import saved
from graph.saved import Run, Score

Name = Annotated[str, Query(description="A measure such as pagerank, betweenness or constraint", max_length=40)]
NONE = "no measures are saved here; `wiregraph metrics --save` makes them"


def routes(snapshots: Snapshots) -> APIRouter:
    """/actor."""
    router = APIRouter(tags=["look-ups"])

    @router.get("/actor", summary="Actors ranked by a saved measure of the network", response_model=None, responses=described("ranking"))
    def ranking(request: Request, measure: Name = "pagerank", limit: Limit = 50, cursor: Cursor = None) -> Response:
        snapshot, metric = snapshots.newest(), _known(measure or "pagerank")
        made = run(snapshot)
        if made is None:
            raise Problem("not-found", NONE)
        found = _page(snapshot, made, metric, limit, cursor)

        def plain() -> str:
            base, further = snapshot.view.iris.base, following(request, found.next)
            items = [{"actor": base + one.actor, "label": called(snapshot.view, one.actor), **_told(one)} for one in found.items]
            told = {"measure": metric, "network": _network(made, base), "items": items}
            return as_json({**told, "total": found.total, "cursor": found.next, "next": further})

        return representation(
            request, snapshot, {JSON: plain, HTML: lambda: ranking_page(snapshot, made, metric, found, following(request, found.next))}
        )

    return router


def run(snapshot: Snapshot) -> Run | None:
    """The saved run; None where there is none."""
    return snapshot.once("run", lambda: saved.run(snapshot.view.graph, snapshot.view.iris))


def scores(snapshot: Snapshot, made: Run, path: str) -> list[Score]:
    """All saved measures of an actor."""
    return saved.scores(snapshot.view.graph, snapshot.view.iris, made, path)


def of_actor(snapshot: Snapshot, path: str) -> dict[str, object]:
    """What the JSON of an actor says of them: `measures`, and the `network` in which they were found."""
    made, base = run(snapshot), snapshot.view.iris.base
    found: Sequence[Score] = scores(snapshot, made, path) if made else ()
    return {"measures": [{"metric": one.metric, **_told(one)} for one in found], "network": made and _network(made, base)}


def _page(snapshot: Snapshot, made: Run, metric: str, limit: int, cursor: str | None) -> Page[Score]:
    view, behind = snapshot.view, 0
    if cursor:
        last = decode(cursor)
        place = next((one.rank for one in scores(snapshot, made, last) if one.metric == metric), None)
        if place is None:
            raise gone(last)
        behind = place
    got = list(islice(saved.ranked(view.graph, view.iris, made, metric, behind=behind), limit + 1))
    total = snapshot.once(("measured", metric), lambda: saved.count(view.graph, view.iris, metric))
    return Page(got[:limit], total, encode(got[limit - 1].actor) if len(got) > limit else None)


def _told(one: Score) -> dict[str, object]:
    return {"value": one.value, "rank": one.rank, "error": one.error, "interval": one.interval}


def _network(made: Run, base: str) -> dict[str, object]:
    filters = {**made.filters, "status": made.filters["status"] or "any"}
    return {"run": base + made.path, "shape": made.shape, "filters": filters, "nodes": made.nodes, "edges": made.edges}


def _known(name: str) -> str:
    if name not in CALLED:
        raise Problem("bad-filter", f"measure is {name!r}; choose one of {', '.join(CALLED)}")
    return name
