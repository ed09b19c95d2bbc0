"""Writes the graphs of articles: new ones many at a time, which is much faster, and in those that are there only the statements that differ.

What was last written of each article is remembered, so that nothing needs to be read from a graph to know what differs.
"""

from collections.abc import MutableMapping
from typing import Any, NamedTuple

import pyoxigraph as ox

from graph.quads import GAP, QUADS_VERSION, filled, parsed
from graph.terms import Iris
from graph.turtle import trig

LOADED = 10_000_000  # characters of new graphs that are loaded together
FLUSHED = 150_000  # changed quads; RocksDB was seen to wait for ever in one flush after some hundred thousand at once


class Cast(NamedTuple):
    """Who is who in an article: by entity index "actor/KEY" or "place/KEY", None for a thing; who published it; of which article it is a copy."""

    references: tuple[str | None, ...]
    publisher: str | None
    copy_of: str | None


def exchange(graph: ox.Store, old: set[ox.Quad], new: set[ox.Quad]) -> set[ox.Quad]:
    """Puts quads in the place of others, touching only those that differ; which those are."""
    for quad in old - new:
        graph.remove(quad)
    graph.extend(new - old)
    return old ^ new


class Press:
    """`printed` has by article what was last written of it; whoever keeps it keeps it in step with the graph. `finish` comes last."""

    def __init__(self, graph: ox.Store, iris: Iris, printed: MutableMapping[str, Any]) -> None:
        self._graph, self._iris, self._printed = graph, iris, printed
        self._waiting: list[tuple[str, str]] = []
        self._size = self._changed = 0

    def remove(self, article: str) -> None:
        """Removes the graph of an article (its id)."""
        self._graph.remove_graph(self._iris.article(article))
        self._printed.pop(article, None)

    def write(self, article: str, sha: str, page: str, cast: Cast, *, sure: bool) -> None:
        """Makes the graph of an article say what its page (graph.quads.page) says with this cast. `sha` tells the page; where not `sure` that the
        graph is as `printed` says, it is read."""
        before = self._printed.get(article) if sure else None
        self._printed[article] = (QUADS_VERSION, sha, *cast)
        if not self._graph.contains_named_graph(self._iris.article(article)):
            self._wait(article, filled(article, page, *cast))
        elif before and tuple(before[:2]) == (QUADS_VERSION, sha):
            self._mend(article, page, Cast(*before[2:]), cast)
        else:
            name = self._iris.article(article)
            self._exchange(set(self._graph.quads_for_pattern(None, None, None, name)), set(parsed(article, filled(article, page, *cast), self._iris)))

    def finish(self) -> None:
        """Writes what still waits."""
        if self._waiting:
            self._graph.bulk_load(trig(self._iris.base, self._waiting), format=ox.RdfFormat.TRIG)
        self._waiting, self._size = [], 0

    def _wait(self, article: str, text: str) -> None:
        self._waiting.append((f"article/{article}", text))
        self._size += len(text)
        if self._size >= LOADED:
            self.finish()

    def _mend(self, article: str, page: str, before: Cast, after: Cast) -> None:
        """Writes the lines of a page anew that name somebody who is now another. A quad comes from one line only: each has a subject of its own, but
        for the first and the last, of the article itself, which say different things."""
        others = {str(n) for n, (old, new) in enumerate(zip(before.references, after.references, strict=True)) if old != new}
        lines = "".join(f"{line}\n" for line in page.split("\n") if not others.isdisjoint(GAP.findall(line)))
        old, new = (set(parsed(article, filled(article, lines, *cast), self._iris)) for cast in (before, after))
        self._exchange(old, new)

    def _exchange(self, old: set[ox.Quad], new: set[ox.Quad]) -> None:
        self._changed += len(exchange(self._graph, old, new))
        if self._changed >= FLUSHED:
            self._graph.flush()
            self._changed = 0
