"""Errors as RFC 9457 problems, and the one table of what status each has."""

import json
from collections.abc import Mapping
from http import HTTPStatus

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

MEDIA = "application/problem+json"
STATUS = {
    "bad-request": HTTPStatus.BAD_REQUEST,
    "bad-query": HTTPStatus.BAD_REQUEST,
    "bad-filter": HTTPStatus.BAD_REQUEST,
    "bad-cursor": HTTPStatus.BAD_REQUEST,
    "bad-update": HTTPStatus.BAD_REQUEST,
    "bad-data": HTTPStatus.BAD_REQUEST,
    "unauthorized": HTTPStatus.UNAUTHORIZED,
    "read-only": HTTPStatus.FORBIDDEN,
    "protected": HTTPStatus.FORBIDDEN,
    "refused": HTTPStatus.FORBIDDEN,
    "not-found": HTTPStatus.NOT_FOUND,
    "bad-method": HTTPStatus.METHOD_NOT_ALLOWED,
    "not-acceptable": HTTPStatus.NOT_ACCEPTABLE,
    "too-slow-to-send": HTTPStatus.REQUEST_TIMEOUT,
    "conflict": HTTPStatus.CONFLICT,
    "body-too-large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "query-too-long": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "bad-media-type": HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    "answer-too-large": HTTPStatus.UNPROCESSABLE_ENTITY,
    "query-too-heavy": HTTPStatus.UNPROCESSABLE_ENTITY,
    "query-too-complex": HTTPStatus.UNPROCESSABLE_ENTITY,
    "query-failed": HTTPStatus.UNPROCESSABLE_ENTITY,
    "too-many-requests": HTTPStatus.TOO_MANY_REQUESTS,
    "not-ready": HTTPStatus.SERVICE_UNAVAILABLE,
    "busy": HTTPStatus.SERVICE_UNAVAILABLE,
    "write-failed": HTTPStatus.SERVICE_UNAVAILABLE,
    "query-too-slow": HTTPStatus.GATEWAY_TIMEOUT,
}


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
