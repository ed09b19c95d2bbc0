"""RSS and Atom feeds: entries that carry their article, and entries that only point to it."""

import re
from typing import Any
from urllib.parse import urljoin

import feedparser  # type: ignore[import-untyped]  # feedparser ships no types

from ingest.drafts import Draft
from ingest.pages import fragment
from ingest.parsed import Entry, Feed
from ingest.refusals import Refused
from ingest.text import line
from ingest.web import web_address

DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
# A document type stands before the root element, entities only in one; the parser's lenient mode honors them anywhere.
PROLOG = re.compile(r"[^<]*+(?:<[!?][^<]*+)*+")
DOCTYPE = re.compile(r"<!DOCTYPE", re.IGNORECASE)
ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
HEADERS = {"content-type": "application/xml; charset=utf-8"}
SUMMARY_WORDS = 120


def refuse_entities(markup: str) -> None:
    """Raises Refused "entities" for a feed with a document type or entities: nothing good is done with them, and they can grow without end."""
    prolog = PROLOG.match(markup)
    if (prolog and DOCTYPE.search(prolog[0])) or ENTITY.search(markup):
        raise Refused("entities", "the feed declares a document type or entities; remove the <!DOCTYPE ...> from it")


def feed(markup: str, url: str | None = None) -> Feed:
    """The entries of a feed. A summary counts as the article from `SUMMARY_WORDS` words on. Raises Refused when it is no feed."""
    found = feedparser.parse(
        DECLARATION.sub("", markup).encode("utf-8", "replace"), response_headers=HEADERS, sanitize_html=False, resolve_relative_uris=False
    )
    if not found.entries and (found.bozo or not found.version):
        raise Refused("damaged", f"this is no RSS or Atom feed ({found.get('bozo_exception', 'no entries')}); check the file")
    return Feed(tuple(_entry(entry, found.feed.get("title"), url) for entry in found.entries))


def _entry(entry: Any, publisher: str | None, url: str | None) -> Entry:
    body, full = _body(entry)
    draft = Draft(
        body=body,
        headline=_plain(entry.get("title")),
        published=entry.get("published"),
        url=web_address(urljoin(url or "", entry.get("link") or "")),
        publisher=_plain(publisher),
        author=line(entry.get("author")),
    )
    return Entry(draft, full)


def _body(entry: Any) -> tuple[tuple[str, ...], bool]:
    contents = [fragment(item.get("value") or "") for item in entry.get("content", [])]
    if any(contents):
        return max(contents, key=lambda parts: sum(map(len, parts))), True
    summary = fragment(entry.get("summary") or "")
    return summary, len(" ".join(summary).split()) >= SUMMARY_WORDS


def _plain(markup: str | None) -> str | None:
    return line(" ".join(fragment(markup or "")))
