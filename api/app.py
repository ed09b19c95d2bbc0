"""The service: SPARQL, look-ups and, behind a token, writes over one store."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware

from api import addresses, articles, graphs, lookups, measures, networks, sparql, state, static, updating
from api.door import SHUT, Door
from api.lane import Lane
from api.observing import Observed
from api.pool import Pool
from api.problems import Problem, on_http, on_invalid, on_problem
from api.profiles import LOCAL, Profile
from api.snapshots import Snapshots
from api.trusted import Trusted
from graph.terms import BASE


def create(
    folder: Path, *, profile: Profile = LOCAL, base: str = BASE, union: bool = True, origins: Sequence[str] = ("*",),
    door: Door = SHUT, trusted: bool = False,
) -> FastAPI:  # fmt: skip
    """The application; its query workers start and end with it. `union` False makes queries without a dataset see the stored default graph only.

    `door` lets writes through; `trusted` answers queries without workers.
    """
    from api.meters import Meters  # see there why now

    pool, snapshots = Trusted(folder, base) if trusted else Pool(folder, base, profile), Snapshots(folder, base)

    meters = Meters(lambda: state.lag(folder, snapshots))

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with pool:
            following = asyncio.create_task(snapshots.follow())
            yield
            following.cancel()

    app = FastAPI(
        title="wiregraph", version="1", summary="News articles as a graph that can be checked", lifespan=lifespan, docs_url=None, redoc_url=None
    )
    queries = sparql.endpoint(pool, profile, base=base, union=union, writable=door.token is not None)
    for router in (  # the most asked first, for each request is held against one address after the other
        lookups.routes(snapshots), addresses.routes(snapshots), measures.routes(snapshots), networks.routes(snapshots),
        state.routes(folder, snapshots, meters), sparql.routes(queries), updating.routes(door, profile, union=union),
        graphs.routes(pool, door, profile, base=base), articles.routes(door, profile), static.routes(),
    ):  # fmt: skip
        app.router.routes.extend(router.routes)  # `include_router` would look for the route twice, a tenth of a look-up's time
    app.add_exception_handler(Problem, on_problem)
    app.add_exception_handler(HTTPException, on_http)
    app.add_exception_handler(RequestValidationError, on_invalid)
    app.add_middleware(
        CORSMiddleware, allow_origins=list(origins), allow_methods=["GET", "POST"], allow_headers=["*"],
        expose_headers=["ETag", "Last-Modified", "Location", "Retry-After", "X-Request-ID"],
    )  # fmt: skip
    app.add_middleware(GZipMiddleware, compresslevel=5)
    app.add_middleware(Lane, endpoint=queries)
    app.add_middleware(Observed, counts=meters)
    return app
