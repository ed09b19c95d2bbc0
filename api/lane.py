"""A lane for programs: queries that need nothing of what stands between server and endpoint (CORS, gzip, routing) are answered without it.

Three quarters of the time of a small query went there. A request with an Origin, or one that takes gzip, goes the long way, as all else does.
"""

from collections.abc import Awaitable, Callable
from types import SimpleNamespace

from fastapi import Request, Response

from api.observing import Application, Message, Receive, Send
from api.problems import Problem, on_problem

PATH, METHODS = "/sparql", ("GET", "POST")
ROUTE = SimpleNamespace(path=PATH)  # what the counters call it
Endpoint = Callable[[Request], Awaitable[Response]]


class Lane:
    """The application, with the endpoint of queries beside it."""

    def __init__(self, app: Application, endpoint: Endpoint) -> None:
        self._app, self._endpoint = app, endpoint

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != PATH or scope["method"] not in METHODS or not _plain(scope):
            await self._app(scope, receive, send)
            return
        scope["route"], request = ROUTE, Request(scope, receive)
        try:
            answer = await self._endpoint(request)
        except Problem as problem:
            answer = on_problem(request, problem)
        await answer(scope, receive, send)


def _plain(scope: Message) -> bool:
    return not any(name == b"origin" or (name == b"accept-encoding" and b"gzip" in value) for name, value in scope["headers"])
