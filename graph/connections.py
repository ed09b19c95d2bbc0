"""Whom an actor shares events with: how often, what kind, when, and a sentence to quote for it.

By SPARQL, for a store whose index does not show the same state; `graph.neighbors` answers the same from the index, at once.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

import pyoxigraph as ox

from graph.literals import day
from graph.records import Status
from graph.select import select, text, value
from graph.terms import PLV, WG, Iris
from graph.wanted import Wanted

QUERY = """
SELECT ?event ?other ?article ?type ?quad ?score ?status ?confidence ?earliest ?latest ?published ?label ?speaker ?begin ?end ?words WHERE {
  { SELECT DISTINCT ?event WHERE { ?event sem:hasActor ?actor } }
  ?event sem:hasActor ?other ; sem:eventType ?type ; wg:status ?status ; wg:confidence ?confidence ; rdfs:label ?label ; wg:evidence ?sentence .
  ?sentence nif:beginIndex ?begin ; nif:endIndex ?end ; nif:anchorOf ?words ; nif:referenceContext ?article .
  OPTIONAL { ?event wg:quad ?quad } OPTIONAL { ?event wg:score ?score } OPTIONAL { ?event wg:attributedTo ?speaker }
  OPTIONAL { ?event wg:earliest ?earliest } OPTIONAL { ?event wg:latest ?latest } OPTIONAL { ?article schema:datePublished ?published }
  FILTER(?other != ?actor)
  FILTER NOT EXISTS { ?article wg:copyOf ?original . ?original a schema:NewsArticle }
}
"""
LABELS = "SELECT ?actor ?label ?country WHERE {{ VALUES ?actor {{ {} }} ?actor skos:prefLabel ?label OPTIONAL {{ ?actor wg:country ?country }} }}"
STATUSES: dict[str, Status] = {
    WG + "Happened": "happened",
    WG + "Planned": "planned",
    WG + "Possible": "possible",
    WG + "Negated": "negated",
}


@dataclass(frozen=True, slots=True)
class Quote:
    """The evidence for one event: `text` is what stands at [begin, end) of the article. `speaker` is a path, None for the article's own voice."""

    text: str
    article: str
    begin: int
    end: int
    event: str
    label: str
    status: Status
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Connection:
    """All events that `via` (at distance 1 the actor asked for) and `actor` share. `quads` counts events by quad class, untyped ones as "".

    `first` and `last` are days; `score` is the mean over the typed events, None where there is none.
    """

    actor: str
    label: str
    country: str | None
    distance: int
    via: str
    events: int
    articles: int
    quads: tuple[tuple[str, int], ...]
    first: str | None
    last: str | None
    score: float | None
    quote: Quote


@dataclass(frozen=True, slots=True)
class Shared:
    """One event shared with one other actor."""

    other: str
    article: str
    type: str
    quad: str
    score: float | None
    confidence: float
    first: str | None
    last: str | None
    quote: Quote


def connections(graph: ox.Store, iris: Iris, actor: str, wanted: Wanted, *, depth: int = 1) -> list[Connection]:
    """Ranked by distance, events, articles, then name; each actor once, at its smallest distance by its busiest link."""
    found: dict[str, Connection] = {}
    ring = [actor]
    for distance in range(1, depth + 1):
        links = [link for via in ring for link in _links(graph, iris, via, distance, wanted)]
        ring = []
        for link in sorted(links, key=lambda link: (-link.events, -link.articles, link.via, link.actor)):
            if link.actor != actor and link.actor not in found:
                found[link.actor] = link
                ring.append(link.actor)
    named = _with_labels(graph, iris, found.values())
    return sorted(named, key=lambda c: (c.distance, -c.events, -c.articles, c.label, c.actor))


def evidence(graph: ox.Store, iris: Iris, actor: str, other: str, wanted: Wanted, *, limit: int) -> list[Quote]:
    """What proves that two actors are connected, the surest typed events first."""
    rows = (row for row in select(graph, QUERY.replace("?actor", str(iris(actor)))) if text(row, "other") == iris(other).value)
    found = [one for row in rows if _is_derived(row, iris.base) and _passes(one := _shared(row, iris), wanted)]
    return [one.quote for one in sorted(found, key=_surest)][:limit]


def mean(thousandths: int, count: int) -> float | None:
    """Of scores, whose sum is given; None where there is none."""
    return round(thousandths / 1000 / count, 3) if count else None


def _links(graph: ox.Store, iris: Iris, via: str, distance: int, wanted: Wanted) -> Iterable[Connection]:
    shared: defaultdict[str, dict[str, Shared]] = defaultdict(dict)
    for row in select(graph, QUERY.replace("?actor", str(iris(via)))):
        if _is_derived(row, iris.base) and _passes(one := _shared(row, iris), wanted):
            shared[one.other][one.quote.event] = one
    return (_connection(other, list(events.values()), distance, via) for other, events in shared.items())


def _is_derived(row: ox.QuerySolution, base: str) -> bool:
    """Users may write what looks like an event."""
    return text(row, "other").startswith(f"{base}actor/") and text(row, "article").startswith(f"{base}article/")


def _shared(row: ox.QuerySolution, iris: Iris) -> Shared:
    published, speaker, score = day(value(row, "published")), value(row, "speaker"), value(row, "score")
    article = iris.relative(text(row, "article")).removeprefix("article/")
    quote = Quote(
        text(row, "words"), article, int(text(row, "begin")), int(text(row, "end")), iris.relative(text(row, "event")),
        text(row, "label"), STATUSES[text(row, "status")], iris.relative(speaker) if speaker else None,
    )  # fmt: skip
    return Shared(
        other=iris.relative(text(row, "other")),
        article=article,
        type=text(row, "type").removeprefix(PLV).removeprefix(WG),
        quad=(value(row, "quad") or "").removeprefix(PLV),
        score=float(score) if score else None,
        confidence=float(text(row, "confidence")),
        first=value(row, "earliest") or published,
        last=value(row, "latest") or published,
        quote=quote,
    )


def _passes(one: Shared, wanted: Wanted) -> bool:
    after = wanted.since is None or (one.last is not None and one.last >= wanted.since)
    before = wanted.until is None or (one.first is not None and one.first <= wanted.until)
    same = wanted.type in (None, one.type) and wanted.quad in (None, one.quad) and wanted.status in (None, one.quote.status)
    return after and before and same


def _connection(other: str, events: list[Shared], distance: int, via: str) -> Connection:
    scores = [round(one.score * 1000) for one in events if one.score is not None]
    firsts, lasts = [one.first for one in events if one.first], [one.last for one in events if one.last]
    best = min(events, key=_surest)
    return Connection(
        actor=other,
        label="",
        country=None,
        distance=distance,
        via=via,
        events=len(events),
        articles=len({one.article for one in events}),
        quads=tuple(sorted(Counter(one.quad for one in events).items())),
        first=min(firsts, default=None),
        last=max(lasts, default=None),
        score=mean(sum(scores), len(scores)),
        quote=best.quote,
    )


def _surest(one: Shared) -> tuple[bool, float, str]:
    return one.score is None, -one.confidence, one.quote.event


def _with_labels(graph: ox.Store, iris: Iris, found: Iterable[Connection]) -> list[Connection]:
    links = list(found)
    nodes = " ".join(sorted(str(iris(link.actor)) for link in links))
    labels = {iris.relative(text(row, "actor")): row for row in select(graph, LABELS.format(nodes))}
    return [replace(link, label=text(labels[link.actor], "label"), country=value(labels[link.actor], "country")) for link in links]
