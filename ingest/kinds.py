"""What a source is, by its first bytes; by its name only where they do not tell."""

import re
import zlib
from typing import Literal

from ingest.streams import GZIP, GZIP_WINDOW

Kind = Literal["text", "page", "jsonl", "feed", "warc"]
HEAD_BYTES = 4096
BY_NAME: dict[str, Kind] = {
    "txt": "text",
    "text": "text",
    "md": "text",
    "html": "page",
    "htm": "page",
    "xhtml": "page",
    "jsonl": "jsonl",
    "ndjson": "jsonl",
    "json": "jsonl",
    "rss": "feed",
    "atom": "feed",
    "rdf": "feed",
    "xml": "feed",
    "warc": "warc",
}
FEED = re.compile(rb"<(?:rss|feed|rdf:rdf)[\s>]", re.IGNORECASE)
PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body|article)[\s>]", re.IGNORECASE)
DOCUMENTS = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a zip archive",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"GIF8": "an image",
    b"\x7fELF": "a program",
}


def kind(name: str, head: bytes) -> Kind:
    """The kind of a source from its name (a path or URL) and the first `HEAD_BYTES`."""
    named = BY_NAME.get(name.lower().removesuffix(".gz").rpartition(".")[2])
    start = _readable(head).lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"WARC/"):
        return "warc"
    if start.startswith(b"<") and named != "text":
        return _markup(start, named)
    if start.startswith(b"{") and named is None:
        return "jsonl"
    return named or "text"


def _markup(start: bytes, named: Kind | None) -> Kind:
    if found := FEED.search(start):
        earlier = PAGE.search(start[: found.start()])
        return "page" if earlier else "feed"
    return "page" if PAGE.search(start) or named is None else named


def _readable(head: bytes) -> bytes:
    """The head, inflated if it is gzip, and with the NULs of UTF-16 taken out; only to look at."""
    if head.startswith(GZIP):
        try:
            head = zlib.decompressobj(GZIP_WINDOW).decompress(head, HEAD_BYTES)
        except zlib.error:
            return b""
    return head[2:].replace(b"\0", b"") if head[:2] in (b"\xff\xfe", b"\xfe\xff") else head


def document(head: bytes) -> str | None:
    """What a binary file is, if that is easily seen."""
    return next((name for start, name in DOCUMENTS.items() if head.startswith(start)), None)
