"""Our own annotations as documents: stand-off events on the news corpora, and invented sentences with their text.

See docs/annotation.md. Roles point to head words, found by `heads`: a function from (words, spans) to head words; before there is
a parser, the last word of a span will do.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from ingest.training.corpora import Document, EventLayer, word_span

Heads = Callable[[Document, int, int], int]
FOLDER = Path(__file__).parent / "annotations"


def news(split: str) -> Iterator[dict[str, Any]]:
    """Stand-off records of one split; their text is in the corpora (`ingest.training.worksheet.source_texts`)."""
    for record in read(FOLDER / "news.jsonl"):
        if record["split"] == split:
            yield record


def invented(split: str) -> Iterator[dict[str, Any]]:
    """Invented items, which hold their text; the first event listed is the main one."""
    for record in read(FOLDER / "invented.jsonl"):
        if record["split"] == split:
            yield record


def read(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def document(record: dict[str, Any], words: Document, starts: list[int], heads: Heads) -> Document:
    """Adds the event layer to the words of the record's text; `starts` are their character offsets."""
    begin, end = record["range"]
    inside = [begin <= s < end for s in starts[:-1]]
    triggers: dict[int, dict[str, Any]] = {}
    roles: list[tuple[int, int, str]] = []
    dates = []
    for event in record["events"]:
        trigger = word_span(starts, *event["trigger"])[0]
        triggers[trigger] = {
            "type": event["type"], "mode": event["mode"], "status": event["status"],
            "contexts": contexts_at(record, event["trigger"][0]), **derived(event["status"]),
        }  # fmt: skip
        for role, b, e in event["roles"]:
            span = word_span(starts, b, e)
            roles.append((trigger, heads(words, *span), role))
            if role == "time":
                dates.append(span)
    words.id, words.corpus = record["doc"], "own"
    words.events = EventLayer("own", triggers, roles, inside)
    words.dates = dates
    return words


def contexts_at(record: dict[str, Any], at: int) -> list[str]:
    current: list[str] = []
    for begin, names in record["contexts"]:
        if begin <= at:
            current = names
    return current


def derived(status: str) -> dict[str, str]:
    """Polarity, certainty and time that a status implies; a negated event says nothing of the other two."""
    if status == "negated":
        return {"polarity": "NEG"}
    if status == "possible":
        return {"polarity": "POS", "certainty": "POSSIBLE"}
    return {"polarity": "POS", "certainty": "CERTAIN", "time": "FUTURE" if status == "planned" else "NON_FUTURE"}
