"""The same thing in the form that a client wants, with what caches need: ETag, Last-Modified, Vary."""

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from urllib.parse import urlencode

from fastapi import Request, Response

from api.formats import SUFFIXES, content_type
from api.negotiation import choose
from api.problems import Problem
from api.snapshots import Snapshot

Makers = Mapping[str, Callable[[], bytes | str]]  # by media type


def split(path: str) -> tuple[str, str | None]:
    """A path without the suffix that names a format, and that format's media type."""
    stem, dot, suffix = path.rpartition(".")
    return (stem, SUFFIXES[suffix]) if dot and suffix in SUFFIXES else (path, None)


def representation(request: Request, snapshot: Snapshot, makers: Makers, media: str | None = None) -> Response:
    """What one of the makers makes, by Accept unless a media type is given. Not made when the client has it. Raises Problem "not-acceptable"."""
    chosen = _chosen(request, makers, media)
    headers = {"etag": _etag(request, snapshot, chosen), **_dated(snapshot), "vary": "Accept", "cache-control": "no-cache"}
    if _is_known(request, snapshot, headers):
        return Response(status_code=304, headers=headers)
    return Response(makers[chosen](), headers={**headers, "content-type": content_type(chosen)})


def following(request: Request, cursor: str | None) -> str | None:
    """The address of the next page, None on the last one."""
    return f"{request.url.path}?{urlencode({**request.query_params, 'cursor': cursor})}" if cursor else None


def as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _chosen(request: Request, makers: Makers, media: str | None) -> str:
    if media is None:
        media = choose(",".join(request.headers.getlist("accept")) or None, list(makers))
    if media is None or media not in makers:
        raise Problem("not-acceptable", f"this comes as {', '.join(makers)}; accept one of them")
    return media


def _dated(snapshot: Snapshot) -> dict[str, str]:
    """Only when its second is over: until then another could be made in it, and a date could not tell the two apart."""
    over = datetime.now(UTC) - snapshot.made >= timedelta(seconds=1)
    return {"last-modified": format_datetime(snapshot.made, usegmt=True)} if over else {}


def _is_known(request: Request, snapshot: Snapshot, headers: Mapping[str, str]) -> bool:
    """The tag decides where the client sends one, else the date (RFC 9110, 13.2.2)."""
    tags = request.headers.get("if-none-match")
    if tags is not None:
        return headers["etag"] in tags or tags.strip() == "*"
    try:
        since = parsedate_to_datetime(request.headers.get("if-modified-since", ""))
    except ValueError:
        return False
    return "last-modified" in headers and since.replace(tzinfo=since.tzinfo or UTC) >= snapshot.made


def _etag(request: Request, snapshot: Snapshot, media: str) -> str:
    """Weak: the same store gives the same content, not always in the same order."""
    key = "\n".join((snapshot.name, request.url.path, request.url.query, media))
    return f'W/"{hashlib.sha256(key.encode()).hexdigest()[:24]}"'
