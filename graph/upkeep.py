"""Keeping the graph up with the book: what the one who writes remembers on disk, so that one more article costs what it touches.

`survey` reads the whole book, and from then on `follow` goes by what changed, also in later processes. Both leave the same graph.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, MutableMapping, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from graph import drawers, relations
from graph.accounts import Accounts
from graph.book import Book
from graph.cells import Cluster
from graph.drawers import PLAIN, Disk
from graph.entries import Story
from graph.galleys import Galley
from graph.identity import IDENTITY_VERSION
from graph.links import attach
from graph.portraits import actor, spot
from graph.press import Cast, Press, exchange
from graph.quads import QUADS_VERSION, page
from graph.register import Statement, actor_entry, link_entry, spot_entry, territory, territory_of
from graph.relations import Between, Deed, node_of
from graph.resolver import Resolver
from graph.stories import deeds, outline, story
from graph.terms import IDENTITY, RELATIONS, WG, Iris, term

TOLD = 256  # articles whose telling stays in memory until the look-ups and relations have it; that of others is read from the graph
MODULUS = 1 << 128
SUM = "sum"  # the row of the book's table `rendered` with the sum over all readings and copies when the graph last agreed with them
PARTS = (term(WG + "position"), term(WG + "merge"))  # what leads from an actor to nodes of its own


@dataclass(frozen=True, slots=True)
class Plan:
    """Graphs of articles to write, with the fingerprint of each, and to remove; paths whose entry in the register may be another, and the
    articles that were looked at."""

    write: dict[str, str]
    remove: list[str]
    paths: frozenset[str]
    articles: frozenset[str]


@dataclass(frozen=True, slots=True)
class Told:
    """What an article tells the look-ups, and its deeds as far as they count for relations."""

    story: Story
    deeds: tuple[Deed, ...]


class Upkeep:
    """Who is who in the book, and what the register and the relations say. Raises nothing of its own."""

    def __init__(self, book: Book, graph: ox.Store, iris: Iris, folder: Path) -> None:
        self._book, self._graph, self._iris, self._folder = book, graph, iris, folder
        self._open()

    def _open(self) -> None:
        self._disk = Disk(self._folder / drawers.FILE)
        self.resolver = Resolver(self._disk)
        self.accounts = Accounts(self._disk, self._iris)
        self._state: MutableMapping[str, Any] = self._disk.drawer(PLAIN)
        self._links: MutableMapping[str, Any] = self._disk.drawer(PLAIN)
        self._known: MutableMapping[str, int] = self._disk.drawer(PLAIN)
        self._lands: MutableMapping[str, str] = self._disk.drawer(PLAIN)
        self._rulers: MutableMapping[str, int] = self._disk.drawer(PLAIN)
        self._printed: MutableMapping[str, Any] = self._disk.drawer(PLAIN)

    def knows(self, stamps: Iterable[str]) -> bool:
        """Whether what is remembered is of a book in one of these states."""
        return self._state.get("stamp") in {f"{self._version()} {stamp}" for stamp in stamps}

    def _version(self) -> str:
        return f"{drawers.VERSION} {IDENTITY_VERSION} {self._iris.base}"

    @property
    def actors(self) -> int:
        """How many there are."""
        return int(self._state.get("actors", 0))

    @property
    def places(self) -> int:
        """How many there are."""
        return int(self._state.get("places", 0))

    def commit(self, stamp: str) -> None:
        """Remembers all of it, as what is known of a book in this state."""
        self._state["stamp"] = f"{self._version()} {stamp}"
        if self._disk.commit():
            self.resolver.forget()

    def close(self) -> None:
        """Forgets what was not committed."""
        self._disk.close()

    def survey(self) -> Plan:
        """Reads the whole book; the plan compares it with what is rendered."""
        self.close()
        drawers.remove(self._folder)
        self._open()
        filed = {article: (size, own) for article, size, own in self._book.sightings()}
        changes = self.resolver.update(filed, self._book.decisions())
        rendered = self._book.rendered()
        wanted = {f"article/{article}": self._fingerprint(article, sha, original) for article, sha, original in self._book.states()}
        write = {graph: mark for graph, mark in wanted.items() if rendered.get(graph) != mark}
        gone = [graph for graph in rendered if graph.startswith("article/") and graph not in wanted]
        return Plan(write, gone, changes.paths | self._relinked(), changes.articles)

    def follow(self, *, unsure: bool) -> Plan:
        """Takes in what changed in the book; where `unsure` what the graph has of it, all is written that is not known to be there."""
        changed = self._book.changed
        changes = self.resolver.update({article: self._book.filed(article) for article in changed.readings}, self._book.decisions())
        write, gone = {}, []
        lost = set(self._book.unrendered()) if unsure else set()
        for article in sorted(changes.articles | changed.readings.keys() | changed.originals.keys() | lost):
            graph, sha = f"article/{article}", self._book.reading_hash(article)
            if sha is None:
                gone += [graph] if self._book.fingerprint(graph) else []
            elif self._book.fingerprint(graph) != (mark := self._fingerprint(article, sha, self._book.original(article))):
                write[graph] = mark
        return Plan(write, gone, changes.paths | self._relinked(), changes.articles)

    def carry_out(self, plan: Plan, galleys: Mapping[str, Galley], *, unsure: bool) -> dict[str, Told]:
        """Writes and removes the graphs of articles. What the first TOLD of the articles tell, by graph; `galleys` are those at hand, others are made
        again from the book. Where `unsure` what graphs hold, they are read."""
        press, told = Press(self._graph, self._iris, self._printed), dict[str, Told]()
        for graph in plan.remove:
            press.remove(graph.removeprefix("article/"))
        for graph in plan.write:
            article = graph.removeprefix("article/")
            sha, made = self._book.reading_hash(article) or "", galleys.get(article)
            if made is not None and made.sha == sha:
                text, line = made.page, made.outline
            else:
                known, reading = self._book.article(article), self._book.reading(article)
                text, line = page(known, reading), outline(known, reading)
            cast = Cast(self.resolver.references(article), self.resolver.publisher(article), self._book.original(article))
            press.write(article, sha, text, cast, sure=not unsure)
            if len(told) < TOLD:
                told[graph] = self._told(article, line, cast)
        press.finish()
        return told

    def _told(self, article: str, line: str, cast: Cast) -> Told:
        lines = json.loads(line)
        is_counted = not (cast.copy_of and self._book.reading_hash(cast.copy_of))
        counted = tuple(deeds(article, lines, cast.references, self._iris.base)) if is_counted else ()
        return Told(story(article, lines, cast.references, cast.copy_of), counted)

    def entries(self, plan: Plan) -> tuple[Mapping[str, list[Statement]], set[str]]:
        """What the register must say of the plan's paths, and of the lands of states among them: nothing where nobody has the path. And which of the
        paths are actors of whom it said nothing before."""
        new = {path for path in plan.paths if path.startswith("actor/") and path not in self._known}
        alone = dict(self.resolver.alone(plan.articles))
        bearers = {path: self.resolver.bearer(path) or alone.get(path) for path in plan.paths}
        lands: set[str] = set()
        entries = {path: self._entry(path, cluster, lands) for path, cluster in bearers.items() if path.startswith("actor/")}
        for path in {path for path in bearers if path.startswith("place/")} | lands:
            entries[path] = self._entry(path, bearers.get(path) or self.resolver.bearer(path), lands)
        return entries, new

    def _entry(self, path: str, cluster: Cluster | None, lands: set[str]) -> list[Statement]:
        room, key = path.split("/", 1)
        self._count(path, present=cluster is not None)
        entry: list[Statement] = []
        if room == "actor":
            found = actor(key, cluster) if cluster else None
            lands |= self._rule(path, territory_of(found) if found else None)
            entry = list(actor_entry(found, self._iris)) if found else []
        elif cluster:
            entry = list(spot_entry(spot(key, cluster), self._iris))
        elif self._rulers.get(key.upper()):
            entry = list(spot_entry(territory(key.upper()), self._iris))
        return entry + list(link_entry(path, self._links.get(path, ()), self._iris))

    def _count(self, path: str, *, present: bool) -> None:
        step = present - (path in self._known)
        if present:
            self._known[path] = 1
        else:
            self._known.pop(path, None)
        what = "actors" if path.startswith("actor/") else "places"
        self._state[what] = self._state.get(what, 0) + step

    def _rule(self, path: str, land: str | None) -> set[str]:
        """Notes which land a state rules; paths of the lands that it begins or ceases to rule."""
        before = self._lands.pop(path, None)
        if land:
            self._lands[path] = land
        if before == land:
            return set()
        for code, step in ((before, -1), (land, 1)):
            if code:
                self._rulers[code] = self._rulers.get(code, 0) + step
        return {f"place/{code.lower()}" for code in (before, land) if code}

    def _relinked(self) -> set[str]:
        """Paths whose links are others than before."""
        before, after = dict(self._state.get("links", ())), attach(self.resolver.references, self._book.links())
        self._state["links"] = tuple(after.items())
        changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
        for path in changed:
            self._links[path] = after.get(path, ())
        return changed

    def relate(self, articles: Iterable[str], told: Mapping[str, Told]) -> None:
        """Brings the relations up with what these articles tell; it is read from the graph where it is not at hand."""
        changed: set[Between] = set()
        for article in articles:
            known = told.get(f"article/{article}")
            changed |= self.accounts.replace(article, known.deeds if known else relations.deeds(self._graph, self._iris.article(article)))
        for between in changed:
            replace(self._graph, self._iris(RELATIONS), self.accounts.relation(between), subjects=[node_of(between, self._iris)])

    def relate_all(self) -> None:
        """Makes the relations anew from what all articles in the graph tell."""
        self.accounts.clear()
        for article, own in relations.by_article(self._graph, self._iris).items():
            self.accounts.replace(article, own)
        replace(self._graph, self._iris(RELATIONS), self.accounts.everything())

    def _fingerprint(self, article: str, sha: str, original: str | None) -> str:
        """A hash of what the quads of an article are made from."""
        common = (QUADS_VERSION, self._iris.base)
        return hashed((common, sha, self.resolver.references(article), self.resolver.publisher(article), original))


def write_entries(graph: ox.Store, entries: Mapping[str, list[Statement]], iris: Iris, *, new: Set[str]) -> set[str]:
    """Makes the register say just this of these paths; the paths where it did not. Of the `new` ones it says nothing yet."""
    name, owner = iris(IDENTITY), dict[ox.NamedNode, str]()
    graph.extend({ox.Quad(*statement, name) for path in new for statement in entries[path]})
    known = {path: entry for path, entry in entries.items() if path not in new}
    for path, entry in known.items():
        node = iris(path)
        owner[node] = path
        for part in PARTS:
            owner.update({quad.object: path for quad in graph.quads_for_pattern(node, part, None, name) if isinstance(quad.object, ox.NamedNode)})
        owner.update({subject: path for subject, _, _ in entry})
    changed = replace(graph, name, (ox.Quad(*statement, name) for entry in known.values() for statement in entry), subjects=owner)
    return {*(owner[ox.NamedNode(iri)] for iri in changed), *new}


def replace(graph: ox.Store, name: ox.NamedNode, new: Iterable[ox.Quad], *, subjects: Iterable[ox.NamedNode] | None = None) -> set[str]:
    """Makes a graph, or what it says of these subjects, just these quads, touching only those that differ; the IRIs of their subjects."""
    wanted = set(new)
    present: set[ox.Quad] = set()
    for subject in subjects if subjects is not None else (None,):
        present.update(graph.quads_for_pattern(subject, None, None, name))
    return {quad.subject.value for quad in exchange(graph, present, wanted)}  # type: ignore[union-attr]


class Inputs:
    """Hashes of everything that the graph is made from: for readings and copies a sum over all of them, so that one more is one more term."""

    def __init__(self, book: Book, base: str) -> None:
        self._book, self._versions = book, (QUADS_VERSION, IDENTITY_VERSION, base)
        kept = book.fingerprint(SUM)
        self._sum = int(kept, 16) if kept else self._counted() - self._step()

    def now(self) -> str:
        """The hash of the book as it is now."""
        return hashed((self._versions, (self._sum + self._step()) % MODULUS, self._book.decisions(), self._book.links()))

    def stamps(self) -> tuple[str, str]:
        """What tells the set of readings and copies: as it was when the graph last agreed with it, and as it is."""
        return f"{self._sum % MODULUS:x}", f"{(self._sum + self._step()) % MODULUS:x}"

    def settled(self) -> str:
        """Takes what changed for done; the sum to be kept with that."""
        self._sum += self._step()
        return f"{self._sum % MODULUS:x}"

    def _counted(self) -> int:
        return sum(map(_term, self._book.reading_hashes().items())) + sum(map(_term, self._book.copies().items()))

    def _step(self) -> int:
        step, changed = 0, self._book.changed
        for former, now in ((changed.readings, self._book.reading_hash), (changed.originals, self._book.original)):
            for article, before in former.items():
                after = now(article)
                step += (_term((article, after)) if after else 0) - (_term((article, before)) if before else 0)
        return step


def _term(item: tuple[str, str]) -> int:
    return int.from_bytes(hashlib.sha256(repr(item).encode()).digest()[:16])


def hashed(value: object) -> str:
    """32 hex digits of SHA-256 of what a value looks like."""
    return hashlib.sha256(repr(value).encode()).hexdigest()[:32]
