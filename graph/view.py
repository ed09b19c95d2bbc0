"""Read-only access to a store: queries, names, connections. Opens the newest checkpoint, never the live database.

Names and connections come from the store's index where it shows the same state as the checkpoint, else, slower, from the graph.
"""

from dataclasses import replace
from pathlib import Path
from typing import Self

import pyoxigraph as ox

from graph import checkpoints, neighbors, search, stamps
from graph.connections import Connection, connections
from graph.index import Index, at
from graph.names import tokens
from graph.namesakes import Match, likeness, rank
from graph.records import Status
from graph.select import select, text, value
from graph.terms import BASE, IDENTITY, PREFIXES, Iris
from graph.wanted import Wanted

Answer = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
NAMES = """
SELECT ?thing ?label ?name ?kind ?country WHERE { GRAPH ?register {
  ?thing skos:prefLabel ?label ; a ?kind . VALUES ?kind { wg:Person wg:Organization wg:State wg:Group sem:Place }
  { ?thing skos:prefLabel ?name } UNION { ?thing skos:altLabel ?name } OPTIONAL { ?thing wg:country ?country }
} }
"""


class ViewError(LookupError):
    """A name or a key that the store does not have, or a store made with another base."""


class View:
    """One snapshot; everything read through it agrees."""

    def __init__(self, graph: ox.Store, *, base: str = BASE, index: Index | None = None) -> None:
        self.graph, self.iris, self.index = graph, Iris(base), index
        self._names: list[tuple[tuple[str, ...], Match]] | None = None

    @classmethod
    def open(cls, folder: str | Path, *, base: str = BASE, readers: int = 1) -> Self:
        """The newest checkpoint of a store, for so many threads. Raises NoCheckpointError, or ViewError when it was made with another base."""
        path = checkpoints.newest(Path(folder))
        graph = ox.Store.read_only(str(path))
        if not graph.contains_named_graph(ox.NamedNode(base + IDENTITY)) and any(g.value.endswith(f"/{IDENTITY}") for g in graph.named_graphs()):
            raise ViewError(f"{folder} was not made with the base {base!r}; give the base it was made with")
        return cls(graph, base=base, index=at(Path(folder), stamps.of_checkpoint(path), readers=readers))

    def query(self, sparql: str, *, union: bool = True) -> Answer:
        """Any SPARQL query; relative IRIs lie under the base, the usual prefixes are known. With `union` a query that names no graph sees all."""
        return self.graph.query(sparql, base_iri=self.iris.base, prefixes=PREFIXES, use_default_graph_as_union=union)

    def entity(self, name: str, *, kind: str | None = None, limit: int = 20) -> list[Match]:
        """Actors and places by name, whatever its case, accents and script: labels, then aliases, then beginnings of words, the most told of first.

        Where there is none, those that are spelled alike, the likest first. `kind` is person, organization, state, group or place.
        """
        if self.index is not None:
            return search.search(self.index, name, kind=kind, limit=limit)
        words = tokens(name)
        found: dict[str, Match] = {}
        for known, match in self._all_names():
            fits = rank(words, known, match.rank)
            if fits is not None and kind in (None, match.kind) and (match.path not in found or found[match.path].rank > fits):
                found[match.path] = replace(match, rank=fits)
        mentioned = self._mentions(list(found))
        best = sorted(found.values(), key=lambda m: (m.rank, -mentioned.get(m.path, 0), m.label, m.path))
        return (best or self._alike(words, kind))[:limit]

    def actor(self, name: str) -> str:
        """The path ("actor/KEY") of the actor that a path, a key or a name means; the best match. Raises ViewError when there is none."""
        path = name if name.startswith("actor/") else f"actor/{name}"
        if search.exists(self.index, path) if self.index else any(match.path == path for _, match in self._all_names()):
            return path
        best = next((match for match in self.entity(name) if match.kind != "place"), None)
        if best is None:
            raise ViewError(f"no actor is called {name!r}; try a part of the name")
        return best.path

    def connections(
        self,
        actor: str,
        *,
        since: str | None = None,
        until: str | None = None,
        type_: str | None = None,
        quad: str | None = None,
        status: Status | None = "happened",
        depth: int = 1,
        limit: int | None = None,
    ) -> list[Connection]:
        """Whom an actor (path, key or name) shares events with, nearest and most frequent first.

        `since` and `until` are days; an event counts when its days, or the day its article appeared, touch the span. `status` None takes all.
        """
        wanted, path = Wanted(since, until, type_, quad, status), self.actor(actor)
        if self.index is not None:
            return neighbors.connections(self.index, path, wanted, depth=depth, limit=limit).items
        return connections(self.graph, self.iris, path, wanted, depth=depth)[:limit]

    def _all_names(self) -> list[tuple[tuple[str, ...], Match]]:
        if self._names is None:
            rows = select(self.graph, NAMES.replace("?register", f"<{self.iris(IDENTITY).value}>"))
            self._names = sorted((_named(row, self.iris) for row in rows), key=lambda item: (item[1].path, item[1].rank, item[1].name))
        return self._names

    def _alike(self, words: tuple[str, ...], kind: str | None) -> list[Match]:
        found: dict[str, tuple[float, Match]] = {}
        for known, match in self._all_names():
            alike = likeness(words, known)
            if alike is not None and kind in (None, match.kind) and (match.path not in found or found[match.path][0] < alike):
                found[match.path] = alike, replace(match, rank=3)
        mentioned = self._mentions(list(found))
        return [match for _, match in sorted(found.values(), key=lambda f: (-f[0], -mentioned.get(f[1].path, 0), f[1].label, f[1].path))]

    def _mentions(self, paths: list[str]) -> dict[str, int]:
        nodes = " ".join(str(self.iris(path)) for path in paths)
        rows = select(
            self.graph, f"SELECT ?thing (COUNT(?m) AS ?count) WHERE {{ VALUES ?thing {{ {nodes} }} ?m itsrdf:taIdentRef ?thing }} GROUP BY ?thing"
        )
        return {self.iris.relative(text(row, "thing")): int(text(row, "count")) for row in rows}


def _named(row: ox.QuerySolution, iris: Iris) -> tuple[tuple[str, ...], Match]:
    label, name = text(row, "label"), text(row, "name")
    kind = text(row, "kind").rsplit("#")[-1].rsplit("/")[-1].lower()
    return tokens(name), Match(iris.relative(text(row, "thing")), label, kind, value(row, "country"), name, 0 if name == label else 1)
