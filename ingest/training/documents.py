"""Training documents on disk: one JSON line a document, so that training needs neither the corpora nor a parser."""

import gzip
import json
from dataclasses import fields
from pathlib import Path
from typing import Any

from ingest.reader.coreference import Syntax
from ingest.training.corpora import Document, EventLayer, MentionLayer


def write(documents: list[Document], path: Path) -> None:
    with gzip.open(path, "wt", encoding="utf-8", compresslevel=6) as out:
        for doc in documents:
            out.write(json.dumps({f.name: plain(getattr(doc, f.name)) for f in fields(doc) if f.name not in ("offsets", "lemma")}) + "\n")


def plain(value: Any) -> Any:
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    if isinstance(value, (Syntax, EventLayer, MentionLayer)):
        return [getattr(value, f.name) for f in fields(value)]
    return list(value.items()) if isinstance(value, dict) else value


def read(path: Path) -> list[Document]:
    """The documents that `write` wrote."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [document(json.loads(line)) for line in lines]


def document(stored: dict[str, Any]) -> Document:
    stored["paragraphs"], stored["names_open"] = set(stored["paragraphs"]), frozenset(stored["names_open"])
    stored["factual"] = dict(stored["factual"])
    for name, kind in (("syntax", Syntax), ("mentions", MentionLayer), ("events", EventLayer)):
        if stored[name] is not None:
            stored[name] = kind(*stored[name])
    if stored["events"] is not None:
        stored["events"].triggers = {int(word): known for word, known in stored["events"].triggers.items()}
    if stored["predicates"] is not None:
        stored["predicates"] = set(stored["predicates"])
    return Document(**stored)
