"""Read-only access to a store: queries, names, connections. Opens the newest checkpoint, never the live database."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Self

import pyoxigraph as ox

from graph import checkpoints
from graph.connections import Connection, connections
from graph.names import tokens
from graph.records import Status
from graph.select import select, text, value
from graph.terms import BASE, IDENTITY, PREFIXES, Iris

Answer = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
NAMES = """
SELECT ?thing ?label ?name ?kind ?country WHERE { GRAPH ?register {
  ?thing skos:prefLabel ?label ; a ?kind . VALUES ?kind { wg:Person wg:Organization wg:State wg:Group sem:Place }
  { ?thing skos:prefLabel ?name } UNION { ?thing skos:altLabel ?name } OPTIONAL { ?thing wg:country ?country }
} }
"""


class ViewError(LookupError):
    """A name or a key that the store does not have, or a store made with another base."""


@dataclass(frozen=True, slots=True)
class Match:
    """An actor or place found by name. `rank` is 0 for its label, 1 for an alias, 2 where all words of the query begin words of a name."""

    path: str
    label: str
    kind: str
    country: str | None
    name: str
    rank: Literal[0, 1, 2]


class View:
    """One snapshot; everything read through it agrees."""

    def __init__(self, graph: ox.Store, *, base: str = BASE) -> None:
        self.graph, self.iris = graph, Iris(base)
        self._names: list[tuple[tuple[str, ...], Match]] | None = None

    @classmethod
    def open(cls, folder: str | Path, *, base: str = BASE) -> Self:
        """The newest checkpoint of a store. Raises NoCheckpointError, or ViewError when the store was made with another base."""
        graph = ox.Store.read_only(str(checkpoints.newest(Path(folder))))
        if not graph.contains_named_graph(ox.NamedNode(base + IDENTITY)) and any(g.value.endswith(f"/{IDENTITY}") for g in graph.named_graphs()):
            raise ViewError(f"{folder} was not made with the base {base!r}; give the base it was made with")
        return cls(graph, base=base)

    def query(self, sparql: str, *, union: bool = True) -> Answer:
        """Any SPARQL query; relative IRIs lie under the base, the usual prefixes are known. With `union` a query that names no graph sees all."""
        return self.graph.query(sparql, base_iri=self.iris.base, prefixes=PREFIXES, use_default_graph_as_union=union)

    def entity(self, name: str, *, kind: str | None = None, limit: int = 20) -> list[Match]:
        """Actors and places by name, whatever its case, accents and script: labels, then aliases, then beginnings of words, the most told of first.

        `kind` is person, organization, state, group or place.
        """
        words = tokens(name)
        found: dict[str, Match] = {}
        for known, match in self._all_names():
            rank = _rank(words, known, match.rank)
            if rank is not None and kind in (None, match.kind) and (match.path not in found or found[match.path].rank > rank):
                found[match.path] = Match(match.path, match.label, match.kind, match.country, match.name, rank)
        mentioned = self._mentions(list(found))
        return sorted(found.values(), key=lambda m: (m.rank, -mentioned.get(m.path, 0), m.label, m.path))[:limit]

    def actor(self, name: str) -> str:
        """The path ("actor/KEY") of the actor that a path, a key or a name means; the best match. Raises ViewError when there is none."""
        path = name if name.startswith("actor/") else f"actor/{name}"
        if any(match.path == path for _, match in self._all_names()):
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
        status: Status | None = "happened",
        depth: int = 1,
        limit: int | None = None,
    ) -> list[Connection]:
        """Whom an actor (path, key or name) shares events with, nearest and most frequent first.

        `since` and `until` are days; an event counts when its days, or the day its article appeared, touch the span. `status` None takes all.
        """
        found = connections(self.graph, self.iris, self.actor(actor), since=since, until=until, type_=type_, status=status, depth=depth)
        return found[:limit]

    def _all_names(self) -> list[tuple[tuple[str, ...], Match]]:
        if self._names is None:
            rows = select(self.graph, NAMES.replace("?register", f"<{self.iris(IDENTITY).value}>"))
            self._names = sorted((_named(row, self.iris) for row in rows), key=lambda item: (item[1].path, item[1].rank, item[1].name))
        return self._names

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


def _rank(words: tuple[str, ...], known: tuple[str, ...], rank: Literal[0, 1, 2]) -> Literal[0, 1, 2] | None:
    if not words:
        return None
    if "".join(words) == "".join(known):
        return rank
    return 2 if all(any(own.startswith(word) for own in known) for word in words) else None
