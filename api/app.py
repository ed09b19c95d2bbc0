"""The service: SPARQL and look-ups over one store, read only."""

import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware

from api import addresses, articles, graphs, lookups, networks, sparql, state, updating
from api.door import SHUT, Door
from api.markup import POLICY
from api.pool import Pool
from api.problems import Problem, on_http, on_invalid, on_problem
from api.profiles import LOCAL, Profile
from api.snapshots import Snapshots
from api.trusted import Trusted
from graph.terms import BASE

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
Receive = Callable[[], Awaitable[Message]]
SAFE = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
)


class Headers:
    """Puts on every answer what keeps browsers safe, and a request id to find it in the logs."""

    def __init__(self, app: Callable[[Message, Receive, Send], Awaitable[None]]) -> None:
        self._app = app

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        identity = uuid.uuid4().hex.encode()

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), *SAFE, (b"x-request-id", identity)]
            await send(message)

        await self._app(scope, receive, sent if scope["type"] == "http" else send)


def create(
    folder: Path, *, profile: Profile = LOCAL, base: str = BASE, union: bool = True, origins: Sequence[str] = ("*",),
    door: Door = SHUT, trusted: bool = False,
) -> FastAPI:  # fmt: skip
    """The application; its query workers start and end with it. `union` False makes queries without a dataset see the stored default graph only.

    `door` lets writes through; `trusted` answers queries without workers.
    """
    pool, snapshots = Trusted(folder, base) if trusted else Pool(folder, base, profile), Snapshots(folder, base)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with pool:
            yield

    app = FastAPI(
        title="wiregraph", version="1", summary="News articles as a graph that can be checked", lifespan=lifespan, docs_url=None, redoc_url=None
    )
    app.include_router(sparql.routes(pool, profile, base=base, union=union))
    app.include_router(updating.routes(door, profile, union=union))
    app.include_router(graphs.routes(pool, door, profile, base=base))
    app.include_router(articles.routes(door, profile))
    app.include_router(state.routes(folder, snapshots))
    app.include_router(lookups.routes(snapshots))
    app.include_router(addresses.routes(snapshots))
    app.include_router(networks.routes(snapshots))
    app.add_exception_handler(Problem, on_problem)
    app.add_exception_handler(HTTPException, on_http)
    app.add_exception_handler(RequestValidationError, on_invalid)
    app.add_middleware(
        CORSMiddleware, allow_origins=list(origins), allow_methods=["GET", "POST"], allow_headers=["*"], expose_headers=["ETag", "Retry-After"]
    )
    app.add_middleware(GZipMiddleware, compresslevel=5)
    app.add_middleware(Headers)
    return app
