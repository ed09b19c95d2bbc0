"""/health: is the server there, can it answer, and how far does what it shows lag behind the book. /metrics: the same and more, for Prometheus."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from fastapi import APIRouter, Response

from api.problems import Problem
from api.representations import as_json
from api.snapshots import Snapshots
from graph.book import Book, BookError

PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8"


class Meters(Protocol):
    """What has counted."""

    def text(self) -> bytes: ...


def routes(folder: Path, snapshots: Snapshots, meters: Meters) -> APIRouter:
    """/health for people and programs, /health/live and /health/ready for whoever restarts or routes."""
    router = APIRouter(tags=["health"])

    @router.get("/health", summary="Live, ready, and how far the graph lags behind the book")
    def health() -> Response:
        try:
            snapshot = snapshots.newest()
        except Problem as problem:
            return _json({"live": True, "ready": False, "reason": problem.detail}, 503)
        shown = {"snapshot": snapshot.made.isoformat(), "indexed": snapshot.view.index is not None}
        return _json({"live": True, "ready": True, **shown, **_lag(folder)}, 200)

    @router.get("/health/live", summary="The server answers")
    async def live() -> Response:
        return _json({"live": True}, 200)

    @router.get("/health/ready", summary="There is a store to ask; 503 otherwise", responses={503: {"description": "No checkpoint yet"}})
    def ready() -> Response:
        snapshots.newest()
        return _json({"ready": True}, 200)

    @router.get("/metrics", summary="Requests, their times and the lag, for Prometheus", responses={200: {"content": {"text/plain": {}}}})
    def metrics() -> Response:
        return Response(meters.text(), headers={"content-type": PROMETHEUS, "cache-control": "no-store"})

    return router


def lag(folder: Path, snapshots: Snapshots) -> dict[str, float]:
    """For /metrics: what of it can be told now."""
    found = {name: float(value) for name, value in _lag(folder).items() if isinstance(value, int)}
    try:
        snapshot = snapshots.newest()
    except Problem:
        return found
    age = (datetime.now(UTC) - snapshot.made).total_seconds()
    return {**found, "unindexed": float(snapshot.view.index is None), "snapshot_seconds": age}


def _lag(folder: Path) -> dict[str, object]:
    """Articles of the book, and how many of them the graph does not have yet."""
    try:
        book = Book(folder)
    except BookError as error:
        return {"articles": None, "reason": str(error)}
    try:
        (articles,) = next(book.rows("SELECT count(*) FROM readings"))
        (waiting,) = next(book.rows("SELECT count(*) FROM readings WHERE 'article/' || article NOT IN (SELECT graph FROM rendered)"))
    finally:
        book.close()
    return {"articles": articles, "waiting": waiting}


def _json(value: dict[str, object], status: int) -> Response:
    return Response(as_json(value), status, {"cache-control": "no-store"}, "application/json")
