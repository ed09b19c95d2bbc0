"""/network.{gexf,graphml,json,csv}: who acted on whom, under the filters of look-ups, for Gephi and other programs."""

import io
from collections.abc import Callable
from functools import partial
from typing import BinaryIO

from fastapi import APIRouter, Request, Response

from api.filters import Filters, filters
from api.lookups import Day, Status, Text
from api.representations import representation
from api.snapshots import Snapshot, Snapshots
from graph.columns import columns
from graph.connections import STATUSES
from graph.exports import gexf, graphml, tables
from graph.network import Filter, Network
from graph.projections import network

FILES: dict[str, tuple[str, Callable[[Network, BinaryIO], None]]] = {
    "gexf": ("application/gexf+xml", gexf.write),
    "graphml": ("application/graphml+xml", graphml.write),
    "json": ("application/json", tables.write_json),
    "csv": ("text/csv", tables.write_edges),
}


def routes(snapshots: Snapshots) -> APIRouter:
    """One address a format."""
    router = APIRouter(tags=["network"])
    for suffix in FILES:
        summary = f"The network of actors as {suffix}: one edge a pair and quad class"
        router.add_api_route(f"/network.{suffix}", _answer(snapshots, suffix), summary=summary, response_model=None)
    return router


def _answer(snapshots: Snapshots, suffix: str) -> Callable[..., Response]:
    def answer(request: Request, since: Day = None, until: Day = None, type: Text = None, quad: Text = None, status: Status = "happened") -> Response:
        snapshot, wanted = snapshots.newest(), filters(since, until, type, quad, status)
        media, write = FILES[suffix]
        found = representation(request, snapshot, {media: partial(_file, snapshot, wanted, write)}, media)
        found.headers["content-disposition"] = f'attachment; filename="network.{suffix}"'
        return found

    return answer


def _file(snapshot: Snapshot, wanted: Filters, write: Callable[[Network, BinaryIO], None]) -> bytes:
    known = snapshot.once("columns", lambda: columns(snapshot.view.graph, iris=snapshot.view.iris))
    chosen = Filter(
        since=wanted.since,
        until=wanted.until,
        types=(wanted.type,) if wanted.type else (),
        quads=(wanted.quad,) if wanted.quad else (),
        status=next((told for told in STATUSES.values() if told == wanted.status), None),
    )
    out = io.BytesIO()
    write(network(known, shape="relations", chosen=chosen), out)
    return out.getvalue()
