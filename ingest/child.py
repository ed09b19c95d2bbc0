"""The child process of ingest.confined: parses what it is sent until nobody is there anymore."""

import json
import os
import resource
import signal
import socket
import sys
import zlib
from collections.abc import Callable
from typing import Any

from lxml import etree  # type: ignore[import-untyped]  # lxml ships no types

from graph.records import to_json
from ingest import feeds, pages, warc
from ingest.confined import OUT_OF_MEMORY, READY, deadline, receive, send
from ingest.limits import Limits
from ingest.refusals import Refused
from ingest.text import decoded

# What the parsers raise on damaged input, found by feeding it to them (warcio alone raises four of these). It is a fact about the input here.
FAULTS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
    EOFError,
    zlib.error,
    etree.LxmlError,
)


def _page(data: bytes, url: str | None, limits: Limits) -> Any:
    markup = decoded(data)
    pages.refuse_tags(markup, limits.page_tags)
    return pages.page(markup, url)


def _feed(data: bytes, url: str | None, limits: Limits) -> Any:
    markup = decoded(data)
    pages.refuse_tags(markup, limits.feed_tags)
    feeds.refuse_entities(markup)
    return feeds.feed(markup, url)


def _record(data: bytes, _url: str | None, limits: Limits) -> Any:
    return warc.response(data, limits)


def _record_kind(data: bytes, _url: str | None, _limits: Limits) -> Any:
    return warc.kind(data)


TASKS: dict[str, Callable[[bytes, str | None, Limits], Any]] = {"page": _page, "feed": _feed, "record": _record, "record-kind": _record_kind}


def answer(task: str, url: str | None, data: bytes, limits: Limits) -> tuple[bytes, str]:
    """b"ok" and the JSON of a value, or b"refused" and the JSON of [reason, detail]."""
    try:
        return b"ok", to_json(TASKS[task](data, url, limits))
    except Refused as refused:
        return b"refused", json.dumps([refused.reason, refused.detail])
    except FAULTS as fault:
        return b"refused", json.dumps(["damaged", f"the parser failed on it ({type(fault).__name__}: {str(fault)[:120]}); check the file"])


def serve(connection: socket.socket, limits: Limits) -> None:
    """Says that it is there, then answers until the other side closes."""
    send(connection, READY)
    while True:
        try:
            task, url = json.loads(receive(connection))
            data = receive(connection)
        except (EOFError, ConnectionError):
            return
        with deadline(limits.parse_seconds):
            verdict, text = answer(task, url, data, limits)
        send(connection, verdict)
        send(connection, text.encode("utf-8", "replace"))


def main() -> None:
    """Arguments: the number of an open socket, and the limits as JSON."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which then closes the socket
    limits = Limits(**json.loads(sys.argv[2]))
    resource.setrlimit(resource.RLIMIT_AS, (limits.parse_bytes, limits.parse_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        serve(socket.socket(fileno=int(sys.argv[1])), limits)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)


if __name__ == "__main__":
    main()
