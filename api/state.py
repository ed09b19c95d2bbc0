"""/health: is the server there, can it answer, and how far does what it shows lag behind the book."""

from pathlib import Path

from fastapi import APIRouter, Response

from api.problems import Problem
from api.representations import as_json
from api.snapshots import Snapshots
from graph.book import Book, BookError


def routes(folder: Path, snapshots: Snapshots) -> APIRouter:
    """/health for people and programs, /health/live and /health/ready for whoever restarts or routes."""
    router = APIRouter(tags=["health"])

    @router.get("/health", summary="Live, ready, and how far the graph lags behind the book")
    def health() -> Response:
        try:
            snapshot = snapshots.newest()
        except Problem as problem:
            return _json({"live": True, "ready": False, "reason": problem.detail}, 503)
        return _json({"live": True, "ready": True, "snapshot": snapshot.made.isoformat(), **_lag(folder)}, 200)

    @router.get("/health/live", summary="The server answers")
    def live() -> Response:
        return _json({"live": True}, 200)

    @router.get("/health/ready", summary="There is a store to ask; 503 otherwise", responses={503: {"description": "No checkpoint yet"}})
    def ready() -> Response:
        snapshots.newest()
        return _json({"ready": True}, 200)

    return router


def _lag(folder: Path) -> dict[str, object]:
    """Articles of the book, and how many of them the graph does not have yet."""
    try:
        book = Book(folder)
    except BookError as error:
        return {"articles": None, "reason": str(error)}
    try:
        known, rendered = {f"article/{article}" for article in book.articles()}, book.rendered()
    finally:
        book.close()
    return {"articles": len(known), "waiting": len(known - rendered.keys())}


def _json(value: dict[str, object], status: int) -> Response:
    return Response(as_json(value), status, {"cache-control": "no-store"}, "application/json")
