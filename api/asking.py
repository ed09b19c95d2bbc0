"""What a request of the SPARQL 1.1 Protocol asks: GET, POST of a form, POST of the query itself."""

import asyncio
from dataclasses import dataclass
from urllib.parse import parse_qsl

from fastapi import Request

from api.problems import Problem
from api.profiles import Profile

FORM, DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"
DATASET_BYTES = 1 << 16  # room for the parameters beside the query
FIELDS = 1000
Fields = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Question:
    """`query` is None where none was sent. The graphs are None where the protocol names no dataset."""

    query: str | None
    default_graphs: tuple[str, ...] | None
    named_graphs: tuple[str, ...] | None


async def question(request: Request, profile: Profile) -> Question:
    """Raises Problem."""
    body = b"" if request.method == "GET" else await _body(request, profile)
    asked = _question(_fields(request.scope["query_string"])) if request.method == "GET" else _posted(request, body)
    if asked.query is not None and len(asked.query.encode("utf-8", "surrogatepass")) > profile.query_bytes:
        raise Problem("query-too-long", f"a query may have {profile.query_bytes:,} bytes here; shorten it")
    return asked


def _posted(request: Request, body: bytes) -> Question:
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media == FORM:
        return _required(_question(_fields(body)))
    if media == DIRECT:
        return _question([("query", _text(body)), *_fields(request.scope["query_string"])])
    raise Problem("bad-media-type", f"{media[:100]!r} is no way to send a query; use {FORM} or {DIRECT}")


def _required(asked: Question) -> Question:
    if asked.query is None:
        raise Problem("bad-request", "the form has no field named query")
    return asked


def _question(fields: Fields) -> Question:
    values = {name: [value for key, value in fields if key == name] for name in ("query", "update", "default-graph-uri", "named-graph-uri")}
    if len(values["query"]) > 1:
        raise Problem("bad-request", "there is more than one query; send one")
    if values["update"]:
        raise Problem("bad-request", "this address answers queries; it takes no updates")
    defaults, named = values["default-graph-uri"], values["named-graph-uri"]
    sets = (tuple(defaults), tuple(named)) if defaults or named else (None, None)
    return Question(next(iter(values["query"]), None), *sets)


def _fields(data: bytes) -> Fields:
    try:
        return parse_qsl(data.decode("utf-8"), keep_blank_values=True, errors="strict", max_num_fields=FIELDS)
    except ValueError as error:
        raise Problem("bad-request", f"the parameters cannot be read: {error}; they must be UTF-8, percent-encoded") from error


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Problem("bad-request", f"the query is not UTF-8: {error}") from error


async def _body(request: Request, profile: Profile) -> bytes:
    limit = 3 * profile.query_bytes + DATASET_BYTES
    body = bytearray()
    try:
        async with asyncio.timeout(profile.open_seconds):
            async for piece in request.stream():
                body += piece
                if len(body) > limit:
                    raise Problem("query-too-long", f"a query may have {profile.query_bytes:,} bytes here; shorten it")
    except TimeoutError as error:
        raise Problem("too-slow-to-send", f"the request did not arrive within {profile.open_seconds:g} s") from error
    return bytes(body)
