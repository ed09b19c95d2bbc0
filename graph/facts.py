"""What an event says of itself, without those who take part in it."""

from collections.abc import Iterator

import pyoxigraph as ox

from graph.literals import decimal, english, string, typed
from graph.ontology import vocabulary
from graph.records import Event, When
from graph.terms import PLV, RDF, RDFS, SEM, WG, term

ACTOR_KINDS = frozenset(("person", "organization", "state", "group"))
A = term(RDF + "type")
Pair = tuple[ox.NamedNode, ox.NamedNode | ox.Literal]


def facts(event: Event) -> Iterator[Pair]:
    """Label, type, score, status, date and confidence; raises VocabularyError for a type, mode or context that PLOVER does not have."""
    yield A, term(SEM + "Event")
    yield term(RDFS + "label"), english(event.label)
    yield term(WG + "predicate"), string(event.predicate)
    yield term(WG + "status"), term(WG + event.status.capitalize())
    yield term(WG + "confidence"), decimal(event.confidence)
    yield from _type(event)
    if event.when:
        yield from _date(event.when)


def _type(event: Event) -> Iterator[Pair]:
    terms = vocabulary()
    if event.type is None:
        yield term(SEM + "eventType"), term(WG + "Occurrence")
    else:
        yield term(SEM + "eventType"), term(PLV + event.type)
        yield term(WG + "quad"), term(PLV + terms.quad(event.type))
        yield term(WG + "score"), decimal(terms.score(event.type, event.mode))
    if event.type and event.mode:
        yield term(WG + "mode"), term(f"{PLV}{event.type}-{event.mode}")
    for context in event.contexts:
        yield term(WG + "context"), term(PLV + terms.context(context))


def _date(when: When) -> Iterator[Pair]:
    yield term(WG + "dateBasis"), term(WG + when.basis.capitalize())
    if when.value and when.datatype:
        yield term(WG + "when"), typed(when.value, when.datatype)
    if when.earliest:
        yield term(WG + "earliest"), typed(when.earliest, "date")
    if when.latest:
        yield term(WG + "latest"), typed(when.latest, "date")


def predicates(role: str, kind: str) -> Iterator[ox.NamedNode]:
    """An actor is also sem:hasActor; a place is only where it happened, or a participant; a thing never acts."""
    if kind in ACTOR_KINDS:
        yield term(WG + (role if role in ("actor", "recipient", "instrument") else "participant"))
        yield term(SEM + "hasActor")
    elif kind == "place" and role == "place":
        yield term(SEM + "hasPlace")
    elif role != "time":
        yield term(WG + ("instrument" if role == "instrument" else "participant"))
