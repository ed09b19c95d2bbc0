"""Who bears a path in a store that is settled: asked one by one of what is remembered, so that a decision costs what it concerns, not the store."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

import pyoxigraph as ox

from graph.cells import Cluster
from graph.facts import A
from graph.portraits import Actor, counted, label, spot
from graph.resolver import Resolver
from graph.sightings import PUBLISHER, Sighting
from graph.tallies import Anchor
from graph.terms import IDENTITY, SKOS, WG, Iris, term

KINDS = {term(WG + kind.capitalize()): kind for kind in ("person", "organization", "state", "group")}
SAID = {term(SKOS + "altLabel"): "alias", term(SKOS + "prefLabel"): "label", term(WG + "country"): "country", term(WG + "sector"): "sector"}


class Bearers:
    """The same answers as those of an Identity of all of the book (graph.rulings.Who). `graph` gives the graph as long as the store is open."""

    def __init__(self, resolver: Resolver, graph: Callable[[], ox.Store], iris: Iris) -> None:
        resolver.recall()
        self._resolver, self._graph, self._iris = resolver, graph, iris

    def everyone(self) -> Iterator[Actor]:
        """All actors as the register tells of them: without offices, joined names, articles and sightings."""
        told: defaultdict[ox.NamedNode, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        name = self._iris(IDENTITY)
        for quad in self._graph().quads_for_pattern(None, A, None, name):
            if quad.object in KINDS:
                told[quad.subject]["kind"].append(KINDS[quad.object])  # type: ignore[index]  # actors have IRIs
        for predicate, what in SAID.items():
            for quad in self._graph().quads_for_pattern(None, predicate, None, name):
                if quad.subject in told:
                    told[quad.subject][what].append(quad.object.value)  # type: ignore[index, union-attr]  # likewise, and these are literals
        for node, said in told.items():
            country, sector = (next(iter(said[what]), None) for what in ("country", "sector"))
            key = self._iris.relative(node.value).removeprefix("actor/")
            yield Actor(key, said["kind"][0], said["label"][0], tuple(sorted(said["alias"])), country, sector, (), ())

    def actor(self, key: str) -> Actor:
        """All that is known of one. Raises KeyError when there is none."""
        return counted(key, self._cluster(f"actor/{key}"))

    def label(self, path: str) -> str:
        """What an actor or place is called. Raises KeyError when there is none."""
        cluster, (room, _, key) = self._cluster(path), path.partition("/")
        return label(cluster) if room == "actor" else spot(key, cluster).label

    def anchors(self, path: str, most: int | None = None) -> tuple[Anchor, ...]:
        """The smallest anchors of its sightings, sorted; none when there is no such path."""
        found = self._find(path)
        return found.anchors(most) if found else ()

    def sightings(self, path: str) -> Iterable[Sighting]:
        """All its sightings, in no particular order; none when there is no such path."""
        found = self._find(path)
        return (sighting for part in found.parts for sighting in part.sightings()) if found else ()

    def bearer(self, anchor: Anchor) -> str | None:
        """The path of who was sighted there; None for a thing, or where the article is not in the store."""
        article, number = anchor
        try:
            return self._resolver.publisher(article) if number == PUBLISHER else self._resolver.references(article)[number]
        except KeyError:
            return None

    def _cluster(self, path: str) -> Cluster:
        found = self._find(path)
        if found is None:
            raise KeyError(path)
        return found

    def _find(self, path: str) -> Cluster | None:
        return self._resolver.bearer(path) or self._alone(path)

    def _alone(self, path: str) -> Cluster | None:
        """Those who stay alone are found by the article that speaks of them; where none does so in its graph, by a look at all."""
        try:
            node = self._iris(path)
        except ValueError:
            return None
        if next(self._graph().quads_for_pattern(node, None, None, self._iris(IDENTITY)), None) is None:
            return None
        graphs = {quad.graph_name for quad in self._graph().quads_for_pattern(None, None, node, None)}
        places = [self._iris.relative(graph.value) for graph in graphs if isinstance(graph, ox.NamedNode)]
        articles = sorted(place.removeprefix("article/") for place in places if place.startswith("article/"))
        near = next((cluster for own, cluster in self._resolver.alone(articles) if own == path), None)
        return near or next((cluster for own, cluster in self._resolver.everybody() if own == path), None)
