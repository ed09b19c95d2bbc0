"""What an event says of itself, without those who take part in it: predicates and values as Turtle writes them."""

from collections.abc import Iterator

import pyoxigraph as ox

from graph.ontology import vocabulary
from graph.records import Event, When
from graph.terms import RDF, term
from graph.turtle import day, decimal, english, string

ACTOR_KINDS = frozenset(("person", "organization", "state", "group"))
A = term(RDF + "type")
Pair = tuple[ox.NamedNode, ox.NamedNode | ox.Literal]
Said = tuple[str, str]


def facts(event: Event) -> Iterator[Said]:
    """Label, type, score, status, date and confidence; raises VocabularyError for a type, mode or context that PLOVER does not have."""
    yield "a", "sem:Event"
    yield "rdfs:label", english(event.label)
    yield "wg:predicate", string(event.predicate)
    yield "wg:status", f"wg:{event.status.capitalize()}"
    yield "wg:confidence", decimal(event.confidence)
    yield from _type(event)
    if event.when:
        yield from _date(event.when)


def _type(event: Event) -> Iterator[Said]:
    terms = vocabulary()
    if event.type is None:
        yield "sem:eventType", "wg:Occurrence"
    else:
        yield "sem:eventType", f"plv:{event.type}"
        yield "wg:quad", f"plv:{terms.quad(event.type)}"
        yield "wg:score", decimal(terms.score(event.type, event.mode))
    if event.type and event.mode:
        yield "wg:mode", f"plv:{event.type}-{event.mode}"
    for context in event.contexts:
        yield "wg:context", f"plv:{terms.context(context)}"


def _date(when: When) -> Iterator[Said]:
    yield "wg:dateBasis", f"wg:{when.basis.capitalize()}"
    if when.value and when.datatype:
        yield "wg:when", f'"{when.value}"^^xsd:{when.datatype}'
    if when.earliest:
        yield "wg:earliest", day(when.earliest)
    if when.latest:
        yield "wg:latest", day(when.latest)


def predicates(role: str, kind: str) -> tuple[str, ...]:
    """An actor is also sem:hasActor; a place is only where it happened, or a participant; a thing never acts."""
    if kind in ACTOR_KINDS:
        return f"wg:{role if role in ('actor', 'recipient', 'instrument') else 'participant'}", "sem:hasActor"
    if kind == "place" and role == "place":
        return ("sem:hasPlace",)
    return (f"wg:{'instrument' if role == 'instrument' else 'participant'}",) if role != "time" else ()
