"""The relations graph: what each actor did to each other one, summed by quad class. Derived; only what happened counts.

From the actor to the recipient; where an event has several actors and no recipient, as a meeting has, from each to each other.
An article and its near-copies count once: events of a copy are left out while its original is in the store.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import permutations, product

import pyoxigraph as ox

from graph.facts import A
from graph.literals import day, decimal, integer, typed
from graph.select import select, text, value
from graph.terms import PLV, RELATIONS, WG, Iris, term
from graph.userdata import is_derived

QUERY = """
SELECT ?article ?event ?role ?who ?quad ?score ?earliest ?latest ?published WHERE {
  GRAPH ?article {
    ?event wg:status wg:Happened ; wg:quad ?quad ; wg:score ?score ; ?role ?who .
    VALUES ?role { wg:actor wg:recipient }
    OPTIONAL { ?event wg:earliest ?earliest } OPTIONAL { ?event wg:latest ?latest } OPTIONAL { ?article schema:datePublished ?published }
  }
  FILTER NOT EXISTS { GRAPH ?article { ?article wg:copyOf ?original } GRAPH ?original { ?original a schema:NewsArticle } }
}
"""


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


def relations(graph: ox.Store, *, iris: Iris = Iris()) -> Iterator[ox.Quad]:  # noqa: B008
    """The quads of the relations graph, from those of the articles."""
    sums: defaultdict[tuple[str, str, str], list[Deed]] = defaultdict(list)
    for deed in (deed for deed in deeds(graph) if is_derived(deed.article, iris.base)):  # users may write what looks like an event
        for one, other in deed.pairs():
            sums[iris.relative(one), iris.relative(other), deed.quad].append(deed)
    for (one, other, quad), found in sums.items():
        yield from _relation(one.removeprefix("actor/"), other.removeprefix("actor/"), quad, found, iris)


def deeds(graph: ox.Store) -> Iterable[Deed]:
    """All typed events that happened, each once."""
    found: dict[str, Deed] = {}
    for row in select(graph, QUERY):
        event = text(row, "event")
        if event not in found:
            published = day(value(row, "published"))
            first, last = value(row, "earliest") or published, value(row, "latest") or published
            found[event] = Deed(text(row, "article"), text(row, "quad").removeprefix(PLV), float(text(row, "score")), first, last)
        (found[event].actors if text(row, "role") == WG + "actor" else found[event].recipients).add(text(row, "who"))
    return found.values()


def _relation(one: str, other: str, quad: str, found: list[Deed], iris: Iris) -> Iterator[ox.Quad]:
    node, graph = iris(f"relation/{one}/{other}/{quad}"), iris(RELATIONS)
    facts: list[tuple[ox.NamedNode, ox.NamedNode | ox.Literal]] = [
        (A, term(WG + "Relation")),
        (term(WG + "from"), iris(f"actor/{one}")),
        (term(WG + "to"), iris(f"actor/{other}")),
        (term(WG + "quad"), term(PLV + quad)),
        (term(WG + "eventCount"), integer(len(found))),
        (term(WG + "articleCount"), integer(len({deed.article for deed in found}))),
        (term(WG + "meanScore"), decimal(round(sum(sorted(deed.score for deed in found)) / len(found), 3))),
    ]
    if firsts := [deed.first for deed in found if deed.first]:
        facts.append((term(WG + "firstSeen"), typed(min(firsts), "date")))
    if lasts := [deed.last for deed in found if deed.last]:
        facts.append((term(WG + "lastSeen"), typed(max(lasts), "date")))
    return (ox.Quad(node, predicate, value, graph) for predicate, value in facts)
