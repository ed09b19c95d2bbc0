"""The relations graph: what each actor did to each other one, summed by quad class. Derived; only what happened counts.

From the actor to the recipient; where an event has several actors and no recipient, as a meeting has, from each to each other.
An article and its near-copies count once: events of a copy are left out while its original is in the store.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import permutations, product

import pyoxigraph as ox

from graph.facts import A
from graph.literals import day, decimal, integer, typed
from graph.select import select, text, value
from graph.terms import PLV, RELATIONS, WG, Iris, is_derived, term

QUERY = """
SELECT * WHERE {{
  GRAPH {article} {{
    ?event wg:status wg:Happened ; wg:quad ?quad ; wg:score ?score ; ?role ?who .
    VALUES ?role {{ wg:actor wg:recipient }}
    OPTIONAL {{ ?event wg:earliest ?earliest }} OPTIONAL {{ ?event wg:latest ?latest }} OPTIONAL {{ {article} schema:datePublished ?published }}
  }}
  FILTER NOT EXISTS {{ GRAPH {article} {{ {article} wg:copyOf ?original }} GRAPH ?original {{ ?original a schema:NewsArticle }} }}
}}
"""
Between = tuple[str, str, str]  # paths of two actors, and the quad class


@dataclass(slots=True)
class Deed:
    """One typed event that happened, as far as relations need it."""

    article: str
    quad: str
    score: float
    first: str | None
    last: str | None
    actors: set[str] = field(default_factory=set)
    recipients: set[str] = field(default_factory=set)

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Who acted on whom, nobody on himself."""
        pairs = product(sorted(self.actors), sorted(self.recipients)) if self.recipients else permutations(sorted(self.actors), 2)
        return (pair for pair in pairs if pair[0] != pair[1])


@dataclass(slots=True)
class Sum:
    """What is known of one relation; the score in thousandths, days with the number of events that they stand for."""

    events: int = 0
    articles: int = 0
    score: int = 0
    firsts: Counter[str] = field(default_factory=Counter)
    lasts: Counter[str] = field(default_factory=Counter)

    def add(self, deeds: list[Deed], sign: int) -> None:
        """Counts the deeds of one article, or with sign -1 takes them out."""
        self.articles += sign
        self.events += sign * len(deeds)
        self.score += sign * sum(round(deed.score * 1000) for deed in deeds)
        for days, found in ((self.firsts, [deed.first for deed in deeds]), (self.lasts, [deed.last for deed in deeds])):
            for one in filter(None, found):
                days[one] += sign
                if not days[one]:
                    del days[one]


class Sums:
    """All relations, kept up as the graphs of articles change."""

    def __init__(self, iris: Iris) -> None:
        self._iris = iris
        self._deeds: dict[str, dict[Between, list[Deed]]] = {}
        self._sums: defaultdict[Between, Sum] = defaultdict(Sum)

    def replace(self, article: str, deeds: Iterable[Deed]) -> set[Between]:
        """Puts the deeds of an article in the place of its former ones; the relations that may be others by that."""
        before, after = self._deeds.pop(article, {}), defaultdict(list)
        for deed in deeds:
            for one, other in deed.pairs():
                after[self._iris.relative(one), self._iris.relative(other), deed.quad].append(deed)
        if before == after:
            changed: set[Between] = set()
        else:
            changed = {*before, *after}
            for between, found in before.items():
                self._sums[between].add(found, -1)
            for between, found in after.items():
                self._sums[between].add(found, 1)
        if after:
            self._deeds[article] = dict(after)
        return changed

    def relation(self, between: Between) -> Iterator[ox.Quad]:
        """The quads of one relation; none when nothing happened."""
        known = self._sums[between]
        if not known.events:
            del self._sums[between]
            return iter(())
        return relation(between, known, self._iris)

    def everything(self) -> Iterator[ox.Quad]:
        """The quads of all relations."""
        for between in list(self._sums):
            yield from self.relation(between)


def relations(graph: ox.Store, *, iris: Iris = Iris()) -> Iterator[ox.Quad]:  # noqa: B008
    """The quads of the relations graph, from those of the articles."""
    return sums(graph, iris).everything()


def sums(graph: ox.Store, iris: Iris) -> Sums:
    """All relations of the articles in a graph store."""
    found = Sums(iris)
    for article, own in by_article(graph, iris).items():
        found.replace(article, own)
    return found


def by_article(graph: ox.Store, iris: Iris) -> dict[str, list[Deed]]:
    """The typed events that happened, by the id of the article that tells of them."""
    found: defaultdict[str, list[Deed]] = defaultdict(list)
    for deed in (deed for deed in deeds(graph) if is_derived(deed.article, iris.base)):  # users may write what looks like an event
        found[iris.relative(deed.article).removeprefix("article/")].append(deed)
    return found


def deeds(graph: ox.Store, article: ox.NamedNode | None = None) -> Iterable[Deed]:
    """All typed events that happened, of all articles or one, each once."""
    found: dict[str, Deed] = {}
    for row in select(graph, QUERY.format(article=article or "?article")):
        event = text(row, "event")
        if event not in found:
            published = day(value(row, "published"))
            first, last = value(row, "earliest") or published, value(row, "latest") or published
            found[event] = Deed(
                article.value if article else text(row, "article"), text(row, "quad").removeprefix(PLV), float(text(row, "score")), first, last
            )
        (found[event].actors if text(row, "role") == WG + "actor" else found[event].recipients).add(text(row, "who"))
    return found.values()


def node_of(between: Between, iris: Iris) -> ox.NamedNode:
    """The relation's own IRI."""
    one, other, quad = between
    return iris(f"relation/{one.removeprefix('actor/')}/{other.removeprefix('actor/')}/{quad}")


def relation(between: Between, known: Sum, iris: Iris) -> Iterator[ox.Quad]:
    """The quads of one relation, of which something is known."""
    (one, other, quad), node, graph = between, node_of(between, iris), iris(RELATIONS)
    facts: list[tuple[ox.NamedNode, ox.NamedNode | ox.Literal]] = [
        (A, term(WG + "Relation")),
        (term(WG + "from"), iris(one)),
        (term(WG + "to"), iris(other)),
        (term(WG + "quad"), term(PLV + quad)),
        (term(WG + "eventCount"), integer(known.events)),
        (term(WG + "articleCount"), integer(known.articles)),
        (term(WG + "meanScore"), decimal(round(known.score / 1000 / known.events, 3))),
    ]
    if known.firsts:
        facts.append((term(WG + "firstSeen"), typed(min(known.firsts), "date")))
    if known.lasts:
        facts.append((term(WG + "lastSeen"), typed(max(known.lasts), "date")))
    return (ox.Quad(node, predicate, value, graph) for predicate, value in facts)
