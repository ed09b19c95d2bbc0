"""/graphs: the SPARQL 1.1 Graph Store HTTP Protocol over the user's own graphs, the token for all of it.

A graph is named by ?graph=IRI, by ?default, or by its address: /graphs/notes is the graph <BASE graphs/notes>.
"""

import secrets

import pyoxigraph as ox
from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse

from api.asking import fields
from api.bodies import body
from api.door import Door
from api.formats import TRIPLES, content_type
from api.frames import Ask, Change
from api.negotiation import choose
from api.pool import Answer, Queries
from api.problems import Problem
from api.profiles import Profile
from api.sparql import whole
from api.updating import TOKEN, too_large

MULTIPART = "multipart/form-data"
EXAMPLE = '<http://example.org/a> <http://www.w3.org/2000/01/rdf-schema#label> "a" .'


def routes(pool: Queries, door: Door, profile: Profile, *, base: str) -> APIRouter:
    """GET, HEAD, PUT, POST and DELETE of /graphs and of what lies below."""
    router = APIRouter(tags=["writes"], dependencies=TOKEN)

    async def read(request: Request) -> Response:
        door.check(request)
        media = choose(",".join(request.headers.getlist("accept")) or None, list(TRIPLES))
        if media is None:
            raise Problem("not-acceptable", f"accept one of {', '.join(TRIPLES)}")
        ask = Ask("", None, media, graph=_named(request, base), max_rows=profile.rows, max_bytes=profile.answer_bytes)
        return await _sent(await pool.ask(ask, lambda: None), head=request.method == "HEAD")

    async def write(request: Request) -> Response:
        door.check(request)
        graph, created = _graph(request, base)
        media = _media(request)
        sent = await body(request, profile.body_bytes, profile.body_seconds, too_large(profile))
        existed = await door.change(Change("put" if request.method == "PUT" else "post", sent, media, graph))
        return Response(status_code=204 if existed and not created else 201, headers={"location": graph} if created else {})

    async def delete(request: Request) -> Response:
        door.check(request)
        await door.change(Change("delete", graph=_named(request, base)))
        return Response(status_code=204)

    for path, below in (("/graphs", False), ("/graphs/{name:path}", True)):
        for method, endpoint in (("GET", read), ("HEAD", read), ("PUT", write), ("POST", write), ("DELETE", delete)):
            router.add_api_route(
                path, endpoint, methods=[method], response_model=None, summary=f"{method.capitalize()} a graph of your own",
                openapi_extra=_described(method, below=below), operation_id=f"{method.lower()}_graph{'_below' * below}",
                include_in_schema=method != "HEAD", responses=_responses(method),
            )  # fmt: skip
    return router


async def _sent(answer: Answer, *, head: bool) -> Response:
    headers = {"content-type": content_type(answer.media), "vary": "Accept", "cache-control": "no-cache"}
    if answer.rest is None:
        return Response(answer.data, headers=headers)
    if head:
        async for _ in answer.rest:  # the worker is free when all was read
            pass
        return Response(headers=headers)
    return StreamingResponse(whole(answer.data, answer.rest), headers=headers)


def _graph(request: Request, base: str) -> tuple[str, bool]:
    """Which graph, and whether the server made its name: POST to the graph store itself makes a new graph."""
    if request.method == "POST" and _path(request) == "/graphs" and not request.scope["query_string"]:
        return f"{base}graphs/{secrets.token_hex(8)}", True
    return _named(request, base), False


def _named(request: Request, base: str) -> str:
    """The IRI of the graph that is meant, "" for the default graph. Raises Problem."""
    given = fields(request.scope["query_string"])
    names = [value for name, value in given if name == "graph"]
    default = [value for name, value in given if name == "default"]
    below = _path(request).removeprefix("/graphs").removeprefix("/")
    if len(names) + len(default) + bool(below) != 1:
        raise Problem("bad-request", "name one graph: by ?graph=IRI, by ?default, or by an address below /graphs/")
    if default:
        return ""
    name = f"{base}graphs/{below}" if below else names[0]
    try:
        return ox.NamedNode(name).value
    except ValueError as error:
        raise Problem("bad-request", f"{name[:200]!r} is no absolute IRI of a graph ({error})") from error


def _path(request: Request) -> str:
    """As it was sent, percent signs and all."""
    return str(request.scope["raw_path"].decode("ascii", "replace")).removeprefix(request.scope.get("root_path", ""))


def _media(request: Request) -> str:
    told = request.headers.get("content-type", "")
    media = told.partition(";")[0].strip().lower()
    if media == MULTIPART:
        return told
    if media not in TRIPLES:
        raise Problem("bad-media-type", f"{media[:100]!r} is no syntax that is read here; send one of {', '.join(TRIPLES)}, or {MULTIPART}")
    return media


def _described(method: str, *, below: bool) -> dict[str, object]:
    parameters = [
        {"name": "graph", "in": "query", "required": False, "schema": {"type": "string"}, "example": "http://example.org/notes"},
        {"name": "default", "in": "query", "required": False, "allowEmptyValue": True, "schema": {"type": "string"}},
    ]
    named = {"name": "name", "in": "path", "required": True, "schema": {"type": "string"}, "example": "notes"}
    described: dict[str, object] = {"parameters": [named] if below else parameters}
    if method in ("PUT", "POST"):
        described["requestBody"] = {"content": {media: {"schema": {"type": "string"}} for media in TRIPLES} | {"text/turtle": {"example": EXAMPLE}}}
    return described


def _responses(method: str) -> dict[int | str, dict[str, object]]:
    found: dict[int | str, dict[str, object]] = {401: {"description": "No token, or another one"}, 404: {"description": "There is no such graph"}}
    if method == "GET":
        return found | {200: {"description": "The graph", "content": {media: {} for media in TRIPLES}}}
    return found | {403: {"description": "Writing is off, or the graph is rebuilt from articles"}, 204: {"description": "Done"}}
