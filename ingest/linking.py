"""Near-copies linked as articles come and go: only those that meet a new article, or hung together with one that is gone, are looked at.

What the book holds afterwards is what `ingest.copies.copies` makes of all articles at once.
"""

import hashlib
from collections.abc import Iterable, Iterator

from graph.book import Book
from ingest.copies import SIMILAR, Signed, bands, precedence, similarity


def link(book: Book) -> None:
    """Says in the book of each article that is new, or was linked to one that is gone, which one it nearly repeats."""
    with book.together():
        todo = list(book.rows("SELECT article, loosened FROM unlinked ORDER BY article"))
        originals: dict[str, str | None] = {}
        links = _Links(book, originals)
        for article, _ in todo:
            links.enter(article)
        links.regroup([article for article, loosened in todo if loosened])
        for article in (article for article, loosened in todo if not loosened):
            links.join(article)
        book.change([("DELETE FROM unlinked", ())])
        book.change_copies({article: original for article, original in sorted(originals.items()) if book.original(article) != original})


class _Links:
    """Stories, each an original with its copies; `changed` is laid over what the book says."""

    def __init__(self, book: Book, changed: dict[str, str | None]) -> None:
        self._book, self._changed = book, changed
        self._copies: dict[str, set[str]] = {}

    def enter(self, article: str) -> None:
        """Makes the article known to those that come after it."""
        self._book.change([("INSERT OR IGNORE INTO bands VALUES (?, ?)", (key, article)) for key in _keys(self._signature(article) or b"")])

    def join(self, article: str) -> None:
        """Joins a new article to the stories that it meets, which become one."""
        stories = {self._original(other) for other in self._met(article)} - {article}
        if stories:
            self._tell({article, *stories, *(copy for story in stories for copy in self._of(story))})

    def regroup(self, articles: Iterable[str]) -> None:
        """Works out anew what hangs together among these and all that they meet."""
        done: set[str] = set()
        for article in articles:
            if article not in done:
                story, front = {article}, [article]
                while front:
                    new = set(self._met(front.pop())) - story
                    story |= new
                    front += new
                done |= story
                self._tell(story)

    def _tell(self, story: set[str]) -> None:
        first = min(story, key=lambda article: precedence(Signed(article, self._book.article(article).published, b"")))
        for article in story:
            self._changed[article] = None if article == first else first
            self._copies.pop(article, None)
        self._copies[first] = story - {first}

    def _original(self, article: str) -> str:
        told = self._changed[article] if article in self._changed else self._book.original(article)
        return told or article

    def _of(self, original: str) -> set[str]:
        known = self._copies.get(original)
        return set(self._book.copies_of(original)) if known is None else known

    def _met(self, article: str) -> Iterator[str]:
        """Other articles that are nearly the same."""
        own = self._signature(article)
        keys = _keys(own or b"")
        marks = ", ".join("?" * len(keys))
        for (other,) in list(self._book.rows(f"SELECT DISTINCT article FROM bands WHERE key IN ({marks})", *keys)):
            signature = self._signature(other)
            if signature is None:
                self._book.change([("DELETE FROM bands WHERE key = ? AND article = ?", (key, other)) for key in keys])
            elif other != article and own and similarity(own, signature) >= SIMILAR:
                yield other

    def _signature(self, article: str) -> bytes | None:
        return next((row[0] for row in self._book.rows("SELECT signature FROM signatures WHERE article = ?", article)), None)


def _keys(signature: bytes) -> list[int]:
    """The bands as numbers that SQLite can keep."""
    return [int.from_bytes(hashlib.blake2b(band, digest_size=8).digest(), signed=True) for band in bands(signature)]
