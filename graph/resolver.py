"""Who is who, kept up as articles come and go: clusters by name, the user's decisions on top, and a path for each.

`update` costs what the changed articles' names cost, not what the store holds; what it leaves behind depends on the set of articles and decisions
alone, however they came.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass

from graph.buckets import current
from graph.cells import Cluster, lone, suffix
from graph.clusters import Clusters, Looked
from graph.countries import countries
from graph.decisions import Decided, Decision, decide
from graph.drawers import PLAIN, SET, Disk, Kept, Memory
from graph.names import slug
from graph.ontology import vocabulary
from graph.portraits import label
from graph.records import from_json, to_json
from graph.sightings import PUBLISHER, Sighting
from graph.tallies import Anchor, Bucket, Unit

References = tuple[str | None, ...]
Shelf = tuple[str, str]  # room and slug: those who would have the same path
Filed = tuple[int, tuple[Sighting, ...]]  # the number of an article's entities, and its sightings


@dataclass(frozen=True, slots=True)
class Changes:
    """What an update did: articles whose references may be others than before, and paths whose bearer is new, gone or other than before."""

    articles: frozenset[str]
    paths: frozenset[str]


@dataclass(frozen=True, slots=True)
class Concern:
    """What decisions speak of: a hash of these, the descriptors of clusters that they took or made, and the names of all their sightings."""

    decisions: str = ""
    names: frozenset[str] = frozenset()
    units: frozenset[Unit] = frozenset()


class Resolver:
    """Who is who in a set of articles that may change; on a `Disk` it goes on where another process ended."""

    def __init__(self, drawers: Memory | Disk | None = None) -> None:
        drawers = drawers or Memory()
        self._names = Clusters(drawers)
        self._decided: Decided | None = None
        self._made: dict[str, Cluster] = {}
        self._concern = Concern()
        self._ruled: dict[Anchor, str] = {}
        self._stands: MutableMapping[str, Shelf | None] = drawers.drawer(PLAIN)
        self._paths: MutableMapping[str, str] = drawers.drawer(PLAIN)
        self._at: MutableMapping[str, str] = drawers.drawer(PLAIN)
        self._shelves: MutableMapping[Shelf, set[str]] = drawers.drawer(SET, set)
        self._told: MutableMapping[str, str] = drawers.drawer(PLAIN)
        self._known = False

    def update(self, articles: Mapping[str, Filed | None], decisions: Sequence[Decision] = ()) -> Changes:
        """Takes in, replaces or (None) takes out articles, and applies the decisions, all there are."""
        self.recall()
        buckets = self._names.buckets
        before = {article: self._lone_paths(article) for article in articles}
        for article, filed in articles.items():
            if filed is None:
                buckets.take(article)
            else:
                buckets.put(article, *filed)
        moved, buckets.moved = buckets.moved, set()
        looked = self._names.update()
        changed = looked.changed | self._decide(tuple(decisions), articles.keys(), looked)
        paths = {path for article in moved for path in (*before.get(article, ()), *self._lone_paths(article))}
        for bucket in looked.lone:
            if bucket.path is not None:
                bucket.lead(None)
                moved.update(bucket.members)
                paths |= {self._lone_path(bucket, sighting) for found in bucket.members.values() for sighting in found}
        return self._settle(changed, moved, paths)

    def forget(self) -> None:
        """To be called when the drawers were emptied: the next update begins with what is in them."""
        self._known = False

    def recall(self) -> None:
        """Remembers what decisions concerned before this process, if that is not known yet; to be called before anything is asked."""
        if self._known:
            return
        self._decided, self._made = None, {}
        self._ruled = {(article, number): path for article, number, path in json.loads(self._told.get("ruled", "[]"))}
        if kept := self._told.get("concern"):
            code, names, units = json.loads(kept)
            self._concern = Concern(code, frozenset(names), frozenset(map(tuple, units)))
        elif "decisions" in self._told:  # by a version that did not note it
            self._concern, self._ruled = self._concerned(self._told_decisions()), self._rulings()
        else:
            self._concern = Concern()
        self._known = True

    @property
    def decided(self) -> Decided:
        """What the decisions made of the clusters that they speak of; worked out when it is first asked for."""
        if self._decided is None:
            self._set_decided(decide(self._locator(), self._told_decisions()))
        return self._decided or Decided()

    def _told_decisions(self) -> tuple[Decision, ...]:
        return tuple(from_json(Decision, one) for one in json.loads(self._told.get("decisions", "[]")))

    def _concerned(self, decisions: Sequence[Decision]) -> Concern:
        """What the decisions speak of, once they are applied."""
        anchors = {anchor for decision in decisions for part in decision.parts for anchor in part.of}
        units = frozenset(bucket.unit for anchor in anchors if (bucket := self._names.buckets.bucket(anchor)))
        return Concern(_code(decisions), self.decided.taken | self._made.keys(), units)

    def _set_decided(self, decided: Decided) -> None:
        self._decided = decided
        self._made = {cluster.descriptor: cluster for cluster in decided.clusters}

    def references(self, article: str) -> References:
        """By entity index "actor/KEY" or "place/KEY"; None for a thing. Raises KeyError for an article that is not in the set."""
        filing = self._names.buckets.articles[article]
        found: list[str | None] = [None] * filing.size
        for sighting, bucket in zip(filing.sightings, filing.buckets, strict=True):
            if sighting.number != PUBLISHER:
                found[sighting.number] = self._path(sighting, current(bucket))
        return tuple(found)

    def publisher(self, article: str) -> str | None:
        """ "actor/KEY" of who published the article."""
        filing = self._names.buckets.articles[article]
        last = filing.sightings[-1] if filing.sightings else None
        return self._path(last, current(filing.buckets[-1])) if last and last.number == PUBLISHER else None

    def articles(self) -> Iterator[str]:
        """All articles of the set."""
        articles = self._names.buckets.articles
        return articles.everything() if isinstance(articles, Kept) else iter(articles)

    def bearer(self, path: str) -> Cluster | None:
        """Who has a path; None when nobody has. Those who stay alone are found by `everybody` only."""
        name = self._at.get(path)
        return self._bearer(name) if name is not None else None

    def _bearer(self, name: str) -> Cluster | None:
        """The cluster of a descriptor, as decisions have left it."""
        if name not in self._concern.names:
            return self._names.get(name)
        taken = self.decided.taken
        return self._made.get(name) or (None if name in taken else self._names.get(name))

    def everybody(self) -> Iterator[tuple[str, Cluster]]:
        """All actors and places with their paths."""
        for path in self._at.everything() if isinstance(self._at, Kept) else list(self._at):
            if bearer := self.bearer(path):
                yield path, bearer
        for bucket in self._names.buckets.everything():
            if bucket.path is None:
                for found in bucket.members.values():
                    yield from ((self._lone_path(bucket, one), lone(bucket, one)) for one in found if one.anchor not in self._ruled)

    def alone(self, articles: Iterable[str]) -> Iterator[tuple[str, Cluster]]:
        """Those in these articles who stay alone, with their paths."""
        for article in articles:
            for sighting, bucket in self._lone(article):
                if sighting.anchor not in self._ruled:
                    yield self._lone_path(bucket, sighting), lone(bucket, sighting)

    def _lone(self, article: str) -> Iterator[tuple[Sighting, Bucket]]:
        filing = self._names.buckets.articles.get(article)
        for sighting, bucket in zip(filing.sightings, map(current, filing.buckets), strict=True) if filing else ():
            if bucket.path is None:
                yield sighting, bucket

    def _lone_paths(self, article: str) -> set[str]:
        return {self._lone_path(bucket, sighting) for sighting, bucket in self._lone(article)}

    def _path(self, sighting: Sighting, bucket: Bucket) -> str:
        return self._ruled.get(sighting.anchor) or bucket.path or self._lone_path(bucket, sighting)

    def _lone_path(self, bucket: Bucket, sighting: Sighting) -> str:
        cluster = lone(bucket, sighting)
        return _with_suffix(_shelf(cluster), cluster)

    def _decide(self, decisions: tuple[Decision, ...], articles: Iterable[str], looked: Looked) -> frozenset[str]:
        """Applies the decisions anew where they may come out otherwise than before; the clusters that are others by that."""
        before, named = self._concern, {article for decision in decisions for part in decision.parts for article, _ in part.of}
        alike = before.decisions == _code(decisions) and before.names.isdisjoint(looked.changed) and before.units.isdisjoint(looked.units)
        if alike and named.isdisjoint(articles):
            return frozenset()
        self._told["decisions"] = json.dumps([to_json(decision) for decision in decisions])
        self._set_decided(decide(self._locator(), decisions))
        self._concern = self._concerned(decisions)
        self._told["concern"] = json.dumps([self._concern.decisions, sorted(self._concern.names), sorted(self._concern.units)])
        return before.names | self._concern.names

    def _locator(self) -> Callable[[Anchor], tuple[Cluster, Bucket] | None]:
        """Finds the cluster and the bucket of a sighting, as names alone make them; of each bucket the cluster is made once."""
        homes: dict[int, Cluster | None] = {}

        def locate(anchor: Anchor) -> tuple[Cluster, Bucket] | None:
            bucket = self._names.buckets.bucket(anchor)
            if bucket is None:
                return None
            if bucket.number not in homes:
                home = self._names.home(bucket)
                homes[bucket.number] = self._names.get(home) if home else None
            return homes[bucket.number] or lone(bucket, bucket.sighting(anchor)), bucket

        return locate

    def _settle(self, changed: frozenset[str], moved: set[str], paths: set[str]) -> Changes:
        """Gives paths to the changed clusters, and tells which articles and paths that concerns."""
        shelves: set[Shelf] = set()
        wished: dict[str, str] = {}
        for name in changed:
            new = self._bearer(name)
            if new and new.path is not None:
                wished[name] = new.path
            shelves |= self._put(name, _shelf(new) if new and new.path is None else None)
        for shelf in shelves:
            wished |= self._wished(shelf, changed)
        paths |= {path for name in changed | wished.keys() if (path := self._paths.pop(name, None))} | set(wished.values())
        for path in paths:
            self._at.pop(path, None)
        for name, path in wished.items():
            self._paths[name], self._at[path] = path, name
            if bearer := self._bearer(name):
                paths |= self._mark(bearer, path, moved)
        paths |= self._rule(moved)
        return Changes(frozenset(moved), frozenset(paths))

    def _put(self, name: str, after: Shelf | None) -> set[Shelf]:
        """Puts a name on a shelf, or on none; that shelf, and the one where it was."""
        before = self._stands.get(name)
        if before != after:
            if before is not None:
                self._shelves[before].discard(name)
                if not self._shelves[before]:
                    del self._shelves[before]
                del self._stands[name]
            if after is not None:
                self._shelves[after].add(name)
                self._stands[name] = after
        return {shelf for shelf in (before, after) if shelf is not None}

    def _wished(self, shelf: Shelf, changed: frozenset[str]) -> dict[str, str]:
        """New paths of those on a shelf. The one in most articles, by powers of two, has the plain slug, so that it seldom passes to another; the
        others have a hash of what tells them apart."""
        (room, slug), found = shelf, {name: cluster for name in self._shelves.get(shelf, ()) if (cluster := self._bearer(name))}
        bearers = [name for name, one in found.items() if not one.lone] if room == "actor" and not is_reserved(slug) else []
        first = min(bearers, key=lambda name: (-found[name].tally.articles.bit_length(), name), default=None)
        before = self._at.get(f"{room}/{slug}", "")
        wished = {name: _with_suffix(shelf, one) for name, one in found.items() if name in changed or name == before}
        wished |= {first: f"{room}/{slug}"} if first else {}
        return {name: path for name, path in wished.items() if name in changed or self._paths[name] != path}

    def _mark(self, cluster: Cluster, path: str, moved: set[str]) -> set[str]:
        """Notes the path in the cluster's buckets; paths that their sightings had each alone."""
        gone = set()
        for part in cluster.parts:
            bucket = part.bucket
            if part.only is None and bucket.path != path:
                moved.update(bucket.members)
                if bucket.path is None:
                    gone |= {self._lone_path(bucket, one) for found in bucket.members.values() for one in found}
                bucket.lead(path)
        return gone

    def _rule(self, moved: set[str]) -> set[str]:
        """Notes the paths of single sightings that decisions gave them; paths that they had or have alone."""
        if self._decided is None:
            return set()  # nothing was asked about those whom decisions concern, so nothing of them has changed
        ruled = self._rulings()
        paths = set()
        for anchor in {*ruled, *self._ruled}:
            if ruled.get(anchor) != self._ruled.get(anchor):
                moved.add(anchor[0])
                paths |= self._lone_paths(anchor[0])
        if ruled != self._ruled:
            self._ruled = ruled
            self._told["ruled"] = json.dumps(sorted((*anchor, path) for anchor, path in ruled.items()))
        return paths

    def _rulings(self) -> dict[Anchor, str]:
        parts = [(part.only, self._paths[cluster.descriptor]) for cluster in self.decided.clusters for part in cluster.parts if part.only]
        return {anchor: path for anchors, path in parts for anchor in anchors}


def _code(decisions: Sequence[Decision]) -> str:
    return hashlib.sha256(repr(decisions).encode()).hexdigest() if decisions else ""


def _shelf(cluster: Cluster) -> Shelf:
    room = "place" if cluster.kind == "place" else "actor"
    return room, "-".join(cluster.words)[:60].strip("-") or slug(label(cluster))


def _with_suffix(shelf: Shelf, cluster: Cluster) -> str:
    return f"{shelf[0]}/{shelf[1]}-{suffix(cluster)}"


def is_reserved(name: str) -> bool:
    """Whether the slug looks like the key of a state ("prk"), of a group ("prk-mil") or of an actor of one article alone."""
    code, _, sector = name.partition("-")
    state = code.upper() in countries() and (not sector or sector.upper() in vocabulary().sectors)
    return state or re.match(r"[0-9a-f]{16}-", name) is not None
