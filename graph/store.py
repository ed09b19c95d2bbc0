"""A store: the book, which is the truth, and the graph, an index made from it that can always be made again.

Articles enter the book one transaction each; `settle` then works out who is who and writes the graphs that changed. What a crash leaves
between the two, the next start makes good.
"""

import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Self

import pyoxigraph as ox

from graph import checkpoints, drawers, index, upkeep, userdata
from graph.bearers import Bearers
from graph.book import Book, Changed
from graph.decisions import Decision
from graph.facts import A
from graph.galleys import Galley, galley
from graph.identity import Identity, resolve
from graph.ledger import Entry
from graph.links import attach
from graph.quads import Referring, quads
from graph.records import Article, Reading
from graph.register import register
from graph.relations import relations
from graph.terms import BASE, IDENTITY, METRICS, RELATIONS, SEM, Iris, is_derived, term
from graph.upkeep import SUM, Inputs, Plan, Told, Upkeep

KEPT = 256  # articles that stay in memory as they came, for they are likely to be written again; others are read from the book
ACTORS, PLACES = "actors", "places"  # rows of the book's table `rendered` that tell how many there are
INPUTS = "inputs"  # the row of the book's table `rendered` that tells what all graphs together were made from


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
        self._inputs = Inputs(self.book, base)
        self._upkeep: Upkeep | None = None
        self._galleys: dict[str, Galley] = {}
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
        self._forget()
        self.book.close()

    def _forget(self) -> None:
        if self._upkeep:
            self._upkeep.close()
        self._upkeep = None

    def add(self, article: Article, reading: Reading, *, entry: Entry | None = None, signature: bytes | None = None) -> bool:
        """Puts an article into the book, durably; False when the very same was there. The graph follows with `settle`.

        Raises ReadingError when the reading does not fit the article.
        """
        return self.put(galley(article, reading), entry=entry, signature=signature)

    def put(self, made: Galley, *, entry: Entry | None = None, signature: bytes | None = None) -> bool:
        """`add` of what is set in type already."""
        added = self.book.put(made, entry=entry, signature=signature)
        if added:
            self._galleys[made.article.id] = made
            if len(self._galleys) > KEPT:
                del self._galleys[next(iter(self._galleys))]
        return added

    def decide(self, decision: Decision) -> Settled:
        """Adds the user's decision and settles."""
        self.book.decide(decision)
        return self.settle()

    def undo(self) -> Decision | None:
        """Takes the latest decision back and settles; None when there was none."""
        decision = self.book.undo()
        self.settle()
        return decision

    def who(self) -> Bearers:
        """Who is who, asked one by one, once the graph agrees with the book; good until the store is changed."""
        self.settle()
        kept = self._upkeep or Upkeep(self.book, self.graph, self.iris, self.folder)
        if self._upkeep is None and not kept.knows(self._inputs.stamps()):
            kept.close()
            self.book.unset_rendered([INPUTS])
            self.settle()
        self._upkeep = self._upkeep or kept
        return Bearers(self._upkeep.resolver, lambda: self.graph, self.iris)

    def identity(self) -> Identity:
        """Who is who in all of the book."""
        identity = resolve(self.book.sightings(), self.book.decisions())
        return replace(identity, links=attach(lambda article: identity.articles[article], self.book.links()))

    def settle(self) -> Settled:
        """Brings the graph to what the book says; only what differs is written. It costs what changed; where what was known of the book is lost or
        of an older version, it reads the whole book."""
        inputs, before = self._inputs.now(), self.book.fingerprint(INPUTS)
        if before == inputs:
            if self.book.changed != Changed():
                self.book.settle({SUM: self._inputs.settled()})
            self._index(before, inputs)
            return Settled(0, 0, *self._counts())
        kept = self._upkeep or Upkeep(self.book, self.graph, self.iris, self.folder)
        self._upkeep = None  # it is put back only when all went well
        try:
            settled = self._settle(kept, before, inputs)
        except BaseException:
            kept.close()
            raise
        self._upkeep = kept
        return settled

    def _settle(self, kept: Upkeep, before: str | None, inputs: str) -> Settled:
        known = kept.knows(self._inputs.stamps())
        plan = kept.follow(unsure=before is None) if known else kept.survey()
        self.book.unset_rendered([INPUTS, *plan.write, *plan.remove])
        told = kept.carry_out(plan, self._galleys, unsure=before is None)
        things = self._derive(kept, plan, told, unsure=before is None) if known else self._derive_anew(kept, plan)
        self.graph.flush()
        stamp = self._inputs.settled()
        kept.commit(stamp)
        self.book.settle({**plan.write, INPUTS: inputs, SUM: stamp, ACTORS: str(kept.actors), PLACES: str(kept.places)})
        self._index(before, inputs, plan.write, plan.remove, things, told)
        return Settled(len(plan.write), len(plan.remove), kept.actors, kept.places)

    def reindex(self) -> None:
        """Makes the derived graphs, identity and relations, anew from the book and the articles' graphs."""
        upkeep.replace(self.graph, self.iris(IDENTITY), register(self.identity(), iris=self.iris))
        upkeep.replace(self.graph, self.iris(RELATIONS), relations(self.graph, iris=self.iris))
        self.graph.flush()

    def rebuild(self) -> Settled:
        """Makes the whole graph anew from the book; the sorted N-Quads are the same bytes as before."""
        self.book.unset_rendered(list(self.book.rendered()))
        self._forget()
        drawers.remove(self.folder)
        self.graph.clear()
        settled = self.settle()
        userdata.restore(self.book, self.graph, self.iris.base)
        self.graph.optimize()
        return settled

    def checkpoint(self, *, merged: bool = False) -> Path:
        """A read-only snapshot for queries, made of hard links; the two latest are kept. With `merged` the graph's files are merged before, which
        costs what it holds, so that queries are faster and the snapshot keeps no file that the graph has done with."""
        if merged:
            self.graph.optimize()
        return checkpoints.make(self.graph, self.folder)

    def article_quads(self, article: str, identity: Referring, copy_of: str | None) -> Iterator[ox.Quad]:
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
            drawers.remove(self.folder)
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
        base = self.iris.base
        known = {base + graph for graph in self.book.rendered() if graph.startswith("article/")}
        there = {graph.value for graph in self.graph.named_graphs()}
        others = [graph for graph in there - known if is_derived(graph, base)]  # few, so that only these are looked at closely
        unknown = {self.iris.relative(graph) for graph in others} - {IDENTITY, RELATIONS, METRICS}
        lost, derived_lost = [self.iris.relative(graph) for graph in known - there], bool(known) and base + IDENTITY not in there
        if lost or derived_lost:
            self.book.unset_rendered([INPUTS, *lost])
        if derived_lost:
            drawers.remove(self.folder)
        settled = self.settle()
        for graph in unknown:
            if self.book.fingerprint(graph) is None:
                self.graph.remove_graph(self.iris(graph))
        userdata.restore(self.book, self.graph, self.iris.base)
        return settled.written

    def _index(
        self,
        before: str | None,
        inputs: str,
        changed: Mapping[str, str] = MappingProxyType({}),
        gone: Iterable[str] = (),
        things: Iterable[str] = (),
        told: Mapping[str, Told] = MappingProxyType({}),
    ) -> None:
        """Keeps the look-ups' index up with the graph."""
        index.follow(
            self.folder, self.graph, self.iris, before=before, stamp=inputs, rendered=self.book.rendered,
            articles=changed, removed=gone, things=things, stories={path: one.story for path, one in told.items()},
        )  # fmt: skip

    def _derive(self, kept: Upkeep, plan: Plan, told: Mapping[str, Told], *, unsure: bool) -> set[str]:
        """Brings register and relations up with what the plan wrote; paths of what changed in the register. Where `unsure` what it says, it is
        read."""
        entries, new = kept.entries(plan)
        things = upkeep.write_entries(self.graph, entries, self.iris, new=set() if unsure else new)
        touched = {graph.removeprefix("article/") for graph in (*plan.write, *plan.remove)}
        copies = {copy for article in self.book.changed.readings for copy in self.book.copies_of(article)}
        kept.relate(sorted(touched | copies), told)
        return things

    def _derive_anew(self, kept: Upkeep, plan: Plan) -> set[str]:
        """Makes register and relations anew; paths of what changed in the register."""
        name = self.iris(IDENTITY)
        self.graph.flush()
        entries, _ = kept.entries(plan)
        things = upkeep.replace(self.graph, name, (ox.Quad(*statement, name) for entry in entries.values() for statement in entry))
        kept.relate_all()
        return {path for path in map(self.iris.relative, things) if path.count("/") == 1}

    def _counts(self) -> tuple[int, int]:
        known = self.book.fingerprint(ACTORS), self.book.fingerprint(PLACES)
        if known[0] and known[1]:
            return int(known[0]), int(known[1])
        graph = self.iris(IDENTITY)
        kinds = [quad.object for quad in self.graph.quads_for_pattern(None, A, None, graph)]
        return kinds.count(term(SEM + "Actor")), kinds.count(term(SEM + "Place"))


def nquads(graph: ox.Store) -> bytes:
    """All quads of a graph store as sorted N-Quads."""
    dump = graph.dump(format=ox.RdfFormat.N_QUADS) or b""
    return b"".join(sorted(dump.splitlines(keepends=True)))
