"""/update: SPARQL 1.1 Update over its protocol, by POST of a form or of the update itself."""

from fastapi import APIRouter, Depends, Request, Response
from fastapi.security import HTTPBearer

from api.asking import FORM, Fields, fields, text
from api.bodies import body
from api.door import Door
from api.frames import Change
from api.problems import Problem
from api.profiles import Profile

DIRECT = "application/sparql-update"
USING, USING_NAMED = "using-graph-uri", "using-named-graph-uri"
EXAMPLE = 'INSERT DATA { GRAPH <http://example.org/notes> { <http://localhost:8000/actor/prk-mil> rdfs:comment "Ask the embassy" } }'
TOKEN = [Depends(HTTPBearer(auto_error=False, scheme_name="token", description="What WIREGRAPH_TOKEN was when the server started"))]


def routes(door: Door, profile: Profile, *, union: bool) -> APIRouter:
    """POST /update; answers 204 when the change is on the disk and queries see it."""
    router = APIRouter(tags=["writes"], dependencies=TOKEN)

    async def update(request: Request) -> Response:
        door.check(request)
        await door.change(await _change(request, profile, union=union))
        return Response(status_code=204)

    router.add_api_route(
        "/update", update, methods=["POST"], status_code=204, response_class=Response, summary="Change your own graphs with SPARQL 1.1 Update",
        openapi_extra={"requestBody": _described()},
        responses={401: {"description": "No token, or another one"}, 403: {"description": "Writing is off, or the graph is rebuilt from articles"}},
    )  # fmt: skip
    return router


async def _change(request: Request, profile: Profile, *, union: bool) -> Change:
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media not in (FORM, DIRECT):
        raise Problem("bad-media-type", f"{media[:100]!r} is no way to send an update; use {FORM} or {DIRECT}")
    sent = await body(request, profile.body_bytes, profile.body_seconds, too_large(profile))
    asked = fields(request.scope["query_string"])
    if media == FORM:
        return _of(fields(sent), asked, union=union)
    return _of([("update", text(sent)), *asked], [], union=union)


def _of(given: Fields, beside: Fields, *, union: bool) -> Change:
    values = {name: [value for key, value in given if key == name] for name in ("update", USING, USING_NAMED)}
    if any(key in ("query", "update") for key, _ in (*(pair for pair in given if pair[0] == "query"), *beside)):
        raise Problem("bad-request", "this address takes one update, in the body; queries go to /sparql")
    if len(values["update"]) != 1:
        raise Problem("bad-request", f"there are {len(values['update'])} updates; send one, in the field named update")
    using, named = tuple(values[USING]), tuple(values[USING_NAMED])
    sets = (using, named) if using or named else (None, None)
    return Change("update", values["update"][0].encode("utf-8", "surrogatepass"), union=union, default_graphs=sets[0], named_graphs=sets[1])


def too_large(profile: Profile) -> Problem:
    """What a body that is too large is told."""
    return Problem("body-too-large", f"a request may have {profile.body_bytes:,} bytes here; send it in parts")


def _described() -> dict[str, object]:
    form = {"schema": {"type": "object", "properties": {"update": {"type": "string"}}, "required": ["update"]}, "example": {"update": EXAMPLE}}
    return {"required": True, "content": {FORM: form, DIRECT: {"schema": {"type": "string"}, "example": EXAMPLE}}}
