"""The store's events as columns: one entry an event, sorted by its IRI, ready for arithmetic on whole arrays.

Read predicate by predicate straight from the index; a year of news takes seconds where a query with all its joins takes minutes. The order of
the columns depends on nothing but the IRIs, so sums come out the same, bit by bit, in whatever order the articles came.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Any

import numpy as np
import numpy.typing as npt
import pyoxigraph as ox

from graph.facts import A
from graph.literals import day
from graph.memberships import memberships
from graph.ontology import vocabulary
from graph.terms import IDENTITY, PLV, PREFIXES, RDFS, SCHEMA, SEM, SKOS, WG, WGS, Iris, term

Array = npt.NDArray[Any]
KINDS = ("Person", "Organization", "State", "Group")
QUADS = ("VerbalCooperation", "MaterialCooperation", "VerbalConflict", "MaterialConflict")


@dataclass(frozen=True, slots=True)
class Things:
    """Actors or places: object arrays, None where a trait is unknown, sorted by `path` ("actor/KEY", "place/KEY")."""

    path: Array
    label: Array
    kind: Array
    country: Array
    sector: Array
    lat: Array
    long: Array

    def __len__(self) -> int:
        return len(self.path)


@dataclass(frozen=True, slots=True)
class Links:
    """Pairs of an event and an actor or place, both as indexes; sorted, each once."""

    event: Array
    thing: Array


@dataclass(frozen=True, slots=True)
class Columns:
    """All events. `quad` indexes QUADS and is -1 for the untyped, `speaker` indexes `actors` and is -1 for the article's own voice.

    `article` and `source` are numbers that are equal for events of one article, and of one publisher; an article whose publisher is unknown is
    a source of its own. `copy` tells events of a near-copy whose original is in the store too. Days are datetime64[D] and may be NaT. `member` is the
    organization of each actor, -1 where none is known.
    """

    actors: Things
    places: Things
    event: Array
    label: Array
    type: Array
    quad: Array
    score: Array
    confidence: Array
    status: Array
    speaker: Array
    first: Array
    last: Array
    article: Array
    source: Array
    copy: Array
    acting: Links
    receiving: Links
    involved: Links
    located: Links
    member: Array


def columns(graph: ox.Store, *, iris: Iris = Iris(), labels: bool = True) -> Columns:  # noqa: B008
    """All events of a store; their labels, which only networks of events show, can be left out and are None then."""
    return _Reader(graph, iris).columns(labels=labels)


class _Reader:
    """The index by predicate, and the numbers that events and articles got.

    Queries of two variables written as CSV by the index itself: it looks up the text of those two only, three times as fast as whole quads. What
    users put into graphs of their own makes no events.
    """

    def __init__(self, graph: ox.Store, iris: Iris) -> None:
        self.graph, self.iris = graph, iris
        self.ours = (f"{iris.base}article/", f"{iris.base}graph/")
        theirs = any(not (isinstance(name, ox.NamedNode) and name.value.startswith(self.ours)) for name in graph.named_graphs())
        self.only = f'FILTER(STRSTARTS(STR(?g), "{iris.base}article/"))' if theirs else ""  # which costs time, so only where it must
        told = sorted(zip(*self._table(f"SELECT ?e ?g ?v {{ GRAPH ?g {{ ?e wg:status ?v }} {self.only} }}"), strict=True))
        self.events = {event: number for number, (event, _, _) in enumerate(told)}
        self.names = sorted({article for _, article, _ in told})
        self.articles = {article: number for number, article in enumerate(self.names)}
        self.article = np.array([self.articles[article] for _, article, _ in told], dtype=np.int64)
        self.status = objects(status.removeprefix(WG).lower() for _, _, status in told)

    def columns(self, *, labels: bool) -> Columns:
        actors, places = self._things("actor/"), self._things("place/")
        numbers = {self.iris.base + path: number for number, path in enumerate(actors.path)}
        acting, receiving = self._links("wg:actor", numbers), self._links("wg:recipient", numbers)
        others = [self._links(predicate, numbers) for predicate in ("wg:participant", "wg:instrument")]
        first, last = self._days()
        types = self._values("sem:eventType", lambda iri: iri.removeprefix(PLV).removeprefix(WG))
        return Columns(
            actors=actors,
            places=places,
            event=objects(event.removeprefix(self.iris.base) for event in self.events),
            label=self._texts(self.events, RDFS + "label") if labels else np.full(len(self.events), None, dtype=object),
            type=types,
            quad=np.array([QUADS.index(vocabulary().quads[type_]) if type_ in vocabulary().quads else -1 for type_ in types], dtype=np.int64),
            score=self._values("wg:score").astype(np.float64),
            confidence=self._values("wg:confidence").astype(np.float64),
            status=self.status,
            speaker=np.array([numbers.get(who, -1) for who in self._values("wg:attributedTo")], dtype=np.int64),
            first=first,
            last=last,
            article=self.article,
            source=self._sources()[self.article],
            copy=self._copies()[self.article],
            acting=acting,
            receiving=receiving,
            involved=_united([acting, receiving, *others]),
            located=self._links("sem:hasPlace", {self.iris.base + path: number for number, path in enumerate(places.path)}),
            member=memberships(self.graph, actors.path.tolist(), actors.kind.tolist(), self.iris),
        )

    def _table(self, sparql: str) -> list[list[str]]:
        """The answer's columns of IRIs, numbers and dates, none of which holds a comma or a quotation mark."""
        answer = self.graph.query(sparql, prefixes=PREFIXES)
        if not isinstance(answer, ox.QuerySolutions):
            raise TypeError(f"{sparql[:60]!r} is no SELECT")
        width = len(answer.variables)
        text = answer.serialize(format=ox.QueryResultsFormat.CSV) or b""
        cells = text.decode().replace("\r\n", ",").split(",")[width:-1]
        return [cells[n::width] for n in range(width)]

    def _pairs(self, predicate: str) -> tuple[Array, list[str]]:
        """The number of the event, -1 for what is none, and the value."""
        events, values = self._table(f"SELECT ?e ?v {{ GRAPH ?g {{ ?e {predicate} ?v }} {self.only} }}")
        return _numbered(events, self.events), values

    def _values(self, predicate: str, change: Callable[[str], str] = str) -> Array:
        """The value of each event, None where there is none."""
        rows, values = self._pairs(predicate)
        known = {value: change(value) for value in set(values)}
        found = np.full(len(self.events), None, dtype=object)
        found[rows[rows >= 0]] = objects(map(known.__getitem__, values))[rows >= 0]
        return found

    def _links(self, predicate: str, things: dict[str, int]) -> Links:
        event, values = self._pairs(predicate)
        thing = _numbered(values, things)
        keep = (event >= 0) & (thing >= 0)
        return _once(event[keep], thing[keep])

    def _quads(self, predicate: str) -> Iterable[ox.Quad]:
        return self.graph.quads_for_pattern(None, term(predicate), None, None)

    def _path(self, iri: str) -> str:
        return iri.removeprefix(self.iris.base)

    def _texts(self, rows: dict[str, int], predicate: str, change: Callable[[str], str] = str) -> Array:
        found = np.full(len(rows), None, dtype=object)
        for quad in self._quads(predicate):
            row = rows.get(quad.subject.value)  # type: ignore[union-attr]
            if row is not None and isinstance(quad.graph_name, ox.NamedNode) and quad.graph_name.value.startswith(self.ours):
                found[row] = change(quad.object.value)  # type: ignore[union-attr]
        return found

    def _numbers(self, rows: dict[str, int], predicate: str) -> Array:
        return self._texts(rows, predicate).astype(np.float64)

    def _days(self) -> tuple[Array, Array]:
        """The day of publication stands in where an event has none."""
        published = _dates([day(text) for text in self._texts(self.articles, SCHEMA + "datePublished")])[self.article]
        first, last = (_dates(self._values(f"wg:{name}")) for name in ("earliest", "latest"))
        return np.where(np.isnat(first), published, first), np.where(np.isnat(last), published, last)

    def _sources(self) -> Array:
        names = [name or article for name, article in zip(self._texts(self.articles, SCHEMA + "publisher"), self.names, strict=True)]
        return np.unique(np.array(names, dtype=object), return_inverse=True)[1] if names else np.zeros(0, dtype=np.int64)

    def _copies(self) -> Array:
        originals = self._texts(self.articles, WG + "copyOf")
        return np.array([original in self.articles or self._is_here(original) for original in originals], dtype=bool)

    def _is_here(self, article: str | None) -> bool:
        """Whether the original is in the store, though nothing happens in it."""
        return article is not None and self.graph.contains_named_graph(ox.NamedNode(article))

    def _things(self, room: str) -> Things:
        identity = self.iris(IDENTITY)
        kind = term(SEM + ("Actor" if room == "actor/" else "Place"))
        rows = {iri: n for n, iri in enumerate(sorted(q.subject.value for q in self.graph.quads_for_pattern(None, A, kind, identity)))}  # type: ignore[union-attr]
        return Things(
            path=objects(self._path(iri) for iri in rows),
            label=self._texts(rows, SKOS + "prefLabel"),
            kind=self._kinds(rows) if room == "actor/" else objects("place" for _ in rows),
            country=self._texts(rows, WG + "country"),
            sector=self._texts(rows, WG + "sector"),
            lat=self._numbers(rows, WGS + "lat"),
            long=self._numbers(rows, WGS + "long"),
        )

    def _kinds(self, rows: dict[str, int]) -> Array:
        found = np.full(len(rows), None, dtype=object)
        for kind in KINDS:
            for quad in self.graph.quads_for_pattern(None, A, term(WG + kind), self.iris(IDENTITY)):
                found[rows[quad.subject.value]] = kind.lower()  # type: ignore[union-attr]
        return found


def objects(values: Iterable[str | None]) -> Array:
    """An array of texts, None among them."""
    found = list(values)
    array = np.empty(len(found), dtype=object)
    array[:] = found
    return array


def _numbered(names: Sequence[str], numbers: dict[str, int]) -> Array:
    """The number of each name, -1 for one that is not known."""
    return np.fromiter(map(numbers.get, names, repeat(-1)), dtype=np.int64, count=len(names))


def _united(parts: Sequence[Links]) -> Links:
    return _once(np.concatenate([part.event for part in parts]), np.concatenate([part.thing for part in parts]))


def _once(event: Array, thing: Array) -> Links:
    """Sorted, each pair once."""
    width = int(thing.max(initial=0)) + 1
    keys = np.unique(event * width + thing)
    return Links(keys // width, keys % width)


def _dates(values: Sequence[str | None] | Array) -> Array:
    return np.array([value or "NaT" for value in values], dtype="datetime64[D]")
