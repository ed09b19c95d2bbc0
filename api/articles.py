"""/articles takes articles in; /jobs/{id} says what became of them. The same rules, reader and quarantine as `wiregraph ingest`."""

import asyncio
import json
from typing import Any

from fastapi import APIRouter, Request, Response

from api import jobs
from api.bodies import body
from api.door import Door
from api.jobs import Job
from api.problems import Problem
from api.profiles import MEGABYTE, Profile
from api.representations import as_json
from api.updating import TOKEN

LIMIT = 10 * MEGABYTE
WAITING = 1000
RAW = {"text/plain": "txt", "text/html": "html", "application/xhtml+xml": "html"}
JSON = "application/json"
KEYS = ("text", "html", "url")
EXAMPLE = {
    "headline": "Police arrest three men in Paris",
    "text": "French police arrested three men in Paris on Monday, officials said.",
    "published": "2025-03-04",
    "publisher": "The Example",
}


def routes(door: Door, profile: Profile) -> APIRouter:
    """POST /articles, GET /jobs/{id}; both need the token."""
    router = APIRouter(tags=["writes"], dependencies=TOKEN)

    async def submit(request: Request) -> Response:
        door.check(request)
        refusal = Problem("body-too-large", f"an article may have {LIMIT:,} bytes here; `wiregraph ingest` takes larger files")
        content, suffix = _article(request, await body(request, LIMIT, profile.body_seconds, refusal))
        if len(await asyncio.to_thread(jobs.waiting, door.jobs)) >= WAITING:
            raise Problem("too-many-requests", f"{WAITING} articles wait to be read; come back later", headers={"Retry-After": "30"})
        job = await asyncio.to_thread(jobs.submit, door.jobs, content, suffix)
        await door.knock()
        return _told(job, 202, {"location": f"/jobs/{job.id}"})

    def follow(request: Request, key: str) -> Response:
        door.check(request)
        job = jobs.load(door.jobs, key)
        if job is None:
            raise Problem("not-found", f"there is no job {key[:80]!r}")
        return _told(job, 200, {"retry-after": "1"} if job.state in jobs.OPEN else {})

    router.add_api_route(
        "/articles", submit, methods=["POST"], status_code=202, response_model=None, summary="Have an article read: text, HTML or an address",
        openapi_extra={"requestBody": _described()},
        responses={401: {"description": "No token, or another one"}, 403: {"description": "Writing is off"}},
    )  # fmt: skip
    router.add_api_route(
        "/jobs/{key}", follow, methods=["GET"], response_model=None,
        summary="What became of an article: waiting, reading, stored, refused, quarantined or failed, and why",
        responses={401: {"description": "No token, or another one"}, 404: {"description": "There is no such job"}},
    )  # fmt: skip
    return router


def _article(request: Request, sent: bytes) -> tuple[bytes, str]:
    """What is read, and the suffix that says how. Raises Problem."""
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media in RAW:
        if not sent.strip():
            raise Problem("bad-request", "the body is empty; send the article")
        return sent, RAW[media]
    if media == JSON:
        return _of_json(sent)
    raise Problem("bad-media-type", f"{media[:100]!r} is no article; send one of {', '.join([*RAW, JSON])}")


def _of_json(sent: bytes) -> tuple[bytes, str]:
    try:
        found: Any = json.loads(sent)
    except (ValueError, RecursionError) as error:
        raise Problem("bad-request", f"this is no JSON: {str(error)[:200]}") from error
    given = [key for key in KEYS if isinstance(found, dict) and found.get(key)]
    if not given or not isinstance(found, dict) or not isinstance(found[given[0]], str):
        raise Problem("bad-request", f"send an object with one of {', '.join(KEYS)} as a string")
    if given[0] == "text":
        return json.dumps(found).encode() + b"\n", "jsonl"
    others = sorted(set(found) - {given[0]})
    if others:
        raise Problem(
            "bad-request", f"{', '.join(others)[:200]} beside {given[0]} would be ignored; a page says such things itself, or send its text"
        )
    if given[0] == "html":
        return found["html"].encode("utf-8", "replace"), "html"
    if not found["url"].startswith(("http://", "https://")) or any(c.isspace() for c in found["url"]):
        raise Problem("bad-request", f"{found['url'][:200]!r} is no address of a page; it begins with https:// or http://")
    return found["url"].encode("utf-8", "replace"), jobs.URL


def _told(job: Job, status: int, headers: dict[str, str]) -> Response:
    articles = [{"article": one.article, "address": f"/article/{one.article}", "fate": one.fate} for one in job.told if one.article]
    refused = [{"fate": one.fate, "reason": one.reason} for one in job.told if one.reason]
    body = {"job": job.id, "state": job.state, "submitted": job.submitted, "articles": articles, "refused": refused, "reason": job.reason}
    return Response(as_json(body), status, {**headers, "cache-control": "no-store"}, "application/json")


def _described() -> dict[str, object]:
    properties = {name: {"type": "string"} for name in (*KEYS, "headline", "published", "publisher", "author")}
    raw: dict[str, object] = {media: {"schema": {"type": "string"}} for media in RAW}
    return {"required": True, "content": {JSON: {"schema": {"type": "object", "properties": properties}, "example": EXAMPLE}, **raw}}
