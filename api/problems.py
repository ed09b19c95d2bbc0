"""Errors as RFC 9457 problems, and the one table of what status each has."""

import json
from collections.abc import Mapping
from http import HTTPStatus

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

MEDIA = "application/problem+json"
KINDS: dict[str, tuple[HTTPStatus, str]] = {
    "bad-request": (HTTPStatus.BAD_REQUEST, "A parameter is missing, or is not what it should be; the detail names it."),
    "bad-query": (HTTPStatus.BAD_REQUEST, "The query is no SPARQL 1.1 query; the detail says where it stops making sense."),
    "bad-filter": (HTTPStatus.BAD_REQUEST, "A filter has a value that it cannot have; the detail lists those that it can."),
    "bad-cursor": (
        HTTPStatus.BAD_REQUEST,
        "The cursor is none, or its item is no longer in the list; begin again without one.",
    ),
    "bad-update": (HTTPStatus.BAD_REQUEST, "The update is no SPARQL 1.1 Update; the detail says where it stops making sense."),
    "bad-data": (HTTPStatus.BAD_REQUEST, "The data cannot be read in the syntax that its Content-Type names."),
    "unauthorized": (HTTPStatus.UNAUTHORIZED, "Writes need a token; this request has none, or another one."),
    "read-only": (HTTPStatus.FORBIDDEN, "This server takes no writes."),
    "protected": (
        HTTPStatus.FORBIDDEN,
        "Nobody writes to graphs that are rebuilt from the articles; the detail says which are your own.",
    ),
    "refused": (HTTPStatus.FORBIDDEN, "The query would make this server ask another one, which it never does."),
    "not-found": (HTTPStatus.NOT_FOUND, "There is nothing at this address."),
    "bad-method": (HTTPStatus.METHOD_NOT_ALLOWED, "This address does not take this method."),
    "not-acceptable": (HTTPStatus.NOT_ACCEPTABLE, "None of the media types that the client accepts can be given; the detail lists those that can."),
    "too-slow-to-send": (HTTPStatus.REQUEST_TIMEOUT, "The request took too long to arrive."),
    "conflict": (HTTPStatus.CONFLICT, "The request does not fit the state in which the thing is."),
    "body-too-large": (HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "The request's body is larger than this server takes."),
    "query-too-long": (HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "The query is longer than this server takes."),
    "bad-media-type": (
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        "This address does not take this Content-Type; the detail lists those that it does.",
    ),
    "answer-too-large": (
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "The answer is larger than this server gives; ask for less, with LIMIT and OFFSET.",
    ),
    "query-too-heavy": (HTTPStatus.UNPROCESSABLE_ENTITY, "The query needed more memory than it may have, and was stopped."),
    "query-too-complex": (HTTPStatus.UNPROCESSABLE_ENTITY, "The query broke the engine, being nested too deeply perhaps; only this query was lost."),
    "query-failed": (HTTPStatus.UNPROCESSABLE_ENTITY, "The engine gave up on the query; the detail has its words."),
    "too-many-requests": (HTTPStatus.TOO_MANY_REQUESTS, "This client has used up its time; Retry-After says when it has some again."),
    "not-ready": (HTTPStatus.SERVICE_UNAVAILABLE, "There is nothing to answer from yet; Retry-After says when to ask again."),
    "busy": (HTTPStatus.SERVICE_UNAVAILABLE, "All query workers have been busy for a while; Retry-After says when to ask again."),
    "write-failed": (HTTPStatus.SERVICE_UNAVAILABLE, "The write could not be made durable; nothing of it was done."),
    "query-too-slow": (HTTPStatus.GATEWAY_TIMEOUT, "The query took longer than it may, and was stopped."),
}  # what each kind of problem means stands at /problems
STATUS = {kind: status for kind, (status, _) in KINDS.items()}
MEANING = {kind: meaning for kind, (_, meaning) in KINDS.items()}


class Problem(Exception):
    """A request that gets no answer; `kind` is a key of STATUS, `detail` says what is wrong with it and what to do."""

    def __init__(self, kind: str, detail: str, *, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.kind, self.detail, self.headers = kind, detail, dict(headers or {})


def response(kind: str, status: int, detail: str, headers: Mapping[str, str] | None = None) -> Response:
    """The problem as it goes out; `type` is a relative IRI, as RFC 9457 allows."""
    body = {"type": f"/problems/{kind}", "title": kind.replace("-", " "), "status": int(status), "detail": detail}
    return Response(json.dumps(body, ensure_ascii=False), status, dict(headers or {}), MEDIA)


def on_problem(_: Request, error: Exception) -> Response:
    """A Problem that some handler raised."""
    assert isinstance(error, Problem)
    return response(error.kind, STATUS[error.kind], error.detail, error.headers)


def on_http(request: Request, error: Exception) -> Response:
    """What the framework refuses: an address or a method that does not exist."""
    assert isinstance(error, HTTPException)
    kind = {404: "not-found", 405: "bad-method"}.get(error.status_code, "bad-request")
    path = request.url.path[:200]
    details = {"not-found": f"there is nothing at {path!r}", "bad-method": f"{path!r} does not take {request.method[:20]}"}
    return response(kind, error.status_code, details.get(kind, str(error.detail)), error.headers)


def on_invalid(_: Request, error: Exception) -> Response:
    """Parameters that do not fit; each is named."""
    assert isinstance(error, RequestValidationError)
    said = "; ".join(f"{fault['loc'][-1]}: {fault['msg']}" for fault in error.errors())
    return response("bad-request", HTTPStatus.BAD_REQUEST, said)
