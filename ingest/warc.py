"""Web archives: the pages in their response records. `ingest.framing` finds the records; what is inside one is warcio's to parse."""

import io
from typing import Any

from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]  # warcio ships no types
from warcio.exceptions import ArchiveLoadFailed  # type: ignore[import-untyped]  # warcio ships no types

from ingest.drafts import Draft
from ingest.limits import Limits, megabytes
from ingest.pages import page, refuse_tags
from ingest.parsed import Response
from ingest.refusals import Refused
from ingest.text import decoded
from ingest.web import charset, web_address


def kind(data: bytes) -> Response:
    """What a response record, or its beginning, is, without reading its page. Call it and `response` in the confined child:
    they raise Refused, or whatever warcio raises on damaged bytes."""
    return Response(other=_other(_opened(data).http_headers))


def response(data: bytes, limits: Limits) -> Response:
    """What one response record holds."""
    record = _opened(data)
    other = _other(record.http_headers)
    return Response(other=other) if other else Response(_draft(record, limits))


def _opened(data: bytes) -> Any:
    try:
        return next(iter(ArchiveIterator(io.BytesIO(data))))
    except (ArchiveLoadFailed, StopIteration) as error:
        raise Refused("damaged", f"the record is damaged: {str(error).strip()[:120] or 'it is empty'}; get the file again") from error


def _other(headers: Any) -> str | None:
    """Why the response is no page, if it is none."""
    if headers is None:
        return "no HTTP headers"
    status, kind = headers.get_statuscode(), (headers.get_header("Content-Type") or "").split(";")[0].strip().lower()
    if status != "200":
        return f"status {status}"
    return None if kind in {"text/html", "application/xhtml+xml", ""} else kind


def _draft(record: Any, limits: Limits) -> Draft:
    content = record.content_stream().read(limits.page_bytes + 1)
    if len(content) > limits.page_bytes:
        raise Refused("too-large", f"the page has more than {megabytes(limits.page_bytes)}")
    markup = decoded(content, charset(record.http_headers.get_header("Content-Type")))
    refuse_tags(markup, limits.page_tags)
    uri = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
    return page(markup, web_address(uri))
