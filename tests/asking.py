"""Asking the RDF of the example articles for the facts of `facts.py`, in SPARQL."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox
from facts import Fact, Who

from graph.records import Article
from graph.select import select, text, value
from graph.terms import PREFIXES, Iris

DETERMINER = r"^(the|a|an|this) "
ROLES = {
    "actor": "wg:actor",
    "recipient": "wg:recipient",
    "participant": "wg:participant|wg:instrument|sem:hasActor",
    "place": "sem:hasPlace",
    "speaker": "wg:attributedTo",
}


@dataclass(frozen=True, slots=True)
class Examples:
    """The example articles by the keys of `facts.ARTICLES`, and their RDF."""

    articles: dict[str, Article]
    store: ox.Store

    def ask(self, where: str) -> bool:
        """Whether the union of all graphs has it."""
        return bool(self.store.query(f"ASK {{ {where} }}", prefixes=PREFIXES, use_default_graph_as_union=True))

    def nodes(self, where: str) -> set[str]:
        """What ?it can be."""
        return {text(row, "it") for row in select(self.store, f"SELECT DISTINCT ?it WHERE {{ {where} }}")}


def spans(words: str, fact: Fact) -> list[tuple[int, int]]:
    """Where the triggers of a fact stand; raises AssertionError when its quote is not found once."""
    found = []
    for trigger in fact.trigger.split("|"):
        quote = re.escape(fact.quote) if fact.quote else rf"\b{re.escape(trigger)}\b"
        places = [match.start() for match in re.finditer(quote, words)]
        assert len(places) == 1, f"{fact.quote or trigger!r} stands {len(places)} times in {fact.article!r}; give a quote that stands there once"
        inner = re.search(rf"\b{re.escape(trigger)}\b", words[places[0] :])
        assert inner, f"{trigger!r} is not in the quote {fact.quote!r}"
        found.append((places[0] + inner.start(), places[0] + inner.end()))
    return found


def phrases(examples: Examples, fact: Fact) -> list[str]:
    """The IRIs of the triggers, in angle brackets."""
    article = examples.articles[fact.article]
    return [str(Iris().phrase(article.id, *span)) for span in spans(article.text, fact)]


def pattern(fact: Fact, phrase: str, article: Article) -> str:
    """What must hold of one event with this trigger."""
    parts = [f"{phrase} itsrdf:taIdentRef ?event . ?event a sem:Event ; wg:status wg:{fact.status.capitalize()} ."]
    parts += [f"?event sem:eventType plv:{fact.type} ."] if fact.type else []
    for role, predicate in ROLES.items():
        if who := getattr(fact, role):
            parts.append(f"?event {predicate} ?{role} . {described(role, who, article)}")
    return " ".join([*parts, *_dated(fact.when)])


def _dated(when: str | None) -> Iterator[str]:
    if when and "/" in when:
        earliest, latest = when.split("/")
        yield f'?event wg:earliest "{earliest}"^^xsd:date ; wg:latest "{latest}"^^xsd:date .'
    elif when:
        yield f'?event wg:when ?when . FILTER(STR(?when) = "{when}")'


def described(variable: str, who: Who, article: Article) -> str:
    """That a variable is who is meant: by label, by a mention in the article, or by country and sector."""
    if isinstance(who, str):
        node, name = Iris().article(article.id), f"{variable}_name"
        return f"""{{ {{ ?{variable} skos:prefLabel|skos:altLabel|rdfs:label ?{name} }} UNION
            {{ [] itsrdf:taIdentRef ?{variable} ; nif:referenceContext {node} ; nif:anchorOf ?{name} }} {equals(name, who)} }}"""
    country, sector = who
    return f'?{variable} wg:country "{country}" ; ' + (f'wg:sector "{sector}" .' if sector else "a wg:State .")


def equals(variable: str, name: str) -> str:
    """That a name is this one, apart from case and an article in front."""
    bare = re.sub(DETERMINER, "", name.lower())
    return f'FILTER(REPLACE(LCASE(STR(?{variable})), "{DETERMINER}", "") = "{bare}")'


def called(examples: Examples, key: str, name: str) -> set[str]:
    """The actors and places that an article calls so; by their labels only where no mention consists of just these words."""
    mentioned = f"?p itsrdf:taIdentRef ?it ; nif:referenceContext {Iris().article(examples.articles[key].id)} ."
    words = f"?it a ?kind . VALUES ?kind {{ sem:Actor sem:Place }} {equals('n', name)}"
    direct = examples.nodes(f"{mentioned} ?p nif:anchorOf ?n . {words}")
    office = examples.nodes(f"{mentioned.replace('?it', '?office')} ?p nif:anchorOf ?n . ?it wg:position ?office . {words}")
    labels = "skos:prefLabel|skos:altLabel|(wg:position/rdfs:label)"
    return direct | office or examples.nodes(f"{mentioned} ?it {labels} ?n . {words}")


def seen(examples: Examples, fact: Fact) -> Iterator[str]:
    """What the graph says of the trigger instead, a line a statement."""
    for phrase in phrases(examples, fact):
        query = f"""SELECT ?p ?o (SAMPLE(?name) AS ?label) WHERE {{ {phrase} itsrdf:taIdentRef ?event . ?event ?p ?o .
            OPTIONAL {{ ?o skos:prefLabel|rdfs:label|nif:anchorOf ?name }} }} GROUP BY ?event ?p ?o ORDER BY ?event ?p ?o"""
        for row in select(examples.store, query):
            yield f"  {_short(text(row, 'p'))} {_short(text(row, 'o'))} {value(row, 'label') or ''}"


def _short(iri: str) -> str:
    return next((iri.replace(namespace, f"{prefix}:", 1) for prefix, namespace in PREFIXES.items() if iri.startswith(namespace)), iri)
