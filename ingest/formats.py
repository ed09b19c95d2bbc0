"""What each kind of source holds: one article, or many."""

import io
from collections import Counter
from collections.abc import Callable, Iterator

from ingest import jsonl, streams
from ingest.desk import Desk, Found, Source
from ingest.drafts import Draft, filled, finished
from ingest.framing import Frame, frames
from ingest.kinds import Kind
from ingest.limits import Limits, megabytes
from ingest.parsed import Entry, Feed, Response
from ingest.refusals import Refusal, Refused
from ingest.text import decoded, headline_of, refuse_broken
from ingest.web import charset

Items = Iterator[Found | Refusal]


def _text(source: Source, desk: Desk) -> Items:
    text = refuse_broken(decoded(_whole(source, desk, desk.options.limits.text_bytes), _charset(source)))
    headline, body = headline_of(text)
    yield _found(source.name, Draft(body, headline, url=source.url), desk)


def _page(source: Source, desk: Desk) -> Items:
    yield _found(source.name, _page_draft(source, desk), desk)


def _page_draft(source: Source, desk: Desk) -> Draft:
    data = _whole(source, desk, desk.options.limits.page_bytes)
    return desk.parser.parse("page", Draft, _utf8(data, _charset(source)), source.url)


def _jsonl(source: Source, desk: Desk) -> Items:
    limits = desk.options.limits
    rows = streams.lines(streams.chunks(source.stream, limits), limits.line_bytes)
    for number, row in enumerate(rows, start=1):
        if row is None or row.strip():
            yield _row(f"{source.name}:{number}", row, desk)


def _row(name: str, row: bytes | None, desk: Desk) -> Found | Refusal:
    if row is None:
        return Refusal(name, "too-large", f"the line is longer than {megabytes(desk.options.limits.line_bytes)}; an article is shorter")
    try:
        return _found(name, jsonl.draft_of(row), desk)
    except Refused as refused:
        return refused.of(name)


def _feed(source: Source, desk: Desk) -> Items:
    data = _whole(source, desk, desk.options.limits.feed_bytes)
    content = desk.parser.parse("feed", Feed, _utf8(data, _charset(source)), source.url)
    if not content.entries:
        raise Refused("empty", "the feed has no entries")
    for number, entry in enumerate(content.entries, start=1):
        yield _announced(entry.draft.url or f"{source.name}:{number}", entry, desk)


def _announced(name: str, entry: Entry, desk: Desk) -> Found | Refusal:
    try:
        if entry.full:
            return _found(name, entry.draft, desk)
        if entry.draft.url is None:
            raise Refused("too-short", "the entry has only a summary, and no address where its article is")
        page = desk.fetch(entry.draft.url)
        return _found(name, filled(_page_draft(Source(name, io.BytesIO(page.body), page), desk), entry.draft), desk)
    except Refused as refused:
        return refused.of(name)


def _warc(source: Source, desk: Desk) -> Items:
    others: Counter[str] = Counter()
    for frame in frames(source.stream, desk.options.limits):
        try:
            draft, other = _page_or_other(frame, desk)
            if draft is None:
                others[other] += 1
            else:
                yield _found(draft.url or f"{source.name}@{frame.offset}", draft, desk)
        except Refused as refused:
            yield refused.of(f"{source.name}@{frame.offset}")
    if others:
        yield Refusal(
            source.name, "no-page", "passed over what is no page: " + ", ".join(f"{count} {what}" for what, count in sorted(others.items()))
        )


def _page_or_other(frame: Frame, desk: Desk) -> tuple[Draft | None, str]:
    """The draft of a page, or what the record is instead."""
    if frame.fault is not None:
        raise frame.fault
    if not frame.type:
        raise Refused("damaged", "the record has no WARC-Type; get the file again")
    if frame.type != "response":
        return None, frame.type
    cut = _cut(frame, desk.options.limits)
    parsed = desk.parser.parse("record-kind" if cut else "record", Response, frame.data)
    if cut and parsed.other is None:
        raise cut
    return parsed.draft, parsed.other or ""


def _cut(frame: Frame, limits: Limits) -> Refused | None:
    """What to say of a page of which only the beginning was kept."""
    if frame.size <= len(frame.data):
        return None
    return Refused("too-large", f"the record has {megabytes(frame.size)}; a page has at most {megabytes(limits.page_bytes)}")


BY_KIND: dict[Kind, Callable[[Source, Desk], Items]] = {
    "text": _text,
    "page": _page,
    "jsonl": _jsonl,
    "feed": _feed,
    "warc": _warc,
}


def _found(name: str, draft: Draft, desk: Desk) -> Found:
    return Found(name, finished(draft, desk.options, desk.is_stored))


def _whole(source: Source, desk: Desk, limit: int) -> bytes:
    return streams.whole(streams.chunks(source.stream, desk.options.limits), limit)


def _charset(source: Source) -> str | None:
    return charset(source.page.content_type) if source.page else None


def _utf8(data: bytes, charset: str | None) -> bytes:
    """Data whose charset only the server told, in UTF-8 for the parser; other data as it is."""
    return decoded(data, charset).encode("utf-8", "replace") if charset else data
