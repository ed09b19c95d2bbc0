"""JSON Lines: one article a line."""

import json
from typing import Any

from ingest.drafts import Draft
from ingest.refusals import Refused
from ingest.text import paragraphs, refuse_broken
from ingest.web import web_address

# What each field may be called; the first that is given counts.
KEYS = {
    "text": ("text", "body", "content"),
    "headline": ("title", "headline"),
    "published": ("date", "published", "datePublished", "date_published"),
    "url": ("url", "link"),
    "publisher": ("publisher", "source"),
    "author": ("author", "authors", "byline"),
}


def draft_of(row: bytes) -> Draft:
    """The draft in one line. Raises Refused that names the key at fault. Keys that are not in `KEYS` are ignored."""
    record = _record(row)
    fields = {field: _field(record, names) for field, names in KEYS.items()}
    if not fields["text"]:
        raise Refused("empty", f"no text under any of {', '.join(KEYS['text'])}; the line has {', '.join(sorted(record)) or 'no keys'}"[:300])
    return Draft(
        body=paragraphs(fields["text"]),
        headline=fields["headline"],
        published=fields["published"],
        url=web_address(fields["url"]),
        publisher=fields["publisher"],
        author=fields["author"],
    )


def _record(row: bytes) -> dict[str, Any]:
    try:
        record = json.loads(row.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Refused("damaged", f"the line is no JSON ({str(error)[:120]}): {row[:60]!r}; write one object a line in UTF-8") from error
    if not isinstance(record, dict):
        raise Refused("damaged", f"the line is JSON but no object: {row[:60]!r}; write one object a line")
    return record


def _field(record: dict[str, Any], names: tuple[str, ...]) -> str | None:
    for name in names:
        if (value := record.get(name)) not in (None, "", []):
            return refuse_broken(_string(name, value))
    return None


def _string(name: str, value: Any) -> str:
    values = value if isinstance(value, list) else [value]
    if not all(isinstance(item, str) for item in values):
        raise Refused("damaged", f"{name!r} is {str(value)[:60]!r}; write it as a string")
    return ", ".join(values)
