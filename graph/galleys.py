"""An article set in type: all that the store needs of it and that depends on it alone, so that whoever reads can make it and the one who writes
has only to work out who is who."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from graph.checks import check
from graph.quads import page
from graph.records import Article, Reading, to_json
from graph.rows import SIGHTINGS_VERSION, Statement, article_row, digest, pack
from graph.sightings import sightings, to_row
from graph.stories import outline


@dataclass(frozen=True, slots=True)
class Galley:
    """`reading` and `sightings` are packed JSON as the book keeps them, `sha` a hash of the reading, `size` the number of its entities and
    `events` of its events; `page` is graph.quads.page, `outline` graph.stories.outline."""

    article: Article
    reader: str
    sha: str
    size: int
    events: int
    reading: bytes
    sightings: bytes
    page: str
    outline: str


def galley(article: Article, reading: Reading) -> Galley:
    """Raises ReadingError when the reading does not fit the article."""
    check(article, reading)
    text, found = to_json(reading), sightings(reading, article.publisher)
    return Galley(
        article, reading.reader, digest(text), len(reading.entities), len(reading.events), pack(text), pack(to_row(found)),
        page(article, reading), outline(article, reading),
    )  # fmt: skip


def additions(made: Galley, signature: bytes | None) -> list[Statement]:
    """What puts it into the book's tables."""
    article = made.article.id
    rows: list[Statement] = [
        article_row(made.article),
        ("INSERT OR REPLACE INTO readings VALUES (?, ?, ?, ?)", (article, made.reader, made.sha, made.reading)),
        ("INSERT OR REPLACE INTO sightings VALUES (?, ?, ?, ?)", (article, SIGHTINGS_VERSION, made.size, made.sightings)),
    ]
    if signature is not None:
        rows.append(("INSERT OR REPLACE INTO signatures VALUES (?, ?)", (article, signature)))
        rows.append(("INSERT INTO unlinked VALUES (?, 0) ON CONFLICT DO NOTHING", (article,)))
    return rows


def sent(made: Galley) -> tuple[bytes, ...]:
    """What goes from one process to another."""
    head = json.dumps([made.reader, made.sha, made.size, made.events])
    return head.encode(), made.reading, made.sightings, made.page.encode(), made.outline.encode()


def received(article: Article, parts: Sequence[bytes]) -> Galley:
    """What was sent of this article."""
    head, reading, seen, page, outline = parts
    reader, sha, size, events = json.loads(head)
    return Galley(article, reader, sha, size, events, reading, seen, page.decode(), outline.decode())
