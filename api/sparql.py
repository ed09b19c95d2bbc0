"""/sparql: the SPARQL 1.1 Protocol, its service description, and a form for people."""

from collections.abc import AsyncIterator

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse

from api.asking import Question, question
from api.budgets import Budgets
from api.description import description
from api.formats import HTML, ROWS, TRIPLES, content_type
from api.frames import Ask
from api.lane import Endpoint
from api.negotiation import choose
from api.pages import query_form
from api.pool import Queries
from api.problems import Problem
from api.profiles import Profile

EXAMPLE = "SELECT ?who ?what WHERE { ?event wg:actor/skos:prefLabel ?who ; rdfs:label ?what } LIMIT 10"
MEDIA: dict[str, dict[str, object]] = {media: {} for media in dict.fromkeys([*ROWS, *TRIPLES])}


def endpoint(pool: Queries, profile: Profile, *, base: str, union: bool, writable: bool = False) -> Endpoint:
    """What answers a request, over a pool of query workers."""
    budgets = Budgets(profile)

    async def sparql(request: Request) -> Response:
        asked = await question(request, profile)
        accept = ",".join(request.headers.getlist("accept")) or None
        if asked.query is None:
            return _about(request, accept, base=base, union=union, writable=writable)
        ask = _ask(asked, accept, profile, union=union)
        done = budgets.begin(request.client.host if request.client else "")
        answer = await pool.ask(ask, done)
        headers = {"content-type": content_type(answer.media), "vary": "Accept", "cache-control": "no-cache"}
        if answer.rest is None:
            return Response(answer.data, headers=headers)
        return StreamingResponse(whole(answer.data, answer.rest), headers=headers)

    return sparql


def routes(answer: Endpoint) -> APIRouter:
    """The endpoint by GET and POST."""
    router = APIRouter(tags=["SPARQL"])
    _add(router, "GET", answer, _get())
    _add(router, "POST", answer, _post())
    return router


def _ask(asked: Question, accept: str | None, profile: Profile, *, union: bool) -> Ask:
    rows, triples = choose(accept, list(ROWS)), choose(accept, list(TRIPLES))
    if rows is None and triples is None:
        raise Problem("not-acceptable", f"accept one of {', '.join(MEDIA)}")
    return Ask(
        asked.query or "", rows, triples, union, asked.default_graphs, asked.named_graphs, max_rows=profile.rows, max_bytes=profile.answer_bytes
    )


def _about(request: Request, accept: str | None, *, base: str, union: bool, writable: bool) -> Response:
    media = choose(accept, [*TRIPLES, HTML])
    if media is None:
        raise Problem("not-acceptable", f"accept one of {', '.join([*TRIPLES, HTML])}, or send a query")
    if media == HTML:
        return Response(query_form(EXAMPLE), headers={"content-type": content_type(HTML), "vary": "Accept"})
    try:
        update = f"{request.base_url}update" if writable else None
        data = description(f"{request.base_url}sparql", media, base=base, union=union, update=update)
    except SyntaxError as error:
        raise Problem("bad-request", f"the Host header makes no address: {error}") from error
    return Response(data, headers={"content-type": content_type(media), "vary": "Accept"})


async def whole(first: bytes, rest: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """An answer of which the beginning is there."""
    yield first
    async for piece in rest:
        yield piece


def _add(router: APIRouter, method: str, answer: Endpoint, described: dict[str, object]) -> None:
    router.add_api_route(
        "/sparql", answer, methods=[method], response_model=None, openapi_extra=described,
        summary="Ask with SPARQL 1.1", responses={200: {"description": "The answer", "content": MEDIA}},
    )  # fmt: skip


def _get() -> dict[str, object]:
    names = ("query", "default-graph-uri", "named-graph-uri")
    parameters = [{"name": name, "in": "query", "required": False, "schema": {"type": "string"}} for name in names]
    return {"parameters": [{**parameters[0], "example": EXAMPLE}, *parameters[1:]]}


def _post() -> dict[str, object]:
    form = {"schema": {"type": "object", "properties": {"query": {"type": "string"}}, "required": ["query"]}, "example": {"query": EXAMPLE}}
    direct = {"schema": {"type": "string"}, "example": EXAMPLE}
    return {"requestBody": {"required": True, "content": {"application/x-www-form-urlencoded": form, "application/sparql-query": direct}}}
