"""What the index keeps of one article and of one actor or place, read from the graph."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from graph.connections import STATUSES
from graph.facts import A
from graph.literals import day
from graph.terms import IDENTITY, ITSRDF, NIF, PLV, RDFS, SCHEMA, SEM, SKOS, WG, Iris, term

TOLD = tuple(STATUSES.values())  # a status is kept as its place here
ANY = len(TOLD)  # stands for all of them
QUADS = ("VerbalCooperation", "MaterialCooperation", "VerbalConflict", "MaterialConflict")  # likewise; UNTYPED for none
UNTYPED = len(QUADS)
NAMED = (*(term(WG + kind) for kind in ("Person", "Organization", "State", "Group")), term(SEM + "Place"))
PREDICATES = {
    name: term(iri)
    for name, iri in {
        "actor": SEM + "hasActor", "place": SEM + "hasPlace", "type": SEM + "eventType", "status": WG + "status", "quad": WG + "quad",
        "score": WG + "score", "confidence": WG + "confidence", "evidence": WG + "evidence", "speaker": WG + "attributedTo",
        "earliest": WG + "earliest", "latest": WG + "latest", "label": RDFS + "label",
    }.items()
}  # fmt: skip
Node = ox.NamedNode | ox.Literal


@dataclass(frozen=True, slots=True)
class Happening:
    """One event: `name` is its path without "event/", actors, places and speaker are paths, days "" where unknown, the score in thousandths."""

    name: str
    label: str
    type: str
    quad: int
    score: int | None
    told: int
    confidence: float
    first: str
    last: str
    speaker: str | None
    begin: int
    end: int
    words: str
    actors: tuple[str, ...]
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """One article: the id of what it nearly repeats, its events, and how often it mentions which actor or place (a path)."""

    name: str
    copy_of: str | None
    events: tuple[Happening, ...]
    mentions: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Named:
    """An actor or place of the register; `names` are its label, then its aliases."""

    path: str
    label: str
    kind: str
    country: str | None
    names: tuple[str, ...]


def story(graph: ox.Store, iris: Iris, path: str) -> Story:
    """What the graph of this article ("article/ID") tells."""
    node = iris(path)
    found = {name: _objects(graph, predicate, node) for name, predicate in PREDICATES.items()}
    published = day(_value(graph, node, SCHEMA + "datePublished"))
    copy = _value(graph, node, WG + "copyOf")
    mentions = Counter(quad.object.value for quad in graph.quads_for_pattern(None, term(ITSRDF + "taIdentRef"), None, node))  # type: ignore[union-attr]
    own = sorted((iri.removeprefix(iris.base), count) for iri, count in mentions.items())
    return Story(
        path.removeprefix("article/"),
        copy.removeprefix(iris.base + "article/") if copy else None,
        tuple(_happening(graph, iris, event, found, published, node) for event in sorted(found["status"]) if event in found["evidence"]),
        tuple((path, count) for path, count in own if path.startswith(("actor/", "place/")) and path.count("/") == 1),
    )


def named(graph: ox.Store, iris: Iris, path: str) -> Named | None:
    """What the register calls it; None where it has no such actor or place."""
    node, label, kind, country, others = iris(path), None, None, None, []
    for quad in graph.quads_for_pattern(node, None, None, iris(IDENTITY)):
        value, predicate = quad.object.value, quad.predicate.value  # type: ignore[union-attr]
        if quad.predicate == A and quad.object in NAMED:
            kind = value.rsplit("#")[-1].rsplit("/")[-1].lower()
        elif predicate == SKOS + "prefLabel":
            label = value
        elif predicate == SKOS + "altLabel":
            others.append(value)
        elif predicate == WG + "country":
            country = value
    return Named(path, label, kind, country, (label, *sorted(set(others)))) if label is not None and kind else None


def registered(graph: ox.Store, iris: Iris) -> Iterator[str]:
    """The paths of all actors and places of the register."""
    for kind in ("Actor", "Place"):
        for quad in graph.quads_for_pattern(None, A, term(SEM + kind), iris(IDENTITY)):
            yield quad.subject.value.removeprefix(iris.base)  # type: ignore[union-attr]


def articles(graph: ox.Store, iris: Iris) -> Iterator[str]:
    """The paths of all articles that have a graph."""
    names = (node.value.removeprefix(iris.base) for node in graph.named_graphs() if isinstance(node, ox.NamedNode))
    return (name for name in names if name.startswith("article/"))


def _objects(graph: ox.Store, predicate: ox.NamedNode, node: ox.NamedNode) -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for quad in graph.quads_for_pattern(None, predicate, None, node):
        found[quad.subject.value].append(quad.object.value)  # type: ignore[union-attr]
    return found


def _value(graph: ox.Store, node: ox.NamedNode, predicate: str) -> str | None:
    return next((quad.object.value for quad in graph.quads_for_pattern(node, term(predicate), None, node)), None)  # type: ignore[union-attr]


def _happening(
    graph: ox.Store, iris: Iris, event: str, found: dict[str, dict[str, list[str]]], published: str | None, node: ox.NamedNode
) -> Happening:
    def one(name: str) -> str | None:
        return next(iter(found[name].get(event, ())), None)

    phrase = found["evidence"][event][0]
    begin, _, end = phrase.rpartition("#char=")[2].partition(",")
    words = next(quad.object.value for quad in graph.quads_for_pattern(ox.NamedNode(phrase), term(NIF + "anchorOf"), None, node))  # type: ignore[union-attr]
    score, quad, speaker = one("score"), one("quad"), one("speaker")
    actors = sorted({iri.removeprefix(iris.base) for iri in found["actor"].get(event, ())})
    places = sorted({iri.removeprefix(iris.base) for iri in found["place"].get(event, ())})
    return Happening(
        name=event.removeprefix(iris.base + "event/"),
        label=one("label") or "",
        type=(one("type") or "").removeprefix(PLV).removeprefix(WG),
        quad=QUADS.index(quad.removeprefix(PLV)) if quad else UNTYPED,
        score=round(float(score) * 1000) if score is not None else None,
        told=TOLD.index(STATUSES[found["status"][event][0]]),
        confidence=float(one("confidence") or 0),
        first=one("earliest") or published or "",
        last=one("latest") or published or "",
        speaker=speaker.removeprefix(iris.base) if speaker else None,
        begin=int(begin),
        end=int(end),
        words=words,
        actors=tuple(path for path in actors if path.startswith("actor/")),
        places=tuple(path for path in places if path.startswith("place/")),
    )
