"""Around every answer: the headers that keep browsers safe, a request id, one line in the log, one count."""

import re
import sys
import time
import uuid
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Protocol

import structlog

from api.markup import POLICY

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
Receive = Callable[[], Awaitable[Message]]
Application = Callable[[Message, Receive, Send], Awaitable[None]]
SAFE = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
)
IDENTITY = re.compile(rb"[A-Za-z0-9._-]{1,64}")
METHODS = frozenset(("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"))


class Counts(Protocol):
    """Who is told of each answer."""

    def count(self, method: str, route: str, status: int, seconds: float) -> None: ...


class Observed:
    """The application, watched. A client's own X-Request-ID is taken over where it is short and plain."""

    def __init__(self, app: Application, counts: Counts) -> None:
        self._app, self._counts = app, counts
        self._log = structlog.wrap_logger(
            structlog.WriteLogger(sys.stderr),
            processors=[structlog.processors.TimeStamper(fmt="iso", utc=True), structlog.processors.JSONRenderer()],
        ).bind()  # once, not at every line

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun, identity, status, size = time.perf_counter(), _identity(scope), 0, 0

        async def sent(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [*message.get("headers", ()), *SAFE, (b"x-request-id", identity)]
            size += len(message.get("body", b""))
            await send(message)

        try:
            await self._app(scope, receive, sent)
        finally:
            self._tell(scope, identity.decode(), status, size, time.perf_counter() - begun)

    def _tell(self, scope: Message, identity: str, status: int, size: int, seconds: float) -> None:
        """Status 0 means that no answer was begun."""
        method = scope["method"] if scope["method"] in METHODS else "other"
        route = getattr(scope.get("route"), "path", "/sparql" if scope["path"] == "/sparql" else "none")  # that one takes a lane of its own
        self._counts.count(method, route, status, seconds)
        client = scope["client"][0] if scope.get("client") else None
        self._log.info(
            "request", id=identity, method=method, path=scope["path"][:500], status=status, bytes=size, ms=round(seconds * 1000, 2), client=client
        )


def _identity(scope: Message) -> bytes:
    given = next((value for name, value in scope["headers"] if name == b"x-request-id"), b"")
    return given if IDENTITY.fullmatch(given) else uuid.uuid4().hex.encode()
