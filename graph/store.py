"""A store: the book, which is the truth, and the graph, an index made from it that can always be made again.

Articles enter the book one transaction each; `settle` then works out who is who and writes the graphs that changed. What a crash leaves
between the two, the next start makes good.
"""

import hashlib
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Self

import pyoxigraph as ox

from graph import checkpoints, index, userdata
from graph.book import Book
from graph.decisions import Decision
from graph.facts import A
from graph.identity import IDENTITY_VERSION, Identity, resolve
from graph.ledger import Entry
from graph.links import attach
from graph.quads import QUADS_VERSION, quads
from graph.records import Article, Reading
from graph.register import register
from graph.relations import relations
from graph.sightings import Sighting
from graph.terms import BASE, IDENTITY, METRICS, RELATIONS, SEM, Iris, term

INPUTS = "inputs"  # the row of the book's table `rendered` that tells what all graphs together were made from
FLUSH_EVERY = 50  # article graphs; RocksDB was seen to wait for ever in one flush after some hundred thousand quads at once


class GraphError(RuntimeError):
    """The graph's files cannot be opened; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What `settle` did: article graphs written and removed, and how many actors and places there are."""

    written: int
    removed: int
    actors: int
    places: int


class Store:
    """A store opened for writing; one at a time. Raises StoreLockedError when another process writes to it.

    `replayed` counts the article graphs that had to be written when it was opened.
    """

    def __init__(self, folder: str | Path, *, base: str = BASE, fresh: bool = False) -> None:
        self.folder, self.iris = Path(folder), Iris(base)
        self.book = Book(self.folder, write=True)
        try:
            self.graph = self._open_graph(fresh=fresh)
            self.replayed = self._repair()
        except BaseException:
            self.book.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Lets the next writer in. What was added and not settled is settled at the next start."""
        del self.graph
        self.book.close()

    def add(self, article: Article, reading: Reading, *, entry: Entry | None = None, signature: bytes | None = None) -> bool:
        """Puts an article into the book, durably; False when the very same was there. The graph follows with `settle`.

        Raises ReadingError when the reading does not fit the article.
        """
        return self.book.add(article, reading, entry=entry, signature=signature)

    def decide(self, decision: Decision) -> Settled:
        """Adds the user's decision and settles."""
        self.book.decide(decision)
        return self.settle()

    def undo(self) -> Decision | None:
        """Takes the latest decision back and settles; None when there was none."""
        decision = self.book.undo()
        self.settle()
        return decision

    def identity(self) -> Identity:
        """Who is who in all of the book."""
        found, sizes = self.sightings()
        identity = resolve(found, sizes, self.book.decisions())
        return replace(identity, links=attach(identity, self.book.links()))

    def sightings(self) -> tuple[list[Sighting], dict[str, int]]:
        """All sightings of the book, and the number of entities by article."""
        sizes: dict[str, int] = {}
        found: list[Sighting] = []
        for article, size, items in self.book.sightings():
            sizes[article] = size
            found += items
        return found, sizes

    def settle(self) -> Settled:
        """Brings the graph to what the book says; only graphs that differ are written. Cheap when nothing changed."""
        inputs, rendered = self._inputs(), self.book.rendered()
        if rendered.get(INPUTS) == inputs:
            self._index(rendered.get(INPUTS), inputs)
            return Settled(0, 0, *self._counts())
        identity = self.identity()
        wanted = self._wanted(identity)
        changed = [graph for graph, fingerprint in wanted.items() if rendered.get(graph) != fingerprint]
        gone = [graph for graph in rendered if graph != INPUTS and graph not in wanted]
        self.book.unset_rendered([INPUTS, *changed, *gone])
        things = self._write(identity, changed, gone)
        self.graph.flush()
        self.book.set_rendered({**{graph: wanted[graph] for graph in changed}, INPUTS: inputs})
        self._index(rendered.get(INPUTS), inputs, {graph: wanted[graph] for graph in changed}, gone, things)
        return Settled(len(changed), len(gone), len(identity.actors), len(identity.places))

    def reindex(self) -> None:
        """Makes the derived graphs, identity and relations, anew from the book and the articles' graphs."""
        self._replace(IDENTITY, register(self.identity(), iris=self.iris))
        self._replace(RELATIONS, relations(self.graph, iris=self.iris))
        self.graph.flush()

    def rebuild(self) -> Settled:
        """Makes the whole graph anew from the book; the sorted N-Quads are the same bytes as before."""
        self.book.unset_rendered(list(self.book.rendered()))
        self.graph.clear()
        settled = self.settle()
        userdata.restore(self.book, self.graph, self.iris.base)
        self.graph.optimize()
        return settled

    def checkpoint(self) -> Path:
        """A read-only snapshot for queries, made of hard links; the two latest are kept."""
        return checkpoints.make(self.graph, self.folder)

    def article_quads(self, article: str, identity: Identity, copy_of: str | None) -> Iterator[ox.Quad]:
        """What the graph of an article must hold."""
        return quads(self.book.article(article), self.book.reading(article), identity, iris=self.iris, copy_of=copy_of)

    def nquads(self) -> bytes:
        """All quads as sorted N-Quads: equal stores have equal bytes."""
        return nquads(self.graph)

    def _open_graph(self, *, fresh: bool) -> ox.Store:
        path = self.folder / "graph"
        if fresh:
            shutil.rmtree(path, ignore_errors=True)
            index.remove(self.folder)
        for orphan in path.glob("bulk-*.sst"):  # left by a bulk load that was killed
            orphan.unlink()
        checkpoints.sweep(self.folder)
        try:
            return ox.Store(path)
        except (OSError, RuntimeError) as error:  # RuntimeError is what RocksDB's corruption comes as
            cure = "close what has it open" if "lock" in str(error).lower() else "`wiregraph rebuild` makes it anew from the book"
            raise GraphError(f"{path} cannot be opened ({error}); {cure}") from error

    def _repair(self) -> int:
        """Forgets what the book believes rendered and the graph has not, removes what nobody knows, and settles."""
        rendered = set(self.book.rendered()) - {INPUTS}
        there = {self.iris.relative(graph.value) for graph in self.graph.named_graphs() if userdata.is_derived(graph.value, self.iris.base)}
        lost = rendered - there
        derived_lost = bool(rendered) and IDENTITY not in there
        if lost or derived_lost:
            self.book.unset_rendered([INPUTS, *lost])
        settled = self.settle()
        for graph in there - set(self.book.rendered()) - {IDENTITY, RELATIONS, METRICS}:
            self.graph.remove_graph(self.iris(graph))
        userdata.restore(self.book, self.graph, self.iris.base)
        return settled.written

    def _inputs(self) -> str:
        """A hash of everything the graph is made from."""
        versions = QUADS_VERSION, IDENTITY_VERSION, self.iris.base
        told = self.book.decisions(), sorted(self.book.copies().items()), self.book.links()
        parts = (versions, sorted(self.book.reading_hashes().items()), told)
        return _hash(parts)

    def _wanted(self, identity: Identity) -> dict[str, str]:
        """For each article's graph a hash of what its quads are made from."""
        hashes, copies = self.book.reading_hashes(), self.book.copies()
        common = (QUADS_VERSION, self.iris.base)
        return {
            f"article/{article}": _hash((common, sha, identity.references(article), identity.publisher(article), copies.get(article)))
            for article, sha in hashes.items()
        }

    def _index(
        self, before: str | None, inputs: str, changed: Mapping[str, str] = MappingProxyType({}), gone: Iterable[str] = (), things: Iterable[str] = ()
    ) -> None:
        """Keeps the look-ups' index up with the graph."""
        index.follow(
            self.folder, self.graph, self.iris, before=before, stamp=inputs, rendered=self.book.rendered,
            articles=changed, removed=gone, things=things,
        )  # fmt: skip

    def _write(self, identity: Identity, changed: Iterable[str], gone: Iterable[str]) -> set[str]:
        """Returns the paths of what changed in the register."""
        copies = self.book.copies()
        for graph in gone:
            self.graph.remove_graph(self.iris(graph))
        for number, graph in enumerate(changed, 1):
            article = graph.removeprefix("article/")
            self._replace(graph, self.article_quads(article, identity, copies.get(article)))
            if number % FLUSH_EVERY == 0:
                self.graph.flush()
        self.graph.flush()
        things = self._replace(IDENTITY, register(identity, iris=self.iris))
        self._replace(RELATIONS, relations(self.graph, iris=self.iris))
        return {path for path in map(self.iris.relative, things) if path.count("/") == 1}

    def _replace(self, graph: str, new: Iterable[ox.Quad]) -> set[str]:
        """Makes a graph hold exactly these quads, touching only those that differ; returns the IRIs of their subjects."""
        wanted = set(new)
        present = set(self.graph.quads_for_pattern(None, None, None, self.iris(graph)))
        for quad in present - wanted:
            self.graph.remove(quad)
        self.graph.extend(wanted - present)
        return {quad.subject.value for quad in wanted ^ present}  # type: ignore[union-attr]

    def _counts(self) -> tuple[int, int]:
        graph = self.iris(IDENTITY)
        kinds = [quad.object for quad in self.graph.quads_for_pattern(None, A, None, graph)]
        return kinds.count(term(SEM + "Actor")), kinds.count(term(SEM + "Place"))


def nquads(graph: ox.Store) -> bytes:
    """All quads of a graph store as sorted N-Quads."""
    dump = graph.dump(format=ox.RdfFormat.N_QUADS) or b""
    return b"".join(sorted(dump.splitlines(keepends=True)))


def _hash(value: object) -> str:
    return hashlib.sha256(repr(value).encode()).hexdigest()[:32]
