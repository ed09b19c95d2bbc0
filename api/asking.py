"""What a request of the SPARQL 1.1 Protocol asks: GET, POST of a form, POST of the query itself."""

from dataclasses import dataclass
from urllib.parse import parse_qsl

from fastapi import Request

from api.bodies import body
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
    got = request.method == "GET"
    asked = _question(fields(request.scope["query_string"])) if got else _posted(request, await _body(request, profile))
    if asked.query is not None and len(asked.query.encode("utf-8", "surrogatepass")) > profile.query_bytes:
        raise Problem("query-too-long", f"a query may have {profile.query_bytes:,} bytes here; shorten it")
    return asked


def _posted(request: Request, sent: bytes) -> Question:
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media == FORM:
        return _required(_question(fields(sent)))
    if media == DIRECT:
        return _question([("query", text(sent)), *fields(request.scope["query_string"])])
    raise Problem("bad-media-type", f"{media[:100]!r} is no way to send a query; use {FORM} or {DIRECT}")


def _required(asked: Question) -> Question:
    if asked.query is None:
        raise Problem("bad-request", "the form has no field named query")
    return asked


def _question(given: Fields) -> Question:
    values = {name: [value for key, value in given if key == name] for name in ("query", "update", "default-graph-uri", "named-graph-uri")}
    if len(values["query"]) > 1:
        raise Problem("bad-request", "there is more than one query; send one")
    if values["update"]:
        raise Problem("bad-request", "this address answers queries; it takes no updates")
    defaults, named = values["default-graph-uri"], values["named-graph-uri"]
    sets = (tuple(defaults), tuple(named)) if defaults or named else (None, None)
    return Question(next(iter(values["query"]), None), *sets)


def fields(data: bytes) -> Fields:
    """Names and values of a query string or a form. Raises Problem."""
    try:
        return parse_qsl(data.decode("utf-8"), keep_blank_values=True, errors="strict", max_num_fields=FIELDS)
    except ValueError as error:
        raise Problem("bad-request", f"the parameters cannot be read: {error}; they must be UTF-8, percent-encoded") from error


def text(sent: bytes) -> str:
    """Raises Problem where it is not UTF-8."""
    try:
        return sent.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Problem("bad-request", f"the body is not UTF-8: {error}") from error


async def _body(request: Request, profile: Profile) -> bytes:
    refusal = Problem("query-too-long", f"a query may have {profile.query_bytes:,} bytes here; shorten it")
    return await body(request, 3 * profile.query_bytes + DATASET_BYTES, profile.open_seconds, refusal)
