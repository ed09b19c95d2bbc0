"""Sources to articles: text, web pages, JSON Lines, feeds, web archives, addresses, folders of these, and standard input.

Nothing is silently skipped: what cannot be taken comes out as a Refusal that says why.
"""

import io
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from graph.records import Article
from ingest.desk import Desk, Found, Source
from ingest.drafts import Options
from ingest.folders import files, shown
from ingest.formats import BY_KIND, Items
from ingest.kinds import HEAD_BYTES, document, kind
from ingest.limits import megabytes
from ingest.refusals import Refusal, Refused
from ingest.streams import BLOCK
from ingest.web import Fetched


def articles(source: str, *, options: Options) -> Iterator[Article | Refusal]:
    """The articles of one source, and what was refused of it, in the order of the source. Opens and closes what it needs."""
    with Desk(options) as desk:
        for item in found(source, desk=desk):
            yield item.article if isinstance(item, Found) else item


def found(source: str, *, desk: Desk) -> Items:
    """As `articles`, with the name of each article's source, at a desk that serves many sources."""
    if source == "-":
        yield from _taken("standard input", _from_stdin, desk)
    elif source.startswith(("http://", "https://")):
        yield from _taken(source, _from_url, desk)
    elif Path(source).is_dir():
        for entry in files(Path(source)):
            yield from [entry] if isinstance(entry, Refusal) else _taken(shown(entry), _from_path(entry), desk)
    else:
        yield from _taken(shown(Path(source)), _from_path(Path(source)), desk)


Taker = Callable[[str, Desk], Items]


def _taken(name: str, take: Taker, desk: Desk) -> Items:
    try:
        yield from take(name, desk)
    except Refused as refused:
        yield refused.of(name)
    except OSError as error:
        yield Refusal(name, "unreadable", f"it cannot be read ({error.strerror or error}); check the name and the permissions")


def _from_path(path: Path) -> Taker:
    def take(name: str, desk: Desk) -> Items:
        if not stat.S_ISREG(path.stat().st_mode):
            raise Refused("unreadable", "it is no regular file; give its content on standard input, with - as the source")
        with path.open("rb") as stream:
            yield from _from_stream(name, stream, desk)

    return take


def _from_stdin(name: str, desk: Desk) -> Items:
    limit = desk.options.limits.stdin_bytes
    with tempfile.TemporaryFile() as stream:
        for block in iter(lambda: sys.stdin.buffer.read(BLOCK), b""):
            if stream.tell() + len(block) > limit:
                raise Refused("too-large", f"more than {megabytes(limit)} on standard input; give a file")
            stream.write(block)
        stream.seek(0)
        yield from _from_stream(name, stream, desk)


def _from_url(name: str, desk: Desk) -> Items:
    page = desk.fetch(name)
    yield from _from_stream(name, io.BytesIO(page.body), desk, page)


def _from_stream(name: str, stream: BinaryIO, desk: Desk, page: Fetched | None = None) -> Items:
    head = stream.read(HEAD_BYTES)
    if not head:
        raise Refused("empty", "the file is empty")
    if what := document(head):
        raise Refused("binary", f"this is {what}, no text; give plain text, HTML, JSON Lines, a feed or a WARC")
    yield from BY_KIND[kind(page.url if page else name, head)](Source(name, stream, page), desk)
